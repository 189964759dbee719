package io.dynawrap.postgres.faults;

import static io.dynawrap.Condition.itemAbsent;
import static io.dynawrap.Condition.itemExists;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.TestServers;
import io.dynawrap.TransactionFailedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes through a pool whose connections have another isolation level than PostgreSQL's default. */
@ParameterizedClass
@ValueSource(strings = {"TRANSACTION_REPEATABLE_READ", "TRANSACTION_SERIALIZABLE"})
class PostgresIsolationTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 25;
    private static final KeyValues COUNTER = KeyValues.of("name", "c");

    @DbItem(pk = "COUNTER#{name}", sk = "COUNTER")
    record Counter(String name, long count, @ItemVersion long version) {}

    private final HikariDataSource pool;
    private final ItemStore store;

    PostgresIsolationTest(String isolation) {
        HikariConfig config = TestServers.postgres("postgres");
        config.setTransactionIsolation(isolation);
        config.setMinimumIdle(0);
        this.pool = new HikariDataSource(config);
        this.store = NoteTable.create().store(pool);
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    private static <T> List<T> atOnce(int threads, IntFunction<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<CompletableFuture<T>> all = IntStream.range(0, threads)
                .mapToObj(thread -> CompletableFuture.supplyAsync(() -> {
                    try {
                        start.await(NoteTable.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                    return work.apply(thread);
                }))
                .toList();
        for (CompletableFuture<T> one : all) {
            one.get(NoteTable.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        return all.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void updatesOfManyThreadsLoseNothing() throws Exception {
        store.create(new Counter("c", 0, 0));
        atOnce(THREADS, thread -> {
            for (int round = 0; round < ROUNDS; round++) {
                store.update(Counter.class, COUNTER, u -> u.add("count", 1));
            }
            return true;
        });
        assertThat(store.get(Counter.class, COUNTER).orElseThrow().count()).isEqualTo(THREADS * ROUNDS);
    }

    @Test
    void changesOfManyThreadsLoseNothing() throws Exception {
        store.create(new Counter("c", 0, 0));
        atOnce(THREADS, thread -> {
            for (int round = 0; round < ROUNDS; round++) {
                store.modify(
                        Counter.class, COUNTER, counter -> new Counter("c", counter.count() + 1, counter.version()));
            }
            return true;
        });
        assertThat(store.get(Counter.class, COUNTER).orElseThrow().count()).isEqualTo(THREADS * ROUNDS);
    }

    @Test
    void savesOfManyThreadsAllSucceed() throws Exception {
        atOnce(THREADS, thread -> {
            for (int round = 0; round < ROUNDS; round++) {
                store.save(Note.of(round));
            }
            return true;
        });
        assertThat(store.query(Note.class, KeyValues.of("owner", "o")).list()).hasSize(ROUNDS);
    }

    @Test
    void ofTwoTransactionsThatCheckWhatTheOtherWritesOneIsRefused() throws Exception {
        for (int pair = 0; pair < ROUNDS; pair++) {
            int left = 2 * pair;
            assertThat(atOnce(2, caller -> createIfAbsent(left + caller, left + 1 - caller)))
                    .as("pair %d", pair)
                    .containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void ofTwoTransactionsThatCheckWhatTheOtherDeletesOneIsRefused() throws Exception {
        for (int pair = 0; pair < ROUNDS; pair++) {
            int left = 2 * pair;
            store.save(Note.of(left));
            store.save(Note.of(left + 1));
            assertThat(atOnce(2, caller -> deleteIfPresent(left + caller, left + 1 - caller)))
                    .as("pair %d", pair)
                    .containsExactlyInAnyOrder(true, false);
        }
    }

    private boolean deleteIfPresent(int mine, int other) {
        KeyValues otherKey = KeyValues.of("owner", "o", "id", Note.of(other).id());
        try {
            store.transaction(tx -> tx.delete(Note.of(mine)).check(Note.class, otherKey, itemExists()));
            return true;
        } catch (TransactionFailedException e) {
            return false;
        }
    }

    private boolean createIfAbsent(int mine, int other) {
        KeyValues otherKey = KeyValues.of("owner", "o", "id", Note.of(other).id());
        try {
            store.transaction(tx -> tx.create(Note.of(mine)).check(Note.class, otherKey, itemAbsent()));
            return true;
        } catch (TransactionFailedException e) {
            return false;
        }
    }
}
