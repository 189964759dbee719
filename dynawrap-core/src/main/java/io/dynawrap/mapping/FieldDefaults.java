package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values that an item has because its class gives them to fields that are not stored: defaults of initializers,
 * builders and constructors. Safe for use by many threads.
 */
final class FieldDefaults {

    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final ItemFields fields;
    private final FieldWriter values;

    /** The stored form of the default of each field, as the first item has it; empty without a default. */
    private final Map<String, Optional<Object>> known = new ConcurrentHashMap<>();

    FieldDefaults(ObjectMapper mapper, JavaType model, ItemFields fields, FieldWriter values) {
        this.reader = mapper.readerFor(model);
        this.writer = mapper.writerFor(model);
        this.fields = fields;
        this.values = values;
    }

    /**
     * Returns which fields have the value that they would be read with if they were not stored.
     *
     * @param names the fields to examine
     * @param stored the fields of the item
     */
    Set<String> in(Set<String> names, Map<String, @Nullable Object> stored) {
        return names.stream().filter(name -> isDefault(name, stored)).collect(Collectors.toSet());
    }

    private boolean isDefault(String name, Map<String, @Nullable Object> stored) {
        Object value = stored.get(name);
        Optional<Object> first = known.get(name);
        if (first != null && (first.isEmpty() || !mayBeDefault(value, first.get()))) {
            return false;
        }
        Object read = without(name, stored);
        if (first == null) {
            known.put(name, Optional.ofNullable(read));
        }
        return read != null && Objects.deepEquals(read, value);
    }

    /** The default of a field may depend on other fields. That of a number or a boolean hardly does, and others have it often. */
    private static boolean mayBeDefault(@Nullable Object value, Object first) {
        boolean scalar = value instanceof BigDecimal || value instanceof Boolean;
        return !scalar || first.equals(value);
    }

    /** Returns the value of a field in the item that is read if it is not stored; {@code null} if no item can be read. */
    private @Nullable Object without(String name, Map<String, @Nullable Object> stored) {
        Map<String, @Nullable Object> rest = new HashMap<>(stored);
        rest.remove(name);
        try (JsonParser parser = PlainValues.parser(rest)) {
            Object item = reader.readValue(fields.parser(parser, null, null));
            return values.write(List.of(), 1, generator -> writer.writeValue(generator, item))
                    .values()
                    .get(name);
        } catch (IOException | RuntimeException e) {
            return null; // the model's own code may throw any exception for a value that it requires
        }
    }
}
