package io.dynawrap.spi;

import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of a range.
 *
 * @param table the name of the table in the database
 * @param range the keys to read
 * @param segment the part of the range to read, or {@code null} for all of it
 * @param after the key after which to continue, or {@code null} to start; an item with that key need not exist
 * @param reverse whether to read in descending order; set only for a range in one partition
 * @param consistent whether the page must include every write acknowledged before
 * @param limit the number of items that the caller still needs, {@link Integer#MAX_VALUE} for all; a page never holds
 *     more
 * @param pageSizeHint the backend's own estimate of a good page, from {@link RangePage#next}; 0 in the first request
 * @param reportCapacity whether to ask for the consumed capacity
 */
public record RangeRequest(
        String table,
        KeyRange range,
        @Nullable Segment segment,
        @Nullable ItemKey after,
        boolean reverse,
        boolean consistent,
        int limit,
        int pageSizeHint,
        boolean reportCapacity) {

    /** A part of a range across partitions, in the backend's own terms. Created by {@link Backend#split}. */
    public interface Segment {}

    /**
     * Creates a request for the first page of a whole range, in ascending order, without a limit and without
     * consistency.
     *
     * @param table the name of the table in the database
     * @param range the keys to read
     * @return the request
     */
    public static RangeRequest of(String table, KeyRange range) {
        return new RangeRequest(table, range, null, null, false, false, Integer.MAX_VALUE, 0, false);
    }

    /**
     * Returns a copy that reads one part of the range.
     *
     * @param part the part
     * @return the copy
     */
    public RangeRequest segment(Segment part) {
        return new RangeRequest(table, range, part, after, reverse, consistent, limit, pageSizeHint, reportCapacity);
    }

    /**
     * Returns a copy that continues after a key.
     *
     * @param key the key, or {@code null} to start
     * @return the copy
     */
    public RangeRequest after(@Nullable ItemKey key) {
        return new RangeRequest(table, range, segment, key, reverse, consistent, limit, pageSizeHint, reportCapacity);
    }

    /**
     * Returns a copy with another order.
     *
     * @param descending whether to read in descending order
     * @return the copy
     */
    public RangeRequest reverse(boolean descending) {
        return new RangeRequest(
                table, range, segment, after, descending, consistent, limit, pageSizeHint, reportCapacity);
    }

    /**
     * Returns a copy with another consistency.
     *
     * @param required whether the page must include every write acknowledged before
     * @return the copy
     */
    public RangeRequest consistent(boolean required) {
        return new RangeRequest(table, range, segment, after, reverse, required, limit, pageSizeHint, reportCapacity);
    }

    /**
     * Returns a copy with another limit.
     *
     * @param items the number of items that the caller still needs
     * @return the copy
     */
    public RangeRequest limit(int items) {
        return new RangeRequest(table, range, segment, after, reverse, consistent, items, pageSizeHint, reportCapacity);
    }

    /**
     * Returns a copy with another page size.
     *
     * @param items the backend's own estimate of a good page
     * @return the copy
     */
    public RangeRequest pageSizeHint(int items) {
        return new RangeRequest(table, range, segment, after, reverse, consistent, limit, items, reportCapacity);
    }

    /**
     * Returns a copy that asks for the consumed capacity.
     *
     * @return the copy
     */
    public RangeRequest reportingCapacity() {
        return new RangeRequest(table, range, segment, after, reverse, consistent, limit, pageSizeHint, true);
    }
}
