package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
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

/** Writes and reads the items of one model with Jackson. Immutable. */
final class ItemMapping<T> {

    private static final ItemKey NO_KEY = new ItemKey("", "");

    private final String name;
    private final ObjectMapper mapper;
    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final ItemFields fields;
    private final Map<String, AnnotatedMember> keyMembers;

    ItemMapping(
            ObjectMapper mapper,
            Class<T> model,
            Map<String, AnnotatedMember> keyMembers,
            String schemaVersion,
            boolean showsVersion) {
        this.name = model.getSimpleName();
        this.mapper = mapper;
        this.writer = mapper.writerFor(model);
        this.reader = mapper.readerFor(model);
        this.fields = new ItemFields(schemaVersion, showsVersion);
        this.keyMembers = keyMembers;
    }

    String schemaVersion() {
        return fields.currentVersion();
    }

    /** Returns the value of a field of the key in an item. */
    @Nullable Object keyValue(T item, String field) {
        AnnotatedMember member = keyMembers.get(field);
        if (member == null) {
            throw new IllegalStateException("No member for the key field " + field);
        }
        return member.getValue(item);
    }

    Map<String, Object> toMap(T item) {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = ItemCodec.JSON.createGenerator(json)) {
            write(item, NO_KEY, generator);
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
     * @return the size of the item in bytes as DynamoDB counts
     * @throws InvalidItemException if the item exceeds a limit or has a value that cannot be stored
     */
    int write(T item, ItemKey key, JsonGenerator sink) {
        sink.setCodec(mapper);
        ItemGenerator generator = new ItemGenerator(sink, name, fields, key);
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
     * Reads an item from its stored fields.
     *
     * @param key its key, for messages, or {@code null}
     * @throws UnreadableItemException if the fields cannot be read as the model
     */
    T read(@Nullable ItemKey key, @Nullable String schemaVersion, JsonParser data) {
        T item;
        try (data) {
            data.setCodec(mapper);
            item = reader.readValue(fields.parser(data, schemaVersion));
        } catch (IOException | RuntimeException e) {
            // the model's own code may throw any exception for a value that it rejects
            throw unreadable(key, e);
        }
        if (item == null) {
            throw unreadable(key, null);
        }
        return item;
    }

    private UnreadableItemException unreadable(@Nullable ItemKey key, @Nullable Throwable cause) {
        String where = key == null ? "" : " at '" + key.partitionKey() + "', '" + key.sortKey() + "'";
        String path = cause instanceof JsonMappingException mapping ? ItemFaults.path(mapping.getPath()) : null;
        return new UnreadableItemException("The item" + where + " cannot be read as " + name + ".", path, cause, null);
    }
}
