package io.dynawrap.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.spi.StoredItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one stored item as plain values: text, {@code BigDecimal}, boolean, {@code byte[]} where the database has bytes,
 * list, {@link StoredSet} where it has sets, map; {@code null} for NULL.
 */
final class StoredValues {

    /**
     * A set of a database that has sets.
     *
     * @param elements the elements
     */
    record StoredSet(List<@Nullable Object> elements) {}

    /** Deeper items cannot be read at all. */
    private static final int MAX_DEPTH = 200;

    private final Map<String, @Nullable Object> fields;

    private StoredValues(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /** Returns the values of no item. */
    static StoredValues ofNoItem() {
        return new StoredValues(Map.of());
    }

    /**
     * Reads some fields of an item.
     *
     * @param names the top-level names of the fields
     * @throws UnreadableItemException if the stored form cannot be read at all
     */
    static StoredValues of(StoredItem item, Set<String> names) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        try (JsonParser parser = item.data().parser()) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (names.contains(name)) {
                    fields.put(name, value(parser, token, 0));
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UnreadableItemException(
                    "The item at '" + item.key().partitionKey() + "', '"
                            + item.key().sortKey() + "' cannot be read, so its condition cannot be checked.",
                    null,
                    null,
                    null);
        }
        return new StoredValues(fields);
    }

    /**
     * Returns all fields of an item, without those that are stored beside the fields on one of the databases.
     *
     * @throws UnreadableItemException if the stored form cannot be read at all
     */
    static Map<String, @Nullable Object> allOf(StoredItem item) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        try (JsonParser parser = item.data().parser()) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("No object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                Object value = value(parser, parser.nextToken(), 0);
                if (!FieldsOnly.isBesides(name)) {
                    fields.put(name, value);
                }
            }
            return fields;
        } catch (IOException e) {
            throw new UnreadableItemException(
                    "The item at '" + item.key().partitionKey() + "', '"
                            + item.key().sortKey()
                            + "' cannot be read, so it cannot be updated. Delete it, or repair it.",
                    null,
                    null,
                    null);
        }
    }

    /** Returns the value at a path; {@code null} if it is absent or NULL. */
    @Nullable Object get(List<String> path) {
        Object value = fields.get(path.get(0));
        for (String name : path.subList(1, path.size())) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("Nested too deeply");
        }
        return switch (token) {
            case VALUE_STRING -> parser.getEmbeddedObject() instanceof byte[] bytes ? bytes : parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_ARRAY ->
                parser.getEmbeddedObject() instanceof Set
                        ? new StoredSet(elements(parser, depth))
                        : elements(parser, depth);
            case START_OBJECT -> map(parser, depth);
            default -> null;
        };
    }

    private static List<@Nullable Object> elements(JsonParser parser, int depth) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            elements.add(value(parser, token, depth + 1));
            token = parser.nextToken();
        }
        return elements;
    }

    private static Map<String, @Nullable Object> map(JsonParser parser, int depth) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            fields.put(name, value(parser, parser.nextToken(), depth + 1));
        }
        return fields;
    }
}
