package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.StoreException;
import io.dynawrap.TestServers;
import io.dynawrap.spi.TableSpec;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/** What is visible is looked at through another connection, which sees only what was committed. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class PostgresTransactionTest {

    private final TestTable committed = TestTable.create();
    private final HikariDataSource pool;
    private final TestTable table;

    PostgresTransactionTest(boolean autoCommit) {
        HikariConfig config = TestServers.postgres("postgres");
        config.setAutoCommit(autoCommit);
        config.addDataSourceProperty("ApplicationName", "transaction-test");
        this.pool = new HikariDataSource(config);
        this.table = on(pool);
    }

    @AfterEach
    void noConnectionIsLeftInATransaction() {
        assertThat(committed
                        .jdbc()
                        .queryForList(
                                "SELECT query FROM pg_stat_activity WHERE application_name = 'transaction-test'"
                                        + " AND state LIKE 'idle in transaction%'",
                                String.class))
                .isEmpty();
        pool.close();
    }

    @Test
    void withoutATransactionEachWriteIsCommitted() {
        table.put("none", "1", "x");
        table.putAll(List.of(TestTable.item("none", "2", "x"), TestTable.item("none", "3", "x")));
        table.delete("none", "2");

        assertThat(committed("none")).containsExactly("1", "3");
        assertThat(table.backend().inTransaction()).isFalse();
    }

    @Test
    void withoutATransactionAReadLeavesNoneOpen() {
        table.get("none", "1");
        assertThatNoTransactionIsOpen();
        table.keys(TestTable.partition("none", ""));
        assertThatNoTransactionIsOpen();
        table.split(TestTable.scan("", ""), 4);
        assertThatNoTransactionIsOpen();
        table.backend().createTable(new TableSpec(table.name()));
        assertThatNoTransactionIsOpen();
    }

    @Test
    void withoutATransactionAFailureLeavesNoneOpen() {
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> table.put("failed", "1", "\0"));

        assertThatNoTransactionIsOpen();
        table.put("failed", "2", "x");
        assertThat(committed("failed")).containsExactly("2");
    }

    @Test
    void aTableCreatedWithoutATransactionIsThere() {
        String name = TestDatabase.freshName();

        table.backend().createTable(new TableSpec(name));

        assertThat(new TestTable(committed.backend(), committed.jdbc(), name).get("a", "b"))
                .isNull();
    }

    @Test
    void aWriteIsCommittedWithTheSurroundingTransaction() {
        transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            table.put("required", "1", "x");
            assertThat(table.backend().inTransaction()).isTrue();
            assertThat(table.get("required", "1")).isNotNull();
            assertThat(committed("required")).isEmpty();
        });

        assertThat(committed("required")).containsExactly("1");
        assertThat(table.backend().inTransaction()).isFalse();
    }

    @Test
    void aWriteIsRolledBackWithTheSurroundingTransaction() {
        transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            table.put("rollback", "1", "x");
            table.putAll(List.of(TestTable.item("rollback", "2", "x")));
            status.setRollbackOnly();
        });

        assertThat(committed("rollback")).isEmpty();
    }

    @Test
    void aTransactionGoesOnAfterAWriteRolledBackToASavepoint() {
        TransactionTemplate nested = transaction(pool, TransactionDefinition.PROPAGATION_NESTED);

        transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            table.put("nested", "1", "x");
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> nested.executeWithoutResult(inner -> table.put("nested", "2", "\0")));
            table.put("nested", "3", "x");
        });

        assertThat(committed("nested")).containsExactly("1", "3");
    }

    @Test
    void aTransactionThatIgnoresAFailedWriteCannotBeCommitted() {
        assertThatExceptionOfType(UnexpectedRollbackException.class)
                .isThrownBy(() -> transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED)
                        .executeWithoutResult(status -> {
                            table.put("ignored", "1", "x");
                            assertThatExceptionOfType(StoreException.class)
                                    .isThrownBy(() -> table.put("ignored", "2", "\0"));
                        }));

        assertThat(committed("ignored")).isEmpty();
    }

    @Test
    void underSupportsWithoutATransactionEachWriteIsCommitted() {
        transaction(pool, TransactionDefinition.PROPAGATION_SUPPORTS).executeWithoutResult(status -> {
            table.put("supports", "1", "x");
            assertThat(committed("supports")).containsExactly("1");
            assertThat(table.backend().inTransaction()).isFalse();
            table.put("supports", "2", "x");
            assertThat(committed("supports")).containsExactly("1", "2");
        });
    }

    @Test
    void underSupportsAFailedWriteDoesNotHinderTheNext() {
        transaction(pool, TransactionDefinition.PROPAGATION_SUPPORTS).executeWithoutResult(status -> {
            assertThatExceptionOfType(StoreException.class).isThrownBy(() -> table.put("hinder", "1", "\0"));
            table.put("hinder", "2", "x");
        });

        assertThat(committed("hinder")).containsExactly("2");
    }

    @Test
    void aNewTransactionCommitsWhileTheOuterRollsBack() {
        transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
            table.put("new", "outer", "x");
            transaction(pool, TransactionDefinition.PROPAGATION_REQUIRES_NEW)
                    .executeWithoutResult(inner -> table.put("new", "inner", "x"));
            outer.setRollbackOnly();
        });

        assertThat(committed("new")).containsExactly("inner");
    }

    @Test
    void aSuspendedTransactionIsNotJoined() {
        transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
            transaction(pool, TransactionDefinition.PROPAGATION_NOT_SUPPORTED)
                    .executeWithoutResult(inner -> table.put("suspended", "1", "x"));
            outer.setRollbackOnly();
        });

        assertThat(committed("suspended")).containsExactly("1");
    }

    @Test
    void aTransactionOnAnotherDataSourceIsNotJoined() {
        try (HikariDataSource other = TestDatabase.PLAIN.pool(false)) {
            transaction(other, TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
                table.put("other", "1", "x");
                assertThat(table.backend().inTransaction()).isFalse();
                assertThat(committed("other")).containsExactly("1");
                status.setRollbackOnly();
            });
        }

        assertThat(committed("other")).containsExactly("1");
    }

    @Test
    void aTransactionIsJoinedThroughATransactionAwareProxy() {
        TestTable aware = on(new TransactionAwareDataSourceProxy(pool));

        transaction(pool, TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            aware.put("aware", "1", "x");
            assertThat(aware.backend().inTransaction()).isTrue();
            status.setRollbackOnly();
        });
        aware.put("aware", "2", "x");

        assertThat(committed("aware")).containsExactly("2");
    }

    @Test
    void aTransactionIsJoinedThroughALazyProxy() {
        DataSource lazy = new LazyConnectionDataSourceProxy(pool);
        TestTable onLazy = on(lazy);

        transaction(lazy, TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            onLazy.put("lazy", "1", "x");
            status.setRollbackOnly();
        });
        onLazy.put("lazy", "2", "x");

        assertThat(committed("lazy")).containsExactly("2");
    }

    private void assertThatNoTransactionIsOpen() {
        assertThat(committed
                        .jdbc()
                        .queryForList(
                                "SELECT state FROM pg_stat_activity WHERE application_name = 'transaction-test'",
                                String.class))
                .isNotEmpty()
                .containsOnly("idle");
    }

    private TestTable on(DataSource dataSource) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        return new TestTable(new PostgresBackend(jdbc), jdbc, committed.name());
    }

    private static TransactionTemplate transaction(DataSource dataSource, int propagation) {
        TransactionTemplate template = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        template.setPropagationBehavior(propagation);
        return template;
    }

    private List<String> committed(String pk) {
        return committed.sortKeys(TestTable.partition(pk, ""));
    }
}
