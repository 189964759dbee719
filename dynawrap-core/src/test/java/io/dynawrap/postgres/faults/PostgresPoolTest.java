package io.dynawrap.postgres.faults;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import io.dynawrap.BatchWriteException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A pool whose connections are all taken. */
class PostgresPoolTest {

    private final NoteTable table = NoteTable.create();
    private final List<Note> notes = Note.notes(3000);

    @Test
    void withoutAFreeConnectionACallFailsInPassing() throws SQLException {
        try (AdjustablePool pool = poolOfOne();
                Connection taken = pool.getConnection()) {
            ItemStore store = table.store(pool);
            pool.beImpatient();

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.save(Note.of(1)))
                    .withMessage("PostgreSQL: save on table '" + table.name() + "' failed: the pool gave no connection")
                    .matches(StoreException::isTransient);
        }
    }

    @Test
    void withoutAFreeConnectionABatchThrowsAllItsItems() throws SQLException {
        try (AdjustablePool pool = poolOfOne()) {
            ItemStore store = table.store(pool);
            BatchWriteException failure;
            try (Connection taken = pool.getConnection()) {
                pool.beImpatient();
                failure = catchThrowableOfType(BatchWriteException.class, () -> store.batchWrite(notes));
            }

            assertThat(failure.isTransient()).isTrue();
            assertThat(failure.written()).isZero();
            assertThat(failure.unwrittenItems()).isEqualTo(notes);
            assertThat(table.stored()).isEmpty();

            pool.bePatient();
            assertThat(store.batchWrite(failure.unwrittenItems())).isEqualTo(3000);
            assertThat(table.stored()).isEqualTo(notes);
        }
    }

    @Test
    void aBatchGoesOnWhenAConnectionIsFreeAgain() throws SQLException {
        try (AdjustablePool pool = poolOfOne();
                Connection taken = pool.getConnection()) {
            CountDownLatch refused = new CountDownLatch(1);
            ItemStore store = table.store(new DelegatingDataSource(pool) {
                @Override
                public Connection getConnection() throws SQLException {
                    try {
                        return super.getConnection();
                    } catch (SQLException e) {
                        pool.bePatient();
                        refused.countDown();
                        throw e;
                    }
                }
            });
            pool.beImpatient();
            CompletableFuture<Integer> batch = supplyAsync(() -> store.batchWrite(notes));
            awaitZero(refused);
            taken.close();

            assertThat(batch).succeedsWithin(NoteTable.PATIENCE).isEqualTo(3000);
            assertThat(table.stored()).isEqualTo(notes);
        }
    }

    @Test
    void manyBatchesShareOneConnection() {
        try (AdjustablePool pool = poolOfOne()) {
            ItemStore store = table.store(pool);
            List<CompletableFuture<Integer>> batches = IntStream.range(0, 8)
                    .mapToObj(n -> supplyAsync(() -> store.batchWrite(notes)))
                    .toList();

            assertThat(batches)
                    .allSatisfy(batch ->
                            assertThat(batch).succeedsWithin(NoteTable.PATIENCE).isEqualTo(3000));
            assertThat(table.stored()).isEqualTo(notes);
        }
    }

    @Test
    void aTransactionThatHoldsTheOnlyConnectionCanReadAndWriteInIt() {
        try (AdjustablePool pool = poolOfOne()) {
            ItemStore store = table.store(pool);
            new TransactionTemplate(new JdbcTransactionManager(pool)).executeWithoutResult(status -> {
                pool.beImpatient();
                store.batchWrite(notes);
                assertThat(store.query(Note.class, KeyValues.of("owner", "o")).stream()
                                .peek(note -> store.save(note)))
                        .isEqualTo(notes);
            });
            assertThat(table.stored()).isEqualTo(notes);
        }
    }

    @Test
    void aParallelScanThatGetsNoConnectionFailsInPassing() {
        try (AdjustablePool pool = poolOfOne()) {
            ItemStore store = table.store(pool);
            store.batchWrite(notes);
            table.jdbc().execute("ANALYZE " + table.name());

            new TransactionTemplate(new JdbcTransactionManager(pool))
                    .executeWithoutResult(status -> assertThatExceptionOfType(StoreException.class)
                            .isThrownBy(() -> {
                                pool.beImpatient();
                                store.get(Note.class, KeyValues.of("owner", "o", "id", "00001"));
                                store.scan(Note.class, KeyValues.none())
                                        .parallelism(4)
                                        .list();
                            })
                            .matches(StoreException::isTransient));
            pool.bePatient();
            assertThat(store.scan(Note.class, KeyValues.none()).parallelism(4).list())
                    .containsExactlyInAnyOrderElementsOf(notes);
        }
    }

    private static void awaitZero(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static AdjustablePool poolOfOne() {
        HikariConfig config = TestServers.postgres("postgres");
        config.setMaximumPoolSize(1);
        return new AdjustablePool(config);
    }
}
