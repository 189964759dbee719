package io.dynawrap.key;

/**
 * The keys of a model in a range of one partition, if the sort keys there differ only in a {@code String} at the end. A condition on
 * characters recognises them: behind the prefix of the range the sort key has no separator, because no value contains it.
 *
 * @param range the range, which has no sort key that ends before the {@code String}
 * @param separator the character that does not occur behind the prefix
 * @param maxSortKeyBytes the maximum length of a sort key in UTF-8
 */
public record TextKeys(KeyRange range, char separator, int maxSortKeyBytes) {

    /** No sort key contains U+0000, so this is the first character that one can have. */
    private static final char FIRST_CHARACTER = '\u0001';

    /**
     * Creates the keys.
     *
     * @param range a range in one partition
     * @param mayEndWithPrefix whether a sort key can be the prefix of the range alone
     */
    static TextKeys of(KeyRange range, boolean mayEndWithPrefix, char separator) {
        String first = range.sort().text() + FIRST_CHARACTER;
        boolean startsBehind = StorableText.compare(range.sortKeys().from(), first) >= 0;
        int maxBytes = ModelKeys.MAX_KEY_BYTES
                - StorableText.utf8Length(range.partition().text());
        return new TextKeys(
                mayEndWithPrefix || startsBehind ? range : range.from(first),
                separator,
                Math.min(ModelKeys.MAX_SORT_KEY_BYTES, maxBytes));
    }

    /**
     * Reports whether a key in the partition is a key of the model in the range.
     *
     * @param sortKey the sort key
     * @return whether it is in the range, and what follows the prefix is a value
     */
    public boolean contains(String sortKey) {
        int bytes = StorableText.utf8Length(sortKey);
        return bytes != StorableText.UNSTORABLE
                && bytes <= maxSortKeyBytes
                && range.sort().matches(sortKey)
                && sortKey.indexOf(separator, range.sort().text().length()) < 0
                && range.sortKeys().contains(sortKey);
    }
}
