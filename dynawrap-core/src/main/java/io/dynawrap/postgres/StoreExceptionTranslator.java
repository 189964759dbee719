package io.dynawrap.postgres;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TableNotFoundException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionTimedOutException;

/**
 * Converts exceptions of Spring and the pool to the store's exceptions. The server's message is only in the cause,
 * because it may quote keys and fields. The codes are those of appendix A of PostgreSQL's manual, "PostgreSQL Error
 * Codes".
 */
final class StoreExceptionTranslator {

    private StoreExceptionTranslator() {}

    /**
     * Converts an exception.
     *
     * @param inTransaction whether the statement ran on the connection of a surrounding transaction
     */
    static StoreException translate(String operation, String table, RuntimeException failure, boolean inTransaction) {
        String state = sqlState(failure);
        SqlProblem classified = SqlProblem.of(state, failure, inTransaction);
        if (classified.problem() == StoreProblem.TABLE_MISSING) {
            return new TableNotFoundException(table, failure);
        }
        String reason =
                state == null ? reasonWithoutState(failure) : reason(state, failure) + " (SQLState " + state + ")";
        return new StoreException(
                "PostgreSQL: " + operation + " on table '" + table + "' failed: " + reason,
                failure,
                classified.problem(),
                classified.isTransient());
    }

    /** Returns the SQLState of the database or the driver, or {@code null} if the exception has no SQLState. */
    static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && e.getSQLState() != null) {
                return e.getSQLState();
            }
        }
        return null;
    }

    private static String reasonWithoutState(RuntimeException failure) {
        if (failure instanceof TransactionTimedOutException) {
            return "the surrounding transaction has timed out";
        }
        if (failure instanceof QueryTimeoutException) {
            return "it took too long";
        }
        return failure instanceof CannotGetJdbcConnectionException
                ? "the pool gave no connection"
                : failure.getClass().getSimpleName();
    }

    private static String reason(String state, RuntimeException failure) {
        if (SqlProblem.isForeignStatement(state, failure)) {
            return "the connection to the server has prepared statements of another client, as behind PgBouncer in"
                    + " transaction mode. Set dynawrap.postgres.transaction-pooler=true, or use"
                    + " PostgresBackend.withTransactionPooler()";
        }
        if (SqlProblem.isChangedTable(state, failure)) {
            return "the table was altered since the connection prepared the statement. Retry the transaction";
        }
        String exact = switch (state) {
            case "08004" -> "the log-in was refused";
            case "21000" -> "two writes with the same key";
            case "22P05" -> "a character that the database's encoding cannot hold; it should be UTF8";
            case "25006" -> "the transaction or the server is read-only, as a standby is after a failover";
            case "25P02" -> "the surrounding transaction failed before";
            case "25P03", "25P04" -> "the transaction took too long";
            case "3D000" -> "the database does not exist";
            case "3F000" -> "the schema does not exist";
            case "40003" -> "the connection failed before the server's answer";
            case "40001" -> "it conflicts with another transaction";
            case "40P01" -> "it was in a deadlock with another transaction";
            case "42501" -> "the role lacks a permission";
            case "42703" -> "the table lacks a column; it needs pk, sk, schema_version and data";
            case "42P10" -> "the table lacks a unique key on (pk, sk)";
            case "57P04" -> "the database was dropped";
            case "72000" -> "it read rows that are too old";
            case "55P03" -> "another transaction holds a lock for too long";
            case "57014" -> "it was cancelled, for example by a timeout";
            default -> null;
        };
        return exact != null ? exact : reasonOfClass(state, failure);
    }

    private static String reasonOfClass(String state, RuntimeException failure) {
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "08" -> "the connection failed";
            case "22" -> "the database does not accept a value";
            case "23" -> "a constraint of the table is violated";
            case "28" -> "the log-in was refused";
            case "40" -> "the server rolled the transaction back";
            case "53" -> "the server is out of connections, memory or disk";
            case "54" -> "a limit of the database is exceeded";
            case "58" -> "the server's system or disk failed";
            case "57" -> "the server is stopping or starting";
            default -> failure.getClass().getSimpleName();
        };
    }
}
