package io.dynawrap.postgres.faults;

import static io.dynawrap.Condition.itemAbsent;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import io.dynawrap.BatchWriteException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.Page;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.engine.StoreAdmin.Sweep;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The server is killed with SIGKILL and started again on its directory. */
class PostgresKillTest {

    private static final int COUNT = 20_000;
    private static final KeyValues PARTITION = KeyValues.of("owner", "o");

    /** Waits for {@link #lock}. */
    private static final String WAIT = "PERFORM pg_advisory_xact_lock(1);";

    @TempDir
    private static Path directory;

    private static KillableServer server;

    @BeforeAll
    static void startServer() {
        server = new KillableServer(directory.resolve("data"));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBatchKilledInAStatementKeepsWhatItReportsAsWrittenAndThrowsTheRest(boolean autoCommit) throws Exception {
        NoteTable table = NoteTable.create(new JdbcTemplate(server));
        table.beforeWriteOf(Note.of(7500), WAIT);
        List<Note> notes = Note.notes(COUNT);
        try (AdjustablePool pool = pool(autoCommit)) {
            ItemStore store = table.store(pool, () -> {});
            BatchWriteException failure;
            try (Connection lock = lock()) {
                CompletableFuture<Integer> batch = supplyAsync(() -> store.batchWrite(notes));
                table.awaitBlocked("killed", 1);
                pool.beImpatient();
                server.kill();
                failure = NoteTable.failure(batch);
            }

            assertThat(failure.written()).isEqualTo(7000);
            assertThat(failure.unwrittenItems()).isEqualTo(notes.subList(7000, COUNT));
            assertThat(failure.isTransient()).isTrue();
            server.restart();
            table.endFault();
            assertThat(table.stored()).isEqualTo(notes.subList(0, 7000));

            pool.bePatient();
            assertThat(store.batchWrite(failure.unwrittenItems())).isEqualTo(13_000);
            assertThat(table.stored()).isEqualTo(notes);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 5000", "false, 15000"})
    void aBatchKilledAtAnyMomentKeepsWhatItReportsAsWritten(boolean autoCommit, int killedAt) throws Exception {
        NoteTable table = NoteTable.create(new JdbcTemplate(server));
        List<Note> notes = Note.notes(COUNT);
        table.beforeWriteOf(notes.get(COUNT - 1), WAIT); // so that the batch is not done before it is killed
        try (AdjustablePool pool = pool(autoCommit)) {
            ItemStore store = table.store(pool, () -> {});
            BatchWriteException failure;
            try (Connection lock = lock();
                    Connection watch = server.getConnection()) {
                NoteTable watched = table.through(new SingleConnectionDataSource(watch, true));
                CompletableFuture<Integer> batch = supplyAsync(() -> store.batchWrite(notes));
                await().atMost(NoteTable.PATIENCE)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> watched.count() >= killedAt);
                pool.beImpatient();
                server.kill();
                failure = NoteTable.failure(batch);
            }
            server.restart();

            Set<Object> reportedAsWritten = new HashSet<>(notes);
            failure.unwrittenItems().forEach(reportedAsWritten::remove);
            assertThat(reportedAsWritten).hasSize(failure.written());
            assertThat(failure.written()).isBetween(killedAt - 1000, COUNT - 1);
            Set<Object> missing = new HashSet<>(reportedAsWritten);
            missing.removeAll(new HashSet<>(table.stored()));
            assertThat(missing).isEmpty();

            pool.bePatient();
            store.batchWrite(failure.unwrittenItems());
            assertThat(table.stored()).isEqualTo(notes);
        }
    }

    /** Only the last write of each thread may have been executed without an answer. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void checkedWritesKilledAtAnyMomentLoseNothingAndDoubleNothing(boolean autoCommit) {
        NoteTable table = NoteTable.create(new JdbcTemplate(server));
        try (AdjustablePool pool = pool(autoCommit)) {
            ItemStore store = table.store(pool);
            CheckedWrites writes = new CheckedWrites(store);
            CompletableFuture<Void> threads = writes.start(() -> true, false);
            await().atMost(NoteTable.PATIENCE).until(() -> writes.saved() >= 200);
            pool.beImpatient();
            server.kill();
            assertThat(threads).succeedsWithin(NoteTable.PATIENCE);
            server.restart();
            pool.bePatient();

            assertThat(writes.failures())
                    .hasSize(CheckedWrites.THREADS)
                    .allMatch(StoreException::isTransient)
                    .extracting(StoreException::problem)
                    .isSubsetOf(StoreProblem.OUTCOME_UNKNOWN, StoreProblem.UNREACHABLE, StoreProblem.UNAVAILABLE);
            writes.assertNothingIsLostAndNothingDoubled(table.store(server));

            int saved = writes.saved();
            assertThat(writes.start(() -> writes.saved() < saved + 50, false)).succeedsWithin(NoteTable.PATIENCE);
            assertThat(writes.failures()).hasSize(CheckedWrites.THREADS);
            writes.assertNothingIsLostAndNothingDoubled(store);
        }
    }

    @Test
    void aSweepKilledInAChunkKeepsThatChunkAndEverythingThatHasNotExpired() throws Exception {
        ExpiringTable expiring = new ExpiringTable(new JdbcTemplate(server), 1);
        try (AdjustablePool pool = pool(true)) {
            CompletableFuture<Sweep> sweep;
            try (Connection lock = lock()) {
                sweep = supplyAsync(() -> expiring.sweep(pool));
                expiring.table().awaitBlocked("killed", 1);
                pool.beImpatient();
                server.kill();
                assertThat(sweep)
                        .failsWithin(NoteTable.PATIENCE)
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOf(StoreException.class);
            }
            server.restart();
            pool.bePatient();

            assertThat(expiring.expiredLeft()).isEqualTo(ExpiringTable.EXPIRED - 100);
            assertThat(expiring.sweep(pool)).isEqualTo(new Sweep(150, Sweep.End.COMPLETE));
            assertThat(expiring.expiredLeft()).isZero();
        }
    }

    /** Each transaction creates three notes and checks that a fourth is absent, in several threads. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void transactionsKilledAtAnyMomentAreExecutedWholeOrNotAtAll(boolean autoCommit) throws Exception {
        NoteTable table = NoteTable.create(new JdbcTemplate(server));
        Set<Integer> executed = ConcurrentHashMap.newKeySet();
        try (AdjustablePool pool = pool(autoCommit)) {
            ItemStore store = table.store(pool);
            List<CompletableFuture<StoreException>> writers = IntStream.range(0, 3)
                    .mapToObj(writer -> supplyAsync(() -> transactUntilKilled(store, writer, executed)))
                    .toList();
            await().atMost(NoteTable.PATIENCE).until(() -> executed.size() >= 300);
            pool.beImpatient();
            server.kill();
            List<StoreException> failures = new ArrayList<>();
            for (CompletableFuture<StoreException> writer : writers) {
                failures.add(writer.get(NoteTable.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            server.restart();

            assertThat(failures).allMatch(StoreException::isTransient);
            Map<Integer, Long> notesOfEach = table.stored().stream()
                    .collect(Collectors.groupingBy(note -> Integer.parseInt(note.id()) / 4, Collectors.counting()));
            assertThat(notesOfEach.values())
                    .as("all of a transaction or nothing")
                    .containsOnly(3L);
            assertThat(notesOfEach.keySet()).containsAll(executed);
            assertThat(notesOfEach.size() - executed.size()).isBetween(0, 3);
            assertThat(table.jdbc()
                            .queryForObject(
                                    "SELECT count(*) FROM " + table.name()
                                            + " WHERE schema_version = 'dynawrap:placeholder'",
                                    Integer.class))
                    .isZero();
        }
    }

    private static StoreException transactUntilKilled(ItemStore store, int writer, Set<Integer> executed) {
        for (int n = writer; n < 10_000; n += 3) {
            int first = 4 * n;
            try {
                store.transaction(tx -> tx.create(Note.of(first))
                        .check(
                                Note.class,
                                PARTITION.and("id", Note.of(first + 3).id()),
                                itemAbsent())
                        .save(Note.of(first + 2))
                        .create(Note.of(first + 1)));
                executed.add(n);
            } catch (StoreException e) {
                return e;
            }
        }
        throw new AssertionError("the server was not killed");
    }

    @Test
    void aBatchGoesOnWhenTheServerComesBackWhileItRetries() throws Exception {
        NoteTable table = NoteTable.create(new JdbcTemplate(server));
        table.beforeWriteOf(Note.of(7500), WAIT);
        List<Note> notes = Note.notes(COUNT);
        Semaphore retries = new Semaphore(3); // so many while the server is away, and further ones when it is back
        try (AdjustablePool pool = pool(true)) {
            ItemStore store = table.store(pool, retries::acquireUninterruptibly);
            CompletableFuture<Integer> batch;
            try (Connection lock = lock()) {
                batch = supplyAsync(() -> store.batchWrite(notes));
                table.awaitBlocked("killed", 1);
                pool.beImpatient();
                server.kill();
                await().atMost(NoteTable.PATIENCE).until(retries::hasQueuedThreads);
                server.restart();
            }
            pool.bePatient();
            retries.release(COUNT);

            assertThat(batch).succeedsWithin(NoteTable.PATIENCE).isEqualTo(COUNT);
            assertThat(table.stored()).isEqualTo(notes);
        }
    }

    @Test
    void deletesKilledInAStatementAreDoneOrReported() throws Exception {
        NoteTable table = NoteTable.create(new JdbcTemplate(server));
        List<Note> notes = Note.notes(5000);
        try (AdjustablePool pool = pool(true)) {
            ItemStore store = table.store(pool, () -> {});
            store.batchWrite(notes);
            BatchWriteException failure;
            try (Connection lock = server.getConnection()) {
                lock.setAutoCommit(false);
                lock.createStatement().execute("SELECT 1 FROM " + table.name() + " WHERE sk = 'NOTE#03500' FOR UPDATE");
                CompletableFuture<Integer> batch = supplyAsync(() -> store.batch(b -> notes.forEach(b::delete)));
                table.awaitBlocked("killed", 1);
                pool.beImpatient();
                server.kill();
                failure = NoteTable.failure(batch);
            }

            assertThat(failure.written()).isEqualTo(3000);
            assertThat(failure.undeletedKeys())
                    .extracting(key -> key.key().get("id"))
                    .containsExactlyElementsOf(
                            notes.subList(3000, 5000).stream().map(Note::id).toList());
            server.restart();
            assertThat(table.stored()).isEqualTo(notes.subList(3000, 5000));

            pool.bePatient();
            assertThat(store.batch(failure.remaining())).isEqualTo(2000);
            assertThat(table.stored()).isEmpty();
        }
    }

    @Test
    void getAllGoesOnWhenTheServerComesBackWhileItRetries() {
        NoteTable table = NoteTable.create(new JdbcTemplate(server));
        List<Note> notes = Note.notes(600);
        Semaphore retries = new Semaphore(0);
        try (AdjustablePool pool = pool(true)) {
            ItemStore store = table.store(pool, retries::acquireUninterruptibly);
            store.batchWrite(notes);
            List<KeyValues> keys =
                    notes.stream().map(note -> PARTITION.and("id", note.id())).toList();
            pool.beImpatient();
            server.kill();
            CompletableFuture<List<Note>> read = supplyAsync(() -> store.getAll(Note.class, keys));
            await().atMost(NoteTable.PATIENCE).until(retries::hasQueuedThreads);
            server.restart();
            pool.bePatient();
            retries.release(COUNT);

            assertThat(read).succeedsWithin(NoteTable.PATIENCE).isEqualTo(notes);
        }
    }

    @Test
    void whileTheServerIsAwayEachCallFailsInPassingAndLaterTheSameStoreGoesOn() {
        NoteTable table = NoteTable.create(new JdbcTemplate(server));
        List<Note> notes = Note.notes(100);
        try (AdjustablePool pool = pool(true)) {
            ItemStore store = table.store(pool);
            store.batchWrite(notes);
            Page<Note> first = store.query(Note.class, PARTITION).page(40, null);

            pool.beImpatient();
            server.kill();
            assertFailsInPassing(() -> store.get(Note.class, PARTITION.and("id", "00001")));
            assertFailsInPassing(
                    () -> table.store(pool, () -> {}).getAll(Note.class, List.of(PARTITION.and("id", "00001"))));
            assertFailsInPassing(() -> store.save(Note.of(7)));
            assertFailsInPassing(() -> store.delete(Note.of(7)));
            assertFailsInPassing(store::createTable);
            assertFailsInPassing(() -> store.query(Note.class, PARTITION).page(40, first.nextCursor()));
            assertFailsInPassing(() ->
                    store.scan(Note.class, KeyValues.none()).parallelism(4).list());
            server.restart();

            pool.bePatient();
            await().atMost(NoteTable.PATIENCE)
                    .ignoreExceptionsInstanceOf(StoreException.class)
                    .until(() -> store.get(Note.class, PARTITION.and("id", "00001")), Optional::isPresent);
            List<Note> paged = new ArrayList<>(first.items());
            for (String cursor = first.nextCursor(); cursor != null; ) {
                Page<Note> next = store.query(Note.class, PARTITION).page(40, cursor);
                paged.addAll(next.items());
                cursor = next.nextCursor();
            }
            assertThat(paged).isEqualTo(notes);
        }
    }

    /** Holds up the statement in which a note is written until the connection is closed or killed. */
    private static Connection lock() throws SQLException {
        Connection connection = server.getConnection();
        connection.createStatement().execute("SELECT pg_advisory_lock(1)");
        return connection;
    }

    private static void assertFailsInPassing(Runnable call) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(call::run)
                .withMessageContaining("SQLState 08")
                .matches(StoreException::isTransient);
    }

    private static AdjustablePool pool(boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server);
        config.setAutoCommit(autoCommit);
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(4);
        config.setConnectionInitSql("SET application_name = 'killed'");
        return new AdjustablePool(config);
    }
}
