package io.dynawrap.spi;

import io.dynawrap.mapping.ItemKey;
import org.jspecify.annotations.Nullable;

/**
 * A request for one page of a range.
 *
 * @param range the keys to look at
 * @param segment the part of the range to read, or {@code null} for all of it
 * @param after the key to go on after, or {@code null} to begin; it need not be the key of an item that still exists
 * @param reverse whether to read in descending order; only ever for a range in one partition
 * @param consistent whether the page must hold every write acknowledged before
 * @param limit how many items the caller still wants, {@link Integer#MAX_VALUE} for all; a page never holds more
 * @param pageItems the backend's own guess at the size of a good page, 0 in the first read
 */
public record RangeRead(
        KeyRange range,
        @Nullable ScanSegment segment,
        @Nullable ItemKey after,
        boolean reverse,
        boolean consistent,
        int limit,
        int pageItems) {

    /**
     * This read, begun after another key.
     *
     * @param key the key to go on after
     * @return a copy
     */
    public RangeRead after(@Nullable ItemKey key) {
        return new RangeRead(range, segment, key, reverse, consistent, limit, pageItems);
    }

    /**
     * This read with another limit.
     *
     * @param items how many items the caller still wants
     * @return a copy
     */
    public RangeRead limit(int items) {
        return new RangeRead(range, segment, after, reverse, consistent, items, pageItems);
    }

    /**
     * This read with another page size.
     *
     * @param items the backend's own guess at the size of a good page
     * @return a copy
     */
    public RangeRead pageItems(int items) {
        return new RangeRead(range, segment, after, reverse, consistent, limit, items);
    }

    /**
     * This read, of one part of the range.
     *
     * @param part a segment that the backend's {@link Backend#split} made
     * @return a copy
     */
    public RangeRead segment(ScanSegment part) {
        return new RangeRead(range, part, after, reverse, consistent, limit, pageItems);
    }
}
