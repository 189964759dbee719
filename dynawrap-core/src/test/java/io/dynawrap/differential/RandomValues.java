package io.dynawrap.differential;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Values of all types, with a liking for those at the edges. */
final class RandomValues {

    /** Among them wildcards, quotes, combining characters, and the first and last of each length in UTF-8 and UTF-16. */
    private static final int[] CHARACTERS = ("abA019%_\\\"' \t\n-{}$?:\u0001\u007f\u0080é\u0301ßİı\u07ff\u0800\u200f中"
                    + "\ud7ff\ue000\ufeff\ufffd\ufffe\uffff\ud800\udc00😀\udbff\udffd\udbff\udfff")
            .codePoints()
            .toArray();

    private static final String[] NO_TEXTS = {"\0", "a\0b", "\ud800", "a\udc00", "\udc00\ud800", "\ud83dx"};

    private static final String[] NUMBERS = {
        "0",
        "-0.0",
        "1.10",
        "100",
        "1E+2",
        "2147483647",
        "2147483648",
        "-2147483649",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "0.1",
        "-0.000001",
        "99999999999999999999999999999999999999",
        "9.9999999999999999999999999999999999999E+125",
        "-9.9999999999999999999999999999999999999E+125",
        "1E+125",
        "1E-130",
        "-1E-130",
        "1.0000000000000000000000000000000000001E-92",
        "10000000000000000000000000000000000000000000",
        "1.00000000000000000000000000000000000000000"
    };
    private static final String[] NO_NUMBERS = {
        "999999999999999999999999999999999999999", "1E+126", "9.9E-131", "1.23456789012345678901234567890123456789"
    };

    private final RandomGenerator random;

    RandomValues(RandomGenerator random) {
        this.random = random;
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Text of 0 to some characters that may be stored, the separator of keys included. */
    String text() {
        return oneIn(12) ? "" : keyText() + (oneIn(8) ? "#" + keyText() : "");
    }

    /** Text that may stand in a key. */
    String keyText() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(oneIn(10) ? 40 : 4); i >= 0; i--) {
            if (oneIn(3)) {
                int codePoint = random.nextInt(oneIn(2) ? 0x110000 : 0x3000);
                boolean fits = codePoint != 0 && codePoint != '#' && !(codePoint >= 0xd800 && codePoint < 0xe000);
                text.appendCodePoint(fits ? codePoint : 'z');
            } else {
                text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
            }
        }
        return text.toString();
    }

    /** Text that may not be stored. */
    String noText() {
        return any(NO_TEXTS);
    }

    /** A value for a field outside of the key. */
    @Nullable Object of(Kind kind) {
        if (oneIn(8)) {
            return null;
        }
        return switch (kind) {
            case TEXT -> text();
            case INT -> oneIn(6) ? any(List.of(Integer.MIN_VALUE, Integer.MAX_VALUE, 0)) : random.nextInt();
            case LONG -> wholeNumber();
            case FLAG -> random.nextBoolean();
            case COLOR -> any(List.of(Models.Color.values()));
            case UUID -> uuid();
            case DATE -> oneIn(8) ? any(List.of(LocalDate.MIN, LocalDate.MAX)) : date();
            case INSTANT -> oneIn(8) ? any(List.of(Instant.MIN, Instant.MAX, Instant.EPOCH)) : instant();
            case EXPIRY -> oneIn(12) ? any(List.of(Instant.MIN, Instant.MAX, Instant.EPOCH)) : soon();
            case DECIMAL -> decimal();
            case DOUBLE -> real();
            case DURATION -> Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000_000));
            case BYTES -> bytes();
            case TEXTS -> texts();
            case ANY -> oneIn(12) ? nested(10 + random.nextInt(21)) : tree(3);
            case MORE -> map(2, true);
        };
    }

    /** An instant around the time at which programs start. */
    Instant soon() {
        Instant second = Step.Clock.START.plusSeconds(random.nextInt(12) - 3);
        return oneIn(3) ? second.plusNanos(random.nextInt(1_000_000_000)) : second;
    }

    /** The expiry as another program may store it. */
    @Nullable Object foreignExpiry() {
        return switch (random.nextInt(8)) {
            case 0 -> soon();
            case 1 ->
                BigDecimal.valueOf(soon().getEpochSecond())
                        .add(any(List.of(
                                new BigDecimal("0.5"), new BigDecimal("0.123456789"), new BigDecimal("0.1234567891"))));
            case 2 -> any(List.of(0, -1, -0.25, Long.MAX_VALUE, new BigDecimal("1E+30"), new BigDecimal("-1E+30")));
            case 3 -> ofOtherType();
            case 4 -> String.valueOf(soon().getEpochSecond());
            default -> soon().getEpochSecond();
        };
    }

    /** A value as another program may store it in a field of whatever type. */
    Object ofOtherType() {
        return any(List.of(
                0,
                1,
                2,
                -1,
                19.99,
                2147483648L,
                9007199254740993L,
                new BigDecimal("0.12345678901234567891"),
                1_700_000_000,
                "",
                " ",
                "0",
                "1",
                "5.0",
                "red",
                "RED",
                " GREEN",
                "BLUE ",
                "true",
                "NaN",
                "1700000000",
                "2024-01-02T03:04:05Z",
                "2024-01-02",
                true,
                false,
                List.of(),
                List.of("RED"),
                Map.of("k", 1)));
    }

    /** A value for a field outside of the key, that may not be stored. */
    Object bad(Kind kind) {
        Object bad = switch (kind) {
            case TEXT -> noText();
            case DOUBLE -> any(List.of(Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e300));
            case DECIMAL -> new BigDecimal(any(NO_NUMBERS));
            case TEXTS -> List.of("a", noText());
            case MORE -> Map.of(any("PK", "SK", "schema_version", "", noText()), "x");
            default ->
                switch (random.nextInt(7)) {
                    case 0 -> noText();
                    case 1 -> new BigDecimal(any(NO_NUMBERS));
                    case 2 -> Float.POSITIVE_INFINITY;
                    case 3 -> nested(32);
                    case 4 -> Map.of("", 1);
                    case 5 -> Map.of("m", List.of(Map.of(noText(), 1)));
                    default -> List.of(Map.of("n", Double.NaN));
                };
        };
        return kind == Kind.ANY && oneIn(2) ? Collections.singletonList(bad) : bad;
    }

    /** Lists and maps inside each other. */
    Object nested(int containers) {
        Object value = leaf();
        for (int n = 0; n < containers; n++) {
            value = random.nextBoolean()
                    ? Collections.singletonList(value)
                    : Collections.singletonMap(any("m", "n", keyText()), value);
        }
        return value;
    }

    private @Nullable Object tree(int depth) {
        if (depth > 0 && oneIn(3)) {
            return random.nextBoolean() ? list(depth) : map(depth, false);
        }
        return leaf();
    }

    private Object list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(tree(depth - 1));
        }
        return oneIn(6) ? new LinkedHashSet<>(list) : list;
    }

    private Map<String, @Nullable Object> map(int depth, boolean top) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = oneIn(3) ? any("PK", "SK", "schema_version", "a.b", "$x", " ") : keyText();
            Object value = tree(depth - 1);
            if (!top || (value != null && !List.of("PK", "SK", "schema_version").contains(name))) {
                map.put(name, value);
            }
        }
        return map;
    }

    private @Nullable Object leaf() {
        return switch (random.nextInt(14)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> wholeNumber();
            case 4 -> real();
            case 5 -> random.nextFloat();
            case 6 -> new BigInteger(random.nextInt(126), new Random(random.nextLong()));
            case 7, 8 -> decimal();
            case 9 -> bytes();
            case 10 -> any(List.of(uuid(), date(), instant(), Models.Color.GREEN));
            default -> text();
        };
    }

    private BigDecimal decimal() {
        if (oneIn(3)) {
            return new BigDecimal(any(NUMBERS));
        }
        StringBuilder digits = new StringBuilder(random.nextBoolean() ? "-" : "").append(1 + random.nextInt(9));
        int count = 1 + random.nextInt(38);
        while (digits.length() < count) {
            digits.append(random.nextInt(10));
        }
        return new BigDecimal(digits + "E" + (random.nextInt(oneIn(3) ? 170 : 20) - (oneIn(2) ? 90 : 10)));
    }

    private double real() {
        return switch (random.nextInt(5)) {
            case 0 -> any(List.of(0.0, -0.0, 1e-130, 9.99e125, 0.1, 1e15, 9007199254740993.0, 1.0E22));
            case 1 -> random.nextInt(1000);
            default -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(200) - 100);
        };
    }

    long wholeNumber() {
        return switch (random.nextInt(4)) {
            case 0 -> any(List.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L, -1L));
            case 1 -> random.nextLong();
            default -> random.nextInt(120) - 20;
        };
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(oneIn(10) ? 500 : 6)];
        random.nextBytes(bytes);
        return bytes;
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            texts.add(text());
        }
        return texts;
    }

    UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** A date with a year of four digits. */
    LocalDate date() {
        return oneIn(5)
                ? any(List.of(LocalDate.of(0, 1, 1), LocalDate.of(9999, 12, 31), LocalDate.of(2024, 2, 29)))
                : LocalDate.of(2020 + random.nextInt(3), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    /** An instant with a year of four digits. */
    Instant instant() {
        Instant second = Instant.ofEpochSecond(1_600_000_000L + random.nextInt(100_000_000));
        return switch (random.nextInt(4)) {
            case 0 -> second;
            case 1 -> second.plusMillis(random.nextInt(1000));
            case 2 ->
                any(List.of(Instant.parse("0000-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59.999999999Z")));
            default -> second.plusNanos(random.nextInt(1_000_000_000));
        };
    }
}
