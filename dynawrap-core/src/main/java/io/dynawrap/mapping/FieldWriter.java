package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidRequestException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.StorableText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes values as fields of a model are written, with every check of an item, and returns them as plain values. */
final class FieldWriter {

    private static final ItemKey NO_KEY = new ItemKey("", "");

    private final ObjectMapper mapper;
    private final String model;
    private final ItemFields fields;
    private final FieldUse use;

    /** The size of an item without fields. */
    private final int bytesBeside;

    FieldWriter(ObjectMapper mapper, String model, ItemFields fields, FieldUse use) {
        this.mapper = mapper;
        this.model = model;
        this.fields = fields;
        this.use = use;
        this.bytesBeside = new ItemSize(model, NO_KEY, fields.currentVersion()).itemBytes();
    }

    /** The stored form of a value that was not written, and the size of an item with it. */
    record Plain(Object value, int bytes) {}

    /** What was written, with the generator that found its sets. */
    record Written(Map<String, @Nullable Object> values, SetFinder generator, int bytes) {

        /** Returns the value of a field. */
        @Nullable Object value(List<String> path) {
            Object stored = values;
            for (String name : path) {
                stored = stored instanceof Map<?, ?> map ? map.get(name) : null;
            }
            return stored;
        }
    }

    /** Writes an object with its fields. */
    @FunctionalInterface
    interface Writing {
        void writeTo(SetFinder generator) throws IOException;
    }

    /** Converts the value of a field at the top; returns {@code null} if its stored form is known only when it is written. */
    @Nullable Plain plain(String name, ModelField field, Object value) {
        Object stored = PlainOperands.storedForm(field, value);
        return stored == null
                ? null
                : new Plain(stored, bytesBeside + StorableText.utf8Length(name) + PlainOperands.bytes(stored));
    }

    /** Writes the value of one field. */
    Written write(List<String> path, ModelField field, Object value) {
        return write(path, path.size(), generator -> {
            for (String name : path) {
                generator.writeStartObject();
                generator.writeFieldName(name);
            }
            field.write(value, generator, mapper.getSerializerProviderInstance());
            for (int i = 0; i < path.size(); i++) {
                generator.writeEndObject();
            }
        });
    }

    /**
     * Writes several fields.
     *
     * @param path the field, for messages; empty for a whole item
     * @param depth how many objects are around a field that may be a set
     */
    Written write(List<String> path, int depth, Writing writing) {
        TokenBuffer sink = new TokenBuffer(mapper, false);
        ItemGenerator checked = new ItemGenerator(sink, model, fields, NO_KEY);
        SetFinder generator = new SetFinder(checked, depth);
        try {
            writing.writeTo(generator);
            try (JsonParser parser = sink.asParser()) {
                parser.nextToken();
                return new Written(PlainValues.fields(parser), generator, checked.itemBytes());
            }
        } catch (InvalidItemException e) {
            throw invalid(path, e);
        } catch (JsonProcessingException e) {
            throw invalid(path, checked.failure(e));
        } catch (IOException e) {
            throw new UncheckedIOException("A buffer in memory could not be written", e);
        } catch (RuntimeException e) {
            // a serializer may throw any exception for a value of another class
            throw invalid(
                    path,
                    new InvalidItemException(
                            model + ": the value cannot be serialised: "
                                    + e.getClass().getSimpleName() + " was thrown.",
                            null,
                            e));
        }
    }

    private InvalidRequestException invalid(List<String> path, InvalidItemException e) {
        return use.invalid(
                "In " + use.noun() + " of " + e.getMessage(),
                path.isEmpty() ? e.field().orElse(null) : path.get(0),
                e.getCause());
    }
}
