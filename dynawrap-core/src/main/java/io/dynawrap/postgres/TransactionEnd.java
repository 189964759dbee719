package io.dynawrap.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Ends transactions by statements without names. The driver prepares its own {@code COMMIT} and {@code ROLLBACK} under names, and
 * they have no parameter for a {@linkplain GuardedSql guard}. Behind a pooler such a name might belong to any statement of another
 * client without parameters: a rollback would then be a commit, or a commit nothing at all. The driver's {@code BEGIN} has no name.
 */
final class TransactionEnd {

    private TransactionEnd() {}

    static void commit(Connection connection) throws SQLException {
        execute(connection, "COMMIT");
    }

    static void rollback(Connection connection) throws SQLException {
        execute(connection, "ROLLBACK");
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
