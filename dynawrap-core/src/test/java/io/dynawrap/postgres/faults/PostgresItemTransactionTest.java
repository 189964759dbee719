package io.dynawrap.postgres.faults;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemAbsent;
import static io.dynawrap.Condition.itemExists;
import static java.util.concurrent.CompletableFuture.runAsync;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.ConditionFailedException;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemTransaction;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TestServers;
import io.dynawrap.TransactionFailedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions of a store: their locks, and how they take part in a surrounding transaction of Spring. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class PostgresItemTransactionTest {

    private static final Note ONE = Note.of(1);
    private static final Note TWO = Note.of(2);
    private static final Note THREE = Note.of(3);

    private final NoteTable table = NoteTable.create();
    private final HikariDataSource pool;
    private final ItemStore store;
    private final ItemStore others;
    private final TransactionTemplate surrounding;

    PostgresItemTransactionTest(boolean autoCommit) {
        HikariConfig config = TestServers.postgres("postgres");
        config.setAutoCommit(autoCommit);
        config.addDataSourceProperty("ApplicationName", "item-transaction");
        config.setMinimumIdle(0);
        this.pool = new HikariDataSource(config);
        this.store = table.store(pool);
        this.others = table.store(table.jdbc());
        this.surrounding = new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    @AfterEach
    void noConnectionIsLeftInATransaction() {
        assertThat(table.jdbc()
                        .queryForList(
                                "SELECT query FROM pg_stat_activity WHERE application_name = 'item-transaction'"
                                        + " AND state LIKE 'idle in transaction%'",
                                String.class))
                .isEmpty();
        pool.close();
    }

    private static KeyValues key(Note note) {
        return KeyValues.of("owner", note.owner(), "id", note.id());
    }

    private static Note changed(Note note) {
        return new Note(note.owner(), note.id(), "changed");
    }

    /** Ends a transaction of another session when a test says so. */
    private static final class Held implements AutoCloseable {

        private final Connection connection;

        Held(NoteTable table) throws SQLException {
            connection = table.jdbc().getDataSource().getConnection();
            connection.setAutoCommit(false);
        }

        void execute(String sql) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.close();
        }
    }

    /** Lets the transaction wait after it has locked its keys. */
    private CompletableFuture<Void> startAndHold(Held held, Consumer<ItemTransaction> operations) throws SQLException {
        table.beforeWriteOf(
                THREE,
                "IF NEW.schema_version <> 'dynawrap:placeholder' THEN PERFORM pg_advisory_xact_lock(77); END IF;");
        held.execute("SELECT pg_advisory_xact_lock(77)");
        CompletableFuture<Void> transaction =
                runAsync(() -> store.transaction(operations.andThen(tx -> tx.save(THREE))));
        table.awaitBlocked("item-transaction", 1);
        return transaction;
    }

    @Test
    void aSaveWaitsForAnOpenTransactionThatCheckedItsItemAsAbsent() throws Exception {
        CompletableFuture<Note> saved;
        CompletableFuture<Void> transaction;
        try (Held held = new Held(table)) {
            transaction = startAndHold(
                    held, tx -> tx.check(Note.class, key(ONE), itemAbsent()).create(TWO));
            saved = supplyAsync(() -> store.save(changed(ONE)));
            table.awaitBlocked("item-transaction", 2);
            assertThat(table.stored()).as("a reader sees no placeholders").isEmpty();
            assertThat(others.exists(Note.class, key(ONE))).isFalse();
            others.save(Note.of(9));
            assertThat(table.stored()).as("another key is not locked").containsExactly(Note.of(9));
        }
        transaction.get(NoteTable.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(saved.get(NoteTable.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(changed(ONE));
        assertThat(table.stored()).containsExactly(changed(ONE), TWO, THREE, Note.of(9));
    }

    @Test
    void aSaveWaitsForAnOpenTransactionThatCheckedItsItem() throws Exception {
        others.save(ONE);
        CompletableFuture<Note> saved;
        CompletableFuture<Void> transaction;
        try (Held held = new Held(table)) {
            transaction = startAndHold(held, tx -> tx.check(Note.class, key(ONE), itemExists()));
            saved = supplyAsync(() -> store.save(changed(ONE)));
            table.awaitBlocked("item-transaction", 2);
            assertThat(others.get(Note.class, key(ONE))).contains(ONE);
        }
        transaction.get(NoteTable.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        saved.get(NoteTable.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(table.stored()).containsExactly(changed(ONE), THREE);
    }

    @Test
    void aTransactionThatWaitsForAnotherWriterDecidesByWhatThatOneCommits() throws Exception {
        CompletableFuture<Object> transaction;
        try (Held held = new Held(table)) {
            held.execute(
                    "INSERT INTO " + table.name()
                            + " VALUES ('NOTES#o', 'NOTE#00001', 'v', '{\"owner\":\"o\",\"id\":\"00001\",\"text\":\"theirs\"}')");
            transaction = supplyAsync(
                            () -> store.transaction(tx -> tx.create(TWO).check(Note.class, key(ONE), itemAbsent())))
                    .handle((written, failure) -> failure == null ? written : failure.getCause());
            table.awaitBlocked("item-transaction", 1);
            held.connection.commit();
        }
        Object outcome = transaction.get(NoteTable.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(outcome).isInstanceOf(TransactionFailedException.class);
        ConditionFailedException reason =
                ((TransactionFailedException) outcome).reasons().get(1).orElseThrow();
        assertThat(reason.current(Note.class)).contains(new Note("o", "00001", "theirs"));
        assertThat(table.stored()).hasSize(1);
    }

    @Test
    void insideASurroundingTransactionARefusalUndoesOnlyItself() {
        others.save(TWO);
        surrounding.executeWithoutResult(status -> {
            store.create(ONE);
            TransactionFailedException refused = catchThrowableOfType(
                    TransactionFailedException.class,
                    () -> store.transaction(
                            tx -> tx.save(THREE).create(TWO).check(Note.class, key(Note.of(4)), itemAbsent())));
            assertThat(refused.reasons().get(1).orElseThrow().current(Note.class))
                    .contains(TWO);
            assertThat(store.exists(Note.class, key(THREE))).isFalse();
            assertThat(store.exists(Note.class, key(Note.of(4)))).isFalse();
            store.transaction(tx -> tx.create(Note.of(5)).check(Note.class, key(Note.of(6)), itemAbsent()));
            assertThat(store.exists(Note.class, key(Note.of(6)))).isFalse();
            store.save(changed(ONE));
        });
        assertThat(table.stored()).containsExactly(changed(ONE), TWO, Note.of(5));
    }

    @Test
    void aTransactionIsCommittedAndRolledBackWithTheSurroundingOne() {
        surrounding.executeWithoutResult(status -> {
            store.transaction(tx -> tx.create(ONE).create(TWO));
            assertThat(table.stored()).isEmpty();
            assertThat(store.exists(Note.class, key(TWO))).isTrue();
        });
        assertThat(table.stored()).containsExactly(ONE, TWO);
        surrounding.executeWithoutResult(status -> {
            store.transaction(tx -> tx.delete(ONE).create(THREE));
            status.setRollbackOnly();
        });
        assertThat(table.stored()).containsExactly(ONE, TWO);
    }

    @Test
    void aFailureInASurroundingTransactionMakesItsCommitFail() {
        table.beforeWriteOf(
                TWO,
                "IF NEW.schema_version <> 'dynawrap:placeholder' THEN RAISE EXCEPTION USING ERRCODE = '40001'; END IF;");
        ItemStore impatient = table.store(pool, () -> {
            throw new AssertionError("nothing is repeated in a transaction");
        });
        assertThatThrownBy(() -> surrounding.executeWithoutResult(status -> {
                    impatient.save(ONE);
                    StoreException conflict = catchThrowableOfType(
                            StoreException.class, () -> impatient.transaction(tx -> tx.create(TWO)));
                    assertThat(conflict.problem()).isEqualTo(StoreProblem.CONFLICT);
                }))
                .isInstanceOf(UnexpectedRollbackException.class);
        assertThat(table.stored()).isEmpty();
    }

    @Test
    void withASnapshotATransactionOverALaterItemFails() {
        others.save(TWO);
        for (Consumer<ItemStore> later :
                List.<Consumer<ItemStore>>of(writer -> writer.save(ONE), writer -> writer.save(changed(TWO)))) {
            assertThatThrownBy(() -> snapshot().executeWithoutResult(status -> {
                        assertThat(store.exists(Note.class, key(ONE))).isFalse();
                        later.accept(others);
                        store.transaction(tx -> tx.check(Note.class, key(ONE), itemAbsent())
                                .save(changed(TWO), field("text").is(TWO.text())));
                    }))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.CONFLICT));
            others.delete(ONE);
        }
    }

    /** The rows that a snapshot shows may be deleted already, and such a row cannot be locked any more. */
    @Test
    void withASnapshotATransactionOverAnItemThatOthersDeletedFails() {
        for (Consumer<ItemTransaction> operation : List.<Consumer<ItemTransaction>>of(
                tx -> tx.check(Note.class, key(ONE), itemExists()),
                tx -> tx.check(Note.class, key(ONE), field("text").is(ONE.text())),
                tx -> tx.check(
                        Note.class, key(ONE), itemAbsent().or(field("text").is(ONE.text()))),
                tx -> tx.save(changed(ONE), itemExists()),
                tx -> tx.update(Note.class, key(ONE), u -> u.set("text", "changed")),
                tx -> tx.delete(Note.class, key(ONE), itemExists()))) {
            others.save(ONE);
            assertThatThrownBy(() -> snapshot().executeWithoutResult(status -> {
                        assertThat(store.exists(Note.class, key(ONE))).isTrue();
                        others.delete(ONE);
                        store.transaction(operation.andThen(tx -> tx.create(TWO)));
                    }))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.CONFLICT));
            assertThat(table.count()).isZero();
        }
    }

    @Test
    void withASnapshotAnItemThatOthersDeletedIsStoredAnew() {
        for (Consumer<ItemStore> write : List.<Consumer<ItemStore>>of(
                writer -> writer.save(changed(ONE)),
                writer -> writer.create(changed(ONE)),
                writer -> writer.batchWrite(List.of(changed(ONE))),
                writer -> writer.transaction(tx -> tx.create(changed(ONE))))) {
            others.save(ONE);
            snapshot().executeWithoutResult(status -> {
                assertThat(store.exists(Note.class, key(ONE))).isTrue();
                others.delete(ONE);
                write.accept(store);
            });
            assertThat(table.stored()).containsExactly(changed(ONE));
        }
    }

    private TransactionTemplate snapshot() {
        DefaultTransactionDefinition repeatable = new DefaultTransactionDefinition();
        repeatable.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return new TransactionTemplate(new JdbcTransactionManager(pool), repeatable);
    }

    @Test
    void aReadOnlyTransactionIsReported() {
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        definition.setReadOnly(true);
        TransactionTemplate readOnly = new TransactionTemplate(new JdbcTransactionManager(pool), definition);
        assertThatThrownBy(() -> readOnly.executeWithoutResult(status -> store.transaction(tx -> tx.save(ONE))))
                .hasMessageContaining("25006");
        assertThat(table.stored()).isEmpty();
    }

    @Test
    void nothingIsLeftOfTheKeysThatWereLocked() {
        others.save(TWO);
        store.transaction(
                tx -> tx.check(Note.class, key(ONE), itemAbsent()).delete(THREE).delete(TWO));
        assertThatThrownBy(() -> store.transaction(tx ->
                        tx.check(Note.class, key(ONE), itemExists()).save(THREE).delete(TWO)))
                .isInstanceOf(TransactionFailedException.class);
        assertThat(table.count()).isZero();
    }

    /** A condition never counts as checked on a key that is not locked. */
    @Test
    void aTriggerThatKeepsPlaceholdersAwayIsAConflict() {
        table.beforeWriteOf(ONE, "IF NEW.schema_version = 'dynawrap:placeholder' THEN RETURN NULL; END IF;");
        ItemStore impatient = table.store(pool, () -> {});
        assertThatThrownBy(() -> impatient.transaction(
                        tx -> tx.check(Note.class, key(ONE), itemAbsent()).save(TWO)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.CONFLICT));
        assertThatThrownBy(() -> impatient.transaction(
                        tx -> tx.check(Note.class, key(ONE), itemExists()).save(TWO)))
                .isInstanceOf(TransactionFailedException.class);
        assertThat(table.count()).isZero();
    }

    @Test
    void aRowOfAnotherWriterWithoutDocumentOrVersionIsAnItem() {
        table.jdbc().execute("ALTER TABLE " + table.name() + " ALTER data DROP NOT NULL");
        table.jdbc().execute("INSERT INTO " + table.name() + " VALUES ('NOTES#o', 'NOTE#00001', NULL, NULL)");
        store.transaction(tx -> tx.check(Note.class, key(ONE), itemExists()).create(TWO));
        assertThatThrownBy(() -> store.transaction(tx -> tx.create(ONE)))
                .isInstanceOf(TransactionFailedException.class);
        assertThat(table.count()).isEqualTo(2);
    }
}
