package io.dynawrap.postgres;

/**
 * The statements of one table. Each is a constant text, or one text for each shape of a condition, so that the driver prepares it
 * once per connection.
 *
 * @param table the name without quotes, for messages
 * @param name the quoted name
 * @param get reads the item with a key
 * @param getAll reads the items with given keys
 * @param getSmall reads the items with given keys; of documents above a size only the size
 * @param upsert stores an item
 * @param insert stores an item if there is no row with its key
 * @param delete deletes an item
 * @param upsertAll stores several items
 * @param deleteAll deletes several items
 * @param writeAll deletes several items and stores others
 * @param lock locks several keys, those of absent items by placeholders
 */
record TableSql(
        String table,
        String name,
        GuardedSql get,
        GuardedSql getAll,
        GuardedSql getSmall,
        GuardedSql upsert,
        GuardedSql insert,
        GuardedSql delete,
        GuardedSql upsertAll,
        GuardedSql deleteAll,
        GuardedSql writeAll,
        GuardedSql lock) {

    private static final String GUARD = GuardedSql.GUARD;

    private static final String GET = """
            SELECT schema_version, data FROM %s WHERE pk = ? AND sk = ? AND\s""" + GUARD;

    private static final String GET_ALL = """
            SELECT requested.n, schema_version, data
            FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS requested(pk, sk, n)
            JOIN %s USING (pk, sk)
            WHERE\s""";

    /** The inner query has a limit, so it is a look-up for each key. As a join the planner would scan a table of some MB. */
    private static final String GET_SMALL = """
            SELECT requested.n, schema_version, CASE WHEN bytes <= ? THEN data END, CASE WHEN bytes > ? THEN bytes END
            FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS requested(pk, sk, n)
            CROSS JOIN LATERAL (
                SELECT schema_version, data, %s AS bytes
                FROM %s AS t WHERE t.pk = requested.pk AND t.sk = requested.sk LIMIT 1) AS found
            WHERE\s""" + GUARD;

    private static final String ON_CONFLICT = """

            ON CONFLICT (pk, sk) DO UPDATE SET schema_version = EXCLUDED.schema_version, data = EXCLUDED.data""";

    /**
     * The document is sent as its serialised bytes; the driver would have to encode a text first. The guard is part of the row, which is
     * computed before anything is read or written: with another number the document is no JSON.
     */
    private static final String VALUES =
            """
            INSERT INTO %s (pk, sk, schema_version, data)
            VALUES (?, ?, ?, CASE WHEN\s""" + GuardedSql.IS_NUMBER + " THEN convert_from(?, 'UTF8') ELSE 'another statement' END::jsonb)";

    private static final String UPSERT = VALUES + ON_CONFLICT;

    private static final String INSERT = VALUES + """

            ON CONFLICT (pk, sk) DO NOTHING""";

    private static final String DELETE = """
            DELETE FROM %s WHERE pk = ? AND sk = ? AND\s""" + GUARD;

    private static final String UPSERT_ALL = """
            INSERT INTO %s (pk, sk, schema_version, data)
            SELECT w.pk, w.sk, w.schema_version, convert_from(w.data, 'UTF8')::jsonb
            FROM unnest(?::text[], ?::text[], ?::text[], ?::bytea[]) AS w(pk, sk, schema_version, data)
            WHERE\s""" + GUARD + ON_CONFLICT;

    /**
     * Locks the rows that exist, one after the other in the order of the keys. Without it the planner's choice of a join would
     * be the order in which a statement locks the rows it deletes, and two batches could wait for each other.
     */
    private static final String LOCKED = """
            WITH locked AS (
            SELECT l.* FROM unnest(?::text[], ?::text[]) w(pk, sk), LATERAL (
            SELECT t.pk, t.sk FROM %s t WHERE t.pk = w.pk AND t.sk = w.sk LIMIT 1 FOR UPDATE) l)""";

    private static final String DELETE_ALL = """

            DELETE FROM %s t USING locked l WHERE t.pk = l.pk AND t.sk = l.sk AND\s""" + GUARD;

    /**
     * The first keys are those of all rows. The statements share one guard: the one of the rows to store fails all of it. It has
     * to be among the first 1023 bytes, which the server shows of a running statement ({@link SessionEnd}).
     */
    private static final String WRITE_ALL = """
            , deleted AS (
            DELETE FROM %1$s t USING locked l, unnest(?::text[], ?::text[]) w(pk, sk)
            WHERE t.pk = l.pk AND t.sk = l.sk AND t.pk = w.pk AND t.sk = w.sk)
            INSERT INTO %1$s (pk, sk, schema_version, data)
            SELECT pk, sk, version, convert_from(data, 'UTF8')::jsonb
            FROM unnest(?::text[], ?::text[], ?::text[], ?::bytea[]) w(pk, sk, version, data)
            WHERE (SELECT count(*) FROM locked) >= 0 AND\s""" + GUARD + ON_CONFLICT;

    TableSql(String table, String name) {
        this(
                table,
                name,
                GuardedSql.of(GET.formatted(name)),
                GuardedSql.of(GET_ALL.formatted(name) + GUARD),
                GuardedSql.of(GET_SMALL.formatted(PostgresRangeQuery.BYTES, name)),
                GuardedSql.of(UPSERT.formatted(name)),
                GuardedSql.of(INSERT.formatted(name)),
                GuardedSql.of(DELETE.formatted(name)),
                GuardedSql.of(UPSERT_ALL.formatted(name)),
                GuardedSql.of(LOCKED.formatted(name) + DELETE_ALL.formatted(name)),
                GuardedSql.of(LOCKED.formatted(name) + WRITE_ALL.formatted(name)),
                Placeholder.lock(name));
    }

    /**
     * Returns the statement that reads only some fields of the item with a key.
     *
     * @param fields the number of fields; without any the statement returns whether there is a row
     */
    GuardedSql getFields(int fields) {
        return GuardedSql.known(
                "SELECT NULL, " + FieldsSql.of(fields) + " FROM " + name + " WHERE pk = ? AND sk = ? AND " + GUARD);
    }

    /**
     * Returns the statement that reads those of the items with given keys for which a condition holds.
     *
     * @param where the condition on {@code data}
     */
    GuardedSql getAllIf(String where) {
        return GuardedSql.known(GET_ALL.formatted(name) + where + " AND " + GUARD);
    }

    /**
     * Returns the statement that stores an item if there is no row with its key, or a condition holds for that row. Its result
     * is the number of written rows.
     *
     * <p>The statement around the insert has the guard, which has to come last and must fail before a row is written: the server
     * evaluates a condition without columns before it reads the first row.
     *
     * @param where the condition on {@code t.data}
     */
    GuardedSql upsertIf(String where) {
        return GuardedSql.known("WITH written AS (INSERT INTO " + name
                + " AS t (pk, sk, schema_version, data) SELECT ?::text, ?::text, ?::text, convert_from(?, 'UTF8')::jsonb"
                + ON_CONFLICT + " WHERE " + where + " RETURNING 1) SELECT count(*) FROM written WHERE " + GUARD);
    }

    /**
     * Returns the statement that replaces an item if a condition holds for it.
     *
     * @param where the condition on {@code data}
     */
    GuardedSql updateIf(String where) {
        return GuardedSql.known("UPDATE " + name
                + " SET schema_version = ?, data = convert_from(?, 'UTF8')::jsonb WHERE pk = ? AND sk = ? AND " + where
                + " AND " + GUARD);
    }

    /**
     * Returns the statement that changes fields of an item if a condition holds for it. Its result is the new row.
     *
     * @param data the new document
     * @param where the condition on {@code data} and {@code schema_version}
     */
    GuardedSql update(String data, String where) {
        return GuardedSql.known("UPDATE " + name + " SET data = " + data + " WHERE pk = ? AND sk = ? AND " + where
                + " AND " + GUARD + " RETURNING schema_version, data");
    }

    /**
     * Returns the statement that deletes an item if a condition holds for it.
     *
     * @param where the condition on {@code data}
     */
    GuardedSql deleteIf(String where) {
        return GuardedSql.known("DELETE FROM " + name + " WHERE pk = ? AND sk = ? AND " + where + " AND " + GUARD);
    }
}
