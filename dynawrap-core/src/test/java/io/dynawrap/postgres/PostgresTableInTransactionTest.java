package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TestServers;
import io.dynawrap.spi.TableSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Tables that are created inside a transaction of the application. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class PostgresTableInTransactionTest {

    private final JdbcTemplate outside = TestDatabase.PLAIN.jdbc();
    private final HikariDataSource pool;
    private final PostgresBackend backend;
    private final TestTable table;

    PostgresTableInTransactionTest(boolean autoCommit) {
        pool = TestDatabase.PLAIN.pool(autoCommit);
        JdbcTemplate jdbc = new JdbcTemplate(pool);
        backend = new PostgresBackend(jdbc);
        table = new TestTable(backend, jdbc, TestDatabase.freshName());
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void aTableStaysWhenTheTransactionIsRolledBack() {
        transaction().executeWithoutResult(status -> {
            backend.createTable(new TableSpec(table.name()));
            table.put("a", "b", "x");
            status.setRollbackOnly();
        });

        assertThat(exists()).isTrue();
        assertThat(table.get("a", "b")).isNull();
    }

    @Test
    void aTableIsUsableInTheTransactionAtOnceWhateverItsIsolation() {
        TransactionTemplate serializable = transaction();
        serializable.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
        serializable.executeWithoutResult(status -> {
            table.jdbc().queryForObject("SELECT count(*) FROM pg_class", Integer.class);
            backend.createTable(new TableSpec(table.name()));
            table.put("a", "b", "x");
        });

        assertThat(table.get("a", "b")).isNotNull();
    }

    @Test
    void aTableIsCreatedInAReadOnlyTransaction() {
        TransactionTemplate readOnly = transaction();
        readOnly.setReadOnly(true);
        readOnly.executeWithoutResult(status -> backend.createTable(new TableSpec(table.name())));

        assertThat(exists()).isTrue();
    }

    @Test
    void aTableIsCreatedThroughATransactionAwareProxy() {
        PostgresBackend aware = new PostgresBackend(new JdbcTemplate(new TransactionAwareDataSourceProxy(pool)));
        transaction().executeWithoutResult(status -> {
            aware.createTable(new TableSpec(table.name()));
            status.setRollbackOnly();
        });

        assertThat(exists()).isTrue();
    }

    @Test
    void aTableThatCannotBeCreatedDoesNotFailTheTransaction() {
        TestTable other = TestTable.create();
        TestTable here = new TestTable(backend, table.jdbc(), other.name());
        PostgresBackend nowhere = new PostgresBackend(table.jdbc(), "no-such-schema");
        transaction().executeWithoutResult(status -> {
            here.put("a", "b", "x");
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> nowhere.createTable(new TableSpec(table.name())))
                    .matches(e -> e.problem() == StoreProblem.SCHEMA_MISSING);
            here.put("a", "c", "x");
        });

        assertThat(other.sortKeys(TestTable.partition("a", ""))).containsExactly("b", "c");
    }

    /** To create it on another connection would wait for the transaction, and so for itself. */
    @Test
    void aTableThatTheTransactionItselfCreatesIsTakenAsItIs() {
        transaction().executeWithoutResult(status -> {
            createWith("\"C\"");
            backend.createTable(new TableSpec(table.name()));
            table.put("a", "b", "x");
            status.setRollbackOnly();
        });

        assertThat(exists()).isFalse();
    }

    @Test
    void anExistingTableNeedsNoSecondConnection() {
        HikariConfig config = TestServers.postgres("postgres");
        config.setMaximumPoolSize(1);
        backend.createTable(new TableSpec(table.name()));
        try (HikariDataSource one = new HikariDataSource(config)) {
            PostgresBackend onOne = new PostgresBackend(new JdbcTemplate(one));
            new TransactionTemplate(new JdbcTransactionManager(one))
                    .executeWithoutResult(status -> onOne.createTable(new TableSpec(table.name())));
        }
    }

    @Test
    void theOrderOfATableThatWasRolledBackIsForgotten() {
        PostgresTableCreation creation =
                new PostgresTableCreation(new Statements(table.jdbc(), false), new PostgresNames(null));
        transaction().executeWithoutResult(status -> {
            createWith("\"C\"");
            assertThat(creation.layout(table.name()).sortsByBytes()).isTrue();
            status.setRollbackOnly();
        });
        assertThat(creation.layout(table.name()).sortsByBytes()).isFalse();

        createWith("\"en-x-icu\"");
        assertThat(creation.layout(table.name()).sortsByBytes()).isFalse();
        transaction().executeWithoutResult(status -> {
            table.jdbc()
                    .execute("ALTER TABLE " + table.name()
                            + " ALTER COLUMN pk TYPE text COLLATE \"C\", ALTER COLUMN sk TYPE text COLLATE \"C\"");
            PostgresTableCreation fresh =
                    new PostgresTableCreation(new Statements(table.jdbc(), false), new PostgresNames(null));
            assertThat(fresh.layout(table.name()).sortsByBytes()).isTrue();
            fresh.createIfAbsent(table.name(), null, false);
            status.setRollbackOnly();
        });
        assertThat(creation.layout(table.name()).sortsByBytes()).isFalse();
    }

    /** Commits where no transaction is around. */
    private void createWith(String collation) {
        String sql = "CREATE TABLE " + table.name() + " (pk TEXT COLLATE " + collation + " NOT NULL, sk TEXT COLLATE "
                + collation + " NOT NULL, schema_version TEXT, data JSONB NOT NULL, PRIMARY KEY (pk, sk))";
        if (backend.inTransaction()) {
            table.jdbc().execute(sql);
        } else {
            outside.execute(sql);
        }
    }

    private boolean exists() {
        return outside.queryForObject("SELECT to_regclass(?) IS NOT NULL", Boolean.class, table.name());
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(pool));
    }
}
