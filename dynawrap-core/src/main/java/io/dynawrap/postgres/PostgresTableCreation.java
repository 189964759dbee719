package io.dynawrap.postgres;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TableNotFoundException;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates a table if it does not exist, and checks an existing table. A table is looked up in the surrounding transaction but
 * created outside of it, so that a rollback of the transaction does not remove it.
 */
final class PostgresTableCreation {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresTableCreation.class);

    private static final String OPERATION = "create table";

    /**
     * The lock is required because {@code CREATE TABLE IF NOT EXISTS} alone fails if two sessions run it at the same
     * time. Both find no table, and the second violates a unique index of the catalog. The number of the lock is
     * arbitrary.
     */
    private static final String CREATE = """
            DO $create$
            BEGIN
                PERFORM pg_advisory_xact_lock(2894061537408215);
                CREATE TABLE IF NOT EXISTS %s (
                    pk TEXT COLLATE "C" NOT NULL,
                    sk TEXT COLLATE "C" NOT NULL,
                    schema_version TEXT,
                    data JSONB NOT NULL,
                    PRIMARY KEY (pk, sk)
                );
                %s
            END
            $create$""";

    private static final GuardedSql SCHEMA_EXISTS =
            GuardedSql.of("SELECT to_regnamespace(?) IS NOT NULL WHERE " + GuardedSql.GUARD);

    /** Only reads the catalog: functions that describe an index would wait for a table that another session has locked. */
    private static final GuardedSql LOOK_UP = GuardedSql.of("""
            SELECT a.attname, format_type(a.atttypid, NULL), co.collname, coalesce(co.collisdeterministic, true), EXISTS (
                SELECT FROM pg_catalog.pg_index i
                WHERE i.indrelid = a.attrelid
                  AND i.indisunique AND i.indimmediate AND i.indisvalid AND i.indpred IS NULL
                  AND i.indnkeyatts = 2
                  AND (SELECT k.attname FROM pg_catalog.pg_attribute k
                       WHERE k.attrelid = i.indrelid AND k.attnum = i.indkey[0]) = 'pk'
                  AND (SELECT k.attname FROM pg_catalog.pg_attribute k
                       WHERE k.attrelid = i.indrelid AND k.attnum = i.indkey[1]) = 'sk'
            ), EXISTS (
                SELECT FROM pg_catalog.pg_locks l
                WHERE l.pid = pg_backend_pid() AND l.relation = a.attrelid AND l.mode = 'AccessExclusiveLock'
            ), (
                SELECT c.relkind = 'p' FROM pg_catalog.pg_class c WHERE c.oid = a.attrelid
            )
            FROM pg_catalog.pg_attribute a
            LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
            WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped AND\s""" + GuardedSql.GUARD);

    /** Unique violation in the catalog, and duplicate table: another session was first. */
    private static final Set<String> CREATED_BY_ANOTHER = Set.of("23505", "42P07");

    private final Statements statements;
    private final PostgresNames names;
    private final ExpiryIndex expiryIndex;
    private final TableCache<Boolean> warned = new TableCache<>();
    private final TableCache<TableLayout> layouts = new TableCache<>();

    PostgresTableCreation(Statements statements, PostgresNames names) {
        this.statements = statements;
        this.names = names;
        this.expiryIndex = new ExpiryIndex(statements, names);
    }

    /**
     * Creates or checks a table.
     *
     * @param expiry the statements of its expiry field, or {@code null} if no items of it expire
     * @param update whether an existing table gets the index of that field
     */
    void createIfAbsent(String table, @Nullable ExpirySql expiry, boolean update) {
        TableDefinition definition =
                lookUp(table).orElseGet(() -> statements.outsideTransaction(() -> create(table, expiry)));
        definition.check();
        if (expiry != null) {
            expiryIndex.check(table, expiry, update);
        }
        remember(table, definition);
        if (!definition.sortsByBytes() && warned.get(table) == null) {
            warned.put(table, true);
            warn(definition.name());
        }
    }

    /** Returns the layout of a table, which is looked up once. It affects only the speed of reads. */
    TableLayout layout(String table) {
        TableLayout known = layouts.get(table);
        if (known != null) {
            return known;
        }
        Optional<TableDefinition> definition = lookUp(table);
        definition.ifPresent(found -> remember(table, found));
        return definition.map(TableDefinition::layout).orElse(TableLayout.UNKNOWN);
    }

    /** A table that the surrounding transaction created or changed may be another one when that is rolled back. */
    private void remember(String table, TableDefinition definition) {
        if (!definition.isUncommitted()) {
            layouts.put(table, definition.layout());
        }
    }

    private Optional<TableDefinition> lookUp(String table) {
        String name = names.qualified(table);
        return statements.run(OPERATION, table, LOOK_UP, ps -> {
            ps.setString(1, name);
            Map<String, TableColumn> columns = new HashMap<>();
            boolean hasUniqueKey = false;
            boolean isUncommitted = false;
            boolean isPartitioned = false;
            try (ResultSet row = ps.executeQuery()) {
                while (row.next()) {
                    columns.put(
                            row.getString(1), new TableColumn(row.getString(2), row.getString(3), row.getBoolean(4)));
                    hasUniqueKey = row.getBoolean(5);
                    isUncommitted = row.getBoolean(6);
                    isPartitioned = row.getBoolean(7);
                }
            }
            return columns.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new TableDefinition(name, columns, hasUniqueKey, isUncommitted, isPartitioned));
        });
    }

    /** The Python edition does not quote names, so its table MyStories is mystories in the database. */
    private void rejectIfInLowerCase(String table) {
        String lowerCase = table.toLowerCase(Locale.ROOT);
        if (!lowerCase.equals(table) && lookUp(lowerCase).isPresent()) {
            throw new StoreException(
                    "PostgreSQL: the table '" + table + "' does not exist, but '" + lowerCase
                            + "' does. Names are quoted here, so upper and lower case differ. Use the name '"
                            + lowerCase
                            + "', or rename the table: ALTER TABLE " + names.qualified(lowerCase) + " RENAME TO \""
                            + table + "\".",
                    null,
                    StoreProblem.TABLE_UNUSABLE,
                    false);
        }
    }

    /** A name with a dot is allowed, as on DynamoDB, but next to a schema of that name it was meant to name the schema. */
    private void rejectIfQualified(String table) {
        int dot = table.indexOf('.');
        if (dot > 0 && schemaExists(table, table.substring(0, dot))) {
            String schema = table.substring(0, dot);
            throw new StoreException(
                    "PostgreSQL: there is a schema '" + schema + "', but a table's name never names a schema, so '"
                            + table
                            + "' would be a table with a dot in its name. Set dynawrap.postgres.schema to '" + schema
                            + "', or pass it to PostgresBackend, and call the table '" + table.substring(dot + 1)
                            + "'.",
                    null,
                    StoreProblem.TABLE_UNUSABLE,
                    false);
        }
    }

    private boolean schemaExists(String table, String schema) {
        return statements.run(OPERATION, table, SCHEMA_EXISTS, ps -> {
            ps.setString(1, '"' + schema + '"');
            try (ResultSet row = ps.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        });
    }

    private TableDefinition create(String table, @Nullable ExpirySql expiry) {
        rejectIfInLowerCase(table);
        rejectIfQualified(table);
        try {
            String index = expiry == null ? "" : expiry.createIndex().formatted("IF NOT EXISTS") + ';';
            statements.runPlain(OPERATION, table, CREATE.formatted(names.qualified(table), index));
        } catch (StoreException e) {
            String state = StoreExceptionTranslator.sqlState(e);
            if (state == null || !CREATED_BY_ANOTHER.contains(state)) {
                throw e;
            }
        }
        return lookUp(table).orElseThrow(() -> new TableNotFoundException(table, null));
    }

    private static void warn(String name) {
        LOG.warn("""
                The key columns of table {} are not COLLATE "C", so reading a range of keys is slower than necessary: \
                the primary key cannot serve it. To change that, which locks the table while its index is rebuilt, \
                and fails transactions that run at that time with a transient exception: \
                ALTER TABLE {} ALTER COLUMN pk TYPE text COLLATE "C", ALTER COLUMN sk TYPE text COLLATE "C"\
                """, name, name);
    }
}
