package io.dynawrap.postgres.faults;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.BatchWriteException;
import io.dynawrap.ItemStore;
import java.io.IOException;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement goes on in the server when its connection is lost, and may write after the repeat of the batch has. */
class PostgresLateWriteTest {

    private static final Note FIRST = new Note("o", "00001", "version 1");
    private static final Note SECOND = new Note("o", "00001", "version 2");

    private final NoteTable table = NoteTable.create();
    private final CuttingProxy proxy = new CuttingProxy();

    PostgresLateWriteTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    /** The first statement waits for a lock, its repeats do not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStatementThatWaitsWhenItsConnectionIsCutNeverOverwritesWhatCameAfterItsRepeat(boolean autoCommit)
            throws Exception {
        table.jdbc().execute("CREATE SEQUENCE " + table.name() + "_tries");
        table.beforeWriteOf(
                FIRST, "IF nextval('" + table.name() + "_tries') = 1 THEN PERFORM pg_advisory_xact_lock(3); END IF;");
        try (HikariDataSource pool = pool(autoCommit, 0);
                Connection lock = table.jdbc().getDataSource().getConnection()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("SELECT pg_advisory_xact_lock(3)");
            ItemStore store = table.store(pool);
            CompletableFuture<Integer> batch = supplyAsync(() -> store.batchWrite(List.of(FIRST)));
            table.awaitBlocked("cutting-proxy", 1);
            proxy.cut();
            assertThat(batch).succeedsWithin(NoteTable.PATIENCE).isEqualTo(1);
            store.save(SECOND);
            lock.rollback();
        }
        await().atMost(NoteTable.PATIENCE).until(this::sessions, open -> open == 0);

        assertThat(table.stored()).containsExactly(SECOND);
    }

    /** It is repeated on no other connection, for nothing ends it. */
    @Test
    void aRequestThatIsHeldUpOnItsWayIsReportedAsUnwritten() {
        try (HikariDataSource pool = pool(true, 1)) {
            ItemStore store = table.store(pool);
            store.save(new Note("o", "00002", "opens the connection"));
            proxy.hold();
            BatchWriteException failure = NoteTable.failure(supplyAsync(() -> store.batchWrite(List.of(FIRST))));

            assertThat(failure.unwrittenItems()).containsExactly(FIRST);
            assertThat(failure.isTransient()).isTrue();
            assertThat(failure).hasMessageContaining("(SQLState 08006)");
            assertThat(table.stored()).hasSize(1);

            proxy.release();
            await().atMost(NoteTable.PATIENCE).until(() -> table.count() == 2);
        }
    }

    private Integer sessions() {
        return table.jdbc()
                .queryForObject(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'cutting-proxy'",
                        Integer.class);
    }

    private HikariDataSource pool(boolean autoCommit, int socketTimeout) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(proxy.jdbcUrl());
        config.setUsername("postgres");
        config.setPassword("postgres");
        config.setAutoCommit(autoCommit);
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(4);
        config.addDataSourceProperty("socketTimeout", String.valueOf(socketTimeout));
        return new HikariDataSource(config);
    }
}
