package io.dynawrap.contract;

import static io.dynawrap.Condition.field;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.Condition;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Comparisons of values of many types have the results of Java's own. */
abstract class ComparedValuesContract extends Contract {

    @DbItem(pk = "COMPARED#{owner}", sk = "TIMES#{id}")
    record Times(String owner, int id, LocalDate date, Instant instant, LocalDateTime local) {}

    /** Java's last values stand for "never", as in a lock without an end. */
    @Test
    void timesAreOrderedWhateverTheirYear() {
        List<LocalDate> dates = List.of(
                LocalDate.MIN,
                LocalDate.of(-1, 1, 1),
                LocalDate.of(0, 1, 1),
                LocalDate.of(2026, 1, 1),
                LocalDate.of(9999, 12, 31),
                LocalDate.of(10_000, 1, 1),
                LocalDate.MAX);
        for (int n = 0; n < dates.size(); n++) {
            LocalDateTime start = dates.get(n).atStartOfDay();
            store.save(new Times(owner, n, dates.get(n), start.toInstant(ZoneOffset.UTC), start));
        }
        for (int n = 2; n < 5; n++) {
            LocalDateTime start = dates.get(n).atStartOfDay();
            for (Object operand : List.of(dates.get(n), start.toInstant(ZoneOffset.UTC), start)) {
                String name = operand instanceof LocalDate ? "date" : operand instanceof Instant ? "instant" : "local";
                assertThat(times(field(name).lessThan(operand)))
                        .isEqualTo(IntStream.range(0, n).boxed().toList());
                assertThat(times(field(name).atMost(operand)))
                        .isEqualTo(IntStream.range(0, n + 1).boxed().toList());
                assertThat(times(field(name).greaterThan(operand)))
                        .isEqualTo(IntStream.range(n + 1, dates.size()).boxed().toList());
                assertThat(times(field(name).atLeast(operand)))
                        .isEqualTo(IntStream.range(n, dates.size()).boxed().toList());
                assertThat(times(field(name).between(operand, operand))).containsExactly(n);
            }
        }
    }

    private List<Integer> times(Condition condition) {
        return store.query(Times.class, partition()).filter(condition).list().stream()
                .map(Times::id)
                .toList();
    }

    @DbItem(pk = "EXPIRING#{owner}", sk = "{id}")
    record Ticket(String owner, int id, @ExpiresAt @Nullable Instant until) {}

    /** The operand keeps its fraction, although a save cuts that of the field. */
    @Test
    void anExpiryIsComparedToTheNanosecond() {
        List<String> stored = List.of("33000000000", "33000000000.25", "33000000001");
        for (int n = 0; n < stored.size(); n++) {
            String fields = "{\"owner\": \"%s\", \"id\": %d, \"until\": %s}".formatted(owner, n, stored.get(n));
            database.putRaw(table, "EXPIRING#" + owner, Integer.toString(n), null, fields);
        }
        for (long nanos : new long[] {0, 1, 250_000_000, 500_000_000, 1_000_000_000}) {
            Instant operand = Instant.ofEpochSecond(33_000_000_000L).plusNanos(nanos);
            List<Ticket> all = store.query(Ticket.class, partition()).list();
            assertThat(tickets(field("until").lessThan(operand)))
                    .isEqualTo(all.stream()
                            .filter(it -> it.until().isBefore(operand))
                            .toList());
            assertThat(tickets(field("until").atMost(operand)))
                    .isEqualTo(all.stream()
                            .filter(it -> !it.until().isAfter(operand))
                            .toList());
            assertThat(tickets(field("until").greaterThan(operand)))
                    .isEqualTo(all.stream()
                            .filter(it -> it.until().isAfter(operand))
                            .toList());
            assertThat(tickets(field("until").between(operand, operand)))
                    .isEqualTo(all.stream()
                            .filter(it -> it.until().equals(operand))
                            .toList());
        }
    }

    private List<Ticket> tickets(Condition condition) {
        return store.query(Ticket.class, partition()).filter(condition).list();
    }

    @DbItem(pk = "COMPARED#{owner}", sk = "SHELF")
    record Shelf(
            String owner,
            Deque<String> queue,
            LinkedList<String> linked,
            SortedSet<String> sorted,
            EnumSet<DayOfWeek> days,
            PriorityQueue<Long> heap,
            Optional<SortedSet<String>> maybe,
            AtomicReference<Instant> reference,
            SortedMap<String, Integer> counts) {}

    @Test
    void collectionsOfAllClassesAreComparedAndContainTheirElements() {
        store.save(new Shelf(
                owner,
                new ArrayDeque<>(List.of("b", "a")),
                new LinkedList<>(List.of("b")),
                new TreeSet<>(List.of("b", "a")),
                EnumSet.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY),
                new PriorityQueue<>(List.of(2L, 1L)),
                Optional.of(new TreeSet<>(Set.of("b"))),
                new AtomicReference<>(Instant.EPOCH),
                new TreeMap<>(Map.of("a", 1))));
        Map<String, Object> elements =
                Map.of("queue", "b", "linked", "b", "sorted", "b", "days", DayOfWeek.SUNDAY, "heap", 2, "maybe", "b");
        elements.forEach((name, element) ->
                assertThat(shelves(field(name).contains(element))).as(name).isEqualTo(1));
        assertThat(shelves(field("queue").contains("c").or(field("days").contains(DayOfWeek.FRIDAY))))
                .isZero();
        assertThat(shelves(field("queue")
                        .is(List.of("b", "a"))
                        .and(field("sorted").is(Set.of("b", "a")))
                        .and(field("days").is(List.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY)))
                        .and(field("maybe").isIn(Set.of("b"), Set.of("c")))
                        .and(field("reference").is(new AtomicReference<>(Instant.EPOCH)))
                        .and(field("counts").is(Map.of("a", 1)))))
                .isEqualTo(1);
        store.update(
                Shelf.class,
                partition(),
                u -> u.append("queue", List.of("c")).append("days", Set.of(DayOfWeek.FRIDAY)));
        assertThat(shelves(field("queue").contains("c").and(field("days").contains(DayOfWeek.FRIDAY))))
                .isEqualTo(1);
    }

    private long shelves(Condition condition) {
        return store.query(Shelf.class, partition()).filter(condition).count();
    }
}
