package io.dynawrap.mapping;

/**
 * What an item may be, on every backend: the smaller of what DynamoDB and PostgreSQL allow.
 *
 * @param partitionKeyBytes how long a partition key may be, in bytes of UTF-8
 * @param sortKeyBytes how long a sort key may be, in bytes of UTF-8
 * @param keyBytes how long both may be together, in bytes of UTF-8
 * @param itemBytes how large an item may be, in bytes as DynamoDB counts, names and keys included
 * @param nameBytes how long the name of a field may be, in bytes of UTF-8
 * @param numberDigits how many significant digits a number may have
 * @param depth how many lists and maps may stand inside each other
 */
public record ItemLimits(
        int partitionKeyBytes,
        int sortKeyBytes,
        int keyBytes,
        int itemBytes,
        int nameBytes,
        int numberDigits,
        int depth) {

    /**
     * The limits that are checked before an item is written.
     *
     * @return the limits, which no setting changes
     */
    public static ItemLimits standard() {
        return new ItemLimits(
                ModelKeys.MAX_PARTITION_KEY_BYTES,
                ModelKeys.MAX_SORT_KEY_BYTES,
                ModelKeys.MAX_KEY_BYTES,
                ItemSize.MAX_ITEM_BYTES,
                ItemSize.MAX_NAME_BYTES,
                ItemSize.MAX_DIGITS,
                ItemSize.MAX_DEPTH);
    }
}
