package io.dynawrap.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/**
 * Runs one statement through Spring's template: in the surrounding transaction, or in its own transaction, which is
 * completed when the method returns, whatever the connection's auto-commit mode.
 */
final class Statements {

    private final JdbcTemplate jdbc;
    private final SurroundingTransaction transaction;

    Statements(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.transaction = new SurroundingTransaction(
                Objects.requireNonNull(jdbc.getDataSource(), "The DataSource of 'jdbc' must not be null"));
    }

    /**
     * Runs a statement.
     *
     * @param operation the operation, for messages
     * @param table the table's name, for messages
     * @param sql the statement
     * @param action binds and executes it, and reads its whole result
     * @return the result of the action
     * @throws io.dynawrap.StoreException if the statement fails
     */
    <T> T run(String operation, String table, String sql, PreparedStatementCallback<T> action) {
        try {
            return Objects.requireNonNull(
                    jdbc.execute(sql, (PreparedStatementCallback<T>) statement -> runAndCommit(statement, action)));
        } catch (RuntimeException e) {
            // Spring's exceptions, and those of a pool: HikariCP throws its own if the first connection fails
            if (transaction.isActive()) {
                CommitCheck.register(jdbc);
            }
            throw StoreExceptionTranslator.translate(operation, table, e);
        }
    }

    boolean inTransaction() {
        return transaction.isActive();
    }

    private <T> T runAndCommit(PreparedStatement statement, PreparedStatementCallback<T> action) throws SQLException {
        // a limit of the template would truncate a page, which would then be treated as the end of the range
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
