package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.ClassUtil;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether the operand of a condition has the type of its field, and in which order its values are. */
final class OperandTypes {

    private static final Pattern DATE =
            Pattern.compile("\\d{4}-\\d{2}(-\\d{2}(T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}\\+00:00)?)?");
    private static final Pattern LOCAL_TIME =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T)?\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?");

    private OperandTypes() {}

    /**
     * Returns an operand as a value of a type: a number as the number type of the field if it is the same number, a collection or
     * map as one of the field's type, and a value inside of an {@code Optional} if the field has one.
     *
     * @return the value, or {@code null} if it is no value of the type
     */
    static @Nullable Object fit(JavaType type, Object operand) {
        if (type.isReferenceType()) {
            return fitReference(type, operand);
        }
        Class<?> declared = type.getRawClass();
        Class<?> raw = declared.isPrimitive() ? ClassUtil.wrapperType(declared) : declared;
        if (operand instanceof Number number && Number.class.isAssignableFrom(raw) && !raw.isInstance(operand)) {
            return number(raw, number);
        }
        if (operand instanceof Collection<?> values && Collection.class.isAssignableFrom(raw)) {
            return raw.isInstance(operand) ? operand : FieldCollections.of(type, values);
        }
        if (operand instanceof Map<?, ?> map && Map.class.isAssignableFrom(raw)) {
            return raw.isInstance(operand) ? operand : FieldCollections.of(type, map);
        }
        return raw.isInstance(operand) ? operand : null;
    }

    private static @Nullable Object fitReference(JavaType type, Object operand) {
        Object content = content(operand);
        Object fitting = content == null ? null : fit(type.getReferencedType(), content);
        if (fitting == null) {
            return null;
        }
        Class<?> raw = type.getRawClass();
        if (raw == Optional.class) {
            return Optional.of(fitting);
        } else if (raw == OptionalInt.class) {
            return OptionalInt.of((Integer) fitting);
        } else if (raw == OptionalLong.class) {
            return OptionalLong.of((Long) fitting);
        } else if (raw == OptionalDouble.class) {
            return OptionalDouble.of((Double) fitting);
        }
        return raw == AtomicReference.class ? new AtomicReference<>(fitting) : null;
    }

    private static @Nullable Object content(Object operand) {
        if (operand instanceof Optional<?> optional) {
            return optional.orElse(null);
        } else if (operand instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        } else if (operand instanceof OptionalLong optional) {
            return optional.isPresent() ? optional.getAsLong() : null;
        } else if (operand instanceof OptionalDouble optional) {
            return optional.isPresent() ? optional.getAsDouble() : null;
        }
        return operand instanceof AtomicReference<?> reference ? reference.get() : operand;
    }

    /** Reports whether a value is null, or an empty {@code Optional} or reference. */
    static boolean isNothing(@Nullable Object value) {
        return value == null || content(value) == null;
    }

    /** Returns a container of one element, of the type of a field that is a list, a set or an array. */
    static @Nullable Object containerOf(JavaType type, Object element) {
        Object fitting = fit(type.getContentType(), element);
        if (fitting == null) {
            return null;
        }
        if (type.isArrayType()) {
            Object array = Array.newInstance(type.getContentType().getRawClass(), 1);
            Array.set(array, 0, fitting);
            return array;
        }
        return fit(type, List.of(fitting));
    }

    private static @Nullable Number number(Class<?> type, Number operand) {
        BigDecimal exact;
        try {
            exact = operand instanceof BigDecimal decimal ? decimal : new BigDecimal(operand.toString());
            if (type == BigDecimal.class) {
                return exact;
            } else if (type == Double.class) {
                double number = exact.doubleValue();
                return isSame(exact, Double.toString(number)) ? number : null;
            } else if (type == Float.class) {
                float number = exact.floatValue();
                return isSame(exact, Float.toString(number)) ? number : null;
            } else if (type == Long.class) {
                return exact.longValueExact();
            } else if (type == Integer.class) {
                return exact.intValueExact();
            } else if (type == Short.class) {
                return exact.shortValueExact();
            } else if (type == Byte.class) {
                return exact.byteValueExact();
            }
            return type == BigInteger.class ? exact.toBigIntegerExact() : null;
        } catch (NumberFormatException e) {
            return null; // NaN, or no number of Java's own types
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static boolean isSame(BigDecimal exact, String number) {
        return !number.endsWith("y") && new BigDecimal(number).compareTo(exact) == 0; // not Infinity
    }

    /** Returns the order of values of a Java type that are stored as this value is. */
    static FieldOperand.Order order(Class<?> type, @Nullable Object stored) {
        if (stored instanceof BigDecimal) {
            return type.isEnum() || Enum.class.isAssignableFrom(type) || type == Boolean.class || type == boolean.class
                    ? FieldOperand.Order.NONE
                    : FieldOperand.Order.NUMBER;
        }
        if (!(stored instanceof String text)) {
            return FieldOperand.Order.NONE;
        }
        if (CharSequence.class.isAssignableFrom(type)
                || type == Character.class
                || type == char.class
                || JsonNode.class.isAssignableFrom(type)) {
            return FieldOperand.Order.TEXT;
        } else if (type == Instant.class) {
            return IsoInstants.parse(text) == null ? FieldOperand.Order.NONE : FieldOperand.Order.INSTANT;
        } else if (type == LocalDateTime.class || type == LocalTime.class) {
            return LOCAL_TIME.matcher(text).matches() ? FieldOperand.Order.LOCAL_TIME : FieldOperand.Order.NONE;
        } else if (type == LocalDate.class || type == YearMonth.class || Date.class.isAssignableFrom(type)) {
            return DATE.matcher(text).matches() ? FieldOperand.Order.DATE : FieldOperand.Order.NONE;
        }
        return FieldOperand.Order.NONE;
    }
}
