package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dynawrap.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StatementWatchTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final Set<Thread> before = threads();
    private final StatementWatch watch = new StatementWatch(SHORT, StatementWatch::newThread);

    @Test
    void aStatementIsCancelledAtItsLimitAndTheConnectionRemains() throws SQLException {
        try (Connection connection = TestDatabase.PLAIN.jdbc().getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            try (StatementWatch.Watched watched = watch.watch(statement, Duration.ofMillis(100))) {
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> statement.execute("SELECT pg_sleep(3600)"))
                        .matches(e -> e.getSQLState().equals("57014"));
            }
            assertThat(statement.execute("SELECT 1")).isTrue();
        }
    }

    @Test
    void aStatementThatIsCompleteIsNotCancelled() throws SQLException {
        try (Connection connection = TestDatabase.PLAIN.jdbc().getDataSource().getConnection();
                Statement statement = connection.createStatement();
                Statement other = connection.createStatement()) {
            for (int i = 0; i < 200; i++) {
                try (StatementWatch.Watched watched = watch.watch(statement, LONG)) {
                    statement.execute("SELECT 1");
                }
                assertThat(other.execute("SELECT pg_sleep(0.002)")).isTrue();
            }
        }
    }

    /** The first thread stands for one of a process that has too many. */
    @Test
    void afterAThreadThatCouldNotBeStartedTheNextStatementIsCancelledAtItsLimit() throws SQLException {
        AtomicInteger created = new AtomicInteger();
        StatementWatch recovering = new StatementWatch(SHORT, task -> {
            if (created.incrementAndGet() == 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return StatementWatch.newThread(task);
        });
        try (Connection connection = TestDatabase.PLAIN.jdbc().getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> recovering.watch(statement, SHORT)).isInstanceOf(OutOfMemoryError.class);
            assertThat(recovering.isIdle()).isTrue();

            try (StatementWatch.Watched watched = recovering.watch(statement, Duration.ofMillis(100))) {
                assertThat(created).hasValue(2);
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> statement.execute("SELECT pg_sleep(3600)"))
                        .matches(e -> e.getSQLState().equals("57014"));
            }
        }
    }

    @Test
    void theThreadEndsWhenNoStatementRunsAndStartsAgain() throws SQLException {
        try (Connection connection = TestDatabase.PLAIN.jdbc().getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 3; i++) {
                try (StatementWatch.Watched watched = watch.watch(statement, LONG)) {
                    assertThat(threads()).hasSizeGreaterThan(0).isNotEqualTo(before);
                }
                await().atMost(TestServers.PATIENCE).until(() -> before.containsAll(threads()));
            }
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dynawrap-time-limits"))
                .collect(Collectors.toSet());
    }
}
