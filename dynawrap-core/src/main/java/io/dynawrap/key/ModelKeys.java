package io.dynawrap.key;

import io.dynawrap.DbItem;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.KeyValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The two key patterns of a model with the types of their fields. Builds, matches and parses the keys of the model.
 * Immutable.
 */
public final class ModelKeys {

    /** The maximum length of a partition key, in bytes of UTF-8 (DynamoDB developer guide, "Quotas and limits"). */
    public static final int MAX_PARTITION_KEY_BYTES = 2048;

    /** The maximum length of a sort key, in bytes of UTF-8 (DynamoDB developer guide, "Quotas and limits"). */
    public static final int MAX_SORT_KEY_BYTES = 1024;

    /** The maximum length of a key, both parts together, in bytes of UTF-8: what a row of a PostgreSQL B-tree index holds. */
    public static final int MAX_KEY_BYTES = 2600;

    private final KeyPattern partitionKey;
    private final KeyPattern sortKey;
    private final Map<String, KeyField> fields;
    private final KeyValueChecks checks;
    private final KeyLengths lengths;
    private final boolean repeatsFields;
    private final KeyPattern.Values fitting;

    private ModelKeys(String model, KeyPattern partitionKey, KeyPattern sortKey, Map<String, KeyField> fields) {
        this.partitionKey = partitionKey;
        this.sortKey = sortKey;
        this.fields = fields;
        this.checks = new KeyValueChecks(model, partitionKey, sortKey);
        this.lengths = new KeyLengths(model, partitionKey, sortKey);
        boolean allTexts =
                fields.values().stream().allMatch(field -> field.type().isText());
        this.fitting = allTexts ? (placeholder, key, start, end) -> true : this::fits;
        this.repeatsFields = placeholders(partitionKey) + placeholders(sortKey) > fields.size();
    }

    /**
     * Parses the patterns of a model and checks them against its fields.
     *
     * @param model the model's name, for messages
     * @param item the patterns
     * @param fieldTypes the types of all fields of the model by their serialised names
     * @return the keys of the model
     * @throws InvalidModelException if a pattern has bad syntax, or a placeholder does not name a field that can be
     *     part of a key
     */
    public static ModelKeys of(String model, DbItem item, Map<String, Class<?>> fieldTypes) {
        KeyPattern partitionKey = KeyPattern.of(item.pk(), item.separator(), model);
        KeyPattern sortKey = KeyPattern.of(item.sk(), item.separator(), model);
        return new ModelKeys(
                model,
                partitionKey,
                sortKey,
                new KeyFieldInspection(model, fieldTypes).fieldsOf(partitionKey, sortKey));
    }

    /**
     * Returns the pattern of the partition key.
     *
     * @return the pattern
     */
    public KeyPattern partitionKey() {
        return partitionKey;
    }

    /**
     * Returns the pattern of the sort key.
     *
     * @return the pattern
     */
    public KeyPattern sortKey() {
        return sortKey;
    }

    /**
     * Returns the types of the fields in the key.
     *
     * @return the types by serialised name, in the order of the partition key's placeholders and then the sort key's
     */
    public Map<String, Class<?>> fieldTypes() {
        Map<String, Class<?>> types = new LinkedHashMap<>();
        fields.forEach((name, field) -> types.put(name, field.type().javaType()));
        return types;
    }

    /**
     * Returns the text of an example value of each field in the key, as people write it: a padded integer has its zeros, an instant
     * its fraction.
     *
     * @return the texts by serialised name, in the order of {@link #fieldTypes}; empty for a field that takes any text
     */
    public Map<String, String> exampleTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((name, field) -> texts.put(name, field.type().example(field.width())));
        return texts;
    }

    private static long placeholders(KeyPattern pattern) {
        return pattern.parts().stream()
                .filter(KeyPattern.Placeholder.class::isInstance)
                .count();
    }

    /**
     * Builds the key of an item.
     *
     * @param values returns the value of a field of the key by its serialised name
     * @return the full key
     * @throws InvalidKeyException if a value is null, empty, too long or invalid in a key
     */
    public ItemKey key(Function<String, @Nullable Object> values) {
        return full((pattern, placeholder) -> {
            Object value = values.apply(placeholder.name());
            if (value == null) {
                throw pattern.problem(placeholder.name(), "is null. Every part of a key needs a value.");
            }
            return text(pattern, placeholder, value);
        });
    }

    /**
     * Builds a key.
     *
     * @param values a value for every placeholder of both patterns, and nothing else
     * @return the full key
     * @throws InvalidKeyException if a value is missing, unknown, empty, too long or invalid in a key
     */
    public ItemKey key(KeyValues values) {
        checks.checkComplete(values);
        return full((pattern, placeholder) -> givenText(pattern, placeholder, values));
    }

    private ItemKey full(BiFunction<KeyPattern, KeyPattern.Placeholder, @Nullable String> texts) {
        ItemKey key = new ItemKey(
                partitionKey
                        .match(placeholder -> texts.apply(partitionKey, placeholder))
                        .text(),
                sortKey.match(placeholder -> texts.apply(sortKey, placeholder)).text());
        lengths.check(key);
        return key;
    }

    /**
     * Returns the keys that a query reads. Each given value matches whole; only a {@code String} in the last
     * placeholder of the sort key, with no literal after it, matches as a prefix.
     *
     * @param values a value for every placeholder of the partition key, and for a leading run of the sort key's
     * @return a range in one partition
     * @throws InvalidKeyException if the partition key is incomplete, a name is in neither pattern or follows a gap, or
     *     a value is invalid in a key
     */
    public KeyRange queryRange(KeyValues values) {
        KeyRange range = exactRange(values);
        return matchesLastFieldAsPrefix()
                ? new KeyRange(range.partition(), KeyMatch.prefix(range.sort().text()))
                : range;
    }

    /**
     * Returns the keys that a query reads if each given value matches whole, also a {@code String} at the end of the sort key.
     *
     * @param values a value for every placeholder of the partition key, and for a leading run of the sort key's
     * @return a range in one partition
     * @throws InvalidKeyException as {@link #queryRange} does
     */
    public KeyRange exactRange(KeyValues values) {
        checks.checkQuery(values);
        return new KeyRange(partition(values), sort(values));
    }

    /**
     * Returns all keys of one partition, those of other models included.
     *
     * @param values a value for every placeholder of the partition key, and nothing else
     * @return the whole partition
     * @throws InvalidKeyException if the partition key is incomplete, a name is not in its pattern, or a value is invalid in a key
     */
    public KeyRange partitionRange(KeyValues values) {
        checks.checkPartition(values);
        return new KeyRange(partition(values), KeyMatch.prefix(""));
    }

    /**
     * Returns the keys that a scan reads: those with the given values, each of which matches whole.
     *
     * @param values values for a leading run of the partition key's placeholders
     * @return a range, in one partition if there is a value for every placeholder of the partition key
     * @throws InvalidKeyException if a name is not in the partition key's pattern or follows a gap, or a value is
     *     invalid in a key
     */
    public KeyRange scanRange(KeyValues values) {
        checks.checkScan(values);
        return new KeyRange(partition(values), sort(values));
    }

    /**
     * Returns a converter of bounds on the first placeholder of the sort key without a value.
     *
     * @param range the keys that a query or scan with the values reads
     * @param values the values of the query or scan
     * @return the converter
     * @throws InvalidKeyException if each placeholder has a value, or the sort keys do not have the order of the field's values
     */
    public SortBound sortBound(KeyRange range, KeyValues values) {
        return SortBound.of(sortKey, values, this::field, range.sort().text());
    }

    /**
     * Reports whether {@link #queryRange} matches the last field of the sort key as a prefix: a {@code String} that
     * ends the pattern and appears only once in the key.
     *
     * @return whether it matches as a prefix; if not, every given value matches whole
     */
    public boolean matchesLastFieldAsPrefix() {
        List<KeyPattern.Part> parts = sortKey.parts();
        return parts.get(parts.size() - 1) instanceof KeyPattern.Placeholder last
                && field(last).type().isText()
                && !partitionKey.names().contains(last.name())
                && parts.indexOf(last) == parts.size() - 1;
    }

    /**
     * Returns the keys of the model in a range, if a condition on characters recognises them: a {@code String} ends the sort
     * key, and each placeholder before it has a value. Otherwise each key must be checked with {@link #matches}.
     *
     * @param range the keys that a query or scan with the values reads, within bounds or without
     * @param values the values of the query or scan
     * @return the keys, or {@code null} if there is no such condition
     */
    public @Nullable TextKeys textKeys(KeyRange range, KeyValues values) {
        if (!range.isOnePartition() || range.sort().exact() || !matchesLastFieldAsPrefix()) {
            return null;
        }
        List<KeyPattern.Part> parts = sortKey.parts();
        KeyPattern.Placeholder last = (KeyPattern.Placeholder) parts.get(parts.size() - 1);
        boolean allBefore =
                sortKey.names().stream().allMatch(name -> name.equals(last.name()) || values.contains(name));
        return allBefore && last.width() == 0
                ? TextKeys.of(range, values.contains(last.name()), sortKey.separator())
                : null;
    }

    /**
     * Reports whether a key is the key of an item of the model. Builds no objects, because it is called for every item
     * that is read.
     *
     * @param key the key
     * @return whether it fits the patterns, holds values of the fields' types and is within the limits of the length
     */
    public boolean matches(ItemKey key) {
        if (KeyLengths.isTooLong(key)) {
            return false;
        }
        if (repeatsFields) {
            return parse(key).isPresent();
        }
        return partitionKey.parse(key.partitionKey(), fitting) && sortKey.parse(key.sortKey(), fitting);
    }

    private boolean fits(KeyPattern.Placeholder placeholder, String key, int start, int end) {
        KeyFieldType type = field(placeholder).type();
        return type.isText() || type.isTextOfValue(key.substring(start, end), placeholder.width());
    }

    /**
     * Returns the position behind which the next key of the model can come, for a key in the same partition that extends a key of
     * the model. A reader continues there and skips the keys between.
     *
     * @param key a key that is not of the model
     * @param reverse whether keys are read in descending order
     * @return the position in the order of the read, or {@code null} if the next key of the model may come at once
     */
    public @Nullable ItemKey positionAfterExtensionsOf(ItemKey key, boolean reverse) {
        String position = sortKey.positionAfterExtensionsOf(key.sortKey(), reverse);
        if (position == null) {
            return null;
        }
        ItemKey behind = new ItemKey(key.partitionKey(), position);
        boolean further = reverse ? behind.compareTo(key) < 0 : behind.compareTo(key) > 0;
        return further && !KeyLengths.isTooLong(behind) ? behind : null;
    }

    /**
     * Reports whether items of another model may stand between those of this one in the same partition, because their sort keys
     * start with one of this model and a separator.
     *
     * @param other the keys of the other model
     * @return whether they may
     */
    public boolean mayBeExtendedBy(ModelKeys other) {
        return partitionKey.overlaps(other.partitionKey) && sortKey.mayBeExtendedBy(other.sortKey);
    }

    /**
     * Parses a key; the exact inverse of {@link #key(KeyValues)}.
     *
     * @param key the key
     * @return the values it was built from, of the fields' types, or empty if it is not a key of the model
     */
    public Optional<KeyValues> parse(ItemKey key) {
        Map<String, String> texts = texts(key);
        if (texts == null) {
            return Optional.empty();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, KeyField> field : fields.entrySet()) {
                String text = String.valueOf(texts.get(field.getKey()));
                values.put(
                        field.getKey(),
                        field.getValue().type().value(text, field.getValue().width()));
            }
        } catch (KeyFieldType.Unfit e) {
            return Optional.empty();
        }
        return Optional.of(KeyValues.byFieldName(values));
    }

    /**
     * Compares the values of an item with the key under which it is stored. Builds no key, because it is called for every item
     * that is read.
     *
     * @param key the key
     * @param values returns the value of a field of the key by its serialised name
     * @return the first field whose value is absent or not the one in the key, the empty text if the key starts otherwise than
     *     the patterns do, or {@code null} if these values give this key
     */
    public @Nullable String differingField(ItemKey key, Function<String, @Nullable Object> values) {
        String field = differingField(partitionKey, key.partitionKey(), values);
        return field != null ? field : differingField(sortKey, key.sortKey(), values);
    }

    private @Nullable String differingField(KeyPattern pattern, String key, Function<String, @Nullable Object> values) {
        int position = 0;
        String field = "";
        for (KeyPattern.Part part : pattern.parts()) {
            String text;
            if (part instanceof KeyPattern.Placeholder placeholder) {
                field = placeholder.name();
                Object value = values.apply(field);
                text = value == null ? null : keyText(placeholder, value);
                if (text == null || text.isEmpty() || text.indexOf(pattern.separator()) >= 0) {
                    return field;
                }
            } else {
                text = ((KeyPattern.Literal) part).text();
            }
            if (!key.startsWith(text, position)) {
                return field;
            }
            position += text.length();
        }
        return position == key.length() ? null : field;
    }

    private @Nullable String keyText(KeyPattern.Placeholder placeholder, Object value) {
        KeyFieldType type = field(placeholder).type();
        if (value instanceof String text && type.isText()) {
            return text;
        }
        try {
            return type.text(value, placeholder.width());
        } catch (KeyFieldType.Unfit e) {
            return null;
        }
    }

    /** Returns the texts of the values in a key, or {@code null} if it does not fit the patterns. */
    private @Nullable Map<String, String> texts(ItemKey key) {
        Map<String, String> texts = new LinkedHashMap<>();
        return !KeyLengths.isTooLong(key)
                        && partitionKey.parseInto(key.partitionKey(), texts)
                        && sortKey.parseInto(key.sortKey(), texts)
                ? texts
                : null;
    }

    private KeyMatch partition(KeyValues values) {
        KeyMatch match = match(partitionKey, values);
        lengths.checkPartition(match.text());
        return match;
    }

    private KeyMatch sort(KeyValues values) {
        KeyMatch match = match(sortKey, values);
        lengths.checkSort(match.text());
        return match;
    }

    private KeyMatch match(KeyPattern pattern, KeyValues values) {
        return pattern.match(placeholder -> givenText(pattern, placeholder, values));
    }

    private @Nullable String givenText(KeyPattern pattern, KeyPattern.Placeholder placeholder, KeyValues values) {
        if (!values.contains(placeholder.name())) {
            return null;
        }
        Object value = values.get(placeholder.name());
        if (value == null) {
            throw pattern.problem(placeholder.name(), "is null. Give a value, or leave the field out.");
        }
        return text(pattern, placeholder, value);
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
}
