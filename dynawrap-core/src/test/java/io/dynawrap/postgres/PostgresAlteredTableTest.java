package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TestServers;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/** A table that is altered while transactions run whose connections have prepared statements on it. */
class PostgresAlteredTableTest {

    /** An alteration, and a call whose result has another type because of it. */
    enum Alteration {
        /** What the warning about the collation advises. */
        COLLATION(
                "ALTER COLUMN pk TYPE text COLLATE \"C\", ALTER COLUMN sk TYPE text COLLATE \"C\"",
                table ->
                        assertThat(table.sortKeys(TestTable.partition("a", ""))).containsExactly("1")),
        TYPE(
                "ALTER COLUMN schema_version TYPE varchar",
                table -> assertThat(TestTable.text(table.get("a", "1"))).isEqualTo("x"));

        private final String sql;
        private final Consumer<TestTable> call;

        Alteration(String sql, Consumer<TestTable> call) {
            this.sql = sql;
            this.call = call;
        }
    }

    private final TestTable table = TestTable.createAsPythonDoes();

    @ParameterizedTest
    @EnumSource
    void aCallInARunningTransactionFailsInPassing(Alteration alteration) {
        HikariDataSource pool = TestDatabase.ICU.pool(true);
        SingleConnectionDataSource one =
                new SingleConnectionDataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword(), true);
        pool.close();
        JdbcTemplate jdbc = new JdbcTemplate(one);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(one));
        try {
            TestTable prepared = prepared(jdbc, alteration);

            Throwable failure = catchThrowable(() -> alterWithin(transaction, jdbc, prepared, alteration));

            assertThat(failure)
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e)
                                    .returns(StoreProblem.CONFLICT, StoreException::problem)
                                    .returns(true, StoreException::isTransient))
                    .hasMessageContaining("the table was altered since the connection prepared the statement."
                            + " Retry the transaction (SQLState 0A000)");
            transaction.executeWithoutResult(status -> alteration.call.accept(prepared));
        } finally {
            one.destroy();
        }
    }

    /** HikariCP closes a connection on this code, so that Spring cannot roll back and reports that instead. */
    @ParameterizedTest
    @EnumSource
    void theTransactionMayBeRetriedWithAPoolToo(Alteration alteration) {
        try (HikariDataSource pool = TestDatabase.ICU.pool(true)) {
            pool.setMaximumPoolSize(1);
            JdbcTemplate jdbc = new JdbcTemplate(pool);
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
            TestTable prepared = prepared(jdbc, alteration);

            Throwable failure = catchThrowable(() -> alterWithin(transaction, jdbc, prepared, alteration));

            Throwable reason = failure instanceof TransactionSystemException e ? e.getApplicationException() : failure;
            assertThat(reason)
                    .as("of %s", failure)
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.isTransient()).isTrue());
            transaction.executeWithoutResult(status -> alteration.call.accept(prepared));
        }
    }

    @ParameterizedTest
    @EnumSource
    void withSavepointsOfTheDriverTheTransactionContinues(Alteration alteration) {
        HikariConfig config = TestServers.postgres("icu");
        config.setMaximumPoolSize(1);
        config.addDataSourceProperty("autosave", "conservative");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            JdbcTemplate jdbc = new JdbcTemplate(pool);
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));

            alterWithin(transaction, jdbc, prepared(jdbc, alteration), alteration);
        }
    }

    @ParameterizedTest
    @EnumSource
    void outsideATransactionACallPreparesItsStatementAnew(Alteration alteration) {
        try (HikariDataSource pool = TestDatabase.ICU.pool(true)) {
            pool.setMaximumPoolSize(1);
            TestTable prepared = prepared(new JdbcTemplate(pool), alteration);

            table.jdbc().execute("ALTER TABLE " + table.name() + " " + alteration.sql);

            alteration.call.accept(prepared);
        }
    }

    /** The table on a connection that has prepared the statement of the call. */
    private TestTable prepared(JdbcTemplate jdbc, Alteration alteration) {
        TestTable prepared = new TestTable(new PostgresBackend(jdbc), jdbc, table.name());
        prepared.put("a", "1", "x");
        for (int i = 0; i < 10; i++) {
            alteration.call.accept(prepared);
        }
        return prepared;
    }

    private void alterWithin(
            TransactionTemplate transaction, JdbcTemplate jdbc, TestTable prepared, Alteration alteration) {
        transaction.executeWithoutResult(status -> {
            jdbc.execute("SELECT 1");
            table.jdbc().execute("ALTER TABLE " + table.name() + " " + alteration.sql);
            alteration.call.accept(prepared);
        });
    }
}
