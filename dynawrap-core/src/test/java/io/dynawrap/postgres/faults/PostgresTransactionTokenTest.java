package io.dynawrap.postgres.faults;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TestServers;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.WrittenItems;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.TableSpec;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of tokens, in a schema of its own for each test. */
class PostgresTransactionTokenTest {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final Note ONE = Note.of(1);
    private static final KeyValues KEY = KeyValues.of("owner", "o", "id", ONE.id());

    private final String schema = "Token" + SCHEMAS.incrementAndGet();
    private final String tokens = "\"" + schema + "\".\"dynawrap_token\"";
    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final ItemStore store;

    PostgresTransactionTokenTest() {
        HikariConfig config = TestServers.postgres("postgres");
        config.addDataSourceProperty("ApplicationName", "token");
        config.setMinimumIdle(0);
        pool = new HikariDataSource(config);
        jdbc = new JdbcTemplate(pool);
        PostgresBackend backend = new PostgresBackend(jdbc, schema);
        store = new DefaultItemStore(backend).table("notes");
    }

    @BeforeEach
    void createSchema() {
        jdbc.execute("CREATE SCHEMA \"" + schema + "\"");
        new PostgresBackend(jdbc, schema).createTable(new TableSpec("notes"));
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private WrittenItems create() {
        return store.transaction(tx -> tx.create(ONE).token("t"));
    }

    private void createTokens() {
        StoreException missing = catchThrowableOfType(StoreException.class, this::create);
        String message = missing.getMessage();
        jdbc.execute(message.substring(message.indexOf("CREATE TABLE"), message.indexOf(" GRANT")));
    }

    private int count() {
        return jdbc.queryForObject("SELECT count(*) FROM " + tokens, Integer.class);
    }

    @Test
    void aMissingTableIsReportedWithTheStatementsThatCreateIt() {
        StoreException missing = catchThrowableOfType(StoreException.class, this::create);
        assertThat(missing.problem()).isEqualTo(StoreProblem.TABLE_MISSING);
        assertThat(missing.isTransient()).isFalse();
        assertThat(missing)
                .hasMessageContaining("CREATE TABLE " + tokens)
                .hasMessageContaining("GRANT SELECT, INSERT, UPDATE, DELETE ON " + tokens);
        assertThat(store.exists(Note.class, KEY)).isFalse();
        store.transaction(tx -> tx.save(ONE));
        store.delete(ONE);

        createTokens();
        create();
        assertThat(create().of(Note.class)).containsExactly(ONE);
    }

    @Test
    void aRoleWithoutRightsIsReportedWithTheGrants() {
        createTokens();
        String role = "without_" + schema.toLowerCase(java.util.Locale.ROOT);
        jdbc.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'secret'");
        jdbc.execute("GRANT USAGE ON SCHEMA \"" + schema + "\" TO " + role);
        jdbc.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON \"" + schema + "\".notes TO " + role);
        HikariConfig config = TestServers.postgres("postgres");
        config.setUsername(role);
        config.setPassword("secret");
        try (HikariDataSource limited = new HikariDataSource(config)) {
            ItemStore limitedStore =
                    new DefaultItemStore(new PostgresBackend(new JdbcTemplate(limited), schema)).table("notes");
            limitedStore.transaction(tx -> tx.create(Note.of(2)));
            StoreException refused = catchThrowableOfType(
                    StoreException.class,
                    () -> limitedStore.transaction(tx -> tx.create(ONE).token("t")));
            assertThat(refused.problem()).isEqualTo(StoreProblem.PERMISSION);
            assertThat(refused).hasMessageContaining("GRANT SELECT, INSERT, UPDATE, DELETE ON " + tokens);
            jdbc.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON " + tokens + " TO " + role);
            limitedStore.transaction(tx -> tx.create(ONE).token("t"));
        }
        assertThat(store.exists(Note.class, KEY)).isTrue();
    }

    @Test
    void aTokenLastsTenMinutesByTheTimeOfTheDatabase() {
        createTokens();
        create();
        store.delete(ONE);
        jdbc.update("UPDATE " + tokens + " SET at = at - interval '9 minutes'");
        create();
        assertThat(store.exists(Note.class, KEY)).isFalse();

        jdbc.update("UPDATE " + tokens + " SET at = at - interval '2 minutes'");
        create();
        assertThat(store.exists(Note.class, KEY)).isTrue();
        assertThat(create().of(Note.class)).containsExactly(ONE);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void eachTransactionWithATokenDeletesAtMostOneHundredOldTokens() throws Exception {
        createTokens();
        jdbc.update("INSERT INTO " + tokens
                + " SELECT 'old' || n, 'f', clock_timestamp() - interval '11 minutes' FROM generate_series(1, 150) n");
        jdbc.update("INSERT INTO " + tokens + " VALUES ('young', 'f', clock_timestamp() - interval '9 minutes')");
        create();
        assertThat(count()).isEqualTo(52);
        try (Connection other = pool.getConnection()) {
            other.setAutoCommit(false);
            other.createStatement()
                    .execute("SELECT FROM " + tokens + " WHERE token LIKE 'old%' ORDER BY token LIMIT 3 FOR UPDATE");
            store.transaction(tx -> tx.save(ONE).token("next"));
            assertThat(count())
                    .as("rows that another session holds are skipped")
                    .isEqualTo(3 + 3);
            other.rollback();
        }
        store.transaction(tx -> tx.save(ONE).token("third"));
        assertThat(jdbc.queryForList("SELECT token FROM " + tokens + " WHERE token LIKE 'old%'", String.class))
                .isEmpty();
        store.transaction(tx -> tx.save(ONE));
        assertThat(count()).as("without a token the table is not used").isEqualTo(4);
    }

    @Test
    void aTransactionWaitsForAnotherOneWithItsToken() throws Exception {
        createTokens();
        create();
        store.delete(ONE);
        jdbc.execute("CREATE TABLE \"" + schema + "\".copy AS SELECT * FROM " + tokens);
        jdbc.execute("DELETE FROM " + tokens);
        CompletableFuture<WrittenItems> second;
        try (Connection first = pool.getConnection()) {
            first.setAutoCommit(false);
            first.createStatement().execute("INSERT INTO " + tokens + " SELECT * FROM \"" + schema + "\".copy");
            second = supplyAsync(this::create);
            new NoteTable(jdbc, "notes").awaitBlocked("token", 1);
            first.commit();
            first.setAutoCommit(true);
        }
        assertThat(second.get(NoteTable.PATIENCE.toSeconds(), TimeUnit.SECONDS).of(Note.class))
                .containsExactly(ONE);
        assertThat(store.exists(Note.class, KEY))
                .as("the first one has done it")
                .isFalse();
    }

    @Test
    void aTokenIsUsedUpByTheCommitOnly() {
        createTokens();
        TransactionTemplate surrounding = new TransactionTemplate(new JdbcTransactionManager(pool));
        surrounding.executeWithoutResult(status -> {
            create();
            assertThat(create().of(Note.class)).containsExactly(ONE);
            status.setRollbackOnly();
        });
        assertThat(count()).isZero();
        store.create(ONE);
        surrounding.executeWithoutResult(
                status -> assertThatThrownBy(this::create).isInstanceOf(TransactionFailedException.class));
        assertThat(count()).isZero();
        store.delete(ONE);
        surrounding.executeWithoutResult(status -> {
            create();
            StoreException reused = catchThrowableOfType(
                    StoreException.class,
                    () -> store.transaction(tx -> tx.save(ONE).token("t")));
            assertThat(reused.problem()).isEqualTo(StoreProblem.TOKEN_REUSED);
        });
        assertThat(store.exists(Note.class, KEY))
                .as("the surrounding transaction goes on")
                .isTrue();
    }
}
