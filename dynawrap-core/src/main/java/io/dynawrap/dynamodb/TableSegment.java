package io.dynawrap.dynamodb;

import io.dynawrap.spi.RangeRequest;

/**
 * One segment of a parallel Scan.
 *
 * @param index the number of the segment, from 0
 * @param total the number of segments
 */
record TableSegment(int index, int total) implements RangeRequest.Segment {}
