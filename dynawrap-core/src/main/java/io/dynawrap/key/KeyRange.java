package io.dynawrap.key;

import org.jspecify.annotations.Nullable;

/**
 * The keys that a read covers: those whose partition key and sort key each meet a condition. A range with an exact
 * partition key is a contiguous part of the sort order. Any other range spans partitions and has no order.
 *
 * @param partition the condition on the partition key
 * @param sort the condition on the sort key
 * @param bounds the sort keys to read of those that meet {@code sort}, which is a prefix then; {@code null} for all
 */
public record KeyRange(
        KeyMatch partition, KeyMatch sort, @Nullable KeyInterval bounds) {

    /**
     * Creates a range without bounds.
     *
     * @param partition the condition on the partition key
     * @param sort the condition on the sort key
     */
    public KeyRange(KeyMatch partition, KeyMatch sort) {
        this(partition, sort, null);
    }

    /**
     * Returns a copy that starts at a sort key. The end stays as it is.
     *
     * @param first the first sort key to read, inside of {@link #sort}
     * @return the copy
     */
    public KeyRange from(String first) {
        return new KeyRange(partition, sort, new KeyInterval(first, sortKeys().until()));
    }

    /**
     * Returns a copy that ends before a sort key. The start stays as it is.
     *
     * @param end the sort key before which to end, inside of {@link #sort} or at its end
     * @return the copy
     */
    public KeyRange until(String end) {
        return new KeyRange(partition, sort, new KeyInterval(sortKeys().from(), end));
    }

    /**
     * Returns the sort keys to read as an interval. Without bounds it is that of the prefix {@link #sort}.
     *
     * @return the interval
     */
    public KeyInterval sortKeys() {
        return bounds != null ? bounds : KeyInterval.startingWith(sort.text());
    }

    /**
     * Reports whether the range lies in one partition.
     *
     * @return whether the partition key is known
     */
    public boolean isOnePartition() {
        return partition.exact();
    }

    /**
     * Reports whether no key can be in the range, because its bounds exclude each other.
     *
     * @return whether the range is empty whatever is stored
     */
    public boolean isEmpty() {
        return bounds != null && bounds.isEmpty();
    }

    /**
     * Reports whether a key is in the range.
     *
     * @param key the key
     * @return whether the range contains it
     */
    public boolean contains(ItemKey key) {
        return partition.matches(key.partitionKey())
                && sort.matches(key.sortKey())
                && (bounds == null || bounds.contains(key.sortKey()));
    }
}
