package io.dynawrap.postgres.faults;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.BatchWriteException;
import io.dynawrap.ItemStore;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TestServers;
import io.dynawrap.engine.StoreAdmin.Sweep;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/** The server ends connections, or they break. */
class PostgresCutConnectionTest {

    private static final String CUT_ITSELF = "PERFORM pg_terminate_backend(pg_backend_pid());";

    private final NoteTable table = NoteTable.create();
    private final List<Note> notes = Note.notes(5000);

    @Test
    void aBatchCutInTheSameStatementEachTimeKeepsWhatItReportsAsWrittenAndThrowsTheRest() {
        table.beforeWriteOf(Note.of(3500), CUT_ITSELF);

        assertThatFrom3000OnNothingIsStored(true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBatchCutInTheSameCommitEachTimeKeepsWhatItReportsAsWrittenAndThrowsTheRest(boolean autoCommit) {
        table.beforeCommitOf(Note.of(3500), CUT_ITSELF);

        assertThatFrom3000OnNothingIsStored(autoCommit);
    }

    private void assertThatFrom3000OnNothingIsStored(boolean autoCommit) {
        try (HikariDataSource pool = pool("cut", autoCommit)) {
            ItemStore store = table.store(pool, () -> {});

            BatchWriteException failure =
                    catchThrowableOfType(BatchWriteException.class, () -> store.batchWrite(notes));

            assertThat(failure).hasMessageContaining("(SQLState 57P01)");
            assertThat(failure.isTransient()).isTrue();
            assertThat(failure.written()).isEqualTo(3000);
            assertThat(failure.unwrittenItems()).isEqualTo(notes.subList(3000, 5000));
            assertThat(table.stored()).isEqualTo(notes.subList(0, 3000));

            table.endFault();
            assertThat(store.batchWrite(failure.unwrittenItems())).isEqualTo(2000);
            assertThat(table.stored()).isEqualTo(notes);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBatchCutAFewTimesIsCompletedAllTheSame(boolean autoCommit) {
        table.jdbc().execute("CREATE SEQUENCE " + table.name() + "_cuts");
        table.beforeWriteOf(
                Note.of(3500), "IF nextval('" + table.name() + "_cuts') <= 3 THEN " + CUT_ITSELF + " END IF;");
        try (HikariDataSource pool = pool("cut", autoCommit)) {
            assertThat(table.store(pool).batchWrite(notes)).isEqualTo(5000);
        }
        assertThat(table.stored()).isEqualTo(notes);
    }

    @Test
    void batchesGoOnWhileAllConnectionsAreCutNowAndThen() throws SQLException {
        table.beforeWriteOf(
                Note.of(4999), "PERFORM pg_advisory_xact_lock_shared(2);"); // none is done before the last cut
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (HikariDataSource pool = pool("all-cut", true);
                Connection lock = table.jdbc().getDataSource().getConnection()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("SELECT pg_advisory_xact_lock(2)");
            ItemStore store = table.store(pool);
            List<CompletableFuture<Integer>> batches = IntStream.range(0, 4)
                    .mapToObj(n -> supplyAsync(() -> store.batchWrite(notes), threads))
                    .toList();
            await().atMost(NoteTable.PATIENCE).until(() -> table.cut("all-cut") > 0);
            for (int cut = 1; cut < 5; cut++) {
                table.awaitBlocked("all-cut", 4); // each batch is cut once, and has tries left
                assertThat(table.cut("all-cut")).isGreaterThanOrEqualTo(4);
            }
            lock.rollback();

            assertThat(batches)
                    .allSatisfy(batch ->
                            assertThat(batch).succeedsWithin(NoteTable.PATIENCE).isEqualTo(5000));
            assertThat(table.stored()).isEqualTo(notes);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void itemsStoredWithoutAnAnswerCountAsUnwrittenAndMayBeWrittenAgain() {
        HikariConfig unanswered = new HikariConfig();
        unanswered.setDataSource(new Unanswered());
        unanswered.setAutoCommit(false);
        try (HikariDataSource pool = new HikariDataSource(unanswered)) {
            BatchWriteException failure = catchThrowableOfType(
                    BatchWriteException.class, () -> table.store(pool, () -> {}).batchWrite(notes));

            assertThat(failure.written()).isZero();
            assertThat(failure.unwrittenItems()).isEqualTo(notes);
            assertThat(table.stored()).isEqualTo(notes.subList(0, 1000));

            table.store(table.jdbc()).batchWrite(failure.unwrittenItems());
            assertThat(table.stored()).isEqualTo(notes);
        }
    }

    @Test
    void aTransactionCutInTheMiddleOfABatchStoresNothingAndMayBeRunAgain() {
        table.beforeWriteOf(Note.of(3500), CUT_ITSELF);
        try (HikariDataSource pool = pool("cut", true)) {
            ItemStore store = table.store(pool);
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));

            // Spring throws that it could not roll back on a broken connection, with the reason inside
            BatchWriteException failure = (BatchWriteException) catchThrowableOfType(
                            TransactionSystemException.class,
                            () -> transaction.executeWithoutResult(status -> store.batchWrite(notes)))
                    .getApplicationException();

            assertThat(failure.written()).isZero();
            assertThat(failure.unwrittenItems()).isEqualTo(notes);
            assertThat(failure.isTransient()).isTrue();
            assertThat(table.stored()).isEmpty();

            table.endFault();
            assertThat(transaction.<Integer>execute(status -> store.batchWrite(failure.unwrittenItems())))
                    .isEqualTo(5000);
            assertThat(table.stored()).isEqualTo(notes);
        }
    }

    /** The server goes on with a statement whose client is gone, so a write may be executed without an answer. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void checkedWritesCutNowAndThenLoseNothingAndDoubleNothing(boolean autoCommit) throws IOException {
        HikariConfig config = config(autoCommit);
        try (CuttingProxy proxy = new CuttingProxy()) {
            config.setJdbcUrl(proxy.jdbcUrl());
            try (HikariDataSource pool = new HikariDataSource(config)) {
                CheckedWrites writes = new CheckedWrites(table.store(pool));
                AtomicBoolean isOver = new AtomicBoolean();
                CompletableFuture<Void> threads = writes.start(() -> !isOver.get(), true);
                for (int cut = 0; cut < 10; cut++) {
                    int saved = writes.saved();
                    int failures = writes.failures().size();
                    await().atMost(NoteTable.PATIENCE).until(() -> writes.saved() >= saved + 10);
                    proxy.cut();
                    await().atMost(NoteTable.PATIENCE)
                            .until(() -> writes.failures().size() > failures);
                }
                isOver.set(true);
                assertThat(threads).succeedsWithin(NoteTable.PATIENCE);
                table.cut("cutting-proxy");

                assertThat(writes.failures())
                        .allMatch(StoreException::isTransient)
                        .extracting(StoreException::problem)
                        .contains(StoreProblem.OUTCOME_UNKNOWN);
                writes.assertNothingIsLostAndNothingDoubled(table.store(table.jdbc()));
            }
        }
    }

    @Test
    void checkedWritesWhoseSessionsTheServerEndsLoseNothingAndDoubleNothing() {
        try (HikariDataSource pool = pool("checked-cut", true)) {
            CheckedWrites writes = new CheckedWrites(table.store(pool));
            AtomicBoolean isOver = new AtomicBoolean();
            CompletableFuture<Void> threads = writes.start(() -> !isOver.get(), true);
            for (int cut = 0; cut < 10; cut++) {
                int saved = writes.saved();
                await().atMost(NoteTable.PATIENCE).until(() -> writes.saved() >= saved + 10);
                table.cut("checked-cut");
            }
            isOver.set(true);
            assertThat(threads).succeedsWithin(NoteTable.PATIENCE);

            assertThat(writes.failures()).isNotEmpty().allMatch(StoreException::isTransient);
            writes.assertNothingIsLostAndNothingDoubled(table.store(table.jdbc()));
        }
    }

    /** The server commits the chunk in which the connection is cut. */
    @Test
    void aSweepWhoseConnectionIsCutDeletesOnlyWhatHasExpired() throws Exception {
        ExpiringTable expiring = new ExpiringTable(table.jdbc(), 5);
        HikariConfig config = config(true);
        try (CuttingProxy proxy = new CuttingProxy()) {
            config.setJdbcUrl(proxy.jdbcUrl());
            try (HikariDataSource pool = new HikariDataSource(config);
                    Connection lock = table.jdbc().getDataSource().getConnection()) {
                lock.setAutoCommit(false);
                lock.createStatement().execute("SELECT pg_advisory_xact_lock(5)");
                CompletableFuture<Sweep> sweep = supplyAsync(() -> expiring.sweep(pool));
                table.awaitBlocked("cutting-proxy", 1);
                proxy.cut();
                assertThat(sweep)
                        .failsWithin(NoteTable.PATIENCE)
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOf(StoreException.class);
                assertThat(expiring.expiredLeft()).isEqualTo(ExpiringTable.EXPIRED - 100);
                lock.rollback();
                await().atMost(NoteTable.PATIENCE).until(() -> expiring.expiredLeft() == ExpiringTable.EXPIRED - 150);

                pool.getHikariPoolMXBean().softEvictConnections();
                assertThat(expiring.sweep(pool)).isEqualTo(new Sweep(100, Sweep.End.COMPLETE));
                assertThat(expiring.expiredLeft()).isZero();
            }
        }
    }

    private static HikariDataSource pool(String application, boolean autoCommit) {
        HikariConfig config = config(autoCommit);
        config.addDataSourceProperty("ApplicationName", application);
        return new HikariDataSource(config);
    }

    private static HikariConfig config(boolean autoCommit) {
        HikariConfig config = TestServers.postgres("postgres");
        config.setAutoCommit(autoCommit);
        config.setMaximumPoolSize(4);
        return config;
    }

    /** Connections that break when the server has stored a batch and before it can say so. */
    private static final class Unanswered extends DelegatingDataSource {

        Unanswered() {
            super(new DriverManagerDataSource(TestServers.postgres("postgres").getJdbcUrl(), "postgres", "postgres"));
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        Object result = invoke(method, connection, arguments);
                        return result instanceof PreparedStatement statement ? unanswered(statement) : result;
                    });
        }

        private static PreparedStatement unanswered(PreparedStatement statement) {
            return (PreparedStatement) Proxy.newProxyInstance(
                    Unanswered.class.getClassLoader(),
                    new Class<?>[] {PreparedStatement.class},
                    (proxy, method, arguments) -> {
                        Object result = invoke(method, statement, arguments);
                        if (method.getName().equals("executeUpdate")) {
                            throw new SQLException("An I/O error occurred", "08006");
                        }
                        return result;
                    });
        }

        private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
