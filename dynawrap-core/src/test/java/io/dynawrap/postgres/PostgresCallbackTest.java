package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.BatchWriteException;
import io.dynawrap.DbItem;
import io.dynawrap.StoreException;
import io.dynawrap.TestServers;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.spi.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalApplicationListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Calls from the callbacks of a transaction, while Spring still holds its connection. What is visible is looked at through
 * another connection, which sees only what was committed.
 */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class PostgresCallbackTest {

    /** The callbacks in which a transaction is over. */
    enum Phase {
        AFTER_COMMIT,
        AFTER_COMPLETION;

        TransactionSynchronization run(Runnable work) {
            return switch (this) {
                case AFTER_COMMIT ->
                    new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            work.run();
                        }
                    };
                case AFTER_COMPLETION ->
                    new TransactionSynchronization() {
                        @Override
                        public void afterCompletion(int status) {
                            work.run();
                        }
                    };
            };
        }
    }

    private final TestTable committed = TestTable.create();
    private final HikariDataSource pool;
    private final TestTable table;
    private final List<Throwable> failures = new ArrayList<>();

    PostgresCallbackTest(boolean autoCommit) {
        HikariConfig config = TestServers.postgres("postgres");
        config.setAutoCommit(autoCommit);
        config.setMaximumPoolSize(2);
        config.addDataSourceProperty("ApplicationName", "callback-test");
        this.pool = new HikariDataSource(config);
        this.table = on(pool);
    }

    @AfterEach
    void noConnectionIsLeftInATransaction() {
        assertThat(committed
                        .jdbc()
                        .queryForList(
                                "SELECT query FROM pg_stat_activity WHERE application_name = 'callback-test'"
                                        + " AND state LIKE 'idle in transaction%'",
                                String.class))
                .isEmpty();
        pool.close();
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aWriteIsStoredWhenTheCallReturns(Phase phase) {
        inTransactionWith(phase, () -> {
            assertThat(table.backend().inTransaction()).isFalse();
            table.put("callback", "1", "x");
            assertThat(committed("callback")).containsExactly("1");
            table.put("callback", "2", "x");
            table.delete("callback", "1");
            assertThat(committed("callback")).containsExactly("2");
            assertThat(table.get("callback", "2")).isNotNull();
        });

        assertThat(committed("callback")).containsExactly("2");
    }

    @ParameterizedTest
    @EnumSource
    void aWriteIsStoredWhereTheStoreWasUsedBefore(Phase phase) {
        transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            table.put("used", "1", "x");
            register(phase, () -> {
                assertThat(committed("used")).containsExactly("1");
                table.put("used", "2", "x");
                assertThat(committed("used")).containsExactly("1", "2");
            });
        });

        assertThat(committed("used")).containsExactly("1", "2");
    }

    @Test
    void aWriteIsStoredAfterARollback() {
        transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            table.put("rolled-back", "1", "x");
            register(Phase.AFTER_COMPLETION, () -> table.put("rolled-back", "2", "x"));
            status.setRollbackOnly();
        });

        assertThat(committed("rolled-back")).containsExactly("2");
    }

    @DbItem(pk = "{owner}", sk = "{id}")
    record Note(String owner, String id) {}

    @ParameterizedTest
    @EnumSource
    void aBatchOfSeveralRequestsIsStored(Phase phase) {
        List<Note> notes = IntStream.range(0, 2500)
                .mapToObj(n -> new Note("batch", "" + n))
                .toList();
        inTransactionWith(
                phase,
                () -> assertThat(new DefaultItemStore(table.backend())
                                .table(table.name())
                                .batchWrite(notes))
                        .isEqualTo(2500));

        assertThat(committed("batch")).hasSize(2500);
    }

    @ParameterizedTest
    @EnumSource
    void aTableIsCreated(Phase phase) {
        String name = TestDatabase.freshName();
        inTransactionWith(phase, () -> table.backend().createTable(new TableSpec(name)));

        assertThat(new TestTable(committed.backend(), committed.jdbc(), name).get("a", "b"))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aFailureUndoesNothingAndHindersNothing(Phase phase) {
        inTransactionWith(phase, () -> {
            table.put("failure", "1", "x");
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> table.put("failure", "2", "\0"));
            table.put("failure", "3", "x");
        });

        assertThat(committed("failure")).containsExactly("1", "3");
    }

    @ParameterizedTest
    @EnumSource
    void whatOtherCodeWroteInTheCallbackBeforeIsStoredToo(Phase phase) {
        inTransactionWith(phase, () -> {
            table.jdbc().update("INSERT INTO " + table.name() + " VALUES ('other', '1', null, '{}')");
            table.put("other", "2", "x");
        });

        assertThat(committed("other")).containsExactly("1", "2");
    }

    @ParameterizedTest
    @EnumSource
    void afterAReadOnlyTransactionAWriteFails(Phase phase) {
        TransactionTemplate readOnly = transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED);
        readOnly.setReadOnly(true);
        readOnly.executeWithoutResult(status -> {
            table.get("read-only", "1");
            register(
                    phase,
                    () -> assertThatExceptionOfType(StoreException.class)
                            .isThrownBy(() -> table.put("read-only", "1", "x"))
                            .withMessageContaining("25006"));
        });

        assertThat(committed("read-only")).isEmpty();
    }

    @Test
    void writesBeforeTheCommitBelongToTheTransaction() {
        TransactionSynchronization before = new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                table.put("before", "1", "x");
            }

            @Override
            public void beforeCompletion() {
                table.put("before", "2", "x");
                assertThat(committed("before")).isEmpty();
            }
        };

        transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED)
                .executeWithoutResult(status -> TransactionSynchronizationManager.registerSynchronization(before));

        assertThat(committed("before")).containsExactly("1", "2");
    }

    @Test
    void aFailureInBeforeCompletionThatIsIgnoredFailsTheCommit() {
        TransactionSynchronization before = new TransactionSynchronization() {
            @Override
            public void beforeCompletion() {
                assertThatExceptionOfType(StoreException.class).isThrownBy(() -> table.put("late", "2", "\0"));
            }
        };

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED)
                        .executeWithoutResult(status -> {
                            table.put("late", "1", "x");
                            TransactionSynchronizationManager.registerSynchronization(before);
                        }));

        assertThat(committed("late")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aNewTransactionIsJoined(Phase phase) {
        TransactionTemplate requiresNew = transaction(pool, TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        inTransactionWith(phase, () -> {
            requiresNew.executeWithoutResult(status -> {
                table.put("new", "1", "x");
                assertThat(table.backend().inTransaction()).isTrue();
                assertThat(committed("new")).isEmpty();
            });
            assertThat(committed("new")).containsExactly("1");
            requiresNew.executeWithoutResult(status -> {
                table.put("new", "2", "x");
                status.setRollbackOnly();
            });
            table.put("new", "3", "x");
        });

        assertThat(committed("new")).containsExactly("1", "3");
    }

    @ParameterizedTest
    @EnumSource
    void aNewTransactionWithACallbackOfItsOwnIsJoinedToo(Phase phase) {
        TransactionTemplate requiresNew = transaction(pool, TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        inTransactionWith(
                phase,
                () -> requiresNew.executeWithoutResult(status -> {
                    table.put("chain", "1", "x");
                    register(phase, () -> {
                        assertThat(committed("chain")).containsExactly("1", "3");
                        table.put("chain", "2", "x");
                    });
                    table.put("chain", "3", "x");
                    assertThat(committed("chain")).isEmpty();
                }));

        assertThat(committed("chain")).containsExactly("1", "2", "3");
    }

    @ParameterizedTest
    @EnumSource
    void aSuspendedTransactionIsNotJoined(Phase phase) {
        TransactionTemplate notSupported = transaction(pool, TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
        inTransactionWith(
                phase,
                () -> notSupported.executeWithoutResult(status -> {
                    table.put("suspended", "1", "x");
                    assertThat(committed("suspended")).containsExactly("1");
                }));
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionOfAStoreIsStoredWhenTheCallReturnsOrNotAtAll(Phase phase) {
        DefaultItemStore store = new DefaultItemStore(table.backend()).table(table.name());
        inTransactionWith(phase, () -> {
            store.transaction(tx -> tx.create(new Note("several", "1")).create(new Note("several", "2")));
            assertThat(committed("several")).containsExactly("1", "2");
            assertThatExceptionOfType(TransactionFailedException.class)
                    .isThrownBy(() -> store.transaction(
                            tx -> tx.save(new Note("several", "3")).create(new Note("several", "2"))));
            store.transaction(tx -> tx.delete(new Note("several", "1")).create(new Note("several", "4")));
            assertThat(committed("several")).containsExactly("2", "4");
        });

        assertThat(committed("several")).containsExactly("2", "4");
    }

    /** Spring lets it take part in the completed transaction, whose synchronizations are still the current ones. */
    @Test
    void inAfterCommitATransactionThatMayBeTheCompletedOneFailsTheCall() {
        DefaultItemStore store = new DefaultItemStore(table.backend()).table(table.name());
        TransactionTemplate required = transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED);
        inTransactionWith(
                Phase.AFTER_COMMIT,
                () -> required.executeWithoutResult(status -> {
                    assertThatExceptionOfType(StoreException.class)
                            .isThrownBy(() -> table.put("required", "1", "x"))
                            .withMessageContaining("PROPAGATION_REQUIRES_NEW")
                            .matches(e -> !e.isTransient());
                    assertThatExceptionOfType(BatchWriteException.class)
                            .isThrownBy(() -> store.batchWrite(List.of(new Note("required", "2"))))
                            .matches(e -> e.unwrittenItems().size() == 1);
                    assertThatExceptionOfType(StoreException.class)
                            .isThrownBy(() -> store.transaction(tx -> tx.save(new Note("required", "3"))))
                            .withMessageContaining("PROPAGATION_REQUIRES_NEW");
                }));

        assertThat(committed("required")).isEmpty();
    }

    /** Spring begins synchronizations for it, reports its commit to them, and commits nothing. */
    @Test
    void inAfterCompletionATransactionThatTakesPartInTheCompletedOneIsCommittedAtItsEnd() {
        TransactionTemplate required = transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED);
        inTransactionWith(Phase.AFTER_COMPLETION, () -> {
            required.executeWithoutResult(status -> {
                table.put("part", "1", "x");
                table.put("part", "2", "x");
                assertThat(committed("part")).isEmpty();
            });
            assertThat(committed("part")).containsExactly("1", "2");
            required.executeWithoutResult(status -> {
                table.put("part", "3", "x");
                status.setRollbackOnly();
            });
            assertThat(committed("part")).containsExactly("1", "2");
        });

        assertThat(committed("part")).containsExactly("1", "2");
    }

    @ParameterizedTest
    @EnumSource
    void theTransactionAroundOneOfAnotherDataSourceIsJoinedInItsCallbacks(Phase phase) {
        try (HikariDataSource other = TestDatabase.PLAIN.pool(false)) {
            TransactionTemplate inner = transaction(other, TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
                table.put("two", "1", "x");
                inner.executeWithoutResult(status -> register(phase, () -> table.put("two", "2", "x")));
                assertThat(committed("two")).isEmpty();
                outer.setRollbackOnly();
            });
        }

        assertThat(committed("two")).isEmpty();
    }

    /** Nothing tells then whether it is the outer transaction that was completed. */
    @ParameterizedTest
    @EnumSource
    void inCallbacksOfAnotherDataSourceTheFirstUseOfTheStoreFails(Phase phase) {
        try (HikariDataSource other = TestDatabase.PLAIN.pool(false)) {
            TransactionTemplate inner = transaction(other, TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED)
                    .executeWithoutResult(outer -> inner.executeWithoutResult(status -> register(
                            phase,
                            () -> assertThatExceptionOfType(StoreException.class)
                                    .isThrownBy(() -> table.put("first", "1", "x"))
                                    .withMessageContaining("callback"))));
        }

        assertThat(committed("first")).isEmpty();
    }

    @Test
    void aListenerOfATransactionalEventStoresWhatItWrites() {
        BiConsumer<TransactionPhase, String> listen = (phase, id) -> {
            try (GenericApplicationContext context = new GenericApplicationContext()) {
                context.addApplicationListener(TransactionalApplicationListener.forPayload(
                        phase, (String event) -> table.put("event", event, "x")));
                context.refresh();
                transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED)
                        .executeWithoutResult(status -> context.publishEvent(id));
            }
        };

        listen.accept(TransactionPhase.AFTER_COMMIT, "1");
        assertThat(committed("event")).containsExactly("1");
        listen.accept(TransactionPhase.AFTER_COMPLETION, "2");
        assertThat(committed("event")).containsExactly("1", "2");
        listen.accept(TransactionPhase.BEFORE_COMMIT, "3");
        assertThat(committed("event")).containsExactly("1", "2", "3");
    }

    private void inTransactionWith(Phase phase, Runnable work) {
        transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED)
                .executeWithoutResult(status -> register(phase, work));
    }

    /** Spring does not throw what {@code afterCompletion} throws. */
    private void register(Phase phase, Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(phase.run(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                failures.add(e);
            }
        }));
    }

    private TestTable on(DataSource dataSource) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        return new TestTable(new PostgresBackend(jdbc), jdbc, committed.name());
    }

    private static TransactionTemplate transaction(DataSource dataSource, int propagation) {
        PlatformTransactionManager manager = new JdbcTransactionManager(dataSource);
        TransactionTemplate template = new TransactionTemplate(manager);
        template.setPropagationBehavior(propagation);
        return template;
    }

    private List<String> committed(String pk) {
        return committed.sortKeys(TestTable.partition(pk, ""));
    }
}
