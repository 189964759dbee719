package io.dynawrap.key;

import static io.dynawrap.key.ModelKeys.MAX_KEY_BYTES;
import static io.dynawrap.key.ModelKeys.MAX_PARTITION_KEY_BYTES;
import static io.dynawrap.key.ModelKeys.MAX_SORT_KEY_BYTES;

import io.dynawrap.InvalidKeyException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the keys of a model against the limits of their length. */
final class KeyLengths {

    /** The maximum in UTF-8; a pair of surrogates has four. */
    private static final int MAX_BYTES_OF_A_CHAR = 3;

    private final String model;
    private final KeyPattern partitionKey;
    private final KeyPattern sortKey;

    /**
     * Creates the checks.
     *
     * @param model the model's name, for messages
     */
    KeyLengths(String model, KeyPattern partitionKey, KeyPattern sortKey) {
        this.model = model;
        this.partitionKey = partitionKey;
        this.sortKey = sortKey;
    }

    /**
     * Reports whether a key is longer than the limits of a write. Such an item could not be found by its key or
     * replaced.
     */
    static boolean isTooLong(ItemKey key) {
        int chars = key.partitionKey().length() + key.sortKey().length();
        if (chars <= MAX_SORT_KEY_BYTES / MAX_BYTES_OF_A_CHAR) {
            return false;
        }
        int partition = StorableText.utf8Length(key.partitionKey());
        int sort = StorableText.utf8Length(key.sortKey());
        return partition > MAX_PARTITION_KEY_BYTES || sort > MAX_SORT_KEY_BYTES || partition + sort > MAX_KEY_BYTES;
    }

    /**
     * Checks a full key.
     *
     * @throws InvalidKeyException if it is too long
     */
    void check(ItemKey key) {
        int partition = checkPartition(key.partitionKey());
        check(key.sortKey(), sortKey, MAX_SORT_KEY_BYTES, partition);
    }

    /**
     * Checks a partition key, or the beginning of one, and returns its length in bytes.
     *
     * @throws InvalidKeyException if it is too long
     */
    int checkPartition(String text) {
        return check(text, partitionKey, MAX_PARTITION_KEY_BYTES, 0);
    }

    /**
     * Checks a sort key, or the beginning of one, without its partition key.
     *
     * @throws InvalidKeyException if it is too long
     */
    void checkSort(String text) {
        check(text, sortKey, MAX_SORT_KEY_BYTES, 0);
    }

    private int check(String text, KeyPattern pattern, int limit, int partitionBytes) {
        int bytes = StorableText.utf8Length(text);
        if (bytes > limit || bytes + partitionBytes > MAX_KEY_BYTES) {
            throw new InvalidKeyException(
                    model + ": the key '" + pattern.text() + "' has " + bytes + " bytes in UTF-8"
                            + (bytes > limit
                                    ? ", more than the " + limit + " a "
                                            + (pattern == partitionKey ? "partition" : "sort") + " key can have."
                                    : ", with the partition key " + (bytes + partitionBytes) + ", more than the "
                                            + MAX_KEY_BYTES + " both can have together.")
                            + " Shorten its values.",
                    longestField(pattern, text));
        }
        return bytes;
    }

    private static @Nullable String longestField(KeyPattern pattern, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        pattern.parseInto(key, texts);
        return texts.entrySet().stream()
                .max(Comparator.comparingInt(text -> text.getValue().length()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}
