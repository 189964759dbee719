package io.dynawrap.dynamodb;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attributes that are equal to the operand of a condition. Other writers may have stored bytes as the text of their base64,
 * and the elements of a list as a set.
 */
final class AttributeForms {

    private AttributeForms() {}

    /** Returns the attribute that this library stores for a value. */
    static AttributeValue of(@Nullable Object value) {
        return of(value, false);
    }

    /** Returns each attribute that is equal to an operand. */
    static List<AttributeValue> equalTo(Object operand) {
        List<AttributeValue> forms = elementsEqualTo(operand);
        AttributeValue set = operand instanceof List<?> list ? set(forms.get(0), list.size()) : null;
        if (set == null) {
            return forms;
        }
        List<AttributeValue> withSet = new ArrayList<>(forms);
        withSet.add(set);
        return withSet;
    }

    /** Returns each attribute that is equal to an operand inside of a list. */
    static List<AttributeValue> elementsEqualTo(Object operand) {
        AttributeValue own = of(operand, false);
        return hasBytes(operand) ? List.of(own, of(operand, true)) : List.of(own);
    }

    private static boolean hasBytes(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(AttributeForms::hasBytes);
        }
        return value instanceof Map<?, ?> map
                ? map.values().stream().anyMatch(AttributeForms::hasBytes)
                : value instanceof byte[];
    }

    private static AttributeValue of(@Nullable Object value, boolean bytesAsText) {
        if (value instanceof String text) {
            return AttributeValue.fromS(text);
        } else if (value instanceof BigDecimal number) {
            return AttributeValue.fromN(number.toPlainString());
        } else if (value instanceof Boolean state) {
            return AttributeValue.fromBool(state);
        } else if (value instanceof byte[] bytes) {
            return bytesAsText
                    ? AttributeValue.fromS(Base64.getEncoder().encodeToString(bytes))
                    : AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
        } else if (value instanceof List<?> list) {
            return AttributeValue.fromL(
                    list.stream().map(element -> of(element, bytesAsText)).toList());
        } else if (value instanceof Map<?, ?> map) {
            Map<String, AttributeValue> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put((String) name, of(field, bytesAsText)));
            return AttributeValue.fromM(fields);
        } else if (value == null) {
            return AttributeValue.fromNul(true);
        }
        throw new IllegalArgumentException("No value of a condition: " + value.getClass());
    }

    /** Returns the set of the elements of a list, or {@code null} if they are not different values of one type with sets. */
    private static @Nullable AttributeValue set(AttributeValue list, int size) {
        List<AttributeValue> elements = list.l();
        Set<AttributeValue.Type> types = new HashSet<>();
        elements.forEach(element -> types.add(element.type()));
        if (types.size() != 1 || new HashSet<>(elements).size() != size) {
            return null;
        }
        return switch (types.iterator().next()) {
            case S ->
                AttributeValue.fromSs(elements.stream().map(AttributeValue::s).toList());
            case N ->
                AttributeValue.fromNs(elements.stream().map(AttributeValue::n).toList());
            case B ->
                AttributeValue.fromBs(elements.stream().map(AttributeValue::b).toList());
            default -> null;
        };
    }
}
