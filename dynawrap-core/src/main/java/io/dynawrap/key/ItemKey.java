package io.dynawrap.key;

/**
 * The full key of an item. Keys have the order of both databases: by the UTF-8 bytes of the partition key, then of the
 * sort key. Writers of several items lock them in this order.
 *
 * @param partitionKey the partition key
 * @param sortKey the sort key
 */
public record ItemKey(String partitionKey, String sortKey) implements Comparable<ItemKey> {

    @Override
    public int compareTo(ItemKey other) {
        // most keys that are compared are in one partition, and equal texts are recognised faster than they are
        // compared
        int partition =
                partitionKey.equals(other.partitionKey) ? 0 : StorableText.compare(partitionKey, other.partitionKey);
        return partition != 0 ? partition : StorableText.compare(sortKey, other.sortKey);
    }
}
