package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.StoreException;
import io.dynawrap.TestServers;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin.Sweep;
import io.dynawrap.engine.StoreAdmin.Sweep.End;
import io.dynawrap.spi.SweepRequest;
import io.dynawrap.spi.SweepResult;
import io.dynawrap.spi.TableSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Expired rows are deleted in chunks, each whole or not at all, whatever happens beside it. */
class PostgresSweepTest {

    private static final Duration PATIENCE = TestServers.PATIENCE;

    @DbItem(pk = "A#{id}", sk = "A")
    record Session(String id, @ExpiresAt Instant end) {}

    private final JdbcTemplate jdbc = TestDatabase.PLAIN.jdbc();
    private final PostgresBackend backend = new PostgresBackend(jdbc);
    private final String table = TestDatabase.freshName();

    PostgresSweepTest() {
        backend.createTable(new TableSpec(table, "end", false));
    }

    private void put(String key, String end) {
        jdbc.update(
                "INSERT INTO " + table + " (pk, sk, data) VALUES (?, 'A', jsonb_build_object('end', ?::jsonb))",
                "A#" + key,
                end);
    }

    private void putNumbered(int n, int end) {
        jdbc.update(
                "INSERT INTO " + table + " (pk, sk, data) SELECT 'A#' || to_char(i, 'fm00000'), 'A',"
                        + " jsonb_build_object('end', ?::int) FROM generate_series(1, ?) AS i",
                end,
                n);
    }

    private List<String> keys() {
        return jdbc.queryForList("SELECT pk FROM " + table + " ORDER BY pk", String.class);
    }

    private SweepResult sweep(long now, int limit) {
        return backend.deleteExpired(new SweepRequest(table, "end", now, limit));
    }

    private DefaultItemStore store() {
        DefaultItemStore store = DefaultItemStore.builder(backend)
                .clock(() -> Instant.ofEpochSecond(1000))
                .build();
        store.table(table)
                .query(Session.class, io.dynawrap.KeyValues.of("id", "1"))
                .list();
        return store;
    }

    @Test
    void rowsWithANumberUpToTheSecondAreDeletedAndNoOthers() {
        put("expired", "999");
        put("fraction", "999.5");
        put("now", "1000");
        put("large", "1E300");
        put("later", "1000.5");
        put("list", "[1]");
        put("null", "null");
        put("text", "\"1\"");
        put("true", "true");
        put("word", "\"tomorrow\"");
        jdbc.update("INSERT INTO " + table + " (pk, sk, data) VALUES ('A#array', 'A', '[1]'), ('A#none', 'A', '{}'),"
                + " ('B#other-model', 'B', '{\"end\": 5}')");

        assertThat(sweep(1000, 100)).isEqualTo(new SweepResult.Deleted(4));
        assertThat(keys())
                .containsExactly(
                        "A#array", "A#large", "A#later", "A#list", "A#none", "A#null", "A#text", "A#true", "A#word");
    }

    /**
     * A bitmap that has no memory for its rows reads whole pages, and evaluates the condition of the index on every row of them. So
     * it has to be no error for rows that the index does not contain.
     */
    @Test
    void aTextOfAnotherWriterIsNoErrorForASweepThatReadsWholePages() throws SQLException {
        int pages = 1500;
        jdbc.execute("ALTER TABLE " + table + " SET (fillfactor = 10)");
        jdbc.update(
                "INSERT INTO " + table
                        + " (pk, sk, data) SELECT 'A#' || to_char(i, 'fm00000'), 'A', jsonb_build_object("
                        + "'end', CASE WHEN i % 2 = 0 THEN '5'::jsonb ELSE '\"tomorrow\"' END, 'filler', repeat('x', 300))"
                        + " FROM generate_series(1, ?) AS i",
                2 * pages);
        try (HikariDataSource pool = TestDatabase.PLAIN.pool(true);
                Connection connection = pool.getConnection()) {
            JdbcTemplate session = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            session.execute("SET enable_seqscan = off; SET enable_indexscan = off; SET work_mem = '64kB'");
            PostgresBackend other = new PostgresBackend(session);
            assertThat(other.deleteExpired(new SweepRequest(table, "end", 1000, 2 * pages)))
                    .isEqualTo(new SweepResult.Deleted(pages));
            session.execute("RESET ALL");
        }
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM " + table + " WHERE data ->> 'end' = 'tomorrow'", Integer.class))
                .isEqualTo(pages);
    }

    @Test
    void theOldestAreDeletedFirst() {
        put("1", "3");
        put("2", "1");
        put("3", "2");

        assertThat(sweep(1000, 2)).isEqualTo(new SweepResult.Deleted(2));
        assertThat(keys()).containsExactly("A#1");
    }

    @Test
    void aSweepOfTheAdminGoesOnChunkByChunkToTheEnd() {
        putNumbered(25, 1000);
        put("later", "1001");

        assertThat(store().admin().sweepExpired(table, 10, PATIENCE)).isEqualTo(new Sweep(25, End.COMPLETE));
        assertThat(keys()).containsExactly("A#later");
    }

    /** The trigger is what an audit or a change feed does. */
    @Test
    void eachChunkIsATransactionThatSaysWhyItDeletes() {
        putNumbered(25, 1000);
        String log = TestDatabase.freshName();
        jdbc.execute("CREATE TABLE " + log + " (tx xid8, why text)");
        trigger(
                "AFTER",
                "INSERT INTO " + log
                        + " VALUES (pg_current_xact_id(), current_setting('dynawrap.expired', true)); RETURN NULL;");

        store().admin().sweepExpired(table, 10, PATIENCE);
        put("deleted", "5");
        jdbc.update("DELETE FROM " + table);

        assertThat(jdbc.queryForList(
                        "SELECT count(*) FROM " + log + " WHERE why = 'true' GROUP BY tx ORDER BY 1", Integer.class))
                .containsExactly(5, 10, 10);
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM " + log + " WHERE why IS DISTINCT FROM 'true'", Integer.class))
                .isOne();
    }

    private void trigger(String when, String statements) {
        String function = "f_" + table;
        jdbc.execute("CREATE FUNCTION " + function + "() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN " + statements
                + " END $f$");
        jdbc.execute("CREATE TRIGGER t " + when + " DELETE ON " + table + " FOR EACH ROW EXECUTE FUNCTION " + function
                + "()");
    }

    @Test
    void aRowThatIsBeingWrittenIsLeftAndNotWaitedFor() throws SQLException {
        put("1", "1");
        put("2", "1");
        try (HikariDataSource pool = TestDatabase.PLAIN.pool(false);
                Connection writer = pool.getConnection()) {
            writer.createStatement().execute("UPDATE " + table + " SET data = '{\"end\": 5000}' WHERE pk = 'A#1'");

            assertThat(sweep(1000, 100)).isEqualTo(new SweepResult.Deleted(1));
            writer.commit();
        }
        assertThat(sweep(1000, 100)).isEqualTo(new SweepResult.Deleted(0));
        assertThat(keys()).containsExactly("A#1");
    }

    @Test
    void oneInstanceSweepsATableAtATime() throws SQLException {
        putNumbered(3, 1);
        try (HikariDataSource pool = TestDatabase.PLAIN.pool(false);
                Connection other = pool.getConnection()) {
            other.createStatement()
                    .execute("SELECT pg_advisory_xact_lock(hashtextextended('dynawrap.expiry.' || to_regclass('" + table
                            + "')::oid, 0))");

            assertThat(sweep(1000, 100)).isEqualTo(new SweepResult.Busy());
            assertThat(store().admin().sweepExpired(table, 10, PATIENCE)).isEqualTo(new Sweep(0, End.BUSY));
            assertThat(keys()).hasSize(3);
            other.commit();
        }
        assertThat(sweep(1000, 100)).isEqualTo(new SweepResult.Deleted(3));
    }

    @Test
    void aSurroundingTransactionIsNotJoined() {
        putNumbered(3, 1);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(jdbc.getDataSource()));
        transaction.setIsolationLevel(TransactionTemplate.ISOLATION_SERIALIZABLE);

        transaction.executeWithoutResult(status -> {
            jdbc.queryForObject("SELECT count(*) FROM " + table, Integer.class);
            assertThat(sweep(1000, 100)).isEqualTo(new SweepResult.Deleted(3));
            status.setRollbackOnly();
        });
        assertThat(keys()).isEmpty();
    }

    @Test
    void connectionsWithoutAutoCommitCommitEachChunk() {
        putNumbered(3, 1);
        try (HikariDataSource pool = TestDatabase.PLAIN.pool(false)) {
            PostgresBackend other = new PostgresBackend(new JdbcTemplate(pool));
            assertThat(other.deleteExpired(new SweepRequest(table, "end", 1000, 100)))
                    .isEqualTo(new SweepResult.Deleted(3));
        }
        assertThat(keys()).isEmpty();
    }

    /** The session waits in the middle of its chunk for a lock that the test holds, and is killed there. */
    @Test
    void aKilledChunkDeletesNothingAndTheNextSweepGoesOn() throws SQLException {
        putNumbered(10, 1);
        trigger("BEFORE", "IF OLD.pk = 'A#00006' THEN PERFORM pg_advisory_xact_lock(4711); END IF; RETURN OLD;");
        try (HikariDataSource pool = TestDatabase.PLAIN.pool(false);
                Connection holder = pool.getConnection()) {
            holder.createStatement().execute("SELECT pg_advisory_xact_lock(4711)");
            CompletableFuture<SweepResult> sweep = CompletableFuture.supplyAsync(() -> sweep(1000, 100));
            String waiting = " FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%" + table + "%'";
            await().atMost(PATIENCE).until(() -> jdbc.queryForObject("SELECT count(*)" + waiting, Integer.class) == 1);

            jdbc.queryForObject("SELECT pg_terminate_backend(pid, 600000)" + waiting, Boolean.class);

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(sweep::join)
                    .withCauseInstanceOf(StoreException.class)
                    .matches(e -> ((StoreException) e.getCause()).isTransient());
            assertThat(keys()).hasSize(10);
            holder.rollback();
        }
        assertThat(sweep(1000, 100)).isEqualTo(new SweepResult.Deleted(10));
        assertThat(keys()).isEmpty();
    }

    @Test
    void anInterruptedThreadEndsASweepAfterItsChunk() {
        putNumbered(30, 1);
        trigger("AFTER", "RETURN NULL;");
        Thread.currentThread().interrupt();
        try {
            assertThat(store().admin().sweepExpired(table, 10, PATIENCE)).isEqualTo(new Sweep(0, End.TIME_OVER));
        } finally {
            Thread.interrupted();
        }
        assertThat(keys()).hasSize(30);
    }
}
