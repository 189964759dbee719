package io.dynawrap.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.PreparedStatementCallback;

/**
 * Runs several statements on one connection as one transaction. Its isolation is that of the connection: with READ COMMITTED, the
 * default, each statement sees what was committed before it. Used once.
 */
final class SeveralStatements {

    /** Runs one statement after the other. */
    @FunctionalInterface
    interface Work<T> {
        T run(Session session) throws SQLException;
    }

    /** The connection of the statements. */
    interface Session {

        /**
         * Runs a statement.
         *
         * @param table the table's name, for messages
         */
        <T> T run(String table, GuardedSql sql, PreparedStatementCallback<T> action) throws SQLException;
    }

    private final Statements statements;
    private final Duration limit;
    private String lastTable;
    private boolean isCommitSent;

    /**
     * Prepares to run statements.
     *
     * @param table the table's name, for the message of a failure before the first statement
     */
    SeveralStatements(Statements statements, Duration limit, String table) {
        this.statements = statements;
        this.limit = limit;
        this.lastTable = table;
    }

    /** Returns the table of the last statement. */
    String lastTable() {
        return lastTable;
    }

    /** Whether the commit was sent, so that a lost connection leaves open whether it was executed. */
    boolean isCommitSent() {
        return isCommitSent;
    }

    /** A failure undoes nothing here: it makes the commit of the surrounding transaction fail, as that of every statement does. */
    <T> T behindSavepoint(Connection connection, Work<T> work, Predicate<T> isKept) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        T result = work.run(session(connection));
        if (!isKept.test(result)) {
            connection.rollback(savepoint);
        }
        connection.releaseSavepoint(savepoint);
        return result;
    }

    <T> T inTransaction(Connection connection, Work<T> work, Predicate<T> isKept) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        if (autoCommit) {
            connection.setAutoCommit(false);
        }
        Throwable failure = null;
        try {
            T result = work.run(session(connection));
            if (isKept.test(result)) {
                commit(connection);
            } else {
                TransactionEnd.rollback(connection);
            }
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            failure = e;
            rollback(connection, e);
            throw e;
        } finally {
            if (autoCommit) {
                switchOn(connection, failure);
            }
        }
    }

    private Session session(Connection connection) {
        return new Session() {
            @Override
            public <T> T run(String table, GuardedSql sql, PreparedStatementCallback<T> action) throws SQLException {
                lastTable = table;
                return statements.runOn(connection, sql, action);
            }
        };
    }

    private void commit(Connection connection) throws SQLException {
        boolean isLimited =
                !limit.isZero() && DriverConnections.limitAnswers(connection, TimeLimits.answerMillis(limit));
        try {
            isCommitSent = true;
            TransactionEnd.commit(connection);
        } finally {
            if (isLimited) {
                DriverConnections.unlimitAnswers(connection);
            }
        }
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            TransactionEnd.rollback(connection);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** What was committed is permanent, whatever becomes of the connection. */
    private static void switchOn(Connection connection, @Nullable Throwable failure) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            if (failure != null) {
                failure.addSuppressed(e);
            }
        }
    }
}
