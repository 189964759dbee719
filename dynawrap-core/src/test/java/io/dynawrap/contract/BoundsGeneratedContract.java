package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.DbItem;
import io.dynawrap.ItemQuery;
import io.dynawrap.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random bounds on random keys of each type, compared with values in Java. The models share partitions. */
abstract class BoundsGeneratedContract extends Contract {

    private static final int ITEMS = 40;
    private static final int QUERIES = 60;

    enum Grade {
        A,
        A1,
        AB,
        A_B,
        B,
        a,
        É
    }

    /** An item with the value that bounds are compared with, and a number behind it. */
    interface Bounded {
        Object value();
    }

    @DbItem(pk = "USER#{owner}", sk = "N#{value:03}#{n:02}")
    record OfNumber(String owner, Integer value, int n) implements Bounded {}

    @DbItem(pk = "USER#{owner}", sk = "T#{value}#OF#{n:02}")
    record OfInstant(String owner, Instant value, int n) implements Bounded {}

    @DbItem(pk = "USER#{owner}", sk = "D#{value}_#{n:02}")
    record OfDate(String owner, LocalDate value, int n) implements Bounded {}

    @DbItem(pk = "USER#{owner}", sk = "M#{value}")
    record OfMonth(String owner, YearMonth value) implements Bounded {}

    @DbItem(pk = "USER#{owner}", sk = "G#{value}#{n:02}")
    record OfGrade(String owner, Grade value, int n) implements Bounded {}

    @DbItem(pk = "USER#{owner}", sk = "I#{value}#{n:02}")
    record OfId(String owner, UUID value, int n) implements Bounded {}

    @DbItem(pk = "USER#{owner}", sk = "F#{value}#{n:02}")
    record OfFlag(String owner, Boolean value, int n) implements Bounded {}

    @DbItem(pk = "USER#{owner}", sk = "S#{value}")
    record OfText(String owner, String value) implements Bounded {}

    /** A type of values in keys: how to make one, an item with it, and the order of values. */
    record Kind<V>(
            Class<? extends Bounded> model,
            Function<Random, V> values,
            BiFunction<String, V, BiFunction<Integer, Object, Bounded>> items,
            Comparator<V> order) {

        Bounded item(String owner, Object value, int n) {
            @SuppressWarnings("unchecked")
            V typed = (V) value;
            return items.apply(owner, typed).apply(n, value);
        }

        @SuppressWarnings("unchecked")
        int compare(Object one, Object other) {
            return order.compare((V) one, (V) other);
        }

        @Override
        public String toString() {
            return model.getSimpleName();
        }
    }

    static Stream<Kind<?>> kinds() {
        return Stream.of(
                new Kind<Number>(
                        OfNumber.class,
                        random -> random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(30) - 3,
                        (owner, value) -> (n, same) -> new OfNumber(owner, value.intValue(), n),
                        Comparator.comparing(Number::intValue)),
                new Kind<Instant>(
                        OfInstant.class,
                        random -> random.nextInt(20) == 0
                                ? List.of(Instant.MIN, Instant.MAX).get(random.nextInt(2))
                                : Instant.ofEpochSecond(
                                        1_700_000_000 + random.nextInt(3),
                                        new int[] {0, 1, 500_000_000, 120_000_000, 999_999_999}[random.nextInt(5)]),
                        (owner, value) -> (n, same) -> new OfInstant(owner, value, n),
                        Comparator.naturalOrder()),
                new Kind<LocalDate>(
                        OfDate.class,
                        random -> LocalDate.of(random.nextInt(20) == 0 ? 10_500 : random.nextInt(3), 12, 25)
                                .plusDays(random.nextInt(14) - (random.nextInt(20) == 0 ? 1000 : 0)),
                        (owner, value) -> (n, same) -> new OfDate(owner, value, n),
                        Comparator.naturalOrder()),
                new Kind<YearMonth>(
                        OfMonth.class,
                        random -> YearMonth.of(9999, 1).plusMonths(random.nextInt(16) - 8),
                        (owner, value) -> (n, same) -> new OfMonth(owner, value),
                        Comparator.naturalOrder()),
                new Kind<Grade>(
                        OfGrade.class,
                        random -> Grade.values()[random.nextInt(Grade.values().length)],
                        (owner, value) -> (n, same) -> new OfGrade(owner, value, n),
                        Comparator.comparing(Grade::name)),
                new Kind<UUID>(
                        OfId.class,
                        random -> new UUID((long) (random.nextInt(5) - 2) << 62 | random.nextInt(2), 0),
                        (owner, value) -> (n, same) -> new OfId(owner, value, n),
                        Comparator.comparing(UUID::toString)),
                new Kind<Boolean>(
                        OfFlag.class,
                        Random::nextBoolean,
                        (owner, value) -> (n, same) -> new OfFlag(owner, value, n),
                        Comparator.naturalOrder()),
                new Kind<String>(
                        OfText.class,
                        BoundsGeneratedContract::text,
                        (owner, value) -> (n, same) -> new OfText(owner, value),
                        (one, other) -> Arrays.compareUnsigned(
                                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8))));
    }

    private static String text(Random random) {
        int[] points = {0x01, 'a', 'b', 0x7f, 0x80, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void randomBoundsOnRandomKeysReturnWhatTheValuesSay(Kind<?> kind) {
        long seed = Long.getLong("dynawrap.bounds.seed", 1);
        Random random = new Random(seed * 31 + kind.toString().hashCode());
        List<Bounded> items = stored(kind, random);
        String lastCursor = null;
        Object lastOf = null;
        for (int i = 0; i < QUERIES; i++) {
            boolean reverse = random.nextBoolean();
            Bounds bounds = new Bounds(kind, random);
            List<Bounded> expected = new ArrayList<>(
                    items.stream().filter(item -> bounds.include(item.value())).toList());
            if (reverse) {
                Collections.reverse(expected);
            }
            ItemQuery<? extends Bounded> query =
                    bounds.on(store.query(kind.model(), partition())).reverse(reverse);
            String description = "-Ddynawrap.bounds.seed=" + seed + " " + kind + " " + bounds + " reverse " + reverse;
            assertThat(query.list()).as(description).isEqualTo(expected);
            int limit = 1 + random.nextInt(ITEMS);
            assertThat(query.limit(limit).list())
                    .as(description)
                    .isEqualTo(expected.subList(0, Math.min(limit, expected.size())));
            assertThat(pages(query, 1 + random.nextInt(7))).as(description).isEqualTo(expected);
            assertThat(bounds.on(store.scan(kind.model(), partition()))
                            .consistentReads(true)
                            .list())
                    .as("scan " + description)
                    .isEqualTo(items.stream()
                            .filter(item -> bounds.include(item.value()))
                            .toList());
            if (lastCursor != null && !reverse) {
                int after = items.indexOf(lastOf);
                assertThat(query.page(1000, lastCursor).items())
                        .as("after " + lastOf + " " + description)
                        .isEqualTo(expected.stream()
                                .filter(item -> items.indexOf(item) > after)
                                .toList());
            }
            int size = 1 + random.nextInt(items.size());
            Page<? extends Bounded> page =
                    store.query(kind.model(), partition()).page(size);
            lastCursor = page.nextCursor();
            lastOf = page.items().get(size - 1);
        }
    }

    private List<Bounded> stored(Kind<?> kind, Random random) {
        TreeMap<String, Bounded> items = new TreeMap<>();
        while (items.size() < 2 || random.nextInt(ITEMS) != 0) {
            Object value = kind.values().apply(random);
            if (!isOutside(value)) {
                Bounded item = kind.item(owner, value, random.nextInt(4));
                items.put(item.toString(), item);
            }
        }
        store.batchWrite(items.values());
        store.save(new Profile(owner, "a@b"));
        saveStories("1");
        database.putRaw(table, "USER#" + owner, "N#005#07#OTHER", null, "{}");
        Comparator<Bounded> order = (one, other) -> kind.compare(one.value(), other.value());
        return items.values().stream()
                .sorted(order.thenComparing(BoundsGeneratedContract::number))
                .toList();
    }

    private static boolean isOutside(Object value) {
        if (value instanceof Integer number) {
            return number < 0 || number > 999;
        }
        int year = value instanceof LocalDate date
                ? date.getYear()
                : value instanceof YearMonth month ? month.getYear() : 2000;
        return year < 0 || year > 9999 || value.equals(Instant.MIN) || value.equals(Instant.MAX);
    }

    private static String number(Bounded item) {
        String text = item.toString();
        return text.contains("n=") ? text.substring(text.lastIndexOf("n=")) : "";
    }

    private static List<Bounded> pages(ItemQuery<? extends Bounded> query, int size) {
        List<Bounded> items = new ArrayList<>();
        String cursor = null;
        do {
            Page<? extends Bounded> page = query.page(size, cursor);
            items.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return items;
    }

    /** Up to three bounds, in the order in which they are set. */
    private static final class Bounds {

        private final Kind<?> kind;
        private final List<String> sides = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();
        private @Nullable String lower;
        private @Nullable String upper;
        private @Nullable Object lowerValue;
        private @Nullable Object upperValue;

        Bounds(Kind<?> kind, Random random) {
            this.kind = kind;
            for (int i = random.nextInt(4); i > 0; i--) {
                String side = List.of("from", "after", "to", "before").get(random.nextInt(4));
                Object value = kind.values().apply(random);
                sides.add(side);
                values.add(value);
                if (side.equals("from") || side.equals("after")) {
                    lower = side;
                    lowerValue = value;
                } else {
                    upper = side;
                    upperValue = value;
                }
            }
        }

        <T> ItemQuery<T> on(ItemQuery<T> query) {
            ItemQuery<T> bounded = query;
            for (int i = 0; i < sides.size(); i++) {
                Object value = values.get(i);
                bounded = switch (sides.get(i)) {
                    case "from" -> bounded.from(value);
                    case "after" -> bounded.after(value);
                    case "to" -> bounded.to(value);
                    default -> bounded.before(value);
                };
            }
            return bounded;
        }

        boolean include(Object value) {
            int above = lowerValue == null ? 1 : kind.compare(value, lowerValue);
            int below = upperValue == null ? -1 : kind.compare(value, upperValue);
            return ("from".equals(lower) ? above >= 0 : above > 0) && ("to".equals(upper) ? below <= 0 : below < 0);
        }

        @Override
        public String toString() {
            return sides + " " + values;
        }
    }
}
