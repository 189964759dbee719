package io.dynawrap.postgres;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemAbsent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.TestServers;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.engine.TestStores;
import io.dynawrap.postgres.PooledClient.ClientNote;
import io.dynawrap.postgres.PooledClient.Total;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * All operations of a store behind PgBouncer in transaction mode. The driver's settings are its defaults, with which its
 * commits and rollbacks have names too.
 */
class PostgresPoolerTransactionTest {

    private static final int CLIENTS = 8;
    private static final int CALLS = 250;

    /** The driver gives a statement a name when it is executed this often. */
    private static final int NAMED = 5;

    private static final KeyValues ABSENT = KeyValues.of("client", 1, "id", 9);

    @TempDir
    private static Path directory;

    private PgBouncer pooler;

    private final TestTable table = TestTable.create();
    private final ItemStore direct =
            TestStores.withoutTimeLimit(table.backend()).table(table.name());

    @BeforeAll
    static void prepare() {
        assumeTrue(PgBouncer.isPresent(), PgBouncer.ABSENT);
        TestDatabase.PLAIN
                .jdbc()
                .execute("CREATE TABLE IF NOT EXISTS dynawrap_token"
                        + " (token text PRIMARY KEY, fingerprint text NOT NULL, at timestamptz NOT NULL)");
    }

    @BeforeEach
    void start() throws IOException {
        pooler = PgBouncer.start(directory, 2);
        direct.save(new Total(0));
    }

    @AfterEach
    void stop() {
        pooler.close();
    }

    private ItemStore store(DataSource dataSource, boolean transactionPooler) {
        PostgresBackend backend = new PostgresBackend(new JdbcTemplate(dataSource));
        return TestStores.withoutTimeLimit(transactionPooler ? backend.withTransactionPooler() : backend)
                .table(table.name());
    }

    private List<ClientNote> stored(int client) {
        return stored(direct, client);
    }

    private static List<ClientNote> stored(ItemStore store, int client) {
        return store.query(ClientNote.class, KeyValues.of("client", client)).list();
    }

    /** Eight clients with a connection each share two connections to the server. */
    @ParameterizedTest
    @CsvSource({"false, true", "false, false", "true, true", "true, false"})
    void exactlyWhatWasAcknowledgedIsStored(boolean transactionPooler, boolean autoCommit) {
        List<PooledClient> clients;
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<CompletableFuture<PooledClient>> running = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> CompletableFuture.supplyAsync(
                            () -> callOften(client, transactionPooler, autoCommit), threads))
                    .toList();
            assertThat(running).allSatisfy(client -> assertThat(client).succeedsWithin(TestServers.PATIENCE));
            clients = running.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }

        IntStream.range(0, CLIENTS)
                .forEach(n -> assertThat(stored(n))
                        .containsExactlyInAnyOrderElementsOf(clients.get(n).notes()));
        assertThat(direct.get(Total.class, KeyValues.none()))
                .contains(new Total(
                        clients.stream().mapToLong(PooledClient::added).sum()));
        assertThat(table.keys(TestTable.scan("", "")))
                .hasSize(1
                        + clients.stream()
                                .mapToInt(client -> client.notes().size())
                                .sum());
        if (transactionPooler) {
            assertThat(clients)
                    .allSatisfy(client -> assertThat(client.failures()).isEmpty());
        } else {
            assertThat(clients)
                    .flatMap(PooledClient::failures)
                    .allSatisfy(failure -> assertThat(failure)
                            .hasMessageContaining("dynawrap.postgres.transaction-pooler=true")
                            .matches(e -> !e.isTransient()));
        }
    }

    private PooledClient callOften(int client, boolean transactionPooler, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(pooler.jdbcUrl());
        config.setUsername("postgres");
        config.setPassword("postgres");
        config.setAutoCommit(autoCommit);
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
            PooledClient calling =
                    new PooledClient(store(pool, transactionPooler), client, transactionPooler ? transaction : null);
            for (int n = 0; n < CALLS; n++) {
                calling.callOnce();
            }
            return calling;
        }
    }

    /** The two connections of the pooler to the server, of which one at a time is free. */
    private final class Servers implements AutoCloseable {

        private final Connection first = hold();
        private final Connection second = hold();

        private Connection hold() throws SQLException {
            Connection connection = connect("?prepareThreshold=0");
            connection.setAutoCommit(false);
            connection.createStatement().execute("SELECT 1");
            return connection;
        }

        Servers() throws SQLException {
            first.commit();
        }

        /** Releases the second, and takes the first. */
        void change() throws SQLException {
            first.createStatement().execute("SELECT 1");
            second.commit();
        }

        @Override
        public void close() throws SQLException {
            for (Connection connection : List.of(first, second)) {
                connection.rollback();
                connection.close();
            }
        }
    }

    private Connection connect(String settings) throws SQLException {
        return DriverManager.getConnection(pooler.jdbcUrl() + settings, "postgres", "postgres");
    }

    /** What a connection gives its first name to. */
    enum Named {
        COMMIT,
        ROLLBACK,
        SELECT;

        void use(Connection connection) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement("SELECT 1")) {
                statement.execute();
                for (int n = 1; n < NAMED && this == SELECT; n++) {
                    statement.execute();
                }
                connection.setAutoCommit(false);
                statement.execute();
            }
            if (this == ROLLBACK) {
                connection.rollback();
            } else {
                connection.commit();
            }
            connection.setAutoCommit(true);
        }
    }

    private static void refuse(ItemStore store) {
        assertThatExceptionOfType(TransactionFailedException.class)
                .isThrownBy(() -> store.transaction(tx -> tx.save(new ClientNote(1, 1, 1))
                        .check(ClientNote.class, ABSENT, field("count").is(1))));
    }

    /** The store's connection has named what the row says, or only what the store has named. */
    @ParameterizedTest
    @CsvSource({
        ", COMMIT",
        ", ROLLBACK",
        ", SELECT",
        "COMMIT, ROLLBACK",
        "COMMIT, SELECT",
        "ROLLBACK, COMMIT",
        "ROLLBACK, SELECT",
        "SELECT, COMMIT",
        "SELECT, ROLLBACK"
    })
    void aTransactionIsExecutedAsAWholeOrNotAtAllWhateverIsNamed(@Nullable Named here, Named there)
            throws SQLException {
        SingleConnectionDataSource one = new SingleConnectionDataSource(pooler.jdbcUrl(), "postgres", "postgres", true);
        ItemStore store = store(one, false);
        try (Connection other = connect("");
                Servers servers = new Servers()) {
            if (here != null) {
                here.use(one.getConnection());
            }
            refuse(store);
            execute(store, 2);
            servers.change();
            there.use(other);
            refuse(store);
            execute(store, 3);
            assertThat(stored(1)).containsExactly(new ClientNote(1, 2, 1), new ClientNote(1, 3, 1));
        }
        assertThat(table.keys(TestTable.scan("CLIENT", ""))).hasSize(2);
        one.destroy();
    }

    private static void execute(ItemStore store, int id) {
        store.transaction(tx -> tx.create(new ClientNote(1, id, 1)).check(ClientNote.class, ABSENT, itemAbsent()));
    }

    /** Such a read is a transaction, because the driver would forget that the connection is read-only. */
    @Test
    void aReadOnAReadOnlyConnectionLeavesNoTransactionOpen() throws SQLException {
        direct.create(new ClientNote(1, 1, 1));
        SingleConnectionDataSource one = new SingleConnectionDataSource(
                pooler.jdbcUrl() + "?ApplicationName=pooled-reader", "postgres", "postgres", true);
        one.setAutoCommit(false);
        one.getConnection().setReadOnly(true);
        ItemStore store = store(one, false);
        try (Connection other = connect("");
                Servers servers = new Servers()) {
            assertThat(store.exists(ClientNote.class, ABSENT)).isFalse();
            servers.change();
            Named.SELECT.use(other);
            assertThat(stored(store, 1)).containsExactly(new ClientNote(1, 1, 1));
        }
        assertThat(table.jdbc()
                        .queryForList(
                                "SELECT state FROM pg_stat_activity WHERE application_name = 'pooled-reader'",
                                String.class))
                .isNotEmpty()
                .containsOnly("idle");
        one.destroy();
    }
}
