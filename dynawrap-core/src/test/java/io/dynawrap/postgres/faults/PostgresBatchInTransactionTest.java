package io.dynawrap.postgres.faults;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.BatchWriteException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.TestServers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/** Batches of several statements inside a transaction of the application. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class PostgresBatchInTransactionTest {

    private static final String REFUSE = "RAISE EXCEPTION 'refused' USING ERRCODE = 'check_violation';";

    private final NoteTable table = NoteTable.create();
    private final List<Note> notes = Note.notes(2500);
    private final HikariDataSource pool;
    private final ItemStore store;
    private final TransactionTemplate transaction;

    PostgresBatchInTransactionTest(boolean autoCommit) {
        HikariConfig config = TestServers.postgres("postgres");
        config.setAutoCommit(autoCommit);
        this.pool = new HikariDataSource(config);
        this.store = table.store(pool);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void aBatchIsCommittedWithItsTransactionOnly() {
        transaction.executeWithoutResult(status -> {
            assertThat(store.batchWrite(notes)).isEqualTo(2500);
            assertThat(table.stored()).isEmpty();
        });

        assertThat(table.stored()).isEqualTo(notes);
    }

    @Test
    void aBatchIsRolledBackWithItsTransaction() {
        store.save(new Note("o", "00001", "before"));

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    store.batchWrite(notes);
                    throw new IllegalStateException("of the application");
                }))
                .hasMessage("of the application");

        assertThat(table.stored()).containsExactly(new Note("o", "00001", "before"));
    }

    @Test
    void aBatchThatFailsInTheMiddleThrowsAllItemsAndStoresNone() {
        table.beforeWriteOf(Note.of(1500), REFUSE);

        BatchWriteException failure = catchThrowableOfType(
                BatchWriteException.class, () -> transaction.executeWithoutResult(status -> store.batchWrite(notes)));

        assertThat(failure)
                .hasMessageStartingWith("The batch of 2500 operations failed and executes no operation")
                .hasMessageContaining("Repeat the transaction")
                .hasMessageContaining("a constraint of the table is violated (SQLState 23514)");
        assertThat(failure.isTransient()).isFalse();
        assertThat(failure.written()).isZero();
        assertThat(failure.unwrittenItems()).isEqualTo(notes);
        assertThat(table.stored()).isEmpty();

        table.endFault();
        transaction.executeWithoutResult(status -> store.batchWrite(failure.unwrittenItems()));
        assertThat(table.stored()).isEqualTo(notes);
    }

    @Test
    void aTransactionThatIgnoresTheFailureOfItsBatchCannotBeCommitted() {
        table.beforeWriteOf(Note.of(1500), REFUSE);

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    store.save(new Note("o", "99999", "first"));
                    catchThrowableOfType(BatchWriteException.class, () -> store.batchWrite(notes));
                }))
                .isInstanceOf(UnexpectedRollbackException.class)
                .hasStackTraceContaining("current transaction is aborted");

        assertThat(table.stored()).isEmpty();
    }

    @Test
    void aTransactionGoesOnWhenItsBatchFailedInANestedOne() {
        table.beforeWriteOf(Note.of(1500), REFUSE);
        TransactionTemplate nested = new TransactionTemplate(transaction.getTransactionManager());
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);

        transaction.executeWithoutResult(status -> {
            store.batchWrite(notes.subList(0, 1000));
            BatchWriteException failure = catchThrowableOfType(
                    BatchWriteException.class,
                    () -> nested.executeWithoutResult(inner -> store.batchWrite(notes.subList(1000, 2500))));
            assertThat(failure.unwrittenItems()).isEqualTo(notes.subList(1000, 2500));
            store.batchWrite(notes.subList(2000, 2500));
        });

        List<Note> kept = new ArrayList<>(notes.subList(0, 1000));
        kept.addAll(notes.subList(2000, 2500));
        assertThat(table.stored()).isEqualTo(kept);
    }

    @Test
    void aBatchRefusedAtTheCommitOfItsTransactionStoresNothing() {
        table.beforeCommitOf(Note.of(1500), REFUSE);

        assertThatThrownBy(() -> transaction.executeWithoutResult(
                        status -> assertThat(store.batchWrite(notes)).isEqualTo(2500)))
                .hasStackTraceContaining("refused");

        assertThat(table.stored()).isEmpty();
    }

    @Test
    void transactionsThatWriteTheSameItemsInOppositeOrdersWaitForEachOther() {
        List<Note> opposite = new ArrayList<>(notes);
        Collections.reverse(opposite);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<Void>> writers = IntStream.range(0, 8)
                    .mapToObj(n -> runAsync(
                            () -> {
                                for (int i = 0; i < 5; i++) {
                                    transaction.executeWithoutResult(
                                            status -> store.batchWrite(n % 2 == 0 ? notes : opposite));
                                }
                            },
                            threads))
                    .toList();

            assertThat(writers).allSatisfy(writer -> assertThat(writer).succeedsWithin(NoteTable.PATIENCE));
        } finally {
            threads.shutdown();
        }
        assertThat(table.stored()).isEqualTo(notes);
    }

    /** Their ends are rolled back, so that the items exist for all of them. */
    @Test
    void transactionsThatSaveAndDeleteTheSameItemsInOppositeOrdersWaitForEachOther() {
        store.batchWrite(notes);
        List<Note> opposite = new ArrayList<>(notes);
        Collections.reverse(opposite);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<Void>> writers = IntStream.range(0, 40)
                    .mapToObj(n -> runAsync(
                            () -> transaction.executeWithoutResult(status -> {
                                store.batch(batch -> (n % 2 == 0 ? notes : opposite).forEach(note -> {
                                    if ((Integer.parseInt(note.id()) + n) % 2 == 0) {
                                        batch.delete(note);
                                    } else {
                                        batch.save(note);
                                    }
                                }));
                                status.setRollbackOnly();
                            }),
                            threads))
                    .toList();

            assertThat(writers).allSatisfy(writer -> assertThat(writer).succeedsWithin(NoteTable.PATIENCE));
        } finally {
            threads.shutdown();
        }
        assertThat(table.stored()).isEqualTo(notes);
    }

    /** In a table this small the planner would read all rows to delete some, in the order in which they lie. */
    @Test
    void transactionsThatDeleteTheSameItemsLockThemInTheOrderOfTheirKeys() throws Exception {
        List<Note> opposite = new ArrayList<>(notes.subList(0, 20));
        Collections.reverse(opposite);
        opposite.forEach(store::save);
        CountDownLatch first = new CountDownLatch(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (HikariDataSource other = new HikariDataSource(blocked())) {
            CompletableFuture<Void> deleting = transaction.execute(status -> {
                store.save(Note.of(0));
                CompletableFuture<Void> batch = runAsync(
                        () -> new TransactionTemplate(new JdbcTransactionManager(other)).executeWithoutResult(inner -> {
                            first.countDown();
                            table.store(other).batch(b -> opposite.forEach(b::delete));
                        }),
                        threads);
                awaitUnchecked(first);
                table.awaitBlocked("blocked", 1);
                store.save(Note.of(19)); // not locked by the other one, which waits for the first key
                return batch;
            });
            assertThat(deleting).succeedsWithin(NoteTable.PATIENCE);
        } finally {
            threads.shutdown();
        }
        assertThat(table.stored()).isEmpty();
    }

    private static HikariConfig blocked() {
        HikariConfig config = TestServers.postgres("postgres");
        config.setConnectionInitSql("SET application_name = 'blocked'");
        return config;
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aBatchOfDeletesThatFailsInTheMiddleReportsAllKeysAndDeletesNone() {
        store.batchWrite(notes);
        table.beforeWriteOf(Note.of(2400), REFUSE);

        BatchWriteException failure = catchThrowableOfType(
                BatchWriteException.class,
                () -> transaction.executeWithoutResult(status -> store.batch(batch -> {
                    notes.subList(0, 2400).forEach(batch::delete);
                    batch.save(Note.of(2400));
                })));

        assertThat(failure.written()).isZero();
        assertThat(failure.unwrittenItems()).containsExactly(Note.of(2400));
        assertThat(failure.undeletedKeys()).hasSize(2400);
        assertThat(table.stored()).isEqualTo(notes);

        table.endFault();
        transaction.executeWithoutResult(status -> store.batch(failure.remaining()));
        assertThat(table.stored()).isEqualTo(notes.subList(2400, 2500));
    }

    @Test
    void getAllSeesWhatItsTransactionWrote() {
        List<KeyValues> keys = notes.stream()
                .map(note -> KeyValues.of("owner", "o", "id", note.id()))
                .toList();
        transaction.executeWithoutResult(status -> {
            store.batchWrite(notes);
            assertThat(store.getAll(Note.class, keys)).isEqualTo(notes);
            status.setRollbackOnly();
        });
        assertThat(store.getAll(Note.class, keys)).isEmpty();
    }
}
