package io.dynawrap.postgres;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.postgres.SurroundingTransaction.State;
import io.dynawrap.spi.LostAnswerException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.StatementCallback;

/**
 * Runs one statement through Spring's template: in the surrounding transaction, or in its own transaction, which is
 * completed when the method returns, whatever the connection's auto-commit mode.
 */
final class Statements {

    private final JdbcTemplate jdbc;
    private final boolean transactionPooler;
    private final TimeLimits limits;
    private final StatementWatch watch = new StatementWatch();
    private final SurroundingTransaction transaction;
    private final SessionEnd sessionEnd;

    /**
     * Creates the access to a database.
     *
     * @param jdbc Spring's template
     * @param transactionPooler whether a pooler may change the connection to the server with each transaction, so that no
     *     statement is prepared under a name
     */
    Statements(JdbcTemplate jdbc, boolean transactionPooler) {
        this(jdbc, transactionPooler, TimeLimits.NONE);
    }

    private Statements(JdbcTemplate jdbc, boolean transactionPooler, TimeLimits limits) {
        this.jdbc = jdbc;
        this.transactionPooler = transactionPooler;
        this.limits = limits;
        this.transaction = new SurroundingTransaction(
                Objects.requireNonNull(jdbc.getDataSource(), "The DataSource of 'jdbc' must not be null"));
        this.sessionEnd = new SessionEnd(this);
    }

    /** Whether statements one after the other may run in different sessions of the server. */
    boolean changesSessions() {
        return transactionPooler;
    }

    Statements withTransactionPooler() {
        return new Statements(jdbc, true, limits);
    }

    Statements withLimits(TimeLimits timeLimits) {
        return new Statements(jdbc, transactionPooler, timeLimits);
    }

    /**
     * Runs a statement on some keys or one partition.
     *
     * @param operation the operation, for messages
     * @param table the table's name, for messages
     * @param sql the statement
     * @param action binds all parameters except the guard's, executes it, and reads its whole result
     * @return the result of the action
     * @throws StoreException if the statement fails
     */
    <T> T run(String operation, String table, GuardedSql sql, PreparedStatementCallback<T> action) {
        return run(operation, table, sql, limits.query(), action);
    }

    /** Runs a statement that may have to read all of the table. */
    <T> T runScan(String operation, String table, GuardedSql sql, PreparedStatementCallback<T> action) {
        return run(operation, table, sql, limits.scan(), action);
    }

    private <T> T run(
            String operation, String table, GuardedSql sql, Duration limit, PreparedStatementCallback<T> action) {
        State state = stateFor(operation, table);
        try {
            return execute(sql, state, limit, action);
        } catch (RuntimeException e) {
            // Spring's exceptions, and those of a pool: HikariCP throws its own if the first connection fails
            throw failure(operation, table, state, e);
        }
    }

    /**
     * Runs a statement that the engine repeats after a transient failure.
     *
     * @throws LostAnswerException if the server might still execute the statement
     */
    <T> T runRepeatable(String operation, String table, GuardedSql sql, PreparedStatementCallback<T> action) {
        int[] process = new int[1];
        return runSent(
                operation,
                table,
                sql,
                statement -> {
                    process[0] = DriverConnections.processOf(statement.getConnection());
                    return action.doInPreparedStatement(statement);
                },
                failure -> new LostAnswerException(failure, () -> sessionEnd.isCertain(process[0], sql)));
    }

    /**
     * Runs a statement that writes one item.
     *
     * @throws StoreException with {@link StoreProblem#OUTCOME_UNKNOWN} if the server might have executed and committed it; in a
     *     surrounding transaction it has not
     */
    <T> T runWrite(String operation, String table, GuardedSql sql, PreparedStatementCallback<T> action) {
        return runSent(
                operation, table, sql, action, failure -> inTransaction() ? failure : outcomeUnknown(failure, "item"));
    }

    private static StoreException outcomeUnknown(StoreException failure, String items) {
        return new StoreException(
                failure.getMessage() + ". The write might have been executed. Read the " + items
                        + " before you repeat it.",
                failure.getCause(),
                StoreProblem.OUTCOME_UNKNOWN,
                failure.isTransient());
    }

    /**
     * Runs several statements on one connection as one transaction: as a part of the surrounding one, behind a savepoint, or as
     * a separate transaction.
     *
     * @param work runs the statements
     * @param isKept whether what the work has written is kept; otherwise it is undone, and the surrounding transaction remains
     *     usable
     * @throws StoreException with {@link StoreProblem#OUTCOME_UNKNOWN} if the answer to the commit was lost
     */
    <T> T runTogether(String operation, String tables, SeveralStatements.Work<T> work, Predicate<T> isKept) {
        State state = stateFor(operation, tables);
        SeveralStatements together = new SeveralStatements(this, limits.query(), tables);
        try {
            return Objects.requireNonNull(jdbc.execute((ConnectionCallback<T>) connection -> state == State.ACTIVE
                    ? together.behindSavepoint(connection, work, isKept)
                    : together.inTransaction(connection, work, isKept)));
        } catch (RuntimeException e) {
            StoreException failure = failure(operation, together.lastTable(), state, e);
            throw together.isCommitSent() && SqlProblem.isAnswerLost(StoreExceptionTranslator.sqlState(e), e)
                    ? outcomeUnknown(failure, "items")
                    : failure;
        }
    }

    /** Runs a statement on a connection, without a commit. */
    <T> T runOn(Connection connection, GuardedSql sql, PreparedStatementCallback<T> action) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            return complete(statement, State.ACTIVE, limits.query(), () -> {
                statement.setMaxRows(0);
                sql.bind(statement);
                return action.doInPreparedStatement(statement);
            });
        }
    }

    private <T> T runSent(
            String operation,
            String table,
            GuardedSql sql,
            PreparedStatementCallback<T> action,
            UnaryOperator<StoreException> withoutAnswer) {
        State state = stateFor(operation, table);
        boolean[] wasSent = new boolean[1];
        try {
            return execute(sql, state, limits.query(), statement -> {
                wasSent[0] = true;
                return action.doInPreparedStatement(statement);
            });
        } catch (RuntimeException e) {
            StoreException failure = failure(operation, table, state, e);
            throw wasSent[0] && SqlProblem.isAnswerLost(StoreExceptionTranslator.sqlState(e), e)
                    ? withoutAnswer.apply(failure)
                    : failure;
        }
    }

    /** Runs a statement without parameters that creates something, which is never prepared under a name. */
    void runPlain(String operation, String table, String sql) {
        State state = stateFor(operation, table);
        try {
            jdbc.execute((StatementCallback<Boolean>)
                    statement -> complete(statement, state, limits.scan(), () -> statement.execute(sql)));
        } catch (RuntimeException e) {
            throw failure(operation, table, state, e);
        }
    }

    /**
     * Runs several statements in one session, each committed by itself, outside the surrounding transaction.
     *
     * @param action gets a connection in auto-commit mode
     */
    <T> T inOneSession(String operation, String table, ConnectionCallback<T> action) {
        return outsideTransaction(() -> {
            try {
                return Objects.requireNonNull(jdbc.execute((ConnectionCallback<T>) connection -> {
                    boolean autoCommit = connection.getAutoCommit();
                    connection.setAutoCommit(true);
                    try {
                        return action.doInConnection(connection);
                    } finally {
                        connection.setAutoCommit(autoCommit);
                    }
                }));
            } catch (RuntimeException e) {
                throw StoreExceptionTranslator.translate(operation, table, e, false);
            }
        });
    }

    /** Runs work outside the surrounding transaction, on another connection. */
    <T> T outsideTransaction(Supplier<T> work) {
        return transaction.state() == State.ABSENT ? work.get() : transaction.outside(work);
    }

    /** Whether a failure of this thread's writes may undo others, or has to be assumed to. */
    boolean inTransaction() {
        State state = transaction.state();
        return state == State.ACTIVE || state == State.UNDECIDED;
    }

    private State stateFor(String operation, String table) {
        State state = transaction.state();
        if (state == State.UNDECIDED) {
            throw new StoreException(
                    "PostgreSQL: " + operation + " on table '" + table + "' failed: it was called in a callback after a"
                            + " transaction, and the write might belong to no transaction and be lost. Run the callback's"
                            + " work with PROPAGATION_NOT_SUPPORTED, or start its transaction with"
                            + " PROPAGATION_REQUIRES_NEW before anything else registers with it.",
                    null,
                    StoreProblem.OTHER,
                    false);
        }
        return state;
    }

    private <T> T execute(GuardedSql sql, State state, Duration limit, PreparedStatementCallback<T> action) {
        return Objects.requireNonNull(jdbc.execute(sql.text(), (PreparedStatementCallback<T>)
                statement -> complete(statement, state, limit, () -> {
                    // a limit of the template would truncate a page, which would then be treated as the end of the
                    // range
                    statement.setMaxRows(0);
                    sql.bind(statement);
                    return action.doInPreparedStatement(statement);
                })));
    }

    private <T> T complete(Statement statement, State state, Duration limit, Execution<T> execution)
            throws SQLException {
        if (limit.isZero()) {
            return complete(statement, state, execution);
        }
        int known = statement.getQueryTimeout(); // of the template or the transaction
        if (known == 0 && jdbc.getQueryTimeout() == 0) {
            return complete(statement, state, execution);
        }
        return known > 0
                ? completeWithin(statement, state, Duration.ofSeconds(known), execution)
                : completeWatched(statement, state, limit, execution);
    }

    private <T> T completeWatched(Statement statement, State state, Duration limit, Execution<T> execution)
            throws SQLException {
        StatementWatch.Watched watched = watch.watch(statement, limit);
        try {
            return completeWithin(statement, state, limit, execution);
        } finally {
            watched.close();
        }
    }

    private <T> T completeWithin(Statement statement, State state, Duration limit, Execution<T> execution)
            throws SQLException {
        Connection connection = statement.getConnection();
        if (!DriverConnections.limitAnswers(connection, TimeLimits.answerMillis(limit))) {
            return complete(statement, state, execution);
        }
        try {
            return complete(statement, state, execution);
        } finally {
            DriverConnections.unlimitAnswers(connection);
        }
    }

    /**
     * Executes a statement and commits it, unless the surrounding transaction will. Where auto-commit is off it is on for this
     * one statement, and no commit is sent after it: the driver would prepare the commit under a name. It would also forget
     * that the connection is read-only, so that one is left as it is.
     */
    private <T> T complete(Statement statement, State state, Execution<T> execution) throws SQLException {
        if (transactionPooler) {
            DriverConnections.prepareWithoutNames(statement);
        }
        Connection connection = statement.getConnection();
        if (state == State.ACTIVE || connection.getAutoCommit()) {
            return execution.run();
        }
        return connection.isReadOnly() ? runAndCommit(connection, execution) : runAutoCommitted(connection, execution);
    }

    private static <T> T runAutoCommitted(Connection connection, Execution<T> execution) throws SQLException {
        connection.setAutoCommit(true);
        Throwable failure = null;
        try {
            return execution.run();
        } catch (SQLException | RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            switchOff(connection, failure);
        }
    }

    private static <T> T runAndCommit(Connection connection, Execution<T> execution) throws SQLException {
        try {
            T result = execution.run();
            TransactionEnd.commit(connection);
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            try {
                TransactionEnd.rollback(connection);
            } catch (SQLException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** A statement that succeeded is permanent, whatever becomes of its connection. */
    private static void switchOff(Connection connection, @Nullable Throwable failure) {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            if (failure != null) {
                failure.addSuppressed(e);
            }
        }
    }

    private StoreException failure(String operation, String table, State state, RuntimeException e) {
        if (state == State.ACTIVE) {
            transaction.failCommit(jdbc);
        }
        return StoreExceptionTranslator.translate(operation, table, e, state != State.ABSENT);
    }

    @FunctionalInterface
    private interface Execution<T> {
        T run() throws SQLException;
    }
}
