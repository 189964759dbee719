package io.dynawrap.postgres;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the values of conditions as JSON, in the form in which this backend stores them. */
final class JsonValues {

    private JsonValues() {}

    /** Returns the JSON of a value. */
    static String of(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = JsonItemData.JSON.createGenerator(json)) {
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("A generator in memory could not be written", e);
        }
        return json.toString();
    }

    /** Returns the text of a PostgreSQL array of JSON values. */
    static String array(List<?> values) {
        return values.stream()
                .map(value -> '"' + of(value).replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static void write(@Nullable Object value, JsonGenerator generator) throws IOException {
        if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof BigDecimal number) {
            generator.writeNumber(number.toPlainString());
        } else if (value instanceof Boolean state) {
            generator.writeBoolean(state);
        } else if (value instanceof byte[] bytes) {
            generator.writeBinary(bytes);
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(element, generator);
            }
            generator.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> field : map.entrySet()) {
                generator.writeFieldName((String) field.getKey());
                write(field.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (value == null) {
            generator.writeNull();
        } else {
            throw new IllegalArgumentException("No value of a condition: " + value.getClass());
        }
    }
}
