package io.dynawrap.postgres;

import io.dynawrap.StoreException;
import io.dynawrap.TableNotFoundException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionTimedOutException;

/**
 * Turns what Spring or the pool throws into the store's exceptions. The server's own words stay in the cause, because they may
 * quote keys and fields. The codes are those of appendix A of PostgreSQL's manual, "PostgreSQL Error Codes".
 */
final class StoreExceptionTranslator {

    private static final String UNDEFINED_TABLE = "42P01";

    /**
     * Classes and codes: connection, resources, server stopping, conflict of transactions, deadlock, time-outs of a lock
     * and of a transaction.
     */
    private static final List<String> PASSING_STATES =
            List.of("08", "53", "57P0", "40001", "40P01", "55P03", "25P03", "25P04");

    /**
     * Classes that Spring counts among the failures of a resource, though the same call fails again: the log-in is
     * refused, by the server or, with 08004, by the driver, which lacks a password or an encryption; the database does not
     * exist, a limit of the database is exceeded.
     */
    private static final List<String> LASTING_STATES = List.of("08004", "28", "3D", "54");

    private StoreExceptionTranslator() {}

    static StoreException translate(String operation, String table, RuntimeException failure) {
        String state = sqlState(failure);
        if (UNDEFINED_TABLE.equals(state)) {
            return new TableNotFoundException(table, failure);
        }
        String reason =
                state == null ? reasonWithoutState(failure) : reason(state, failure) + " (SQLState " + state + ")";
        return new StoreException(
                "PostgreSQL: " + operation + " on table '" + table + "' failed: " + reason,
                failure,
                isPassing(state, failure));
    }

    /** The SQLState of the database or the driver, or {@code null} when none of them was reached. */
    static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && e.getSQLState() != null) {
                return e.getSQLState();
            }
        }
        return null;
    }

    private static boolean isPassing(@Nullable String state, RuntimeException failure) {
        if (isIn(LASTING_STATES, state)) {
            return false;
        }
        return isIn(PASSING_STATES, state)
                || failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof TransactionTimedOutException;
    }

    private static boolean isIn(List<String> states, @Nullable String state) {
        return state != null && states.stream().anyMatch(state::startsWith);
    }

    private static String reasonWithoutState(RuntimeException failure) {
        if (failure instanceof TransactionTimedOutException) {
            return "the surrounding transaction has timed out";
        }
        return failure instanceof CannotGetJdbcConnectionException
                ? "the pool gave no connection"
                : failure.getClass().getSimpleName();
    }

    private static String reason(String state, RuntimeException failure) {
        String exact = switch (state) {
            case "08004" -> "the log-in was refused";
            case "21000" -> "two writes with the same key";
            case "22021", "22P05" -> "a character that the database's encoding cannot hold; it should be UTF8";
            case "25006" -> "the transaction or the server is read-only";
            case "25P02" -> "the surrounding transaction has failed before";
            case "25P03", "25P04" -> "the transaction took too long";
            case "3D000" -> "the database does not exist";
            case "3F000" -> "the schema does not exist";
            case "40001" -> "it conflicts with another transaction";
            case "40P01" -> "it was in a deadlock with another transaction";
            case "42501" -> "the role lacks a permission";
            case "42703" -> "the table lacks a column; it needs pk, sk, schema_version and data";
            case "42P10" -> "the table lacks a unique key on (pk, sk)";
            case "55P03" -> "another transaction holds a lock for too long";
            case "57014" -> "it was cancelled, as by a timeout";
            default -> null;
        };
        return exact != null ? exact : reasonOfClass(state, failure);
    }

    private static String reasonOfClass(String state, RuntimeException failure) {
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "08" -> "the connection failed";
            case "22" -> "the database does not take a value";
            case "23" -> "a constraint of the table is violated";
            case "28" -> "the log-in was refused";
            case "53" -> "the server is out of connections, memory or disk";
            case "54" -> "a limit of the database is exceeded";
            case "57" -> "the server is stopping or starting";
            default -> failure.getClass().getSimpleName();
        };
    }
}
