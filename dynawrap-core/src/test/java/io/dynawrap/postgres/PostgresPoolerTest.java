package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.StoreException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TableSpec;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Behind PgBouncer in transaction mode, where each statement may find another connection to the server, with the prepared
 * statements of another client. The driver's settings are its defaults.
 */
class PostgresPoolerTest {

    private static final BoundCondition IS_PRESENT = new BoundCondition.Present(List.of("text"));
    private static final BoundCondition ANY =
            new BoundCondition.Any(List.of(new BoundCondition.ItemAbsent(null), IS_PRESENT));

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** More often than the driver executes a statement before it has a name. */
    private static final int NAMED = 8;

    private static final int ITEMS = 500;
    private static final int CLIENTS = 8;
    private static final int CALLS = 400;

    @TempDir
    private static Path directory;

    private PgBouncer pooler;

    private final TestTable table = TestTable.create();
    private final TestTable other = TestTable.create();

    @BeforeAll
    static void checkPgBouncer() {
        assumeTrue(PgBouncer.isPresent(), PgBouncer.ABSENT);
    }

    @BeforeEach
    void start() throws IOException {
        pooler = PgBouncer.start(directory, 2);
    }

    @AfterEach
    void stop() {
        pooler.close();
    }

    /** One of the pooler's two connections to the server, kept by a transaction. */
    private record Held(Connection connection) implements AutoCloseable {

        /** Without names of its own, which its commits would have. */
        static Held begin(PgBouncer pooler) throws SQLException {
            Connection connection =
                    DriverManager.getConnection(pooler.jdbcUrl() + "?prepareThreshold=0", "postgres", "postgres");
            connection.setAutoCommit(false);
            Held held = new Held(connection);
            held.hold();
            return held;
        }

        /** Takes one that is free. */
        void hold() throws SQLException {
            connection.createStatement().execute("SELECT 1");
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.close();
        }
    }

    /** Both have two texts as parameters, and each client's first statement with a name is called the same. */
    @Test
    void aGetNeverRunsAsADelete() throws SQLException {
        table.put("a", "b", "x");
        SingleConnectionDataSource deleting = connection();
        SingleConnectionDataSource getting = connection();
        TestTable deleter = on(deleting, table, false);
        TestTable getter = on(getting, table, false);
        try (Held first = Held.begin(pooler);
                Held second = Held.begin(pooler)) {
            first.connection.commit();
            repeat(() -> deleter.delete("absent", "absent"));
            first.hold();
            second.connection.commit();
            repeat(() -> assertThat(getter.get("a", "b")).isNotNull());
            second.hold();
            first.connection.commit();
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> getter.get("a", "b"))
                    .withMessageContaining("dynawrap.postgres.transaction-pooler=true")
                    .withMessageContaining("22012");
            second.connection.commit();
        }

        assertThat(TestTable.text(table.get("a", "b"))).isEqualTo("x");
        deleting.destroy();
        getting.destroy();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGetNeverReturnsTheItemOfAnotherTable(boolean autoCommit) throws SQLException {
        table.put("a", "b", "here");
        other.put("a", "b", "there");
        SingleConnectionDataSource getting = connection();
        SingleConnectionDataSource others = connection();
        getting.setAutoCommit(autoCommit);
        TestTable getter = on(getting, table, false);
        TestTable otherGetter = on(others, other, false);
        try (Held first = Held.begin(pooler);
                Held second = Held.begin(pooler)) {
            first.connection.commit();
            repeat(() -> assertThat(TestTable.text(otherGetter.get("a", "b"))).isEqualTo("there"));
            first.hold();
            second.connection.commit();
            repeat(() -> assertThat(TestTable.text(getter.get("a", "b"))).isEqualTo("here"));
            second.hold();
            first.connection.commit();
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> getter.get("a", "b"))
                    .withMessageContaining("dynawrap.postgres.transaction-pooler=true")
                    .withMessageContaining("22012");
        }

        getting.destroy();
        others.destroy();
    }

    /** Each client has connections of its own, and uses the statements in an order of its own. */
    @ParameterizedTest
    @CsvSource({"false, true", "false, false", "true, true", "true, false"})
    void nothingIsLostOrWrongWhateverRunsAtTheSameTime(boolean transactionPooler, boolean autoCommit) {
        List<StoredItem> items = items("here");
        table.putAll(items);
        other.putAll(items("there"));
        Queue<StoreException> failures = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<CompletableFuture<Void>> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(seed -> CompletableFuture.runAsync(
                            () -> useAll(seed, transactionPooler, autoCommit, failures), threads))
                    .toList();
            assertThat(clients).allSatisfy(client -> assertThat(client).succeedsWithin(PATIENCE));
        } finally {
            threads.shutdown();
        }

        assertThat(texts(table)).hasSize(ITEMS).containsOnly("here");
        assertThat(texts(other)).hasSize(ITEMS).containsOnly("there");
        if (transactionPooler) {
            assertThat(failures).isEmpty();
        } else {
            assertThat(failures)
                    .allSatisfy(failure -> assertThat(failure)
                            .hasMessageContaining("dynawrap.postgres.transaction-pooler=true")
                            .matches(e -> !e.isTransient()));
        }
    }

    private void useAll(int seed, boolean transactionPooler, boolean autoCommit, Queue<StoreException> failures) {
        Random random = new Random(seed);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(pooler.jdbcUrl());
        config.setUsername("postgres");
        config.setPassword("postgres");
        config.setAutoCommit(autoCommit);
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
            for (int call = 0; call < CALLS; call++) {
                boolean isHere = random.nextBoolean();
                TestTable used = on(pool, isHere ? table : other, transactionPooler);
                try {
                    use(used, isHere ? "here" : "there", random, transactionPooler ? transaction : null);
                } catch (StoreException e) {
                    failures.add(e);
                }
            }
        }
    }

    /** Writes what is stored anyway, deletes what is absent, and looks at everything it reads. */
    private void use(TestTable used, String text, Random random, TransactionTemplate transaction) {
        String sk = sk(random.nextInt(ITEMS));
        switch (random.nextInt(transaction == null ? 10 : 11)) {
            case 0, 1 -> assertThat(TestTable.text(used.get("p", sk))).isEqualTo(text);
            case 2 -> used.put("p", sk, text);
            case 3 -> used.delete("absent", sk);
            case 4 -> used.putAll(items(text).subList(0, 10));
            case 5 ->
                used.writeBatch(List.of(
                        new ItemOperation.Delete(used.name(), new ItemKey("absent", sk)),
                        new ItemOperation.Put(used.name(), TestTable.item("p", sk, text))));
            case 6 -> {
                RangePage page = used.read((random.nextBoolean()
                                ? TestTable.partition("p", sk)
                                : TestTable.reverse(TestTable.scan("p", sk)))
                        .limit(5));
                assertThat(page.items())
                        .hasSize(1)
                        .allSatisfy(item -> assertThat(TestTable.text(item)).isEqualTo(text));
                assertThat(used.get("absent", sk)).isNull();
            }
            case 7 ->
                assertThat(write(used, put(used, "p", sk, text, IS_PRESENT, false)))
                        .isNull();
            case 8 ->
                assertThat(write(used, put(used, "p", sk, text, ANY, true))).isNull();
            case 9 -> {
                ItemOperation create = put(used, "p", sk, "new", new BoundCondition.ItemAbsent(null), true);
                assertThat(TestTable.text(write(used, create).current())).isEqualTo(text);
                ItemOperation delete =
                        new ItemOperation.Delete(used.name(), create.key(), new BoundCondition.Not(IS_PRESENT));
                assertThat(TestTable.text(write(used, delete).current())).isEqualTo(text);
            }
            default ->
                transaction.executeWithoutResult(status -> {
                    used.put("p", sk, "rolled back");
                    assertThat(TestTable.text(used.get("p", sk))).isEqualTo("rolled back");
                    status.setRollbackOnly();
                });
        }
    }

    private static ItemOperation put(
            TestTable used, String pk, String sk, String text, BoundCondition condition, boolean mayCreate) {
        return new ItemOperation.Put(used.name(), TestTable.item(pk, sk, text), condition, mayCreate);
    }

    /** The refusal of a write, or {@code null} if it was written. */
    private static WriteResult.Refused write(TestTable used, ItemOperation operation) {
        return used.backend().write(new WriteRequest(operation, false)) instanceof WriteResult.Refused refused
                ? refused
                : null;
    }

    @Test
    void tablesAreCreatedAndSplitBehindAPooler() {
        SingleConnectionDataSource one = connection();
        TestTable created = on(one, new TestTable(null, null, TestDatabase.freshName()), true);
        for (int round = 0; round < NAMED; round++) {
            created.backend().createTable(new TableSpec(created.name()));
            created.put("a", "b" + round, "x");
            assertThat(created.split(TestTable.scan("", ""), 4)).hasSize(1);
        }
        assertThat(created.keys(TestTable.scan("", ""))).hasSize(NAMED);
        one.destroy();
    }

    /** The pooler tells the driver a number of its own. */
    @Test
    void noSessionIsEndedByTheNumberThatAPoolerGives() throws SQLException {
        SingleConnectionDataSource one = connection();
        SessionEnd end = new SessionEnd(new Statements(new JdbcTemplate(one), true));
        try (Connection connection = one.getConnection()) {
            int process = DriverConnections.processOf(connection);

            assertThat(end.isCertain(process, GuardedSql.of("SELECT 1 WHERE " + GuardedSql.GUARD)))
                    .isFalse();
        }
        one.destroy();
    }

    @ParameterizedTest
    @CsvSource({"26000", "42P05", "08P01", "22012", "22021", "22P02", "22P03"})
    void theMessageOfAForeignStatementNamesTheSetting(String state) {
        String raise = state.equals("22021")
                ? "PERFORM convert_from(decode('ff', 'hex'), 'UTF8');"
                : "RAISE EXCEPTION 'x' USING ERRCODE = '" + state + "';";
        table.jdbc().execute("""
                CREATE FUNCTION %1$s_fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %2$s RETURN NEW; END $$;
                CREATE TRIGGER fault BEFORE INSERT ON %1$s FOR EACH ROW EXECUTE FUNCTION %1$s_fault()
                """.formatted(table.name(), raise));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> table.put("a", "b", "x"))
                .withMessageContaining("Set dynawrap.postgres.transaction-pooler=true")
                .withMessageContaining("(SQLState " + state + ")")
                .matches(e -> !e.isTransient());
    }

    private static void repeat(Runnable call) {
        for (int n = 0; n < NAMED; n++) {
            call.run();
        }
    }

    private SingleConnectionDataSource connection() {
        return new SingleConnectionDataSource(pooler.jdbcUrl(), "postgres", "postgres", true);
    }

    private static TestTable on(DataSource dataSource, TestTable table, boolean transactionPooler) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        PostgresBackend backend = new PostgresBackend(jdbc);
        return new TestTable(transactionPooler ? backend.withTransactionPooler() : backend, jdbc, table.name());
    }

    private static List<StoredItem> items(String text) {
        return IntStream.range(0, ITEMS)
                .mapToObj(n -> TestTable.item("p", sk(n), text))
                .toList();
    }

    private static String sk(int n) {
        return String.format(Locale.ROOT, "%05d", n);
    }

    private static List<String> texts(TestTable table) {
        return table.pages(TestTable.partition("p", "")).stream()
                .flatMap(page -> page.items().stream())
                .map(TestTable::text)
                .toList();
    }
}
