package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.KeyValues;
import io.dynawrap.UnreadableItemException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one model: its patterns, its schema version, how its items are written and read. Immutable.
 *
 * @param <T> the model
 */
public final class ItemType<T> {

    /** What the annotation and the fields of a model say. */
    record Definition(
            DbItem item,
            KeyPattern partitionKey,
            KeyPattern sortKey,
            Map<String, KeyField> keyFields,
            String schemaVersion,
            boolean showsVersion) {}

    /** Without Spring and without a store there is one codec for the utilities of this class. */
    private static final class Shared {
        static final ItemCodec CODEC = ItemCodec.create();
    }

    private final Class<T> model;
    private final Definition definition;
    private final ModelKeys<T> keys;
    private final ObjectMapper mapper;
    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final ItemFields fields;
    private final Optional<String> table;
    private final Optional<Class<?>> viewOf;

    ItemType(ObjectMapper mapper, Class<T> model, Definition definition) {
        this.model = model;
        this.definition = definition;
        this.keys = new ModelKeys<>(model.getSimpleName(), definition);
        this.mapper = mapper;
        this.writer = mapper.writerFor(model);
        this.reader = mapper.readerFor(model);
        this.fields = new ItemFields(definition.schemaVersion(), definition.showsVersion());
        // an annotation answers through reflection, and every call asks these
        this.table = Optional.of(definition.item().table()).filter(name -> !name.isEmpty());
        Class<?> viewed = definition.item().viewOf();
        this.viewOf = viewed == void.class ? Optional.empty() : Optional.of(viewed);
    }

    /**
     * What is known of a model, with the default codec.
     *
     * @param model the class
     * @param <T> the model
     * @return its type
     * @throws InvalidModelException if the class cannot be a model
     */
    public static <T> ItemType<T> of(Class<T> model) {
        return Shared.CODEC.type(model);
    }

    /**
     * The model's class.
     *
     * @return the class
     */
    public Class<T> model() {
        return model;
    }

    /**
     * The model's name in messages.
     *
     * @return the simple name of its class
     */
    public String name() {
        return model.getSimpleName();
    }

    /**
     * The logical name of the table the model names.
     *
     * @return the name, or empty if every call is to name a table
     */
    public Optional<String> table() {
        return table;
    }

    /**
     * The pattern of the partition key.
     *
     * @return the pattern
     */
    public KeyPattern partitionKey() {
        return definition.partitionKey();
    }

    /**
     * The pattern of the sort key.
     *
     * @return the pattern
     */
    public KeyPattern sortKey() {
        return definition.sortKey();
    }

    /**
     * The fields that stand in the key, and the types their values have there.
     *
     * @return the types by serialised name, in the order of the partition key's placeholders and then the sort key's
     */
    public Map<String, Class<?>> keyFields() {
        Map<String, Class<?>> types = new LinkedHashMap<>();
        definition
                .keyFields()
                .forEach((name, field) -> types.put(name, field.type().javaType()));
        return types;
    }

    /**
     * The model whose items this one only reads.
     *
     * @return the model that owns the items, or empty if this one does
     */
    public Optional<Class<?>> viewOf() {
        return viewOf;
    }

    /**
     * The schema version that is stored with each item.
     *
     * @return the version
     */
    public String schemaVersion() {
        return definition.schemaVersion();
    }

    /**
     * The key of an item.
     *
     * @param item the item
     * @return its full key
     * @throws InvalidKeyException if a key part is missing, empty, too long or holds what cannot be in a key
     */
    public ItemKey key(T item) {
        return keys.of(item);
    }

    /**
     * The key with some values.
     *
     * @param values a value for every placeholder of both patterns, and nothing else
     * @return the full key
     * @throws InvalidKeyException if a value is missing, unknown, empty, too long or holds what cannot be in a key
     */
    public ItemKey key(KeyValues values) {
        return keys.of(values);
    }

    /**
     * The key with a partial sort key: the text of the sort key up to its first placeholder without a value, the literal
     * before it included.
     *
     * @param values a value for every placeholder of the partition key, and for a leading run of the sort key's
     * @return the partition key and the beginning of the sort key
     * @throws InvalidKeyException if a value is missing, unknown, follows a gap, or cannot be in a key
     */
    public ItemKey partialKey(KeyValues values) {
        return new ItemKey(queryPartition(values).text(), querySort(values).text());
    }

    /**
     * The condition a query sets on the partition key.
     *
     * @param values a value for every placeholder of the partition key, and for a leading run of the sort key's
     * @return an exact condition
     * @throws InvalidKeyException if the partition key is incomplete or a value cannot be in a key
     */
    public KeyMatch queryPartition(KeyValues values) {
        return keys.queryPartition(values);
    }

    /**
     * The condition a query sets on the sort key. Each given value matches whole; only a {@code String} in the last
     * placeholder with no literal after it matches as a prefix.
     *
     * @param values a value for every placeholder of the partition key, and for a leading run of the sort key's
     * @return the condition
     * @throws InvalidKeyException if a name is in neither pattern or follows a gap, or a value cannot be in a key
     */
    public KeyMatch querySort(KeyValues values) {
        return keys.querySort(values);
    }

    /**
     * Whether {@link #querySort} matches the last field of the sort key as a prefix: a {@code String} that ends the pattern
     * and stands nowhere else in the key.
     *
     * @return whether it does; if not, every given value matches whole
     */
    public boolean matchesLastFieldAsPrefix() {
        return keys.hasOpenEnd();
    }

    /**
     * The condition a scan sets on the partition key.
     *
     * @param values values for a leading run of the partition key's placeholders, which match whole
     * @return the condition, an exact one if there is a value for every placeholder
     * @throws InvalidKeyException if a name is not in the partition key's pattern or follows a gap, or a value cannot be
     *     in a key
     */
    public KeyMatch scanPartition(KeyValues values) {
        return keys.scanPartition(values);
    }

    /**
     * The condition a scan sets on the sort key: how all sort keys with the given values begin.
     *
     * @param values values for a leading run of the partition key's placeholders
     * @return the condition
     */
    public KeyMatch scanSort(KeyValues values) {
        return keys.scanSort(values);
    }

    /**
     * Whether a key is the key of an item of this model.
     *
     * @param partitionKey the partition key
     * @param sortKey the sort key
     * @return whether both fit the patterns, hold values of the fields' types and are no longer than keys may be
     */
    public boolean matches(String partitionKey, String sortKey) {
        return matches(new ItemKey(partitionKey, sortKey));
    }

    /**
     * Whether a key is the key of an item of this model.
     *
     * @param key the key
     * @return whether it fits the patterns, holds values of the fields' types and is no longer than keys may be
     */
    public boolean matches(ItemKey key) {
        return keys.matches(key);
    }

    /**
     * The values a key was made of; the exact inverse of {@link #key(KeyValues)}.
     *
     * @param key the key
     * @return the values, of the fields' types, or empty if the key is not of this model
     */
    public Optional<KeyValues> parse(ItemKey key) {
        return Optional.ofNullable(keys.parse(key)).map(KeyValues::ofMap);
    }

    /**
     * The fields of an item as they are stored, in plain Java values.
     *
     * @param item the item
     * @return the fields by serialised name
     * @throws InvalidItemException if the item breaks a limit or has a value that cannot be stored
     */
    public Map<String, Object> toMap(T item) {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = ItemCodec.JSON.createGenerator(json)) {
            write(item, new ItemKey("", ""), generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (JsonParser fieldsOfItem = ItemCodec.JSON.createParser(json.toString())) {
            @SuppressWarnings("unchecked")
            Map<String, Object> map = mapper.readValue(fieldsOfItem, LinkedHashMap.class);
            return map;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The item with some fields, the inverse of {@link #toMap}.
     *
     * @param map the fields by serialised name
     * @return the item
     * @throws UnreadableItemException if the fields cannot be read as the model
     */
    public T fromMap(Map<String, ?> map) {
        Object version = map.get(ModelAnnotations.SCHEMA_VERSION);
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
     * Writes the fields of an item, each limit checked, to a backend's sink. The schema version stands among them if
     * the model shows it.
     *
     * @param item the item
     * @param key its key, which counts for its size
     * @param sink where the fields are written, as one object
     * @throws InvalidItemException if the item breaks a limit or has a value that cannot be stored
     */
    public void write(T item, ItemKey key, JsonGenerator sink) {
        sink.setCodec(mapper);
        ItemGenerator generator = new ItemGenerator(sink, name(), fields, key);
        try {
            writer.writeValue(generator, item);
        } catch (JsonProcessingException e) {
            throw generator.failure(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads an item from the fields that a backend stored.
     *
     * @param key its key, for messages, or {@code null}
     * @param schemaVersion the schema version stored with it, or {@code null} if there is none
     * @param data the fields, as one object; closed afterwards
     * @return the item
     * @throws UnreadableItemException if the fields cannot be read as the model
     */
    public T read(@Nullable ItemKey key, @Nullable String schemaVersion, JsonParser data) {
        T item;
        try (data) {
            data.setCodec(mapper);
            item = reader.readValue(fields.parser(data, schemaVersion));
        } catch (IOException | RuntimeException e) {
            // the model's own code may throw anything about a value that it refuses
            throw unreadable(key, e);
        }
        if (item == null) {
            throw unreadable(key, null);
        }
        return item;
    }

    private UnreadableItemException unreadable(@Nullable ItemKey key, @Nullable Throwable cause) {
        String where = key == null ? "" : " at '" + key.partitionKey() + "', '" + key.sortKey() + "'";
        String place = cause instanceof JsonMappingException mapping ? ItemFaults.place(mapping.getPath()) : "";
        return new UnreadableItemException("The item" + where + " cannot be read as " + name() + ".", place, cause);
    }

    @Override
    public String toString() {
        return name() + "[" + partitionKey() + ", " + sortKey() + "]";
    }
}
