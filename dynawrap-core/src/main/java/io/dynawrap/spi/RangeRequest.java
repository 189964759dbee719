package io.dynawrap.spi;

import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyRange;
import java.util.List;
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
 * @param filter what an item must meet to be on the page, or {@code null}; evaluated by the database, on the stored form
 * @param fields the top-level fields that the caller needs, so that others need not be sent; {@code null} for the whole items
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
        boolean reportCapacity,
        @Nullable BoundCondition filter,
        @Nullable List<String> fields) {

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
        return new RangeRequest(table, range, null, null, false, false, Integer.MAX_VALUE, 0, false, null, null);
    }

    /**
     * Returns a copy that reads one part of the range.
     *
     * @param part the part
     * @return the copy
     */
    public RangeRequest segment(Segment part) {
        return new RangeRequest(
                table, range, part, after, reverse, consistent, limit, pageSizeHint, reportCapacity, filter, fields);
    }

    /**
     * Returns a copy that continues after a key.
     *
     * @param key the key, or {@code null} to start
     * @return the copy
     */
    public RangeRequest after(@Nullable ItemKey key) {
        return new RangeRequest(
                table, range, segment, key, reverse, consistent, limit, pageSizeHint, reportCapacity, filter, fields);
    }

    /**
     * Returns a copy with another order.
     *
     * @param descending whether to read in descending order
     * @return the copy
     */
    public RangeRequest reverse(boolean descending) {
        return new RangeRequest(
                table,
                range,
                segment,
                after,
                descending,
                consistent,
                limit,
                pageSizeHint,
                reportCapacity,
                filter,
                fields);
    }

    /**
     * Returns a copy with another consistency.
     *
     * @param required whether the page must include every write acknowledged before
     * @return the copy
     */
    public RangeRequest consistent(boolean required) {
        return new RangeRequest(
                table, range, segment, after, reverse, required, limit, pageSizeHint, reportCapacity, filter, fields);
    }

    /**
     * Returns a copy with another limit.
     *
     * @param items the number of items that the caller still needs
     * @return the copy
     */
    public RangeRequest limit(int items) {
        return new RangeRequest(
                table, range, segment, after, reverse, consistent, items, pageSizeHint, reportCapacity, filter, fields);
    }

    /**
     * Returns a copy with another page size.
     *
     * @param items the backend's own estimate of a good page
     * @return the copy
     */
    public RangeRequest pageSizeHint(int items) {
        return new RangeRequest(
                table, range, segment, after, reverse, consistent, limit, items, reportCapacity, filter, fields);
    }

    /**
     * Returns a copy that asks for the consumed capacity.
     *
     * @return the copy
     */
    public RangeRequest reportingCapacity() {
        return new RangeRequest(
                table, range, segment, after, reverse, consistent, limit, pageSizeHint, true, filter, fields);
    }

    /**
     * Returns a copy with a filter.
     *
     * @param condition what an item must meet to be on the page, or {@code null} for all items
     * @return the copy
     */
    public RangeRequest filter(@Nullable BoundCondition condition) {
        return new RangeRequest(
                table,
                range,
                segment,
                after,
                reverse,
                consistent,
                limit,
                pageSizeHint,
                reportCapacity,
                condition,
                fields);
    }

    /**
     * Returns a copy that reads only some fields of the items.
     *
     * @param names the top-level fields that the caller needs; without any only the keys are read
     * @return the copy
     */
    public RangeRequest fields(List<String> names) {
        return new RangeRequest(
                table, range, segment, after, reverse, consistent, limit, pageSizeHint, reportCapacity, filter, names);
    }
}
