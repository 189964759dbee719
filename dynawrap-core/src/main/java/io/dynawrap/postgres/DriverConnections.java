package io.dynawrap.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.util.ClassUtils;

/** What only PostgreSQL's driver offers. Every method does nothing where the connection is not the driver's. */
final class DriverConnections {

    private static final boolean IS_PRESENT =
            ClassUtils.isPresent("org.postgresql.PGConnection", DriverConnections.class.getClassLoader());

    private DriverConnections() {}

    /**
     * Prevents that a connection prepares a statement under a name. The setting stays with the connection, because its commits
     * have names too.
     */
    static void prepareWithoutNames(Statement statement) throws SQLException {
        Connection connection = statement.getConnection();
        if (IS_PRESENT && connection.isWrapperFor(PGConnection.class)) {
            connection.unwrap(PGConnection.class).setPrepareThreshold(0);
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
    }

    /** The process of the server that serves a connection, as the driver knows it, or 0 if that is unknown. */
    static int processOf(Connection connection) throws SQLException {
        return IS_PRESENT && connection.isWrapperFor(PGConnection.class)
                ? connection.unwrap(PGConnection.class).getBackendPID()
                : 0;
    }

    /**
     * Limits how long the driver waits for an answer, unless its {@code socketTimeout} does so already.
     *
     * @return whether the limit was set
     */
    static boolean limitAnswers(Connection connection, int millis) throws SQLException {
        if (!IS_PRESENT || !connection.isWrapperFor(PGConnection.class) || connection.getNetworkTimeout() != 0) {
            return false;
        }
        connection.setNetworkTimeout(Runnable::run, millis);
        return true;
    }

    /** Removes the limit. If that fails, the connection is broken, and its next statement reports that. */
    static void unlimitAnswers(Connection connection) {
        try {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, 0);
            }
        } catch (SQLException e) {
            // reported by the next statement
        }
    }

    /** Whether the server refused a statement and continued: the failure is not the driver's, and did not end the connection. */
    static boolean isErrorOfStatement(Throwable failure) {
        if (!IS_PRESENT) {
            return false;
        }
        ServerErrorMessage answer = answer(failure);
        return answer != null && "ERROR".equals(answer.getSeverity());
    }

    /**
     * Whether the server refused the plan of a prepared statement, because what the statement returns has another type now. The
     * driver recognises this by the same names: the message may be in any language.
     */
    static boolean isOutdatedPlan(Throwable failure) {
        if (!IS_PRESENT) {
            return false;
        }
        ServerErrorMessage answer = answer(failure);
        return answer != null
                && ("RevalidateCachedQuery".equals(answer.getRoutine())
                        || "RevalidateCachedPlan".equals(answer.getRoutine()));
    }

    private static @Nullable ServerErrorMessage answer(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException e) {
                return e.getServerErrorMessage();
            }
        }
        return null;
    }
}
