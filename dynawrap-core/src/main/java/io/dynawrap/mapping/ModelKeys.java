package io.dynawrap.mapping;

import io.dynawrap.InvalidKeyException;
import io.dynawrap.KeyValues;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds and takes apart the keys of one model. */
final class ModelKeys<T> {

    /** Limits of DynamoDB (developer guide, "Quotas and limits"), and that of a PostgreSQL B-tree index row. */
    static final int MAX_PARTITION_KEY_BYTES = 2048;

    static final int MAX_SORT_KEY_BYTES = 1024;
    static final int MAX_KEY_BYTES = 2600;

    /** In UTF-8; a pair of surrogates has four. */
    private static final int MAX_BYTES_OF_A_CHAR = 3;

    /** Gives the text of a placeholder's value. */
    private interface Texts {
        /** The text, or {@code null} when no value was given. */
        @Nullable String of(KeyPattern pattern, KeyPattern.Placeholder placeholder);
    }

    private final String model;
    private final KeyPattern partitionKey;
    private final KeyPattern sortKey;
    private final Map<String, KeyField> fields;
    private final boolean repeatsFields;
    private final KeyPattern.Values fitting;

    ModelKeys(String model, ItemType.Definition definition) {
        this.model = model;
        this.partitionKey = definition.partitionKey();
        this.sortKey = definition.sortKey();
        this.fields = definition.keyFields();
        boolean allTexts =
                fields.values().stream().allMatch(field -> field.type().isText());
        this.fitting = allTexts ? (placeholder, key, start, end) -> true : this::fits;
        this.repeatsFields = placeholders(partitionKey) + placeholders(sortKey) > fields.size();
    }

    private static long placeholders(KeyPattern pattern) {
        return pattern.parts().stream()
                .filter(KeyPattern.Placeholder.class::isInstance)
                .count();
    }

    ItemKey of(T item) {
        return full((pattern, placeholder) -> {
            Object value = field(placeholder).member().getValue(item);
            if (value == null) {
                throw pattern.problem(placeholder.name(), "is null. Every part of a key needs a value.");
            }
            return text(pattern, placeholder, value);
        });
    }

    ItemKey of(KeyValues values) {
        checkNames(values, true);
        for (String name : fields.keySet()) {
            if (!values.contains(name)) {
                KeyPattern pattern = partitionKey.names().contains(name) ? partitionKey : sortKey;
                throw pattern.problem(
                        name,
                        "has no value. Give one for every field of the key, or use query to find items by a part of it.");
            }
        }
        return full(given(values));
    }

    private ItemKey full(Texts texts) {
        ItemKey key = new ItemKey(
                match(partitionKey, texts).text(), match(sortKey, texts).text());
        checkSize(key);
        return key;
    }

    KeyMatch queryPartition(KeyValues values) {
        for (String name : partitionKey.names()) {
            if (!values.contains(name)) {
                throw partitionKey.problem(
                        name,
                        "has no value, and a query reads one partition. Give it, move the field to the sort key, or use"
                                + " scan to read across partitions.");
            }
        }
        return checkSize(match(partitionKey, given(values)), partitionKey, MAX_PARTITION_KEY_BYTES);
    }

    KeyMatch querySort(KeyValues values) {
        checkNames(values, true);
        checkLeadingRun(sortKey, values, partitionKey.names());
        KeyMatch match = match(sortKey, given(values));
        return checkSize(hasOpenEnd() ? KeyMatch.prefix(match.text()) : match, sortKey, MAX_SORT_KEY_BYTES);
    }

    /** Whether the sort key ends with a text that stands nowhere before it, where it is matched whole. */
    boolean hasOpenEnd() {
        List<KeyPattern.Part> parts = sortKey.parts();
        return parts.get(parts.size() - 1) instanceof KeyPattern.Placeholder last
                && field(last).type().isText()
                && !partitionKey.names().contains(last.name())
                && parts.indexOf(last) == parts.size() - 1;
    }

    KeyMatch scanPartition(KeyValues values) {
        checkNames(values, false);
        checkLeadingRun(partitionKey, values, Set.of());
        return checkSize(match(partitionKey, given(values)), partitionKey, MAX_PARTITION_KEY_BYTES);
    }

    KeyMatch scanSort(KeyValues values) {
        return checkSize(match(sortKey, given(values)), sortKey, MAX_SORT_KEY_BYTES);
    }

    /** Whether a key is a key of the model; asked for every item that is read, so it builds nothing. */
    boolean matches(ItemKey key) {
        if (isTooLong(key)) {
            return false;
        }
        if (repeatsFields) {
            return parse(key) != null;
        }
        return partitionKey.parse(key.partitionKey(), fitting) && sortKey.parse(key.sortKey(), fitting);
    }

    /** Whether a key is longer than one that may be written; it would not be found by itself, nor replaced. */
    private static boolean isTooLong(ItemKey key) {
        int chars = key.partitionKey().length() + key.sortKey().length();
        if (chars <= MAX_SORT_KEY_BYTES / MAX_BYTES_OF_A_CHAR) {
            return false;
        }
        int partition = KeyText.utf8Length(key.partitionKey());
        int sort = KeyText.utf8Length(key.sortKey());
        return partition > MAX_PARTITION_KEY_BYTES || sort > MAX_SORT_KEY_BYTES || partition + sort > MAX_KEY_BYTES;
    }

    private boolean fits(KeyPattern.Placeholder placeholder, String key, int start, int end) {
        KeyFieldType type = field(placeholder).type();
        return type.isText() || type.isTextOfValue(key.substring(start, end), placeholder.width());
    }

    /** The values a key was made of, or {@code null} if it is not a key of the model. */
    @Nullable Map<String, Object> parse(ItemKey key) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (isTooLong(key)
                || !partitionKey.parseInto(key.partitionKey(), texts)
                || !sortKey.parseInto(key.sortKey(), texts)) {
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            for (KeyPattern pattern : new KeyPattern[] {partitionKey, sortKey}) {
                for (KeyPattern.Part part : pattern.parts()) {
                    if (part instanceof KeyPattern.Placeholder placeholder) {
                        String text = String.valueOf(texts.get(placeholder.name()));
                        values.put(placeholder.name(), field(placeholder).type().value(text, placeholder.width()));
                    }
                }
            }
        } catch (KeyFieldType.Unfit e) {
            return null;
        }
        return values;
    }

    /** The text of a key up to the first placeholder without a value; exact if there is none. */
    private static KeyMatch match(KeyPattern pattern, Texts texts) {
        StringBuilder key = new StringBuilder();
        for (KeyPattern.Part part : pattern.parts()) {
            if (part instanceof KeyPattern.Literal literal) {
                key.append(literal.text());
            } else if (part instanceof KeyPattern.Placeholder placeholder) {
                String text = texts.of(pattern, placeholder);
                if (text == null) {
                    return KeyMatch.prefix(key.toString());
                }
                key.append(text);
            }
        }
        return KeyMatch.exactly(key.toString());
    }

    private Texts given(KeyValues values) {
        return (pattern, placeholder) -> {
            if (!values.contains(placeholder.name())) {
                return null;
            }
            Object value = values.get(placeholder.name());
            if (value == null) {
                throw pattern.problem(placeholder.name(), "is null. Give a value, or leave the field out.");
            }
            return text(pattern, placeholder, value);
        };
    }

    private String text(KeyPattern pattern, KeyPattern.Placeholder placeholder, Object value) {
        try {
            return pattern.checked(placeholder, field(placeholder).type().text(value, placeholder.width()));
        } catch (KeyFieldType.Unfit e) {
            throw pattern.problem(placeholder.name(), e.getMessage());
        }
    }

    private KeyField field(KeyPattern.Placeholder placeholder) {
        KeyField field = fields.get(placeholder.name());
        if (field == null) {
            throw new IllegalStateException("No field for " + placeholder);
        }
        return field;
    }

    private void checkNames(KeyValues values, boolean sortKeyToo) {
        for (String name : values.names()) {
            if (!partitionKey.names().contains(name)
                    && !(sortKeyToo && sortKey.names().contains(name))) {
                Set<String> allowed = sortKeyToo ? fields.keySet() : partitionKey.names();
                throw new InvalidKeyException(
                        model + ": '" + name + "' is no field of "
                                + (sortKeyToo ? "the key" : "the partition key, the only one a scan goes by") + " ('"
                                + partitionKey.text() + "'" + (sortKeyToo ? ", '" + sortKey.text() + "'" : "")
                                + "). Give values of " + allowed + " only.",
                        name);
            }
        }
    }

    private static void checkLeadingRun(KeyPattern pattern, KeyValues values, Set<String> known) {
        String missing = null;
        for (String name : pattern.names()) {
            if (!values.contains(name)) {
                missing = missing == null ? name : missing;
            } else if (missing != null && !known.contains(name)) {
                throw pattern.problem(
                        name,
                        "has a value, but '" + missing
                                + "' before it has none. Give that one too, or leave this one out.");
            }
        }
    }

    private void checkSize(ItemKey key) {
        int partition = checkSize(KeyMatch.exactly(key.partitionKey()), partitionKey, MAX_PARTITION_KEY_BYTES, 0);
        checkSize(KeyMatch.exactly(key.sortKey()), sortKey, MAX_SORT_KEY_BYTES, partition);
    }

    private KeyMatch checkSize(KeyMatch match, KeyPattern pattern, int limit) {
        checkSize(match, pattern, limit, 0);
        return match;
    }

    private int checkSize(KeyMatch match, KeyPattern pattern, int limit, int partitionBytes) {
        int bytes = KeyText.utf8Length(match.text());
        if (bytes > limit || bytes + partitionBytes > MAX_KEY_BYTES) {
            throw new InvalidKeyException(
                    model + ": the key '" + pattern.text() + "' has " + bytes + " bytes in UTF-8"
                            + (bytes > limit
                                    ? ", more than the " + limit + " a "
                                            + (pattern == partitionKey ? "partition" : "sort") + " key may have."
                                    : ", with the partition key " + (bytes + partitionBytes) + ", more than the "
                                            + MAX_KEY_BYTES + " both may have together.")
                            + " Shorten its values.",
                    longestField(pattern, match.text()));
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
