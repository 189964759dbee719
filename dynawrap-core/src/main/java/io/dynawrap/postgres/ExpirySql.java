package io.dynawrap.postgres;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/**
 * The SQL of one expiry field of one table. The index serves the sweep; no read needs it.
 *
 * @param indexName the name of the index, without quotes
 * @param createIndex creates the index, to be completed by how: {@code CONCURRENTLY}, or as part of a transaction
 * @param sweep deletes a number of expired rows and returns whether it was this session's turn, and their number
 */
record ExpirySql(String indexName, String createIndex, GuardedSql sweep) {

    /** Truncation by the server would change a longer name, and two tables might get the same one. */
    private static final int MAX_TABLE_IN_NAME = 40;

    private static final int HASH_DIGITS = 8;

    /** A bare cast would fail for rows of other writers that have a text in the field. */
    private static final String SECOND =
            "CASE WHEN jsonb_typeof(data -> %1$s) = 'number' THEN (data ->> %1$s)::numeric END";

    private static final String IS_NUMBER = "jsonb_typeof(data -> %1$s) = 'number'";

    /**
     * One statement is one transaction. The lock lets one session sweep a table at a time. A row that another transaction
     * holds is skipped; a row that was changed in the meantime is checked again before it is locked. The setting shows
     * triggers why the rows are deleted.
     */
    private static final String SWEEP = """
            WITH turn AS MATERIALIZED (
                SELECT pg_try_advisory_xact_lock(hashtextextended('dynawrap.expiry.' || to_regclass('%1$s')::oid, 0)) AS mine,
                       set_config('dynawrap.expired', 'true', true)
            ), expired AS MATERIALIZED (
                SELECT pk, sk FROM %1$s
                WHERE (SELECT mine FROM turn) AND %2$s AND %3$s <= ?::bigint::numeric
                ORDER BY %3$s
                LIMIT ?
                FOR UPDATE SKIP LOCKED
            ), deleted AS (
                DELETE FROM %1$s AS t USING expired AS e WHERE t.pk = e.pk AND t.sk = e.sk RETURNING t.pk
            )
            SELECT (SELECT mine FROM turn), (SELECT count(*) FROM deleted) WHERE\s""" + GuardedSql.GUARD;

    /**
     * Builds the statements.
     *
     * @param table the name of the table without quotes
     * @param name the quoted name of the table, after its schema if one is set
     */
    static ExpirySql of(String table, String name, String field) {
        String literal = literal(field);
        String isNumber = IS_NUMBER.formatted(literal);
        String second = SECOND.formatted(literal);
        String indexName = indexName(table, field);
        return new ExpirySql(
                indexName,
                "CREATE INDEX %s \"" + indexName + "\" ON " + name + " ((" + second + ")) WHERE " + isNumber,
                GuardedSql.of(SWEEP.formatted(name, isNumber, second)));
    }

    private static String indexName(String table, String field) {
        String hash = UUID.nameUUIDFromBytes((table + '\n' + field).getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, HASH_DIGITS);
        return table.substring(0, Math.min(table.length(), MAX_TABLE_IN_NAME)) + "_expiry_" + hash;
    }

    /** An index needs the name of the field in its text. Every character with a meaning to SQL or JDBC is escaped. */
    private static String literal(String field) {
        StringBuilder text = new StringBuilder();
        boolean plain = true;
        for (char c : field.toCharArray()) {
            if (c > 0x7f || Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == ' ') {
                text.append(c);
            } else {
                text.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
                plain = false;
            }
        }
        return (plain ? "'" : "E'") + text + "'";
    }

    /** Returns the statement for an operator of the database to run. */
    String ddl() {
        return createIndex.formatted("CONCURRENTLY");
    }
}
