package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.std.BooleanSerializer;
import com.fasterxml.jackson.databind.ser.std.NumberSerializers;
import com.fasterxml.jackson.databind.ser.std.StringSerializer;
import io.dynawrap.key.StorableText;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Knows what Jackson's own serializers write of texts, integers and truth values. Most operands of conditions and values of updates
 * are such values, and to write them to a generator took half of the time to bind a condition.
 */
final class PlainOperands {

    /** Longer texts might exceed the limits of an item. */
    private static final int MAX_TEXT = 1000;

    private PlainOperands() {}

    /** Returns the stored form of a value of a field, or {@code null} if it is known only when the value is written. */
    static @Nullable Object storedForm(ModelField field, Object value) {
        BeanPropertyWriter writer = field.writer();
        JsonSerializer<?> serializer =
                writer == null || writer.getTypeSerializer() != null ? null : writer.getSerializer();
        if (serializer == null) {
            return null;
        }
        Class<?> jacksons = serializer.getClass();
        if (value instanceof Long number && jacksons == NumberSerializers.LongSerializer.class) {
            return BigDecimal.valueOf(number);
        } else if (value instanceof Integer number && jacksons == NumberSerializers.IntegerSerializer.class) {
            return BigDecimal.valueOf(number);
        } else if (value instanceof Boolean && jacksons == BooleanSerializer.class) {
            return value;
        }
        boolean isShort = value instanceof String text
                && text.length() <= MAX_TEXT
                && StorableText.utf8Length(text) != StorableText.UNSTORABLE;
        return isShort && jacksons == StringSerializer.class ? value : null;
    }

    /** Returns the size of a stored form, as an item counts it. */
    static int bytes(Object storedForm) {
        if (storedForm instanceof BigDecimal number) {
            return ItemSize.ofNumber(number.longValue());
        }
        return storedForm instanceof String text ? StorableText.utf8Length(text) : 1;
    }
}
