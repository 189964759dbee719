package io.dynawrap.postgres;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemAbsent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.engine.TestStores;
import io.dynawrap.postgres.JpaDatabase.Note;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Transactions of a store, and its conditional writes, in a transaction of {@code JpaTransactionManager}. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class PostgresJpaItemTransactionTest {

    @DbItem(pk = "LABELS", sk = "LABEL#{name}")
    record Label(String name, int uses) {}

    private static final Label ONE = new Label("1", 0);
    private static final Label TWO = new Label("2", 0);
    private static final Label THREE = new Label("3", 0);
    private static final Label FOUR = new Label("4", 0);

    private final TestTable table = TestTable.create();
    private final ItemStore others =
            TestStores.withoutTimeLimit(table.backend()).table(table.name());
    private final JpaDatabase database;
    private final ItemStore store;

    PostgresJpaItemTransactionTest(boolean autoCommit) {
        database = new JpaDatabase(autoCommit);
        store = TestStores.withoutTimeLimit(new PostgresBackend(new JdbcTemplate(database.dataSource())))
                .table(table.name());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<Label> committed() {
        return others.query(Label.class, KeyValues.none()).list();
    }

    private static KeyValues key(Label label) {
        return KeyValues.of("name", label.name());
    }

    private void inTransaction(Runnable work) {
        database.transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> work.run());
    }

    /** Spring only logs what a callback throws after the completion. */
    private void inTransactionWith(PostgresCallbackTest.Phase phase, Runnable callback) {
        List<Throwable> failures = new ArrayList<>();
        inTransaction(() -> {
            database.entities().persist(new Note(1));
            TransactionSynchronizationManager.registerSynchronization(phase.run(() -> {
                try {
                    callback.run();
                } catch (RuntimeException | AssertionError e) {
                    failures.add(e);
                }
            }));
        });
        assertThat(failures).isEmpty();
    }

    @Test
    void aTransactionOfAStoreIsCommittedTogetherWithAnEntity() {
        inTransaction(() -> {
            database.entities().persist(new Note(1));
            store.transaction(tx -> tx.create(ONE).create(TWO).check(Label.class, key(THREE), itemAbsent()));
            assertThat(committed()).isEmpty();
        });

        assertThat(committed()).containsExactly(ONE, TWO);
        assertThat(database.notes()).isEqualTo(1);
    }

    @Test
    void aTransactionOfAStoreIsRolledBackTogetherWithAnEntity() {
        database.transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            database.entities().persist(new Note(1));
            database.entities().flush();
            store.transaction(tx -> tx.create(ONE).create(TWO).check(Label.class, key(THREE), itemAbsent()));
            assertThat(store.getAll(Label.class, List.of(key(ONE), key(TWO)))).hasSize(2);
            status.setRollbackOnly();
        });

        assertThat(table.keys(TestTable.scan("", ""))).isEmpty();
        assertThat(database.notes()).isZero();
    }

    /** The first entity is written before the refusal, or only with the commit. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusedTransactionOfAStoreUndoesOnlyItself(boolean flush) {
        others.create(TWO);
        inTransaction(() -> {
            database.entities().persist(new Note(1));
            if (flush) {
                database.entities().flush();
            }
            store.create(ONE);
            assertThatExceptionOfType(TransactionFailedException.class)
                    .isThrownBy(() -> store.transaction(
                            tx -> tx.create(THREE).create(TWO).check(Label.class, key(FOUR), itemAbsent())))
                    .satisfies(refused -> assertThat(
                                    refused.reasons().get(1).orElseThrow().current(Label.class))
                            .contains(TWO));
            assertThat(store.exists(Label.class, key(THREE))).isFalse();
            database.entities().persist(new Note(2));
            store.transaction(tx -> tx.create(FOUR).delete(TWO));
            assertThat(database.entities()
                            .createQuery("select count(n) from Note n", Long.class)
                            .getSingleResult())
                    .isEqualTo(2);
        });

        assertThat(committed()).containsExactly(ONE, FOUR);
        assertThat(table.keys(TestTable.scan("", ""))).hasSize(2);
        assertThat(database.notes()).isEqualTo(2);
    }

    @Test
    void aRefusedWriteLeavesTheTransactionUsable() {
        others.create(TWO);
        inTransaction(() -> {
            database.entities().persist(new Note(1));
            assertThatExceptionOfType(ItemExistsException.class).isThrownBy(() -> store.create(TWO));
            assertThatExceptionOfType(ConditionFailedException.class)
                    .isThrownBy(() -> store.save(TWO, field("uses").is(5)));
            assertThatExceptionOfType(ConditionFailedException.class)
                    .isThrownBy(() -> store.update(Label.class, key(ONE), changes -> changes.add("uses", 1)));
            database.entities().persist(new Note(2));
            store.update(Label.class, key(TWO), changes -> changes.add("uses", 1));
        });

        assertThat(committed()).containsExactly(new Label("2", 1));
        assertThat(database.notes()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionOfAStoreInACallbackIsStoredWhenTheCallReturns(PostgresCallbackTest.Phase phase) {
        inTransactionWith(phase, () -> {
            store.transaction(tx -> tx.create(ONE).create(TWO));
            assertThat(committed()).containsExactly(ONE, TWO);
            assertThatExceptionOfType(TransactionFailedException.class)
                    .isThrownBy(() -> store.transaction(tx -> tx.create(THREE).create(TWO)));
            store.transaction(tx -> tx.create(FOUR).delete(TWO));
            assertThat(committed()).containsExactly(ONE, FOUR);
        });

        assertThat(table.keys(TestTable.scan("", ""))).hasSize(2);
        assertThat(database.notes()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionOfAStoreJoinsANewTransactionInACallback(PostgresCallbackTest.Phase phase) {
        var requiresNew = database.transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        inTransactionWith(phase, () -> {
            requiresNew.executeWithoutResult(status -> {
                store.transaction(tx -> tx.create(ONE).create(TWO));
                database.entities().persist(new Note(2));
                assertThat(committed()).isEmpty();
            });
            assertThat(committed()).containsExactly(ONE, TWO);
            requiresNew.executeWithoutResult(status -> {
                store.transaction(tx -> tx.create(THREE).delete(ONE));
                status.setRollbackOnly();
            });
        });

        assertThat(committed()).containsExactly(ONE, TWO);
        assertThat(database.notes()).isEqualTo(2);
    }

    @Test
    void inAfterCommitATransactionThatMayBeTheCompletedOneFailsTheCall() {
        inTransactionWith(
                PostgresCallbackTest.Phase.AFTER_COMMIT,
                () -> inTransaction(() -> assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> store.transaction(tx -> tx.create(ONE).create(TWO)))
                        .withMessageContaining("PROPAGATION_REQUIRES_NEW")
                        .matches(e -> !e.isTransient())));

        assertThat(committed()).isEmpty();
        assertThat(database.notes()).isEqualTo(1);
    }

    @Test
    void inAfterCompletionATransactionThatTakesPartInTheCompletedOneIsCommittedAtItsEnd() {
        inTransactionWith(PostgresCallbackTest.Phase.AFTER_COMPLETION, () -> {
            inTransaction(() -> {
                store.transaction(tx -> tx.create(ONE).create(TWO));
                assertThat(committed()).isEmpty();
            });
            assertThat(committed()).containsExactly(ONE, TWO);
            inTransaction(() -> {
                store.create(THREE);
                assertThat(committed()).containsExactly(ONE, TWO);
            });
            assertThat(committed()).containsExactly(ONE, TWO, THREE);
            database.transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
                store.delete(THREE);
                store.transaction(tx -> tx.create(FOUR).delete(ONE));
                status.setRollbackOnly();
            });
            assertThat(committed()).containsExactly(ONE, TWO, THREE);
            store.create(FOUR);
            assertThat(committed()).containsExactly(ONE, TWO, THREE, FOUR);
        });

        assertThat(database.notes()).isEqualTo(1);
    }
}
