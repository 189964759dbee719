package io.dynawrap.postgres.faults;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemExists;
import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemNotFoundException;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TestServers;
import java.io.IOException;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Single writes whose answers are lost, that conflict with others, and that are refused in a transaction. */
class PostgresCheckedWriteTest {

    private static final Note NOTE = new Note("o", "00001", "text");
    private static final KeyValues KEY = KeyValues.of("owner", "o", "id", "00001");

    private final NoteTable table = NoteTable.create();
    private final ItemStore others = table.store(table.jdbc());
    private final CuttingProxy proxy = new CuttingProxy();
    private final HikariDataSource pool = pool(TestServers.postgres("postgres").getJdbcUrl(), true);

    PostgresCheckedWriteTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        pool.close();
        proxy.close();
    }

    /** The statement waits for a lock while its connection is cut, and is committed afterwards. */
    @ParameterizedTest
    @CsvSource({
        "create, true",
        "create, false",
        "save, true",
        "save, false",
        "update, true",
        "upsert, true",
        "fields, true",
        "fields, false"
    })
    void aWriteWhoseConnectionIsCutBeforeTheAnswerHasAnUnknownOutcome(String operation, boolean autoCommit)
            throws Exception {
        if (operation.equals("update") || operation.equals("fields")) {
            others.save(new Note("o", "00001", "old"));
        }
        Consumer<ItemStore> write = switch (operation) {
            case "create" -> store -> store.create(NOTE);
            case "save" -> store -> store.save(NOTE);
            case "update" -> store -> store.save(NOTE, itemExists());
            case "fields" -> store -> store.update(Note.class, KEY, u -> u.set("text", "text"));
            default ->
                store -> store.save(
                        NOTE,
                        io.dynawrap.Condition.itemAbsent().or(field("text").is("old")));
        };
        table.beforeWriteOf(NOTE, "PERFORM pg_advisory_xact_lock(4);");
        StoreException unknown;
        try (HikariDataSource cut = pool(proxy.jdbcUrl(), autoCommit);
                Connection lock = table.jdbc().getDataSource().getConnection()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("SELECT pg_advisory_xact_lock(4)");
            CompletableFuture<Void> written = runAsync(() -> write.accept(table.store(cut)));
            table.awaitBlocked("cutting-proxy", 1);
            proxy.cut();
            unknown = (StoreException) catchThrowableOfType(CompletionException.class, written::join)
                    .getCause();
            lock.rollback();
        }

        assertThat(unknown.problem()).isEqualTo(StoreProblem.OUTCOME_UNKNOWN);
        assertThat(unknown.isTransient()).isTrue();
        assertThat(unknown).hasMessageContaining("SQLState 08").hasMessageContaining("might have been executed");
        await().atMost(NoteTable.PATIENCE).until(() -> table.stored().equals(List.of(NOTE)));
    }

    @Test
    void inATransactionALostConnectionHasWrittenNothing() {
        table.beforeWriteOf(NOTE, "PERFORM pg_terminate_backend(pg_backend_pid());");
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        StoreException lost = (StoreException) catchThrowableOfType(
                        TransactionSystemException.class,
                        () -> transaction.executeWithoutResult(
                                status -> table.store(pool).create(NOTE)))
                .getApplicationException();
        assertThat(lost.problem()).isNotEqualTo(StoreProblem.OUTCOME_UNKNOWN);
        assertThat(table.stored()).isEmpty();
    }

    private void failFirstWrites(int times, String state) {
        table.jdbc().execute("CREATE SEQUENCE " + table.name() + "_tries");
        table.beforeWriteOf(
                NOTE,
                "IF nextval('" + table.name() + "_tries') <= " + times + " THEN RAISE EXCEPTION USING ERRCODE = '"
                        + state + "'; END IF;");
    }

    private long tries() {
        return table.jdbc().queryForObject("SELECT last_value FROM " + table.name() + "_tries", Long.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void aConflictIsRepeatedOutsideOfATransaction(String state) {
        failFirstWrites(3, state);
        table.store(pool, () -> {}).create(NOTE);
        assertThat(table.stored()).containsExactly(NOTE);
        assertThat(tries()).isEqualTo(4);
    }

    @Test
    void aConflictThatStaysEndsInATransientFailure() {
        failFirstWrites(1000, "40001");
        StoreException conflict = catchThrowableOfType(
                StoreException.class, () -> table.store(pool, () -> {}).save(NOTE));
        assertThat(conflict.problem()).isEqualTo(StoreProblem.CONFLICT);
        assertThat(conflict.isTransient()).isTrue();
        assertThat(tries()).isEqualTo(10);
    }

    @Test
    void aConflictInATransactionIsNotRepeated() {
        failFirstWrites(1000, "40001");
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        assertThatThrownBy(() -> transaction.executeWithoutResult(
                        status -> table.store(pool, () -> {}).save(NOTE)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.CONFLICT));
        assertThat(tries()).isEqualTo(1);
    }

    @Test
    void aTransactionGoesOnAfterARefusedWrite() {
        others.save(NOTE);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        transaction.executeWithoutResult(status -> {
            ItemStore store = table.store(pool);
            assertThatThrownBy(() -> store.create(NOTE)).isInstanceOf(ItemExistsException.class);
            assertThatThrownBy(() -> store.save(NOTE, field("text").is("other")))
                    .isInstanceOf(ConditionFailedException.class);
            assertThatThrownBy(() -> store.delete(NOTE, field("text").is("other")))
                    .isInstanceOf(ConditionFailedException.class);
            assertThatThrownBy(() -> store.update(Note.class, Note.of(3).key(), u -> u.remove("text")))
                    .isInstanceOf(ItemNotFoundException.class);
            assertThatThrownBy(() -> store.update(
                            Note.class,
                            KEY,
                            u -> u.remove("text").onlyIf(field("text").is("other"))))
                    .isInstanceOf(ConditionFailedException.class);
            store.create(Note.of(2));
            assertThat(store.update(Note.class, Note.of(2).key(), u -> u.set("text", "later"))
                            .text())
                    .isEqualTo("later");
        });
        assertThat(table.stored()).containsExactly(NOTE, new Note("o", "00002", "later"));
    }

    @Test
    void anUpdateIsUndoneWithItsTransaction() {
        others.save(NOTE);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        transaction.executeWithoutResult(status -> {
            table.store(pool).update(Note.class, KEY, u -> u.set("text", "other"));
            status.setRollbackOnly();
        });
        assertThat(table.stored()).containsExactly(NOTE);
    }

    /** A pause would hold the locks of the transaction longer, and the faster writer has committed anyway. */
    @Test
    void aModificationInATransactionIsRepeatedWithoutPauses() {
        ItemStore store = table.store(pool, () -> {
            throw new AssertionError("no pause");
        });
        others.create(new Counted("o", 1, 0));
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        AtomicInteger calls = new AtomicInteger();
        Counted modified = transaction.execute(status -> {
            store.create(Note.of(2));
            return store.modify(Counted.class, KeyValues.of("owner", "o"), counted -> {
                if (calls.incrementAndGet() < 4) {
                    others.update(Counted.class, KeyValues.of("owner", "o"), u -> u.add("n", 10));
                }
                return new Counted("o", counted.n() + 1, 0);
            });
        });
        assertThat(modified).isEqualTo(new Counted("o", 32, 5));
        assertThat(others.get(Counted.class, KeyValues.of("owner", "o"))).contains(modified);
        assertThat(others.exists(Note.class, Note.of(2).key())).isTrue();
    }

    @DbItem(pk = "NOTES#{owner}", sk = "COUNTED")
    record Counted(String owner, int n, @ItemVersion int version) {}

    @ParameterizedTest
    @ValueSource(ints = {TransactionDefinition.ISOLATION_REPEATABLE_READ, TransactionDefinition.ISOLATION_SERIALIZABLE})
    void withASnapshotAWriteOverALaterItemFailsAtOnceAndDoesNotLoop(int isolation) {
        DefaultTransactionDefinition snapshot = new DefaultTransactionDefinition();
        snapshot.setIsolationLevel(isolation);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool), snapshot);
        ItemStore store = table.store(pool, () -> {
            throw new AssertionError("nothing is repeated");
        });
        // the item appears after the snapshot
        assertConflict(() -> transaction.executeWithoutResult(status -> {
            assertThat(store.exists(Note.class, KEY)).isFalse();
            others.save(NOTE);
            store.create(NOTE);
        }));
        // the item changes after the snapshot, which the condition holds for
        assertConflict(() -> transaction.executeWithoutResult(status -> {
            assertThat(store.exists(Note.class, KEY)).isTrue();
            others.save(new Note("o", "00001", "changed"));
            store.save(NOTE, field("text").is("text"));
        }));
        others.save(NOTE);
        assertConflict(() -> transaction.executeWithoutResult(status -> {
            assertThat(store.exists(Note.class, KEY)).isTrue();
            others.save(new Note("o", "00001", "changed"));
            store.update(Note.class, KEY, u -> u.set("text", "mine"));
        }));
        // the snapshot refuses, whatever was changed since
        transaction.executeWithoutResult(status -> {
            assertThat(store.exists(Note.class, KEY)).isTrue();
            others.save(NOTE);
            ConditionFailedException refused = catchThrowableOfType(
                    ConditionFailedException.class,
                    () -> store.save(NOTE, field("text").is("text")));
            assertThat(refused.current(Note.class).orElseThrow().text()).isEqualTo("changed");
        });
        // the item that the snapshot has not is absent
        others.delete(NOTE);
        transaction.executeWithoutResult(status -> {
            assertThat(store.exists(Note.class, KEY)).isFalse();
            others.save(NOTE);
            ConditionFailedException refused =
                    catchThrowableOfType(ConditionFailedException.class, () -> store.save(NOTE, itemExists()));
            assertThat(refused.current(Note.class)).isEmpty();
        });
    }

    private static void assertConflict(Runnable transaction) {
        assertThatThrownBy(transaction::run)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.CONFLICT));
    }

    private static HikariDataSource pool(String url, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("postgres");
        config.setPassword("postgres");
        config.setAutoCommit(autoCommit);
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }
}
