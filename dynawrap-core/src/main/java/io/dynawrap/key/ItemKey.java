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
        int partition = compareUtf8(partitionKey, other.partitionKey);
        return partition != 0 ? partition : compareUtf8(sortKey, other.sortKey);
    }

    /**
     * The order of UTF-8 bytes is the order of code points: the order of chars, except that surrogates come after all
     * others.
     */
    private static int compareUtf8(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean surrogate = Character.isSurrogate(a);
                return surrogate == Character.isSurrogate(b) ? Character.compare(a, b) : surrogate ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
