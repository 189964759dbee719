package io.dynawrap.postgres;

import io.dynawrap.StoreProblem;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionTimedOutException;

/**
 * A failure, classified by its SQLState: the kind of problem, and whether the same statement, or the surrounding transaction with
 * it, may succeed later. The codes are those of appendix A of PostgreSQL's manual, "PostgreSQL Error Codes".
 *
 * @param problem the kind of problem
 * @param isTransient whether a retry may succeed
 */
record SqlProblem(StoreProblem problem, boolean isTransient) {

    private static final SqlProblem OTHER = lasting(StoreProblem.OTHER);

    /** A session that must not write: that of a server which is a standby since a failover, or of a read-only transaction. */
    private static final String READ_ONLY = "25006";

    private static final String NOT_SUPPORTED = "0A000";

    /** Codes and classes of codes. A code precedes its class. */
    private static final Map<String, SqlProblem> BY_STATE = Map.ofEntries(
            Map.entry("08", mayPass(StoreProblem.UNREACHABLE)),
            // raised by the driver before it sends a password: it has no password, or the server requires another
            // encryption
            Map.entry("08004", lasting(StoreProblem.CREDENTIALS)),
            Map.entry("25P03", mayPass(StoreProblem.TIMEOUT)),
            Map.entry("25P04", mayPass(StoreProblem.TIMEOUT)),
            Map.entry("28", lasting(StoreProblem.CREDENTIALS)),
            Map.entry("3D", lasting(StoreProblem.DATABASE_MISSING)),
            Map.entry("3F", lasting(StoreProblem.SCHEMA_MISSING)),
            Map.entry("40", mayPass(StoreProblem.CONFLICT)),
            // deferred constraints are checked again with the same rows
            Map.entry("40002", OTHER),
            Map.entry("40003", mayPass(StoreProblem.UNREACHABLE)),
            Map.entry("42501", lasting(StoreProblem.PERMISSION)),
            Map.entry("42703", lasting(StoreProblem.TABLE_UNUSABLE)),
            Map.entry("42P01", lasting(StoreProblem.TABLE_MISSING)),
            Map.entry("42P10", lasting(StoreProblem.TABLE_UNUSABLE)),
            Map.entry("53", mayPass(StoreProblem.UNAVAILABLE)),
            // Spring counts the class among the failures of a resource, but a statement that is too complex remains so
            Map.entry("54", OTHER),
            Map.entry("55006", mayPass(StoreProblem.CONFLICT)),
            Map.entry("55P03", mayPass(StoreProblem.TIMEOUT)),
            Map.entry("57", mayPass(StoreProblem.UNAVAILABLE)),
            Map.entry("57014", mayPass(StoreProblem.TIMEOUT)),
            Map.entry("57P03", mayPass(StoreProblem.UNREACHABLE)),
            Map.entry("57P04", lasting(StoreProblem.DATABASE_MISSING)),
            Map.entry("57P05", mayPass(StoreProblem.TIMEOUT)),
            // a system call or a disk failed; the other codes of the class name files that are missing
            Map.entry("58", OTHER),
            Map.entry("58000", mayPass(StoreProblem.UNAVAILABLE)),
            Map.entry("58030", mayPass(StoreProblem.UNAVAILABLE)),
            Map.entry("72000", mayPass(StoreProblem.TIMEOUT)));

    /**
     * States of a prepared statement that belongs to another client: its name is unknown, its name is taken, and the guard of
     * {@link GuardedSql}. The others say that its parameters are of other types; nothing that is bound here is wrong in
     * itself.
     */
    private static final Set<String> FOREIGN_STATEMENT_STATES =
            Set.of("26000", "42P05", "22012", "22021", "22P02", "22P03");

    private static SqlProblem mayPass(StoreProblem problem) {
        return new SqlProblem(problem, true);
    }

    private static SqlProblem lasting(StoreProblem problem) {
        return new SqlProblem(problem, false);
    }

    /**
     * Classifies a failure.
     *
     * @param state the SQLState, or {@code null} for a failure without one of these codes
     * @param inTransaction whether the statement ran on the connection of a surrounding transaction
     */
    static SqlProblem of(@Nullable String state, RuntimeException failure, boolean inTransaction) {
        if (state == null) {
            return withoutState(failure);
        }
        if (isForeignStatement(state, failure)) {
            return new SqlProblem(known(state, failure).problem, false);
        }
        if (state.equals(READ_ONLY)) {
            return inTransaction ? OTHER : mayPass(StoreProblem.UNAVAILABLE);
        }
        return isChangedTable(state, failure) ? mayPass(StoreProblem.CONFLICT) : known(state, failure);
    }

    private static SqlProblem known(String state, RuntimeException failure) {
        SqlProblem exact = BY_STATE.get(state);
        SqlProblem known = exact != null ? exact : BY_STATE.get(state.substring(0, Math.min(2, state.length())));
        // a translator of the application may know states of other servers
        return known != null ? known : new SqlProblem(StoreProblem.OTHER, isTransientForSpring(failure));
    }

    private static SqlProblem withoutState(RuntimeException failure) {
        if (failure instanceof TransactionTimedOutException || failure instanceof QueryTimeoutException) {
            return mayPass(StoreProblem.TIMEOUT);
        }
        if (failure instanceof CannotGetJdbcConnectionException) {
            return mayPass(StoreProblem.THROTTLED);
        }
        return new SqlProblem(
                StoreProblem.OTHER,
                isTransientForSpring(failure) || failure instanceof DataAccessResourceFailureException);
    }

    private static boolean isTransientForSpring(RuntimeException failure) {
        return failure instanceof TransientDataAccessException || failure instanceof RecoverableDataAccessException;
    }

    /**
     * Whether the table has changed since the statement was prepared, so that its rows have another type. Outside a transaction
     * the driver prepares the statement anew; inside, only a new transaction can do that.
     */
    static boolean isChangedTable(String state, Throwable failure) {
        return state.equals(NOT_SUPPORTED) && DriverConnections.isOutdatedPlan(failure);
    }

    /**
     * Whether the server took a prepared statement for another one, as behind a pooler that changes the connection with each
     * transaction. Poolers also use the code of a wrong number of parameters when they end a connection.
     */
    static boolean isForeignStatement(@Nullable String state, Throwable failure) {
        if (state == null) {
            return false;
        }
        return FOREIGN_STATEMENT_STATES.contains(state)
                || state.equals("08P01") && DriverConnections.isErrorOfStatement(failure);
    }

    /**
     * Whether the failure of a statement that was sent leaves open what became of it: the connection broke. With any other code
     * the server has answered, and the statement is over.
     */
    static boolean isAnswerLost(@Nullable String state, Throwable failure) {
        return state == null || state.equals("40003") || state.startsWith("08") && !isForeignStatement(state, failure);
    }
}
