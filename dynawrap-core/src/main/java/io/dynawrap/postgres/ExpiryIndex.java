package io.dynawrap.postgres;

import io.dynawrap.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the index by which expired rows of an existing table are found, and creates it if that is allowed. Without it a
 * sweep reads the whole table, and everything else works, so that no failure here is one of the caller.
 */
final class ExpiryIndex {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiryIndex.class);

    private static final String OPERATION = "create index";

    /** The number is arbitrary; it is not the one of the creation of tables, in whose transactions indexes are not built. */
    private static final long BUILD_LOCK = 2894061537408216L;

    private static final GuardedSql IS_VALID = GuardedSql.of("""
            SELECT i.indisvalid FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = to_regclass(?) AND c.relname = ? AND\s""" + GuardedSql.GUARD);

    /** The build waits for transactions that started before it; one that was forgotten must not hold up a start for ever. */
    private static final String LONGEST_WAIT = "1min";

    private final Statements statements;
    private final PostgresNames names;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    ExpiryIndex(Statements statements, PostgresNames names) {
        this.statements = statements;
        this.names = names;
    }

    /**
     * Checks a table.
     *
     * @param mayChange whether a missing index is created; otherwise it is logged
     */
    void check(String table, ExpirySql sql, boolean mayChange) {
        if (isValid(table, sql).orElse(false)) {
            return;
        }
        if (!mayChange) {
            report(table, sql, "Or set dynawrap.update-tables=true.", null);
            return;
        }
        if (statements.changesSessions() || statements.inTransaction()) {
            // a pooler keeps no lock between two statements; the build would wait for the surrounding transaction
            report(table, sql, "It is not created through a pooler or within a transaction.", null);
            return;
        }
        try {
            statements.inOneSession(OPERATION, table, connection -> build(connection, table, sql));
        } catch (StoreException e) {
            report(table, sql, "Creating it failed.", e);
        }
    }

    private Optional<Boolean> isValid(String table, ExpirySql sql) {
        return statements.run(OPERATION, table, IS_VALID, ps -> {
            ps.setString(1, names.qualified(table));
            ps.setString(2, sql.indexName());
            try (ResultSet row = ps.executeQuery()) {
                return row.next() ? Optional.of(row.getBoolean(1)) : Optional.empty();
            }
        });
    }

    private void report(String table, ExpirySql sql, String advice, @Nullable StoreException e) {
        if (reported.add(table + '\n' + sql.indexName())) {
            LOG.warn(
                    "The PostgreSQL table '{}' has no valid index for its expired items, so each sweep reads the whole table."
                            + " To create it: {}; {}",
                    table,
                    sql.ddl(),
                    advice,
                    e);
        }
    }

    /** An index that is not valid is what an interrupted build left, because this session has the lock of all builds. */
    private Boolean build(Connection connection, String table, ExpirySql sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!isTrue(statement, "SELECT pg_try_advisory_lock(" + BUILD_LOCK + ")")) {
                LOG.info(
                        "Another instance creates an index at this moment; that of the table '{}' is left to it",
                        table);
                return false;
            }
            List<String> settings = List.of("statement_timeout", "lock_timeout");
            List<String> before = new ArrayList<>();
            try {
                for (String setting : settings) {
                    before.add(text(statement, "SHOW " + setting));
                }
                statement.execute("SET statement_timeout = 0");
                statement.execute("SET lock_timeout = '" + LONGEST_WAIT + "'");
                String relation = names.qualified(table).replaceFirst("\"[^\"]*\"$", '"' + sql.indexName() + '"');
                String valid =
                        "SELECT indisvalid FROM pg_catalog.pg_index WHERE indexrelid = to_regclass('" + relation + "')";
                if (!isTrue(statement, valid)) {
                    statement.execute("DROP INDEX CONCURRENTLY IF EXISTS " + relation);
                    statement.execute(sql.ddl());
                    LOG.info("Created the index '{}' for the expired items of the table '{}'", sql.indexName(), table);
                }
                return true;
            } finally {
                for (int i = 0; i < before.size(); i++) {
                    statement.execute("SET " + settings.get(i) + " = '" + before.get(i) + "'");
                }
                statement.execute("SELECT pg_advisory_unlock(" + BUILD_LOCK + ")");
            }
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
