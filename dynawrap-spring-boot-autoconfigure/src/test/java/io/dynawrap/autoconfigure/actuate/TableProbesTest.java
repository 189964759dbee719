package io.dynawrap.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The pings stand for a database that is slow, and for one that answers for some tables only. */
class TableProbesTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final ThreadLocal<String> CALLER = new InheritableThreadLocal<>();

    private static List<String> tables(int count) {
        return IntStream.range(0, count).mapToObj(n -> "table%04d".formatted(n)).toList();
    }

    private static Map<String, TableState> all(int count, TableState state) {
        return tables(count).stream().collect(Collectors.toMap(Function.identity(), table -> state));
    }

    @Test
    void severalTablesAreReadAtTheSameTime() {
        CountDownLatch together = new CountDownLatch(4);
        TableProbes probes = new TableProbes(
                table -> {
                    together.countDown();
                    waitFor(together);
                },
                TIMEOUT);

        assertThat(probes.states(tables(1000))).isEqualTo(all(1000, TableState.UP));
    }

    /** The first executor stands for a process that has too many threads, as no test should. */
    @Test
    void aTableIsReadAfterAThreadCouldNotBeStarted() {
        TableProbe probe = new TableProbe("table", table -> {});
        assertThatThrownBy(() -> probe.read(task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                }))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(probe.read(Runnable::run)).isCompletedWithValue(TableState.UP);
        assertThat(probe.last()).isEqualTo(TableState.UP);
    }

    @Test
    void theThreadsInheritNothingFromTheRequestThatStartsThem() {
        Set<String> seen = Collections.synchronizedSet(new HashSet<>());
        CALLER.set("a request");
        try {
            new TableProbes(table -> seen.add(String.valueOf(CALLER.get())), TIMEOUT).states(tables(10));
        } finally {
            CALLER.remove();
        }
        assertThat(seen).containsExactly("null");
    }

    @Test
    void tablesThatAreNotReadInTimeKeepTheirLastState() {
        Set<String> stuck = Collections.synchronizedSet(new HashSet<>());
        CountDownLatch end = new CountDownLatch(1);
        TableProbes probes = new TableProbes(
                table -> {
                    if (stuck.contains(table)) {
                        waitFor(end);
                    }
                },
                Duration.ofMillis(100));
        try {
            await().atMost(TIMEOUT).until(() -> probes.states(tables(9)).equals(all(9, TableState.UP)));
            stuck.addAll(tables(5).subList(1, 5));

            // the first table is still read, the next four are stuck, and no thread is left for the others
            await().atMost(TIMEOUT).until(() -> {
                Map<String, TableState> states = probes.states(tables(9));
                return states.get("table0001") == TableState.NO_ANSWER
                        && states.get("table0004") == TableState.NO_ANSWER
                        && states.get("table0000") == TableState.UP
                        && states.get("table0008") == TableState.UP;
            });
        } finally {
            end.countDown();
        }
    }

    @Test
    void tablesThatWereNeverReadInTimeAreNoProblemWhileTheDatabaseAnswers() {
        assertThat(TableState.NOT_READ.isProblem()).isFalse();
        assertThat(TableState.UP.isProblem()).isFalse();
        assertThat(List.of(TableState.MISSING, TableState.FAILED, TableState.NO_ANSWER))
                .allMatch(TableState::isProblem);
    }

    @Test
    void aDatabaseThatNeverAnswersIsAProblemOfAllTables() {
        CountDownLatch end = new CountDownLatch(1);
        TableProbes probes = new TableProbes(table -> waitFor(end), Duration.ofMillis(10));
        try {
            assertThat(probes.states(tables(9))).isEqualTo(all(9, TableState.NO_ANSWER));
            assertThat(probes.states(tables(9))).isEqualTo(all(9, TableState.NO_ANSWER));
        } finally {
            end.countDown();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
