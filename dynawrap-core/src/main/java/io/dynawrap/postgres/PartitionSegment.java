package io.dynawrap.postgres;

import io.dynawrap.key.KeyInterval;
import io.dynawrap.spi.RangeRequest;

/**
 * The part of a range whose partition keys are in an interval.
 *
 * @param interval the partition keys
 */
record PartitionSegment(KeyInterval interval) implements RangeRequest.Segment {}
