package io.dynawrap.spi;

/**
 * One of the parts a range across partitions is split into, in the backend's own terms. All parts together cover the
 * range, and no key is in two of them.
 */
public interface ScanSegment {}
