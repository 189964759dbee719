package io.dynawrap.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the values of conditions as JSON, in the form in which this backend stores them. */
final class JsonValues {

    private static final ObjectWriter WRITER =
            JsonMapper.builder().build().writer().with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);

    private JsonValues() {}

    /** Returns the JSON of a value. */
    static String of(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No value of a condition: " + value.getClass(), e);
        }
    }

    /** Returns the text of a PostgreSQL array of JSON values. */
    static String array(List<?> values) {
        return values.stream()
                .map(value -> '"' + of(value).replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
