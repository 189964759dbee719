package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynawrap.StoreException;
import io.dynawrap.postgres.JpaDatabase.Note;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Synchronization;
import java.util.List;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A transaction of {@code JpaTransactionManager} binds Hibernate's connection, not one of its own. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class PostgresJpaTransactionTest {

    private final TestTable committed = TestTable.create();
    private final JpaDatabase database;
    private final EntityManager entities;
    private final TestTable table;

    PostgresJpaTransactionTest(boolean autoCommit) {
        database = new JpaDatabase(autoCommit);
        entities = database.entities();
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        table = new TestTable(new PostgresBackend(jdbc), jdbc, committed.name());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aWriteIsCommittedTogetherWithAnEntity() {
        transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            entities.persist(new Note(1));
            table.put("jpa", "1", "x");
            assertThat(table.backend().inTransaction()).isTrue();
            assertThat(committed.get("jpa", "1")).isNull();
        });

        assertThat(committed.get("jpa", "1")).isNotNull();
        assertThat(database.notes()).isEqualTo(1);
    }

    @Test
    void aWriteIsRolledBackTogetherWithAnEntity() {
        transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            entities.persist(new Note(1));
            entities.flush();
            table.put("jpa", "1", "x");
            status.setRollbackOnly();
        });

        assertThat(committed.get("jpa", "1")).isNull();
        assertThat(database.notes()).isZero();
    }

    @Test
    void aTransactionThatIgnoresAFailedWriteCannotBeCommitted() {
        assertThatExceptionOfType(UnexpectedRollbackException.class)
                .isThrownBy(() -> transaction(TransactionDefinition.PROPAGATION_REQUIRED)
                        .executeWithoutResult(status -> {
                            table.put("jpa", "1", "x");
                            assertThatExceptionOfType(StoreException.class)
                                    .isThrownBy(() -> table.put("jpa", "2", "\0"));
                        }));

        assertThat(committed.get("jpa", "1")).isNull();
    }

    @Test
    void aNewTransactionCommitsWhileTheOuterRollsBack() {
        transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
            table.put("jpa", "outer", "x");
            transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW)
                    .executeWithoutResult(inner -> table.put("jpa", "inner", "x"));
            outer.setRollbackOnly();
        });

        assertThat(committed.sortKeys(TestTable.partition("jpa", ""))).containsExactly("inner");
    }

    @Test
    void underSupportsWithoutATransactionAWriteIsCommitted() {
        transaction(TransactionDefinition.PROPAGATION_SUPPORTS).executeWithoutResult(status -> {
            entities.createQuery("select n from Note n").getResultList();
            table.put("jpa", "1", "x");
            assertThat(table.backend().inTransaction()).isFalse();
            assertThat(committed.get("jpa", "1")).isNotNull();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aWriteInACallbackAfterTheCommitIsStored(PostgresCallbackTest.Phase phase) {
        transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            entities.persist(new Note(1));
            TransactionSynchronizationManager.registerSynchronization(phase.run(() -> {
                table.put("jpa", "1", "x");
                assertThat(committed.get("jpa", "1")).isNotNull();
            }));
        });

        assertThat(committed.get("jpa", "1")).isNotNull();
        assertThat(database.notes()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aWriteInACallbackIsStoredWhereTheStoreWasUsedBefore(PostgresCallbackTest.Phase phase) {
        transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            table.put("jpa", "1", "x");
            TransactionSynchronizationManager.registerSynchronization(phase.run(() -> {
                table.put("jpa", "2", "x");
                table.putAll(List.of(TestTable.item("jpa", "3", "x")));
            }));
        });

        assertThat(committed.sortKeys(TestTable.partition("jpa", ""))).containsExactly("1", "2", "3");
    }

    @ParameterizedTest
    @EnumSource
    void aNewTransactionInACallbackIsJoined(PostgresCallbackTest.Phase phase) {
        TransactionTemplate requiresNew = transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        transaction(TransactionDefinition.PROPAGATION_REQUIRED)
                .executeWithoutResult(status ->
                        TransactionSynchronizationManager.registerSynchronization(phase.run(() -> {
                            requiresNew.executeWithoutResult(inner -> table.put("jpa", "1", "x"));
                            requiresNew.executeWithoutResult(inner -> {
                                table.put("jpa", "2", "x");
                                inner.setRollbackOnly();
                            });
                            table.put("jpa", "3", "x");
                        })));

        assertThat(committed.sortKeys(TestTable.partition("jpa", ""))).containsExactly("1", "3");
    }

    @Test
    void aFailureInBeforeCompletionThatIsIgnoredFailsTheCommit() {
        TransactionSynchronization before = new TransactionSynchronization() {
            @Override
            public void beforeCompletion() {
                assertThatExceptionOfType(StoreException.class).isThrownBy(() -> table.put("jpa", "2", "\0"));
            }
        };

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> transaction(TransactionDefinition.PROPAGATION_REQUIRED)
                        .executeWithoutResult(status -> {
                            table.put("jpa", "1", "x");
                            TransactionSynchronizationManager.registerSynchronization(before);
                        }));

        assertThat(committed.sortKeys(TestTable.partition("jpa", ""))).isEmpty();
    }

    @Test
    void aWriteInACallbackOfHibernateItselfIsStored() {
        transaction(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            entities.persist(new Note(1));
            Session session = EntityManagerFactoryUtils.getTransactionalEntityManager(database.entityManagers())
                    .unwrap(Session.class);
            session.getTransaction().registerSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {
                    table.put("jpa", "1", "x");
                    assertThat(committed.get("jpa", "1")).isNull();
                }

                @Override
                public void afterCompletion(int outcome) {
                    table.put("jpa", "2", "x");
                }
            });
        });

        assertThat(committed.sortKeys(TestTable.partition("jpa", ""))).containsExactly("1", "2");
    }

    private TransactionTemplate transaction(int propagation) {
        return database.transaction(propagation);
    }
}
