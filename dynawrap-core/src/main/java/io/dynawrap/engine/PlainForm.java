package io.dynawrap.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dynawrap.SchemaVersion;
import io.dynawrap.spi.ItemData;
import io.dynawrap.spi.StoredItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of stored items as plain values that can be compared, whatever form the database gives to equal ones. */
final class PlainForm {

    private PlainForm() {}

    /** Returns whether two items of one backend have equal keys, schema versions and fields. */
    static boolean areEqual(StoredItem first, StoredItem second) {
        return first.key().equals(second.key())
                && Objects.equals(first.schemaVersion(), second.schemaVersion())
                && fields(first.data()).equals(fields(second.data()));
    }

    private static Map<String, @Nullable Object> fields(ItemData data) {
        try (JsonParser parser = data.parser()) {
            parser.nextToken();
            Map<String, @Nullable Object> fields = object(parser);
            fields.keySet().removeAll(List.of("PK", "SK", SchemaVersion.FIELD_NAME));
            return fields;
        } catch (IOException e) {
            throw new UncheckedIOException("An item in memory could not be read", e);
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            values.put(name, value(parser));
        }
        return values;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser));
        }
        return values;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> null;
            case VALUE_EMBEDDED_OBJECT -> Base64.getEncoder().encodeToString(parser.getBinaryValue());
            default -> parser.getText();
        };
    }

    private static BigDecimal number(String text) {
        BigDecimal number = new BigDecimal(text);
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
}
