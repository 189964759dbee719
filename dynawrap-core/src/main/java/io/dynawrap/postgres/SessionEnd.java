package io.dynawrap.postgres;

import io.dynawrap.StoreException;
import java.sql.ResultSet;

/**
 * Makes certain that a session of the server, whose connection was lost, executes nothing any more. A statement that waits for
 * a lock continues when its client is gone, and a statement that is still on its way arrives.
 */
final class SessionEnd {

    private static final int UNKNOWN = 0;

    /**
     * The session is terminated only if its last statement is the lost one, for its process number may have become another's. The
     * second number is longer than it takes to end; the session is looked for again if it was too short.
     */
    private static final GuardedSql END = GuardedSql.of("""
            SELECT pg_backend_pid(), s.pid, CASE
                WHEN s.pid <> pg_backend_pid() AND s.usename = current_user AND strpos(s.query, ?) > 0
                THEN pg_terminate_backend(s.pid, 5000) END
            FROM (SELECT) AS one LEFT JOIN pg_stat_activity AS s ON s.pid = ?
            WHERE\s""" + GuardedSql.GUARD);

    private final Statements statements;

    SessionEnd(Statements statements) {
        this.statements = statements;
    }

    /**
     * Ends a session, and reports whether it is certain that it is over.
     *
     * @param process the process of the session, as the driver knows it
     * @param sql the statement whose answer was lost
     */
    boolean isCertain(int process, GuardedSql sql) {
        if (process == UNKNOWN) {
            return false;
        }
        try {
            return statements.run("batch write", "pg_stat_activity", END, ps -> {
                ps.setString(1, sql.mark());
                ps.setInt(2, process);
                int here = DriverConnections.processOf(ps.getConnection());
                try (ResultSet row = ps.executeQuery()) {
                    row.next();
                    boolean isDirect = row.getInt(1) == here;
                    boolean isGone = row.getObject(2) == null || process == here || row.getBoolean(3);
                    return isDirect && isGone;
                }
            });
        } catch (StoreException e) {
            return false;
        }
    }
}
