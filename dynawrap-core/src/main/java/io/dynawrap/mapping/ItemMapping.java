package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.dynawrap.InvalidItemException;
import io.dynawrap.SchemaVersion;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.key.ItemKey;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes and reads the items of one model with Jackson. Safe for use by many threads. */
final class ItemMapping<T> {

    private static final ItemKey NO_KEY = new ItemKey("", "");

    /** Stands for the version that the item holds. */
    static final long OWN_VERSION = 0;

    private final String name;
    private final ObjectMapper mapper;
    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final ItemFields fields;
    private final Class<T> model;

    /** Made when the first item is compared. */
    private volatile @Nullable ItemComparison comparison;

    ItemMapping(ObjectMapper mapper, Class<T> model, ItemFields fields) {
        this.model = model;
        this.name = model.getSimpleName();
        this.mapper = mapper;
        this.writer = mapper.writerFor(model);
        this.reader = mapper.readerFor(model);
        this.fields = fields;
    }

    String schemaVersion() {
        return fields.currentVersion();
    }

    KeyFields keyFields() {
        return fields.keyFields();
    }

    /** Returns the value of a field of the key in an item. */
    @Nullable Object keyValue(T item, String field) {
        return fields.keyFields().value(item, field);
    }

    /** Returns the version that an item holds; 0 stands for no version. */
    long version(T item) {
        VersionField version = fields.version();
        return version == null ? 0 : version.of(item);
    }

    /** Returns the version that a save of an item stores, or 0 if the model has no version. */
    long nextVersion(T item) {
        VersionField version = fields.version();
        return version == null ? 0 : version.after(item);
    }

    /** Returns the largest number that the version can be, or 0 if the model has no version. */
    long largestVersion() {
        VersionField version = fields.version();
        return version == null ? 0 : version.largest();
    }

    Map<String, Object> toMap(T item) {
        try (JsonParser fieldsOfItem =
                ItemCodec.JSON.createParser(json(item, new ItemSize(name, NO_KEY, fields.currentVersion())))) {
            @SuppressWarnings("unchecked")
            Map<String, Object> map = mapper.readValue(fieldsOfItem, LinkedHashMap.class);
            return map;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String json(T item, ItemSize size) {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = ItemCodec.JSON.createGenerator(json)) {
            write(item, size, OWN_VERSION, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json.toString();
    }

    T fromMap(Map<String, ?> map) {
        Object version = map.get(SchemaVersion.FIELD_NAME);
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = ItemCodec.JSON.createGenerator(json)) {
            mapper.writeValue(generator, map);
        } catch (IOException e) {
            throw unreadable(null, e);
        }
        try (JsonParser data = ItemCodec.JSON.createParser(json.toString())) {
            return read(null, version instanceof String text ? text : null, data);
        } catch (IOException e) {
            throw unreadable(null, e);
        }
    }

    /**
     * Writes the fields of an item and checks every limit.
     *
     * @param version the version to write, or {@link #OWN_VERSION}
     * @return the size of the item in bytes as DynamoDB counts
     * @throws InvalidItemException if the item exceeds a limit or has a value that cannot be stored
     */
    int write(T item, ItemKey key, long version, JsonGenerator sink) {
        return write(item, new ItemSize(name, key, fields.currentVersion()), version, sink);
    }

    private int write(T item, ItemSize size, long version, JsonGenerator sink) {
        sink.setCodec(mapper);
        ItemGenerator generator = new ItemGenerator(sink, name, fields, size, version);
        try {
            writer.writeValue(generator, item);
        } catch (JsonProcessingException e) {
            throw generator.failure(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return generator.itemBytes();
    }

    /**
     * Returns the fields of an item as plain values, after every check.
     *
     * @param version the version to write, or {@link #OWN_VERSION}
     */
    Map<String, @Nullable Object> fields(T item, ItemKey key, long version) {
        TokenBuffer sink = new TokenBuffer(mapper, false);
        ItemGenerator generator =
                new ItemGenerator(sink, name, fields, new ItemSize(name, key, fields.currentVersion()), version);
        try {
            writer.writeValue(new SetFinder(generator, 1), item);
            try (JsonParser parser = sink.asParser()) {
                parser.nextToken();
                return PlainValues.fields(parser);
            }
        } catch (JsonProcessingException e) {
            throw generator.failure(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes fields that are given as plain values, and checks every limit. */
    int write(Map<String, ? extends @Nullable Object> values, ItemKey key, JsonGenerator sink) {
        ItemGenerator generator = new ItemGenerator(sink, name, fields, key);
        try {
            PlainValues.write(values, generator);
        } catch (JsonProcessingException e) {
            throw generator.failure(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return generator.itemBytes();
    }

    /**
     * Reads an item from its stored fields. Fields of its key that are absent are taken from the key.
     *
     * @param key its key, or {@code null} if it is not known
     * @throws UnreadableItemException if the fields cannot be read as the model, or are those of an item with another key
     */
    T read(@Nullable ItemKey key, @Nullable String schemaVersion, JsonParser data) {
        T item;
        String differing = null;
        try (data) {
            data.setCodec(mapper);
            item = reader.readValue(fields.parser(data, schemaVersion, key));
            if (item != null && key != null) {
                differing = fields.keyFields().differingField(key, item);
            }
        } catch (IOException | RuntimeException e) {
            // the model's own code may throw any exception for a value that it rejects
            throw unreadable(key, e);
        }
        if (item == null) {
            throw unreadable(key, null);
        }
        if (differing != null) {
            throw ofAnotherKey(key, differing);
        }
        return item;
    }

    /**
     * Compares an item with what was read back of it.
     *
     * @throws InvalidItemException if a field changed
     */
    void checkUnchanged(T item, T readBack) {
        String path = comparison().changedValue(item, readBack);
        if (path == null) {
            path = comparison().changedForm(form(item), form(readBack));
        }
        if (path != null) {
            String field = path.isEmpty() ? null : JsonPointer.compile(path).getMatchingProperty();
            throw new InvalidItemException(
                    name + ": the value at '" + path
                            + "' changes when it is written and read back. Use a type that keeps"
                            + " it, or leave the field out with @JsonIgnore.",
                    field,
                    null);
        }
    }

    private String form(T item) {
        return json(item, ItemSize.unlimited(name, NO_KEY, fields.currentVersion()));
    }

    private ItemComparison comparison() {
        ItemComparison known = comparison;
        if (known == null) {
            try {
                known = new ItemComparison(mapper, mapper.constructType(model));
            } catch (JsonMappingException e) {
                throw new IllegalStateException("The model was handled before", e);
            }
            comparison = known;
        }
        return known;
    }

    private UnreadableItemException ofAnotherKey(@Nullable ItemKey key, String field) {
        KeyFields keyFields = fields.keyFields();
        String problem = field.isEmpty()
                ? ": its key is not one of " + keyFields.patterns() + "."
                : ": its field '" + field + "' is not the one in the key, '" + keyFields.patternOf(field)
                        + "'. Correct the field, or delete the item by its key.";
        return new UnreadableItemException(
                unreadable(key) + problem, field.isEmpty() ? null : ItemFaults.step(field), null, null);
    }

    private UnreadableItemException unreadable(@Nullable ItemKey key, @Nullable Throwable cause) {
        String path = cause instanceof JsonMappingException mapping ? ItemFaults.path(mapping.getPath()) : null;
        return new UnreadableItemException(unreadable(key) + ".", path, ReadFailure.of(cause), null);
    }

    private String unreadable(@Nullable ItemKey key) {
        String where = key == null ? "" : " at '" + key.partitionKey() + "', '" + key.sortKey() + "'";
        return "The item" + where + " cannot be read as " + name;
    }
}
