package io.dynawrap.key;

/**
 * The keys that a read covers: those whose partition key and sort key each meet a condition. A range with an exact
 * partition key is a contiguous part of the sort order. Any other range spans partitions and has no order.
 *
 * @param partition the condition on the partition key
 * @param sort the condition on the sort key
 */
public record KeyRange(KeyMatch partition, KeyMatch sort) {

    /**
     * Reports whether the range lies in one partition.
     *
     * @return whether the partition key is known
     */
    public boolean isOnePartition() {
        return partition.exact();
    }

    /**
     * Reports whether a key is in the range.
     *
     * @param key the key
     * @return whether the range contains it
     */
    public boolean contains(ItemKey key) {
        return partition.matches(key.partitionKey()) && sort.matches(key.sortKey());
    }
}
