package io.dynawrap.postgres.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.BatchWriteException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.support.TransactionTemplate;

/** Statements that take longer than they may, because another transaction has locked an item. */
class PostgresTimeoutTest {

    /** What bounds a statement, and the SQLState that tells so. */
    enum Bound {
        QUERY_TIMEOUT("57014"),
        STATEMENT_TIMEOUT("57014"),
        LOCK_TIMEOUT("55P03"),
        TRANSACTION_TIMEOUT("25P04");

        final String state;

        Bound(String state) {
            this.state = state;
        }

        HikariDataSource pool() {
            HikariConfig config = TestServers.postgres("postgres");
            if (this != QUERY_TIMEOUT) {
                config.addDataSourceProperty("options", "-c " + name() + "=1s");
            }
            return new HikariDataSource(config);
        }

        JdbcTemplate jdbc(HikariDataSource pool) {
            JdbcTemplate jdbc = new JdbcTemplate(pool);
            if (this == QUERY_TIMEOUT) {
                jdbc.setQueryTimeout(1);
            }
            return jdbc;
        }
    }

    private static final Note LOCKED = new Note("o", "02500", "locked");

    private final NoteTable table = NoteTable.create();
    private final List<Note> notes = Note.notes(5000);

    @ParameterizedTest
    @EnumSource
    void aBatchThatTimesOutIsCompletedWhenTheLockIsGone(Bound bound) throws SQLException {
        Set<String> states = new HashSet<>();
        try (HikariDataSource pool = bound.pool();
                Connection locking = lock()) {
            JdbcTemplate jdbc = bound.jdbc(pool);
            SQLExceptionTranslator translator = jdbc.getExceptionTranslator();
            jdbc.setExceptionTranslator((task, sql, e) -> {
                states.add(e.getSQLState());
                rollBack(locking);
                lift(jdbc); // so that a slow machine does not run into it again
                return translator.translate(task, sql, e);
            });

            assertThat(table.store(jdbc).batchWrite(notes)).isEqualTo(5000);
        }
        assertThat(states).containsExactly(bound.state);
        assertThat(table.stored()).isEqualTo(notes);
    }

    /** A transaction that the server itself ends loses its connection, which is tested with other cut connections. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRANSACTION_TIMEOUT")
    void aTransactionWhoseBatchTimesOutStoresNothing(Bound bound) throws SQLException {
        try (HikariDataSource pool = bound.pool();
                Connection locking = lock()) {
            ItemStore store = table.store(bound.jdbc(pool));
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));

            BatchWriteException failure = catchThrowableOfType(
                    BatchWriteException.class,
                    () -> transaction.executeWithoutResult(status -> store.batchWrite(notes)));

            assertThat(failure).hasMessageContaining("(SQLState " + bound.state + ")");
            assertThat(failure.isTransient()).isTrue();
            assertThat(failure.unwrittenItems()).isEqualTo(notes);
            assertThat(table.stored()).containsExactly(LOCKED);

            rollBack(locking);
            ItemStore unlimited = table.store(table.jdbc());
            new TransactionTemplate(new JdbcTransactionManager(table.jdbc().getDataSource()))
                    .executeWithoutResult(status -> unlimited.batchWrite(failure.unwrittenItems()));
            assertThat(table.stored()).isEqualTo(notes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSaveThatTimesOutFailsInPassing(Bound bound) throws SQLException {
        try (HikariDataSource pool = bound.pool();
                Connection locking = lock()) {
            ItemStore store = table.store(bound.jdbc(pool));

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.save(notes.get(2500)))
                    .withMessageContaining("(SQLState " + bound.state + ")")
                    .matches(StoreException::isTransient);
            assertThat(table.stored()).containsExactly(LOCKED);
        }
    }

    @Test
    void aTransactionThatHasTimedOutIsToldByTheStoresOwnException() throws SQLException {
        try (HikariDataSource pool = Bound.QUERY_TIMEOUT.pool();
                Connection locking = lock()) {
            ItemStore store = table.store(pool);
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
            transaction.setTimeout(1);

            transaction.executeWithoutResult(status -> {
                assertThatExceptionOfType(BatchWriteException.class)
                        .isThrownBy(() -> store.batchWrite(notes))
                        .matches(StoreException::isTransient);
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> store.get(Note.class, KeyValues.of("owner", "o", "id", "1")))
                        .matches(StoreException::isTransient);
                status.setRollbackOnly();
            });
            assertThat(table.stored()).containsExactly(LOCKED);
        }
    }

    /** Stores a note, which nobody else can write until the connection's transaction ends. */
    private Connection lock() throws SQLException {
        table.store(table.jdbc()).save(LOCKED);
        Connection connection = table.jdbc().getDataSource().getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().execute("SELECT FROM " + table.name() + " FOR UPDATE");
        return connection;
    }

    /** Takes the bound from a template. */
    private void lift(JdbcTemplate bounded) {
        bounded.setDataSource(table.jdbc().getDataSource());
        bounded.setQueryTimeout(-1);
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
