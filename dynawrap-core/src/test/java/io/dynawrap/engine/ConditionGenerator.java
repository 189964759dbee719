package io.dynawrap.engine;

import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundCondition.Operator;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Creates random items, as other writers may have stored them, and random conditions on them. Values and operands come from the
 * same few, so that many conditions hold.
 */
final class ConditionGenerator {

    private static final List<List<String>> TEXTS = paths("t", "x.y", "0", "m/size", "m/0", "m/n/\"\\");
    private static final List<List<String>> NUMBERS = paths("n", "m/1", "m/n/1", "size");
    private static final List<List<String>> FLAGS = paths("b", "m/b");
    private static final List<List<String>> BYTES = paths("bytes", "m/bytes");
    private static final List<List<String>> LISTS = paths("l", "m/l", "-");
    private static final List<List<String>> BYTE_LISTS = paths("bl");
    private static final List<List<String>> MAPS = paths("o", "m/o");
    private static final List<List<String>> TIMES = paths("at", "m/at");
    private static final String EXPIRY = "until";
    static final long NOW = 1_800_000_000L;

    private static final List<String> TEXT_VALUES = List.of(
            "",
            "a",
            "ab",
            "abc",
            "B",
            "b",
            "\u00e9",
            "z\u00e9",
            "\ud83d\ude00",
            "\uffee",
            "z\ud83d\ude00",
            "%",
            "a_",
            "a\"b\\c",
            "{\"a\":1}",
            "null",
            "1",
            "true",
            "Z",
            " a",
            "\u0001",
            "a\n");
    private static final List<String> NUMBER_VALUES = List.of(
            "0",
            "1",
            "-1",
            "10",
            "1.5",
            "-1.5",
            "0.1",
            "12345678901234567890123456789012345678",
            "12345678901234567890123456789012345679",
            "-0.12345678901234567890123456789012345678",
            "9.9999999999999999999999999999999999999E125",
            "1E-130",
            "-1E-130");
    private static final List<byte[]> BYTE_VALUES = List.of(
            new byte[] {1}, new byte[] {-1, 0}, new byte[] {-1, 0, 1}, "\u00e9ae".getBytes(StandardCharsets.UTF_8));
    private static final List<String> TIME_VALUES = List.of(
            "2026-11-23T19:40:23Z",
            "2026-11-23T19:40:23.0Z",
            "2026-11-23T19:40:23.5Z",
            "2026-11-23T19:40:23.50Z",
            "2026-11-23T19:40:23.500Z",
            "2026-11-23T19:40:23.05Z",
            "2026-11-23T19:40:23.000000001Z",
            "2026-11-23T19:40:23.123456789Z",
            "2026-11-23T19:40:23.123456Z",
            "2026-11-23T19:40:23.1Z",
            "2026-11-23T19:40:22.999999999Z",
            "2026-11-23T19:40:24Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "2026-11-23 19:40:23+00:00",
            "2026-11-23T20:40:23+01:00",
            "today");

    private final Random random;

    ConditionGenerator(long seed) {
        this.random = new Random(seed);
    }

    private static List<List<String>> paths(String... paths) {
        return Arrays.stream(paths).map(path -> List.of(path.split("/"))).toList();
    }

    Map<String, Object> item() {
        Map<String, Object> item = new LinkedHashMap<>();
        if (random.nextInt(5) == 0) {
            put(item, List.of("m"), otherValue());
        }
        TEXTS.forEach(path -> put(item, path, this::text));
        NUMBERS.forEach(path -> put(item, path, this::number));
        FLAGS.forEach(path -> put(item, path, random::nextBoolean));
        BYTES.forEach(path -> put(item, path, this::storedBytes));
        LISTS.forEach(path -> put(item, path, this::storedList));
        BYTE_LISTS.forEach(path -> put(item, path, this::storedByteList));
        MAPS.forEach(path -> put(item, path, this::map));
        TIMES.forEach(path -> put(item, path, () -> pick(TIME_VALUES)));
        put(item, List.of(EXPIRY), () -> new BigDecimal(NOW + random.nextInt(3) - 1));
        return item;
    }

    private void put(Map<String, Object> item, List<String> path, Supplier<Object> value) {
        int choice = random.nextInt(10);
        if (choice > 2) {
            put(item, path, choice == 3 ? otherValue() : choice == 4 ? null : value.get());
        }
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> item, List<String> path, Object value) {
        Map<String, Object> map = item;
        for (String name : path.subList(0, path.size() - 1)) {
            Object inner = map.computeIfAbsent(name, added -> new LinkedHashMap<String, Object>());
            if (!(inner instanceof Map)) {
                return;
            }
            map = (Map<String, Object>) inner;
        }
        map.putIfAbsent(path.get(path.size() - 1), value);
    }

    /** A value of a type that the field does not have, or only by chance. */
    private Object otherValue() {
        return switch (random.nextInt(5)) {
            case 0 -> text();
            case 1 -> number();
            case 2 -> random.nextBoolean();
            case 3 -> new ArrayList<>(List.of(text(), number()));
            default -> new LinkedHashMap<>(Map.of("0", text()));
        };
    }

    private String text() {
        return pick(TEXT_VALUES);
    }

    private BigDecimal number() {
        return new BigDecimal(pick(NUMBER_VALUES));
    }

    private Object storedBytes() {
        byte[] bytes = pick(BYTE_VALUES);
        return random.nextInt(4) == 0 ? Base64.getEncoder().encodeToString(bytes) : bytes;
    }

    private Object storedList() {
        Object list = list();
        return random.nextInt(3) > 0
                ? list
                : new LinkedHashSet<>(random.nextBoolean() ? sortedSome(TEXT_VALUES) : sortedSome(numbers()));
    }

    private Object storedByteList() {
        return switch (random.nextInt(4)) {
            case 0 -> new LinkedHashSet<>(sortedSome(BYTE_VALUES));
            case 1 ->
                sortedSome(BYTE_VALUES).stream()
                        .map(Base64.getEncoder()::encodeToString)
                        .toList();
            default -> sortedSome(BYTE_VALUES);
        };
    }

    private static List<BigDecimal> numbers() {
        return NUMBER_VALUES.stream().map(BigDecimal::new).toList();
    }

    /** Different values, always in the same order: PostgreSQL has no sets, so the order in its array counts. */
    private <T> List<T> sortedSome(List<T> values) {
        int from = random.nextInt(3);
        return new ArrayList<>(values.subList(from, from + 1 + random.nextInt(values.size() > 4 ? 3 : 1)));
    }

    private List<Object> list() {
        if (random.nextBoolean()) {
            return new ArrayList<>(random.nextBoolean() ? sortedSome(TEXT_VALUES) : sortedSome(numbers()));
        }
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            list.add(element());
        }
        if (list.size() > 1) {
            list.add(true); // a list of texts in another order is equal to a set, which PostgreSQL does not have
        }
        return list;
    }

    private Object element() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> text();
            case 2, 3 -> number();
            case 4 -> random.nextBoolean();
            case 5 -> null;
            case 6 -> map();
            default -> new ArrayList<>(Arrays.asList(text(), null));
        };
    }

    private Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", random.nextBoolean() ? new BigDecimal(random.nextInt(2)) : "x");
        if (random.nextBoolean()) {
            map.put("b.c", random.nextBoolean() ? null : new ArrayList<>(List.of(BigDecimal.ONE)));
        }
        return map;
    }

    BoundCondition condition(int depth) {
        int choice = random.nextInt(depth > 0 ? 14 : 10);
        return switch (choice) {
            case 0 -> existence();
            case 1 -> new BoundCondition.Present(pick(pick(List.of(TEXTS, NUMBERS, BYTES, LISTS, MAPS, TIMES))));
            case 2, 3 -> onText(pick(TEXTS));
            case 4, 5 -> onNumber(pick(NUMBERS));
            case 6 -> onTime(pick(TIMES));
            case 7, 8 -> onList();
            case 9 -> onOther();
            case 10, 11 -> new BoundCondition.All(conditions(depth));
            case 12 -> new BoundCondition.Any(conditions(depth));
            default -> new BoundCondition.Not(condition(depth - 1));
        };
    }

    private List<BoundCondition> conditions(int depth) {
        List<BoundCondition> conditions = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            conditions.add(condition(depth - 1));
        }
        return conditions;
    }

    private BoundCondition existence() {
        BoundCondition.Expiry expiry = random.nextInt(3) == 0 ? null : new BoundCondition.Expiry(EXPIRY, NOW);
        return random.nextBoolean() ? new BoundCondition.ItemExists(expiry) : new BoundCondition.ItemAbsent(expiry);
    }

    private BoundCondition onText(List<String> path) {
        return switch (random.nextInt(4)) {
            case 0 -> new BoundCondition.BeginsWith(path, notEmpty());
            case 1 -> new BoundCondition.Contains(path, notEmpty());
            default -> compared(path, this::text, Operator.values());
        };
    }

    private String notEmpty() {
        String text = text();
        return text.isEmpty() ? "a" : text;
    }

    private BoundCondition onNumber(List<String> path) {
        return compared(path, this::number, Operator.values());
    }

    private BoundCondition compared(List<String> path, Supplier<Object> operand, Operator... operators) {
        if (random.nextInt(4) > 0) {
            return new BoundCondition.Comparison(path, pick(List.of(operators)), operand.get());
        }
        List<Object> operands = new ArrayList<>();
        for (int i = random.nextInt(random.nextInt(20) == 0 ? 150 : 4); i >= 0; i--) {
            operands.add(operand.get());
        }
        return new BoundCondition.In(path, operands);
    }

    /** What the binder creates for times, from a random one. */
    private BoundCondition onTime(List<String> path) {
        TimeText time = TimeText.ofInstant(pick(TIME_VALUES.subList(0, TIME_VALUES.size() - 3)));
        return switch (random.nextInt(4)) {
            case 0 -> new BoundCondition.In(path, List.copyOf(time.equal()));
            case 1 -> new BoundCondition.Comparison(path, Operator.AT_LEAST, time.start());
            default ->
                new BoundCondition.Any(List.of(
                        new BoundCondition.Comparison(path, Operator.LESS, time.start()),
                        new BoundCondition.Not(new BoundCondition.In(path, List.copyOf(time.equal())))));
        };
    }

    private BoundCondition onList() {
        List<String> path = pick(LISTS);
        if (random.nextInt(4) == 0) {
            List<Object> bytes = new ArrayList<>(sortedSome(BYTE_VALUES));
            return switch (random.nextInt(3)) {
                case 0 -> new BoundCondition.Contains(pick(BYTE_LISTS), bytes.get(0));
                case 1 -> new BoundCondition.SameElements(pick(BYTE_LISTS), bytes);
                default -> new BoundCondition.Comparison(pick(BYTE_LISTS), pick(EQUALITY), bytes);
            };
        }
        return switch (random.nextInt(3)) {
            case 0 -> {
                Object element = element();
                yield new BoundCondition.Contains(path, element == null || "".equals(element) ? "a" : element);
            }
            case 1 -> {
                List<Object> elements =
                        new ArrayList<>(random.nextBoolean() ? sortedSome(TEXT_VALUES) : sortedSome(numbers()));
                Collections.shuffle(elements, random);
                yield new BoundCondition.SameElements(path, elements);
            }
            default -> compared(path, this::list, EQUALITY.toArray(Operator[]::new));
        };
    }

    private static final List<Operator> EQUALITY = List.of(Operator.EQUAL, Operator.NOT_EQUAL);

    private BoundCondition onOther() {
        Operator[] equality = EQUALITY.toArray(Operator[]::new);
        return switch (random.nextInt(3)) {
            case 0 -> compared(pick(FLAGS), random::nextBoolean, equality);
            case 1 -> compared(pick(BYTES), () -> pick(BYTE_VALUES), equality);
            default -> compared(pick(MAPS), this::map, equality);
        };
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
