package io.dynawrap.postgres.faults;

import static io.dynawrap.Condition.itemAbsent;
import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TestServers;
import java.io.IOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions whose answers are lost, and transactions that conflict with others. */
class PostgresTransactionFaultTest {

    private static final Note ONE = Note.of(1);
    private static final Note TWO = Note.of(2);
    private static final KeyValues THREE = KeyValues.of("owner", "o", "id", "00003");

    /** Placeholders are written before the items; a fault is to meet the items. */
    private static final String IS_ITEM = "IF NEW.schema_version <> 'dynawrap:placeholder' THEN %s END IF;";

    private final NoteTable table = NoteTable.create();
    private final CuttingProxy proxy = new CuttingProxy();
    private final HikariDataSource pool = pool(TestServers.postgres("postgres").getJdbcUrl());

    PostgresTransactionFaultTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        pool.close();
        proxy.close();
    }

    private static void execute(ItemStore store) {
        store.transaction(tx -> tx.create(ONE).save(TWO).check(Note.class, THREE, itemAbsent()));
    }

    /** Cuts the connection of a transaction while it waits, and then lets it continue. */
    private StoreException cutWhileItWaits() throws Exception {
        try (HikariDataSource cut = pool(proxy.jdbcUrl());
                Connection lock = table.jdbc().getDataSource().getConnection()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("SELECT pg_advisory_xact_lock(5)");
            CompletableFuture<Void> executed = runAsync(() -> execute(table.store(cut)));
            table.awaitBlocked("cutting-proxy", 1);
            proxy.cut();
            StoreException failure = (StoreException) catchThrowableOfType(CompletionException.class, executed::join)
                    .getCause();
            lock.rollback();
            lock.setAutoCommit(true);
            return failure;
        }
    }

    @Test
    void aTransactionWhoseConnectionIsCutInTheCommitHasAnUnknownOutcome() throws Exception {
        table.beforeCommitOf(ONE, IS_ITEM.formatted("PERFORM pg_advisory_xact_lock(5);"));
        StoreException unknown = cutWhileItWaits();
        assertThat(unknown.problem()).isEqualTo(StoreProblem.OUTCOME_UNKNOWN);
        assertThat(unknown.isTransient()).isTrue();
        assertThat(unknown).hasMessageContaining("might have been executed");
        await().atMost(NoteTable.PATIENCE).until(() -> table.stored().equals(List.of(ONE, TWO)));
    }

    @Test
    void aTransactionWhoseConnectionIsCutBeforeTheCommitHasWrittenNothing() throws Exception {
        table.beforeWriteOf(ONE, IS_ITEM.formatted("PERFORM pg_advisory_xact_lock(5);"));
        StoreException lost = cutWhileItWaits();
        assertThat(lost.problem()).isEqualTo(StoreProblem.UNREACHABLE);
        assertThat(lost.isTransient()).isTrue();
        proxy.close(); // the server learns that its client is gone
        await().atMost(NoteTable.PATIENCE)
                .until(
                        () -> table.jdbc()
                                .queryForObject(
                                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'cutting-proxy'",
                                        Integer.class),
                        sessions -> sessions == 0);
        assertThat(table.count()).isZero();
    }

    private void failFirst(int times, String state) {
        table.jdbc().execute("CREATE SEQUENCE " + table.name() + "_tries");
        table.beforeWriteOf(
                ONE,
                IS_ITEM.formatted("IF nextval('" + table.name() + "_tries') <= " + times
                        + " THEN RAISE EXCEPTION USING ERRCODE = '" + state + "'; END IF;"));
    }

    private long tries() {
        return table.jdbc().queryForObject("SELECT last_value FROM " + table.name() + "_tries", Long.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void aConflictIsRepeated(String state) {
        failFirst(3, state);
        execute(table.store(pool, () -> {}));
        assertThat(table.stored()).containsExactly(ONE, TWO);
        assertThat(tries()).isEqualTo(4);
    }

    @Test
    void aConflictThatStaysEndsInATransientFailure() {
        failFirst(1000, "40001");
        StoreException conflict =
                catchThrowableOfType(StoreException.class, () -> execute(table.store(pool, () -> {})));
        assertThat(conflict.problem()).isEqualTo(StoreProblem.CONFLICT);
        assertThat(conflict.isTransient()).isTrue();
        assertThat(tries()).isEqualTo(10);
        assertThat(table.count()).isZero();
    }

    /** All lock the keys in one order, whatever the order of their operations is; so nothing is repeated. */
    @Test
    void transactionsInOppositeOrdersNeverMeetInADeadlock() {
        List<Note> notes = Note.notes(20);
        List<Note> reversed = new ArrayList<>(notes);
        Collections.reverse(reversed);
        ItemStore store = table.store(pool, () -> {
            throw new AssertionError("a transaction is repeated");
        });
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                .mapToObj(writer -> runAsync(() -> {
                    for (int round = 0; round < 40; round++) {
                        store.transaction(tx -> (writer % 2 == 0 ? notes : reversed).forEach(tx::save));
                        store.transaction(tx -> (writer % 2 == 0 ? reversed : notes).forEach(tx::delete));
                    }
                }))
                .toList();
        writers.forEach(writer -> writer.orTimeout(NoteTable.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join());
        assertThat(table.count()).isZero();
    }

    /** The server finds a deadlock with a session that locks rows in another order. */
    @Test
    void aDeadlockWithAnotherProgramIsRepeated() throws Exception {
        ItemStore store = table.store(pool);
        store.batchWrite(List.of(ONE, TWO));
        AtomicInteger pauses = new AtomicInteger();
        for (int round = 0; pauses.get() == 0; round++) {
            CyclicBarrier locked = new CyclicBarrier(2);
            String text = "round " + round;
            CompletableFuture<Void> other = runAsync(() -> lockInTheOtherOrder(locked));
            locked.await(NoteTable.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            table.store(pool, pauses::incrementAndGet)
                    .transaction(tx -> tx.save(new Note("o", ONE.id(), text)).save(new Note("o", TWO.id(), text)));
            other.get(NoteTable.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(table.stored()).extracting(Note::text).containsExactly(text, text);
        }
    }

    /** Locks the second note, waits until the transaction waits for it, and locks the first one. */
    private void lockInTheOtherOrder(CyclicBarrier locked) {
        try (Connection connection = table.jdbc().getDataSource().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT FROM " + table.name() + " WHERE sk = 'NOTE#00002' FOR UPDATE");
            locked.await(NoteTable.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            table.awaitBlocked("transaction-fault", 1);
            try {
                statement.execute("SELECT FROM " + table.name() + " WHERE sk = 'NOTE#00001' FOR UPDATE");
            } catch (java.sql.SQLException e) {
                assertThat(e.getSQLState()).as("this session was the victim").isEqualTo("40P01");
            }
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("postgres");
        config.setPassword("postgres");
        if (!url.contains("ApplicationName")) {
            config.addDataSourceProperty("ApplicationName", "transaction-fault");
        }
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }
}
