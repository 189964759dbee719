package io.dynawrap.postgres;

import io.dynawrap.StoreException;
import io.dynawrap.TableNotFoundException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;

/**
 * Turns what Spring throws into the store's exceptions. The server's own words stay in the cause, because they may
 * quote keys and fields. The codes are those of appendix A of PostgreSQL's manual, "PostgreSQL Error Codes".
 */
final class StoreExceptionTranslator {

    private static final String UNDEFINED_TABLE = "42P01";

    /** Classes and codes: connection, resources, server stopping, conflict of transactions, deadlock. */
    private static final List<String> PASSING_STATES = List.of("08", "53", "57P0", "40001", "40P01");

    private StoreExceptionTranslator() {}

    static StoreException translate(String operation, String table, DataAccessException failure) {
        String state = sqlState(failure);
        if (UNDEFINED_TABLE.equals(state)) {
            return new TableNotFoundException(table, failure);
        }
        String reason = state == null
                ? failure.getClass().getSimpleName()
                : reason(state, failure) + " (SQLState " + state + ")";
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

    private static boolean isPassing(@Nullable String state, DataAccessException failure) {
        if (state != null && state.startsWith("54")) {
            // a limit of the database: Spring counts it among the failures of a resource, but it does not pass
            return false;
        }
        return failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof DataAccessResourceFailureException
                || state != null && PASSING_STATES.stream().anyMatch(state::startsWith);
    }

    private static String reason(String state, DataAccessException failure) {
        String exact = switch (state) {
            case "21000" -> "two writes with the same key";
            case "22021", "22P05" -> "a character that the database's encoding cannot hold; it should be UTF8";
            case "25006" -> "the transaction or the server is read-only";
            case "25P02" -> "the surrounding transaction has failed before";
            case "3F000" -> "the schema does not exist";
            case "40001" -> "it conflicts with another transaction";
            case "40P01" -> "it was in a deadlock with another transaction";
            case "42501" -> "the role lacks a permission";
            case "42703" -> "the table lacks a column; it needs pk, sk, schema_version and data";
            case "42P10" -> "the table lacks a unique key on (pk, sk)";
            case "57014" -> "it was cancelled, as by a timeout";
            default -> null;
        };
        return exact != null ? exact : reasonOfClass(state, failure);
    }

    private static String reasonOfClass(String state, DataAccessException failure) {
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
