package io.dynawrap.postgres.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.BatchWriteException;
import io.dynawrap.ItemStore;
import io.dynawrap.TestServers;
import io.dynawrap.engine.TestStores;
import io.dynawrap.postgres.PostgresBackend;
import io.dynawrap.spi.TableSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A table of a test. It is looked at, and made to fail, through connections that the tested store does not use. */
record NoteTable(JdbcTemplate jdbc, String name) {

    /** Far above what anything here takes, so that no test depends on it. */
    static final Duration PATIENCE = TestServers.PATIENCE;

    private static final AtomicInteger TABLES = new AtomicInteger();

    private static final class Shared {
        static final JdbcTemplate JDBC = new JdbcTemplate(new HikariDataSource(TestServers.postgres("postgres")));
    }

    static NoteTable create() {
        return create(Shared.JDBC);
    }

    static NoteTable create(JdbcTemplate jdbc) {
        NoteTable table = absent(jdbc);
        new PostgresBackend(jdbc).createTable(new TableSpec(table.name));
        return table;
    }

    /** A name that no test has used, without a table. */
    static NoteTable absent(JdbcTemplate jdbc) {
        return new NoteTable(jdbc, "notes" + TABLES.incrementAndGet());
    }

    /** The same table, looked at through other connections. */
    NoteTable through(DataSource dataSource) {
        return new NoteTable(new JdbcTemplate(dataSource), name);
    }

    ItemStore store(DataSource dataSource) {
        return store(new JdbcTemplate(dataSource));
    }

    ItemStore store(JdbcTemplate storesJdbc) {
        return TestStores.withoutTimeLimit(new PostgresBackend(storesJdbc)).table(name);
    }

    /** A store that does in place of its pauses between two tries of a batch what the test wants. */
    ItemStore store(DataSource dataSource, Runnable pause) {
        return TestStores.withoutPauses(new PostgresBackend(new JdbcTemplate(dataSource)), longest -> pause.run())
                .table(name);
    }

    /** The committed notes, read without the library. */
    List<Note> stored() {
        return jdbc.query(
                "SELECT data->>'owner', data->>'id', data->>'text' FROM " + name + " ORDER BY pk, sk",
                (row, n) -> new Note(row.getString(1), row.getString(2), row.getString(3)));
    }

    int count() {
        return jdbc.queryForObject("SELECT count(*) FROM " + name, Integer.class);
    }

    /** Makes every statement that writes a note run PL/pgSQL statements before that row is written. */
    void beforeWriteOf(Note note, String statements) {
        trigger("TRIGGER fault BEFORE", "", note, statements);
    }

    /** Makes every transaction that writes a note run PL/pgSQL statements when it is about to commit. */
    void beforeCommitOf(Note note, String statements) {
        trigger("CONSTRAINT TRIGGER fault AFTER", "DEFERRABLE INITIALLY DEFERRED", note, statements);
    }

    private void trigger(String kind, String timing, Note note, String statements) {
        jdbc.execute("""
                CREATE FUNCTION %1$s_fault() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    %5$s
                    RETURN NEW;
                END $$;
                CREATE %2$s INSERT OR UPDATE ON %1$s %3$s
                FOR EACH ROW WHEN (NEW.sk = 'NOTE#%4$s') EXECUTE FUNCTION %1$s_fault();
                """.formatted(name, kind, timing, note.id(), statements));
    }

    void endFault() {
        jdbc.execute("DROP TRIGGER fault ON " + name);
    }

    /** Waits until so many sessions of an application wait for a lock. */
    void awaitBlocked(String application, int sessions) {
        await().atMost(PATIENCE)
                .until(
                        () -> jdbc.queryForObject(
                                "SELECT count(*) FROM pg_stat_activity"
                                        + " WHERE application_name = ? AND wait_event_type = 'Lock'",
                                Integer.class,
                                application),
                        waiting -> waiting == sessions);
    }

    /** Ends all sessions of an application and waits until they are gone; says how many there were. */
    int cut(String application) {
        return jdbc.queryForObject(
                "SELECT count(pg_terminate_backend(pid, ?)) FROM pg_stat_activity WHERE application_name = ?",
                Integer.class,
                PATIENCE.toMillis(),
                application);
    }

    /** The failure of a batch that is on its way. */
    static BatchWriteException failure(CompletableFuture<Integer> batch) {
        Throwable failure = batch.handle((written, e) -> e)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        assertThat(failure).hasCauseInstanceOf(BatchWriteException.class);
        return (BatchWriteException) failure.getCause();
    }
}
