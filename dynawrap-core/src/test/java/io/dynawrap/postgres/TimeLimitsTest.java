package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TestServers;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.SweepRequest;
import io.dynawrap.spi.SweepResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Without a limit these calls would wait for a lock for ever. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimeLimitsTest {

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private final TestTable table = TestTable.create();

    @BeforeEach
    void fill() {
        table.put("a", "1", "old");
    }

    private TestTable limited(Duration query, Duration scan) {
        return new TestTable(table.backend().withTimeouts(query, scan), table.jdbc(), table.name());
    }

    private Connection lock(String lock) throws SQLException {
        Connection connection = table.jdbc().getDataSource().getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().execute(lock);
        return connection;
    }

    /** In the milliseconds that the driver waits for an answer, while the statement runs. */
    @ParameterizedTest
    @CsvSource({
        "that of the backend,           7000, -1, -1,      17000",
        "that of the template,          7000,  9, -1,      19000",
        "that of the transaction,       7000, -1, 600,    610000",
        "none of the template,          7000,  0, -1,          0",
        "none of the backend,              0, -1, -1,          0",
        "none of the backend either,       0,  9, -1,          0",
        "the longest,           999999999999, -1, -1, 1728010000"
    })
    void aLimitIsThatOfTheTransactionTheTemplateOrTheBackend(
            String which, long limit, int ofTemplate, int ofTransaction, int expected) {
        JdbcTemplate jdbc = new JdbcTemplate(table.jdbc().getDataSource());
        jdbc.setQueryTimeout(ofTemplate);
        Statements statements =
                new Statements(jdbc, false).withLimits(new TimeLimits(Duration.ofMillis(limit), Duration.ZERO));
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(jdbc.getDataSource()));
        transaction.setTimeout(ofTransaction);
        if (ofTransaction < 0) {
            transaction.setPropagationBehavior(TransactionTemplate.PROPAGATION_NOT_SUPPORTED);
        }

        Integer waiting = transaction.execute(status ->
                statements.run("get", table.name(), GuardedSql.of("SELECT 1 WHERE " + GuardedSql.GUARD), ps -> {
                    ps.executeQuery();
                    return ps.getConnection().getNetworkTimeout();
                }));

        // of a transaction its remaining time counts
        assertThat(waiting).isBetween(ofTransaction < 0 ? expected : 11_000, expected);
    }

    @Test
    void aNegativeLimitIsAnError() {
        assertThatThrownBy(() -> limited(ONE_SECOND.negated(), ONE_SECOND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not be negative");
    }

    /** The server has cancelled it, so it is not stored when the lock is gone. */
    @Test
    void aWriteThatIsOverItsLimitIsNeverStored() throws SQLException {
        try (Connection other = lock("SELECT FROM " + table.name() + " FOR UPDATE")) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> limited(ONE_SECOND, ONE_SECOND).put("a", "1", "new"))
                    .withMessageContaining("(SQLState 57014)")
                    .matches(e -> e.problem() == StoreProblem.TIMEOUT)
                    .matches(StoreException::isTransient);
            assertThat(sessionsOnTheTable()).isZero();
            other.rollback();
        }
        assertThat(TestTable.text(table.get("a", "1"))).isEqualTo("old");
    }

    @Test
    void aScanHasALimitOfItsOwn() throws Exception {
        TestTable limited = limited(ONE_SECOND, Duration.ZERO);
        limited.sortKeys(TestTable.scan("a", "")); // so that nothing of the table has to be looked up any more
        CompletableFuture<List<ItemKey>> scan;
        try (Connection other = lock("LOCK TABLE " + table.name() + " IN ACCESS EXCLUSIVE MODE")) {
            scan = CompletableFuture.supplyAsync(() -> limited.keys(TestTable.scan("a", "")));
            await().atMost(TestServers.PATIENCE).until(() -> sessionsOnTheTable() == 1);
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> limited.keys(TestTable.partition("a", "")))
                    .matches(e -> e.problem() == StoreProblem.TIMEOUT);
            other.rollback();
        }
        assertThat(scan.get(TestServers.PATIENCE.toMinutes(), TimeUnit.MINUTES)).containsExactly(new ItemKey("a", "1"));
    }

    /** Without an index of the field, a chunk of expired items reads the whole table. */
    @Test
    void aSweepHasTheLimitOfAScan() throws Exception {
        TestTable limited = limited(ONE_SECOND, Duration.ZERO);
        table.jdbc().update("UPDATE " + table.name() + " SET data = '{\"end\": 5}'");
        CompletableFuture<SweepResult> sweep;
        try (Connection other = lock("LOCK TABLE " + table.name() + " IN ACCESS EXCLUSIVE MODE")) {
            sweep = CompletableFuture.supplyAsync(
                    () -> limited.backend().deleteExpired(new SweepRequest(table.name(), "end", 10, 100)));
            await().atMost(TestServers.PATIENCE).until(() -> sessionsOnTheTable() == 1);
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> limited.get("a", "1"))
                    .matches(e -> e.problem() == StoreProblem.TIMEOUT);
            other.rollback();
        }
        assertThat(sweep.get(TestServers.PATIENCE.toMinutes(), TimeUnit.MINUTES))
                .isEqualTo(new SweepResult.Deleted(1));
    }

    /** How many sessions wait for a lock in a statement on the table. */
    private int sessionsOnTheTable() {
        return table.jdbc()
                .queryForObject(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'" + " AND query LIKE '%\""
                                + table.name() + "\"%'",
                        Integer.class);
    }
}
