package io.dynawrap.key;

/**
 * The keys that a read looks at: those whose partition key and whose sort key meet a condition. A range with an exact
 * partition key is one run of the sort order; any other range goes across partitions and has no order.
 *
 * @param partition the condition on the partition key
 * @param sort the condition on the sort key
 */
public record KeyRange(KeyMatch partition, KeyMatch sort) {

    /**
     * Whether the range lies in one partition.
     *
     * @return whether the partition key is known
     */
    public boolean isOnePartition() {
        return partition.exact();
    }

    /**
     * Whether a key is in the range.
     *
     * @param key the key
     * @return whether it is
     */
    public boolean contains(ItemKey key) {
        return partition.matches(key.partitionKey()) && sort.matches(key.sortKey());
    }
}
