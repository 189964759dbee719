package io.dynawrap.engine;

import io.dynawrap.engine.StoredValues.StoredSet;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a stored value is equal to the operand of a condition, on both databases alike. */
final class ValueEquality {

    private ValueEquality() {}

    /** Compares the value of a field, which another writer may have stored as a set. */
    static boolean isEqual(@Nullable Object stored, Object operand) {
        if (stored instanceof StoredSet set) {
            return operand instanceof List<?> list && isSetOf(set, list);
        }
        return isEqualElement(stored, operand);
    }

    /**
     * Compares an element of a list. Bytes are stored as bytes or as the text of their base64: all the bytes of one operand in
     * the same form.
     */
    static boolean isEqualElement(@Nullable Object stored, @Nullable Object operand) {
        return isEqual(stored, operand, false) || isEqual(stored, operand, true);
    }

    private static boolean isSetOf(StoredSet set, List<?> operand) {
        List<?> elements = set.elements();
        return elements.size() == operand.size()
                && operand.stream().allMatch(value -> contains(elements, value))
                && elements.stream().allMatch(element -> contains(operand, element));
    }

    private static boolean contains(List<?> elements, @Nullable Object operand) {
        return elements.stream().anyMatch(element -> isEqual(element, operand, false));
    }

    private static boolean isEqual(@Nullable Object stored, @Nullable Object operand, boolean bytesAsText) {
        if (operand instanceof BigDecimal number) {
            return stored instanceof BigDecimal other && number.compareTo(other) == 0;
        } else if (operand instanceof byte[] bytes) {
            return bytesAsText
                    ? stored instanceof String text
                            && text.equals(Base64.getEncoder().encodeToString(bytes))
                    : stored instanceof byte[] other && Arrays.equals(bytes, other);
        } else if (operand instanceof List<?> list) {
            return stored instanceof List<?> other && isEqualList(other, list, bytesAsText);
        } else if (operand instanceof Map<?, ?> map) {
            return stored instanceof Map<?, ?> other && isEqualMap(other, map, bytesAsText);
        }
        return operand == null ? stored == null : operand.equals(stored);
    }

    private static boolean isEqualList(List<?> stored, List<?> operand, boolean bytesAsText) {
        boolean equal = stored.size() == operand.size();
        for (int i = 0; equal && i < operand.size(); i++) {
            equal = isEqual(stored.get(i), operand.get(i), bytesAsText);
        }
        return equal;
    }

    private static boolean isEqualMap(Map<?, ?> stored, Map<?, ?> operand, boolean bytesAsText) {
        return stored.keySet().equals(operand.keySet())
                && operand.entrySet().stream()
                        .allMatch(field -> isEqual(stored.get(field.getKey()), field.getValue(), bytesAsText));
    }
}
