package io.dynawrap.key;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Converts the values of one Java type to texts in keys and back: the same in every locale, one text for each value.
 */
final class KeyFieldType {

    static final String ALLOWED = "A key field is a String, an integer, a boolean, an enum, a UUID, an Instant, a"
            + " LocalDate or a YearMonth.";

    /** Thrown for a value that cannot be written in a key; the message says why and what to do. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /**
     * Longer texts are rejected unread, because the time to parse a number grows with the square of its digits. A
     * character takes at least one byte.
     */
    private static final int MAX_CHARACTERS = ModelKeys.MAX_PARTITION_KEY_BYTES;

    /** Every fraction has nine digits, so that texts sort as their instants do. */
    private static final DateTimeFormatter INSTANT = formatter("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'");

    private static final DateTimeFormatter DATE = formatter("uuuu-MM-dd");
    private static final DateTimeFormatter YEAR_MONTH = formatter("uuuu-MM");

    private static final int MAX_YEAR = 9999;
    private static final Instant FIRST_INSTANT = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END_OF_INSTANTS = Instant.parse("+10000-01-01T00:00:00Z");

    private static final Set<Class<?>> INTEGERS = Set.of(
            byte.class,
            Byte.class,
            short.class,
            Short.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            BigInteger.class);

    private static final String EXAMPLE_INTEGER = "42";

    private static final Map<Class<?>, String> EXAMPLES = Map.of(
            boolean.class,
            "true",
            Boolean.class,
            "true",
            UUID.class,
            "123e4567-e89b-12d3-a456-426614174000",
            Instant.class,
            "2026-01-31T09:30:00.000000000Z",
            LocalDate.class,
            "2026-01-31",
            YearMonth.class,
            "2026-01");

    private static final Map<Class<?>, KeyFieldType> TYPES = Map.ofEntries(
            Map.entry(String.class, new KeyFieldType(String.class, value -> (String) value, text -> text)),
            Map.entry(boolean.class, booleans(boolean.class)),
            Map.entry(Boolean.class, booleans(Boolean.class)),
            Map.entry(byte.class, integers(byte.class, Byte::valueOf)),
            Map.entry(Byte.class, integers(Byte.class, Byte::valueOf)),
            Map.entry(short.class, integers(short.class, Short::valueOf)),
            Map.entry(Short.class, integers(Short.class, Short::valueOf)),
            Map.entry(int.class, integers(int.class, Integer::valueOf)),
            Map.entry(Integer.class, integers(Integer.class, Integer::valueOf)),
            Map.entry(long.class, integers(long.class, Long::valueOf)),
            Map.entry(Long.class, integers(Long.class, Long::valueOf)),
            Map.entry(BigInteger.class, integers(BigInteger.class, BigInteger::new)),
            Map.entry(UUID.class, new KeyFieldType(UUID.class, Object::toString, UUID::fromString)),
            Map.entry(
                    Instant.class,
                    new KeyFieldType(
                            Instant.class,
                            value -> INSTANT.format(inFourDigitYears(((Instant) value).atOffset(ZoneOffset.UTC))),
                            text -> INSTANT.withZone(ZoneOffset.UTC).parse(text, Instant::from))),
            Map.entry(
                    LocalDate.class,
                    new KeyFieldType(
                            LocalDate.class,
                            value -> DATE.format(inFourDigitYears((LocalDate) value)),
                            text -> LocalDate.parse(text, DATE))),
            Map.entry(
                    YearMonth.class,
                    new KeyFieldType(
                            YearMonth.class,
                            value -> YEAR_MONTH.format(inFourDigitYears((YearMonth) value)),
                            text -> YearMonth.parse(text, YEAR_MONTH))));

    private final Class<?> javaType;
    private final Function<Object, String> toText;
    private final Function<String, Object> fromText;

    private KeyFieldType(Class<?> javaType, Function<Object, String> toText, Function<String, Object> fromText) {
        this.javaType = javaType;
        this.toText = toText;
        this.fromText = fromText;
    }

    /** Returns the type for values of a class, or {@code null} if they cannot be part of a key. */
    static @Nullable KeyFieldType of(Class<?> type) {
        KeyFieldType known = TYPES.get(type);
        if (known != null) {
            return known;
        }
        Class<?> enumType = type.isEnum() ? type : type.getSuperclass();
        return enumType != null && enumType.isEnum() ? enums(enumType) : null;
    }

    private static KeyFieldType integers(Class<?> type, Function<String, Object> fromText) {
        return new KeyFieldType(type, Object::toString, fromText);
    }

    private static KeyFieldType booleans(Class<?> type) {
        return new KeyFieldType(type, Object::toString, Boolean::valueOf);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static KeyFieldType enums(Class<?> type) {
        return new KeyFieldType(type, value -> ((Enum<?>) value).name(), text -> Enum.valueOf((Class) type, text));
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    private static <T extends TemporalAccessor> T inFourDigitYears(T value) {
        int year = value.get(ChronoField.YEAR);
        if (year < 0 || year > MAX_YEAR) {
            throw new DateTimeException("year " + year);
        }
        return value;
    }

    Class<?> javaType() {
        return javaType;
    }

    boolean isText() {
        return javaType == String.class;
    }

    boolean isInteger() {
        return INTEGERS.contains(javaType);
    }

    /**
     * Returns why keys do not have the order of the values of this type, so that a range of values is no range of keys.
     *
     * @param width the number of digits to which an integer is padded, or 0
     * @param behind the text behind the value in each key; empty if the value ends the key
     * @return the predicate of a sentence about the field, followed by what to do, or {@code null} if they have that order
     */
    @Nullable String orderProblem(int width, String behind) {
        if (isText() && !behind.isEmpty()) {
            return "is a String before other parts of the key, so keys do not sort by it: 'a#' may be on either side of 'aa#'."
                    + " Give its value, or move the field to the end of the pattern.";
        }
        if (isInteger() && width == 0) {
            return "is an integer without padding, so keys do not sort by it: 10 is before 9. Pad it to its largest number of"
                    + " digits, as in {n:08}.";
        }
        if (javaType.isEnum() && !behind.isEmpty() && !sortsByName(behind)) {
            return "is an enum with names that start with each other, which sort otherwise with '" + behind
                    + "' behind them. Give its value, or use a separator that sorts before letters, such as '#'.";
        }
        return null;
    }

    private boolean sortsByName(String behind) {
        List<String> names = Stream.of(javaType.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .sorted(StorableText::compare)
                .toList();
        return names.stream()
                .sorted((one, other) -> StorableText.compare(one + behind, other + behind))
                .toList()
                .equals(names);
    }

    /**
     * Reports on which side of all values that a key can hold a value is.
     *
     * @return a negative number before them, a positive one behind them, 0 for every other value
     */
    int outside(Object value, int width) {
        if (width > 0 && INTEGERS.contains(value.getClass())) {
            String digits = value.toString();
            return digits.startsWith("-") ? -1 : digits.length() > width ? 1 : 0;
        }
        if (!javaType.isInstance(value)) {
            return 0;
        }
        if (value instanceof Instant instant) {
            return outside(instant, FIRST_INSTANT, END_OF_INSTANTS);
        }
        if (value instanceof LocalDate || value instanceof YearMonth) {
            return outside(((TemporalAccessor) value).get(ChronoField.YEAR), 0, MAX_YEAR + 1);
        }
        return 0;
    }

    private static <C extends Comparable<? super C>> int outside(C value, C first, C end) {
        return value.compareTo(first) < 0 ? -1 : value.compareTo(end) >= 0 ? 1 : 0;
    }

    /** Returns the text of a bound, which may be a larger integer than a value of the field. */
    String boundText(Object value, int width) throws Unfit {
        return width > 0 && INTEGERS.contains(value.getClass()) ? padded(value.toString(), width) : text(value, width);
    }

    /** Returns the text of some value in a key; empty if every text is the text of a value. */
    String example(int width) {
        if (width > 0) {
            return padded(EXAMPLE_INTEGER.substring(0, Math.min(width, EXAMPLE_INTEGER.length())), width);
        }
        if (javaType.isEnum()) {
            return ((Enum<?>) javaType.getEnumConstants()[0]).name();
        }
        return isInteger() ? EXAMPLE_INTEGER : EXAMPLES.getOrDefault(javaType, "");
    }

    /** Reports whether the text of some value of this type can contain the separator. */
    boolean contains(char separator) {
        if (javaType.isEnum()) {
            for (Object constant : javaType.getEnumConstants()) {
                if (((Enum<?>) constant).name().indexOf(separator) >= 0) {
                    return true;
                }
            }
            return false;
        }
        if (javaType == Instant.class) {
            return "-:.".indexOf(separator) >= 0;
        }
        return separator == '-'
                && (javaType == UUID.class || javaType == LocalDate.class || javaType == YearMonth.class);
    }

    /**
     * Returns the text of a value in a key.
     *
     * @param value a value of this type, for integers of any integer type, or the text itself
     * @param width the number of digits to which an integer is padded, or 0
     */
    String text(Object value, int width) throws Unfit {
        if (value instanceof String text && (width > 0 || !isText())) {
            if (!isText()) {
                value(text, width);
            } else if (!isPadded(text, width)) {
                throw notPadded(width);
            }
            return text;
        }
        if (width > 0 && !isInteger()) {
            throw new Unfit("is padded to " + width + " digits and takes an integer. Give an integer.");
        }
        if (isInteger() ? !INTEGERS.contains(value.getClass()) : !isInstance(value)) {
            throw new Unfit("is " + TypeNames.of(javaType) + ", but the value is " + TypeNames.of(value.getClass())
                    + ". Give " + TypeNames.of(javaType) + ".");
        }
        String text = unpadded(value);
        if (width == 0) {
            return text;
        }
        if (text.startsWith("-")) {
            throw new Unfit("is padded to " + width + " digits and cannot be negative. Give a number from 0 on.");
        }
        if (text.length() > width) {
            throw new Unfit("has more than the " + width + " digits it is padded to. Give a smaller number.");
        }
        return padded(text, width);
    }

    private static String padded(String digits, int width) {
        return "0".repeat(width - digits.length()) + digits;
    }

    private boolean isInstance(Object value) {
        return javaType.isInstance(value) || (value instanceof Boolean && javaType == boolean.class);
    }

    private String unpadded(Object value) throws Unfit {
        String text;
        try {
            text = toText.apply(value);
        } catch (DateTimeException e) {
            throw new Unfit(
                    "is outside of the years 0000 to 9999, in which the texts of dates sort as the dates do. Give a date in them.");
        }
        if (isInteger()) {
            value(text, 0);
        }
        return text;
    }

    /** Reports whether a text in a key is the text of a value of this type. */
    boolean isTextOfValue(String text, int width) {
        try {
            value(text, width);
            return true;
        } catch (Unfit e) {
            return false;
        }
    }

    /** Returns the value that a text in a key represents; the exact inverse of {@link #text}. */
    Object value(String text, int width) throws Unfit {
        if (width > 0 && !isPadded(text, width)) {
            throw notPadded(width);
        }
        if (text.length() > MAX_CHARACTERS) {
            throw new Unfit("has more than " + MAX_CHARACTERS + " characters, more than a key can have. Shorten it.");
        }
        try {
            String digits = width == 0 ? text : withoutPadding(text);
            Object value = fromText.apply(digits);
            if (toText.apply(value).equals(digits)) {
                return value;
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // not the text of any value: reported below
        }
        throw new Unfit("is " + TypeNames.of(javaType) + ", but the value is not the text of such a value. Give "
                + TypeNames.of(javaType) + ".");
    }

    private static Unfit notPadded(int width) {
        return new Unfit(
                "is padded to " + width + " digits. Give an integer, or its text with exactly " + width + " digits.");
    }

    private static String withoutPadding(String text) {
        int start = 0;
        while (start < text.length() - 1 && text.charAt(start) == '0') {
            start++;
        }
        return text.substring(start);
    }

    static boolean isPadded(String text, int width) {
        return text.length() == width && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
