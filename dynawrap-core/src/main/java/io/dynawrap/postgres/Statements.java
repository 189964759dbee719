package io.dynawrap.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/**
 * Runs one statement through Spring's template: in the surrounding transaction, or in one of its own that has ended,
 * when the method returns, whatever the connection's auto-commit mode.
 */
final class Statements {

    private final JdbcTemplate jdbc;
    private final SurroundingTransaction transaction;

    Statements(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.transaction = new SurroundingTransaction(
                Objects.requireNonNull(jdbc.getDataSource(), "The JdbcTemplate has no DataSource"));
    }

    /**
     * Runs a statement.
     *
     * @param operation what is being done, for messages
     * @param table the table's name, for messages
     * @param sql the statement
     * @param action binds and executes it, and takes its whole result
     * @return what the action returns
     * @throws io.dynawrap.StoreException if anything goes wrong
     */
    <T> T run(String operation, String table, String sql, PreparedStatementCallback<T> action) {
        try {
            return Objects.requireNonNull(
                    jdbc.execute(sql, (PreparedStatementCallback<T>) statement -> runAndEnd(statement, action)));
        } catch (RuntimeException e) {
            // Spring's exceptions, and those of a pool: HikariCP has one of its own for a first connection that fails
            if (transaction.isActive()) {
                CommitCheck.register(jdbc);
            }
            throw StoreExceptionTranslator.translate(operation, table, e);
        }
    }

    boolean inTransaction() {
        return transaction.isActive();
    }

    private <T> T runAndEnd(PreparedStatement statement, PreparedStatementCallback<T> action) throws SQLException {
        // a template's limit would cut a page, and the cut be taken for the end of the range
        statement.setMaxRows(0);
        Connection connection = statement.getConnection();
        if (connection.getAutoCommit() || transaction.isActive()) {
            return action.doInPreparedStatement(statement);
        }
        try {
            T result = action.doInPreparedStatement(statement);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
