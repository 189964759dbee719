package io.dynawrap.differential;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules for values: what a field becomes when it is stored, whether that may be stored, and what it is when it is
 * read. What is stored is text, truth values, decimals without trailing zeros, bytes, null, lists and maps.
 */
final class StoredForm {

    static final int MAX_ITEM_BYTES = 400 * 1024;

    /** Binary data. */
    record Bytes(String hex) {
        static Bytes of(byte[] bytes) {
            return new Bytes(HexFormat.of().formatHex(bytes));
        }

        byte[] array() {
            return HexFormat.of().parseHex(hex);
        }
    }

    /** Stands for what cannot be read as the type of a field. */
    static final Object UNREADABLE = new Object();

    private StoredForm() {}

    static boolean isText(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The stored fields of an item; NaN and the infinities are left as they are. */
    static Map<String, @Nullable Object> of(Model model, Map<String, ?> fields) {
        Map<String, @Nullable Object> stored = new LinkedHashMap<>();
        model.fields().forEach((name, kind) -> {
            Object value = fields.get(name);
            if (kind == Kind.MORE && value != null) {
                ((Map<?, ?>) value).forEach((more, element) -> stored.put((String) more, of(element)));
            } else if (kind == Kind.EXPIRY && value instanceof Instant end) {
                stored.put(name, canonical(BigDecimal.valueOf(end.getEpochSecond())));
            } else if (value != null) {
                stored.put(name, of(value));
            }
        });
        return stored;
    }

    private static @Nullable Object of(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? canonical(new BigDecimal(value.toString())) : value;
        }
        if (value instanceof Number number) {
            return canonical(new BigDecimal(number.toString()));
        }
        if (value instanceof byte[] bytes) {
            return Bytes.of(bytes);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Collection<?> collection) {
            List<@Nullable Object> list = new ArrayList<>();
            collection.forEach(element -> list.add(of(element)));
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            map.forEach((name, element) -> object.put((String) name, of(element)));
            return object;
        }
        return value.toString();
    }

    private static BigDecimal canonical(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    /** Whether an item's fields may be stored under a key. */
    static boolean mayBeStored(Model model, Map<String, @Nullable Object> stored, int keyBytes) {
        for (String reserved : List.of("PK", "SK", "schema_version")) {
            if (stored.containsKey(reserved)) {
                return false;
            }
        }
        return mayBeStored(stored, 0) && itemBytes(model, stored, keyBytes) <= MAX_ITEM_BYTES;
    }

    private static boolean mayBeStored(@Nullable Object value, int depth) {
        if (value instanceof String text) {
            return isText(text);
        }
        if (value instanceof BigDecimal number) {
            int exponent = number.precision() - number.scale() - 1;
            return number.signum() == 0 || (number.precision() <= 38 && exponent <= 125 && exponent >= -130);
        }
        if (value instanceof List<?> list) {
            return depth <= 31 && list.stream().allMatch(element -> mayBeStored(element, depth + 1));
        }
        if (value instanceof Map<?, ?> map) {
            return depth <= 31
                    && map.keySet().stream().allMatch(name -> isName((String) name))
                    && map.values().stream().allMatch(element -> mayBeStored(element, depth + 1));
        }
        return value == null || value instanceof Boolean || value instanceof Bytes;
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && isText(name) && bytes(name) <= 65_535;
    }

    /** The size as DynamoDB's developer guide adds it up, with the two keys and the version. */
    static int itemBytes(Model model, Map<String, @Nullable Object> stored, int keyBytes) {
        return itemBytes(stored, keyBytes, model.version());
    }

    static int itemBytes(Map<String, @Nullable Object> stored, int keyBytes, String version) {
        int sum = 2 + 2 + keyBytes + "schema_version".length() + bytes(version);
        for (Map.Entry<String, @Nullable Object> field : stored.entrySet()) {
            sum += bytes(field.getKey()) + bytes(field.getValue());
        }
        return sum;
    }

    private static int bytes(@Nullable Object value) {
        if (value instanceof String text) {
            return bytes(text);
        }
        if (value instanceof BigDecimal number) {
            return numberBytes(number);
        }
        if (value instanceof Bytes binary) {
            return binary.array().length;
        }
        if (value instanceof List<?> list) {
            return 3 + list.stream().mapToInt(element -> 1 + bytes(element)).sum();
        }
        if (value instanceof Map<?, ?> map) {
            return 3
                    + map.entrySet().stream()
                            .mapToInt(entry -> 1 + bytes((String) entry.getKey()) + bytes(entry.getValue()))
                            .sum();
        }
        return 1;
    }

    /** Two digits a byte, counted off from the decimal point, one byte more and one for a minus; zero has no digits. */
    private static int numberBytes(BigDecimal number) {
        String[] digits = number.abs().toPlainString().split("\\.");
        String whole = (digits[0].length() % 2 == 0 ? "" : "0") + digits[0];
        String fraction = digits.length == 1 ? "" : digits[1] + (digits[1].length() % 2 == 0 ? "" : "0");
        String significant = (whole + fraction).replaceFirst("^(00)+", "").replaceFirst("(00)+$", "");
        return 1 + significant.length() / 2 + (number.signum() < 0 ? 1 : 0);
    }

    /** The fields as the model reads them, or {@code null} if it cannot. */
    static @Nullable Map<String, @Nullable Object> read(
            Model model, Map<String, @Nullable Object> stored, String version) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Kind> field : model.fields().entrySet()) {
            Object value = field.getValue() == Kind.MORE
                    ? more(model, stored)
                    : read(field.getValue(), stored.get(field.getKey()));
            if (value == UNREADABLE) {
                return null;
            }
            fields.put(field.getKey(), value);
        }
        if (model.versionField() != null) {
            fields.put(model.versionField(), version);
        }
        return fields;
    }

    private static Map<String, @Nullable Object> more(Model model, Map<String, @Nullable Object> stored) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>();
        stored.forEach((name, value) -> {
            if (!model.fields().containsKey(name)) {
                more.put(name, untyped(value));
            }
        });
        return more;
    }

    private static @Nullable Object read(Kind kind, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case ANY -> untyped(value);
            case TEXTS ->
                value instanceof List<?> list && list.stream().allMatch(String.class::isInstance) ? list : UNREADABLE;
            case BYTES -> value;
            case TEXT ->
                value instanceof Boolean || value instanceof List || value instanceof Map ? UNREADABLE : asText(value);
            // Python stores decimals as text on one of the databases
            case DECIMAL ->
                value instanceof String text
                        ? decimal(text)
                        : value instanceof BigDecimal number ? new BigDecimal(number.toPlainString()) : UNREADABLE;
            case INT -> isInteger(value, Integer.SIZE) ? (Object) ((BigDecimal) value).intValueExact() : UNREADABLE;
            case LONG -> isInteger(value, Long.SIZE) ? (Object) ((BigDecimal) value).longValueExact() : UNREADABLE;
            case DOUBLE -> value instanceof BigDecimal number ? real(number) : UNREADABLE;
            case FLAG -> value instanceof Boolean ? value : UNREADABLE;
            case EXPIRY ->
                value instanceof BigDecimal seconds
                        ? instant(seconds)
                        : value instanceof String text ? ofText(Kind.INSTANT, text) : UNREADABLE;
            default -> value instanceof String text ? ofText(kind, text) : UNREADABLE;
        };
    }

    private static boolean isInteger(Object value, int bits) {
        return value instanceof BigDecimal number
                && number.scale() <= 0
                && number.toBigInteger().bitLength() < bits;
    }

    private static Object instant(BigDecimal seconds) {
        BigDecimal first = BigDecimal.valueOf(Instant.MIN.getEpochSecond());
        BigDecimal end = BigDecimal.valueOf(Instant.MAX.getEpochSecond() + 1);
        if (seconds.scale() > 9 || seconds.compareTo(first) < 0 || seconds.compareTo(end) >= 0) {
            return UNREADABLE;
        }
        BigInteger[] parts = seconds.setScale(9).unscaledValue().divideAndRemainder(BigInteger.valueOf(1_000_000_000));
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
    }

    /** The double that a number stands for, if it was written as one: with no more digits, or exactly. */
    private static Object real(BigDecimal number) {
        double real = number.doubleValue();
        boolean rounded = number.precision() <= 17 && (number.scale() > 0 || number.scale() < 0);
        boolean exact = new BigDecimal(real).compareTo(number) == 0
                || BigDecimal.valueOf(real).compareTo(number) == 0;
        return rounded || exact ? (Object) real : UNREADABLE;
    }

    private static Object decimal(String text) {
        return text.matches("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]{1,9})?") ? new BigDecimal(text) : UNREADABLE;
    }

    private static String asText(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return String.valueOf(untyped(value));
    }

    /** The value that a text stands for in a key. */
    static Object ofKeyText(Kind kind, String text) {
        return switch (kind) {
            case INT -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case FLAG -> Boolean.valueOf(text);
            default -> ofText(kind, text);
        };
    }

    private static Object ofText(Kind kind, String text) {
        try {
            return switch (kind) {
                case COLOR -> Models.Color.valueOf(text);
                case UUID -> UUID.fromString(text);
                case DATE -> LocalDate.parse(text);
                case INSTANT -> Instant.parse(text);
                case DURATION -> Duration.parse(text);
                default -> text;
            };
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return UNREADABLE;
        }
    }

    private static @Nullable Object untyped(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.scale() > 0 ? number : ofSmallestType(number.toBigIntegerExact());
        }
        if (value instanceof Bytes binary) {
            return Base64.getEncoder().encodeToString(binary.array());
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(untyped(element)));
            return elements;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> elements = new LinkedHashMap<>();
            map.forEach((name, element) -> elements.put((String) name, untyped(element)));
            return elements;
        }
        return value;
    }

    private static Object ofSmallestType(BigInteger integer) {
        if (integer.bitLength() < Integer.SIZE) {
            return integer.intValue();
        }
        return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
    }
}
