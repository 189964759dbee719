package io.dynawrap.postgres;

import io.dynawrap.StoreProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionTimedOutException;

/**
 * Classifies failures by their SQLState: the kind of problem, and whether the same statement may succeed later. The codes are
 * those of appendix A of PostgreSQL's manual, "PostgreSQL Error Codes".
 */
final class SqlProblems {

    /**
     * Codes and prefixes of codes; the first match decides. The driver itself raises 08004 before it sends a password:
     * it has no password, or the server requires another encryption. So this code precedes its class.
     */
    private static final Map<String, StoreProblem> BY_STATE = new LinkedHashMap<>();

    static {
        BY_STATE.put("08004", StoreProblem.CREDENTIALS);
        BY_STATE.put("28", StoreProblem.CREDENTIALS);
        BY_STATE.put("08", StoreProblem.UNREACHABLE);
        BY_STATE.put("57P03", StoreProblem.UNREACHABLE);
        BY_STATE.put("57P0", StoreProblem.UNAVAILABLE);
        BY_STATE.put("53", StoreProblem.UNAVAILABLE);
        BY_STATE.put("3D", StoreProblem.DATABASE_MISSING);
        BY_STATE.put("3F", StoreProblem.SCHEMA_MISSING);
        BY_STATE.put("42P01", StoreProblem.TABLE_MISSING);
        BY_STATE.put("42501", StoreProblem.PERMISSION);
        BY_STATE.put("42703", StoreProblem.TABLE_UNUSABLE);
        BY_STATE.put("42P10", StoreProblem.TABLE_UNUSABLE);
        BY_STATE.put("40001", StoreProblem.CONFLICT);
        BY_STATE.put("40P01", StoreProblem.CONFLICT);
        BY_STATE.put("55P03", StoreProblem.TIMEOUT);
        BY_STATE.put("57014", StoreProblem.TIMEOUT);
        BY_STATE.put("25P03", StoreProblem.TIMEOUT);
        BY_STATE.put("25P04", StoreProblem.TIMEOUT);
    }

    /**
     * Connection, resources, server stopping, conflict of transactions, deadlock, time limits of a lock and of a transaction.
     */
    private static final List<String> TRANSIENT_STATES =
            List.of("08", "53", "57P0", "40001", "40P01", "55P03", "25P03", "25P04");

    /**
     * States that Spring counts among the failures of a resource, although they are permanent: the log-in is rejected,
     * the database does not exist, a limit of the database is exceeded.
     */
    private static final List<String> PERMANENT_STATES = List.of("08004", "28", "3D", "54");

    /**
     * States of a prepared statement that belongs to another client: its name is unknown, its name is taken, and the guard of
     * {@link GuardedSql}. The others say that its parameters are of other types; nothing that is bound here is wrong in
     * itself.
     */
    private static final Set<String> FOREIGN_STATEMENT_STATES =
            Set.of("26000", "42P05", "22012", "22021", "22P02", "22P03");

    private SqlProblems() {}

    static StoreProblem of(@Nullable String state, RuntimeException failure) {
        if (state != null) {
            return BY_STATE.entrySet().stream()
                    .filter(known -> state.startsWith(known.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(StoreProblem.OTHER);
        }
        if (failure instanceof TransactionTimedOutException) {
            return StoreProblem.TIMEOUT;
        }
        return failure instanceof CannotGetJdbcConnectionException ? StoreProblem.THROTTLED : StoreProblem.OTHER;
    }

    static boolean isTransient(@Nullable String state, RuntimeException failure) {
        if (isIn(PERMANENT_STATES, state) || isForeignStatement(state, failure)) {
            return false;
        }
        return isIn(TRANSIENT_STATES, state)
                || failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof TransactionTimedOutException;
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
        return state == null || state.startsWith("08") && !isForeignStatement(state, failure);
    }

    private static boolean isIn(List<String> states, @Nullable String state) {
        return state != null && states.stream().anyMatch(state::startsWith);
    }
}
