package io.dynawrap.differential;

import io.dynawrap.ExpiresAt;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types of fields, and the rules for those that can be part of a key. */
enum Kind {
    TEXT(String.class),
    INT(Integer.class),
    LONG(Long.class),
    FLAG(Boolean.class),
    COLOR(Models.Color.class),
    UUID(UUID.class),
    DATE(LocalDate.class),
    INSTANT(Instant.class),
    DECIMAL(BigDecimal.class),
    DOUBLE(Double.class),
    DURATION(Duration.class),
    BYTES(byte[].class),
    TEXTS(List.class),
    ANY(Object.class),
    /** Fields that the item has under any other names. */
    MORE(Map.class),
    /** The instant at which an item expires. */
    EXPIRY(ExpiresAt.class);

    private static final Set<Class<?>> INTEGERS =
            Set.of(Byte.class, Short.class, Integer.class, Long.class, BigInteger.class);
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]*");

    private final Class<?> type;

    Kind(Class<?> type) {
        this.type = type;
    }

    /** The form in which values are stored, as far as a condition compares them. */
    Kind form() {
        return this == INT || this == LONG || this == DOUBLE ? DECIMAL : this;
    }

    static Kind of(Class<?> type) {
        return Arrays.stream(values())
                .filter(kind -> kind.type == type)
                .findFirst()
                .orElseThrow();
    }

    /**
     * The text of a value in a key: the value has the field's type, is any integer for an integer, or is the text itself.
     *
     * @param width the digits of a padded integer, or 0
     * @return the text, or {@code null} if the value cannot be part of a key
     */
    @Nullable String keyText(Object value, int width) {
        if (this == TEXT) {
            return value instanceof String text ? text : null;
        }
        if (value instanceof String text) {
            return isKeyText(text, width) ? text : null;
        }
        if (this == INT || this == LONG) {
            return INTEGERS.contains(value.getClass()) ? integerText(new BigInteger(value.toString()), width) : null;
        }
        String text = type.isInstance(value) ? unpadded(value) : null;
        return text != null && isKeyText(text, 0) ? text : null;
    }

    private String unpadded(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Instant instant) {
            String seconds = Instant.ofEpochSecond(instant.getEpochSecond()).toString();
            return seconds.replace("Z", String.format("%s%09dZ", ".", instant.getNano()));
        }
        return value.toString();
    }

    private @Nullable String integerText(BigInteger value, int width) {
        if (width == 0) {
            return isKeyText(value.toString(), 0) ? value.toString() : null;
        }
        String digits = value.toString();
        return value.signum() < 0 || digits.length() > width ? null : "0".repeat(width - digits.length()) + digits;
    }

    static boolean isInteger(Object value) {
        return INTEGERS.contains(value.getClass());
    }

    /** Whether a text is that of a value of this type. */
    boolean isKeyText(String text, int width) {
        return switch (this) {
            case TEXT -> true;
            case INT, LONG -> isInteger(text, width);
            case FLAG -> text.equals("true") || text.equals("false");
            case COLOR ->
                Arrays.stream(Models.Color.values())
                        .anyMatch(color -> color.name().equals(text));
            case UUID -> text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
            case DATE -> text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") && isDate(text);
            case INSTANT ->
                text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{9}Z")
                        && isDate(text.substring(0, 10))
                        && text.substring(11, 19).matches("([01][0-9]|2[0-3])(:[0-5][0-9]){2}");
            default -> false;
        };
    }

    private boolean isInteger(String text, int width) {
        if (width > 0) {
            return text.matches("[0-9]{" + width + "}");
        }
        if (!INTEGER.matcher(text).matches()) {
            return false;
        }
        int bits = this == INT ? Integer.SIZE : Long.SIZE;
        return new BigInteger(text).bitLength() < bits;
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeException e) {
            return false;
        }
    }
}
