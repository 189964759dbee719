package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.TestServers;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.Requests;
import io.dynawrap.spi.TableSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresFailureTest {

    private static final TestTable TABLE = TestTable.create();

    private final PostgresBackend backend = TABLE.backend();

    @Test
    void aMissingTableIsToldByItsOwnException() {
        TestTable missing = new TestTable(backend, TABLE.jdbc(), "missing");

        assertThatExceptionOfType(TableNotFoundException.class)
                .isThrownBy(() -> missing.get("a", "b"))
                .withMessageContaining("'missing'")
                .withCauseInstanceOf(DataAccessException.class)
                .matches(e -> !e.isTransient());
        assertThatExceptionOfType(TableNotFoundException.class).isThrownBy(() -> missing.put("a", "b", "c"));
        assertThatExceptionOfType(TableNotFoundException.class)
                .isThrownBy(() -> missing.keys(TestTable.partition("a", "")));
        assertThatExceptionOfType(TableNotFoundException.class)
                .isThrownBy(() -> missing.putAll(List.of(TestTable.item("a", "b", "c"))));
        assertThatExceptionOfType(TableNotFoundException.class)
                .isThrownBy(() -> Requests.delete(backend, "missing", new ItemKey("a", "b")));
    }

    @Test
    void aMissingTableIsFoundAsSoonAsItIsThere() {
        TestTable late = new TestTable(backend, TABLE.jdbc(), TestDatabase.freshName());
        assertThatExceptionOfType(TableNotFoundException.class).isThrownBy(() -> late.get("a", "b"));

        backend.createTable(new TableSpec(late.name()));

        assertThat(late.get("a", "b")).isNull();
    }

    @Test
    void aMessageHoldsNeitherKeysNorFields() {
        StoreException failure =
                catchThrowableOfType(StoreException.class, () -> TABLE.put("secret-pk", "secret-sk", "secret text \0"));

        assertThat(failure)
                .hasMessage("PostgreSQL: save on table '" + TABLE.name()
                        + "' failed: a character that the database's encoding cannot hold; it should be UTF8"
                        + " (SQLState 22P05)");
        assertThat(failure.isTransient()).isFalse();
    }

    @Test
    void aKeyThatIsTooLongForTheIndexIsNotPassing() {
        String incompressible = new Random(1)
                .ints(4000, '0', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> TABLE.put("a", incompressible, "x"))
                .withMessageContaining("a limit of the database is exceeded (SQLState 54000)")
                .matches(e -> !e.isTransient());
    }

    @Test
    void aTableWithoutTheColumnsSaysWhichItNeeds() {
        String name = TestDatabase.freshName();
        TABLE.jdbc().execute("CREATE TABLE " + name + " (pk TEXT, sk TEXT, PRIMARY KEY (pk, sk))");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Requests.get(backend, name, new ItemKey("a", "b")))
                .withMessageContaining("it needs pk, sk, schema_version and data");
    }

    @Test
    void aTableWithoutAUniqueKeySaysSoWhenWrittenTo() {
        String name = TestDatabase.freshName();
        TABLE.jdbc().execute("CREATE TABLE " + name + " (pk TEXT, sk TEXT, schema_version TEXT, data JSONB)");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> new TestTable(backend, TABLE.jdbc(), name).put("a", "b", "c"))
                .withMessageContaining("lacks a unique key on (pk, sk)");
    }

    @Test
    void aQueryTimeoutIsPassing() throws SQLException {
        TABLE.put("locked", "1", "old");
        JdbcTemplate impatient = new JdbcTemplate(TABLE.jdbc().getDataSource());
        impatient.setQueryTimeout(1);
        TestTable table = new TestTable(new PostgresBackend(impatient), impatient, TABLE.name());

        try (Connection other = TABLE.jdbc().getDataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM " + TABLE.name() + " WHERE pk = 'locked' FOR UPDATE");
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> table.put("locked", "1", "new"))
                    .withMessageContaining("57014")
                    .matches(e -> e.problem() == StoreProblem.TIMEOUT)
                    .matches(StoreException::isTransient);
            other.rollback();
        }
        assertThat(TestTable.text(TABLE.get("locked", "1"))).isEqualTo("old");
    }

    @Test
    void aConflictBetweenTransactionsIsPassing() {
        TABLE.put("conflict", "1", "old");
        TransactionTemplate repeatable =
                new TransactionTemplate(new JdbcTransactionManager(TABLE.jdbc().getDataSource()));
        repeatable.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
        TransactionTemplate other = new TransactionTemplate(repeatable.getTransactionManager());
        other.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> repeatable.executeWithoutResult(status -> {
                    TABLE.get("conflict", "1");
                    other.executeWithoutResult(inner -> TABLE.put("conflict", "1", "theirs"));
                    TABLE.put("conflict", "1", "mine");
                }))
                .withMessageContaining("it conflicts with another transaction (SQLState 40001)")
                .matches(e -> e.problem() == StoreProblem.CONFLICT)
                .matches(StoreException::isTransient);
        assertThat(TestTable.text(TABLE.get("conflict", "1"))).isEqualTo("theirs");
    }

    /** With an exception of its own, which is none of Spring's. */
    @Test
    void aPoolThatFailsAtItsFirstConnectionIsAStoreException() {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:postgresql://localhost:1/none");
            TestTable table = new TestTable(new PostgresBackend(new JdbcTemplate(pool)), TABLE.jdbc(), "t");

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> table.get("a", "b"))
                    .withMessage("PostgreSQL: get on table 't' failed: the connection failed (SQLState 08001)")
                    .matches(StoreException::isTransient);
        }
    }

    @Test
    void aServerThatCannotBeReachedIsPassing() {
        DriverManagerDataSource nowhere = new DriverManagerDataSource("jdbc:postgresql://localhost:1/none");
        TestTable table = new TestTable(new PostgresBackend(new JdbcTemplate(nowhere)), TABLE.jdbc(), "t");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> table.get("a", "b"))
                .withMessage("PostgreSQL: get on table 't' failed: the connection failed (SQLState 08001)")
                .matches(e -> e.problem() == StoreProblem.UNREACHABLE)
                .matches(StoreException::isTransient);
    }

    @Test
    void aRefusedLogInIsNotPassing() {
        String url = TestServers.postgres("postgres").getJdbcUrl();
        DriverManagerDataSource stranger = new DriverManagerDataSource(url, "stranger", "");
        TestTable table = new TestTable(new PostgresBackend(new JdbcTemplate(stranger)), TABLE.jdbc(), "t");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> table.get("a", "b"))
                .withMessage("PostgreSQL: get on table 't' failed: the log-in was refused (SQLState 28000)")
                .matches(e -> e.problem() == StoreProblem.CREDENTIALS)
                .matches(e -> !e.isTransient());
    }

    @Test
    void aLogInThatTheDriverDoesNotTryIsNotPassing() {
        String url = TestServers.postgres("postgres").getJdbcUrl();
        DriverManagerDataSource encrypted = new DriverManagerDataSource(
                url + (url.contains("?") ? "&" : "?") + "sslmode=require", "postgres", "postgres");
        TestTable table = new TestTable(new PostgresBackend(new JdbcTemplate(encrypted)), TABLE.jdbc(), "t");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> table.get("a", "b"))
                .withMessage("PostgreSQL: get on table 't' failed: the log-in was refused (SQLState 08004)")
                .matches(e -> e.problem() == StoreProblem.CREDENTIALS)
                .matches(e -> !e.isTransient());
    }

    @Test
    void aMissingDatabaseIsNotPassing() {
        String url = TestServers.postgres("missing").getJdbcUrl();
        DriverManagerDataSource missing = new DriverManagerDataSource(url, "postgres", "");
        TestTable table = new TestTable(new PostgresBackend(new JdbcTemplate(missing)), TABLE.jdbc(), "t");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> table.get("a", "b"))
                .withMessage("PostgreSQL: get on table 't' failed: the database does not exist (SQLState 3D000)")
                .matches(e -> e.problem() == StoreProblem.DATABASE_MISSING)
                .matches(e -> !e.isTransient());
    }

    @Test
    void aConnectionThatTheServerEndsIsPassing() {
        SingleConnectionDataSource one = new SingleConnectionDataSource(
                TestServers.postgres("postgres").getJdbcUrl(), "postgres", "postgres", true);
        one.setAutoCommit(false);
        JdbcTemplate jdbc = new JdbcTemplate(one);
        TestTable table = new TestTable(new PostgresBackend(jdbc), jdbc, TABLE.name());
        try {
            Integer pid = jdbc.queryForObject("SELECT pg_backend_pid()", Integer.class);
            TABLE.jdbc().queryForObject("SELECT pg_terminate_backend(?, 600000)", Boolean.class, pid);

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> table.get("a", "b"))
                    .withMessageContaining("(SQLState 57P01)")
                    .matches(StoreException::isTransient);
        } finally {
            one.destroy();
        }
    }
}
