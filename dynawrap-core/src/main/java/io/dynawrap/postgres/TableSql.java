package io.dynawrap.postgres;

/**
 * The statements of one table, each a constant text, so that the driver prepares it once per connection.
 *
 * @param table the name without quotes, for messages
 * @param name the quoted name
 * @param get reads the item with a key
 * @param getAll reads the items with given keys
 * @param upsert stores an item
 * @param insert stores an item if there is no row with its key
 * @param delete deletes an item
 * @param upsertAll stores several items
 * @param deleteAll deletes several items
 * @param writeAll deletes several items and stores others
 */
record TableSql(
        String table,
        String name,
        GuardedSql get,
        GuardedSql getAll,
        GuardedSql upsert,
        GuardedSql insert,
        GuardedSql delete,
        GuardedSql upsertAll,
        GuardedSql deleteAll,
        GuardedSql writeAll) {

    private static final String GUARD = GuardedSql.GUARD;

    private static final String GET = """
            SELECT schema_version, data FROM %s WHERE pk = ? AND sk = ? AND\s""" + GUARD;

    private static final String GET_ALL = """
            SELECT requested.n, schema_version, data
            FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS requested(pk, sk, n)
            JOIN %s USING (pk, sk)
            WHERE\s""" + GUARD;

    private static final String ON_CONFLICT = """

            ON CONFLICT (pk, sk) DO UPDATE SET schema_version = EXCLUDED.schema_version, data = EXCLUDED.data""";

    /** The document is sent as its serialised bytes; the driver would have to encode a text first. */
    private static final String UPSERT = """
            INSERT INTO %s (pk, sk, schema_version, data)
            SELECT ?::text, ?::text, ?::text, convert_from(?, 'UTF8')::jsonb WHERE\s""" + GUARD + ON_CONFLICT;

    private static final String INSERT = """
            INSERT INTO %s (pk, sk, schema_version, data)
            SELECT ?::text, ?::text, ?::text, convert_from(?, 'UTF8')::jsonb WHERE\s""" + GUARD + """

            ON CONFLICT (pk, sk) DO NOTHING""";

    /**
     * The statement around the insert has the guard, which has to come last and must fail before a row is written: the server
     * evaluates a condition without columns before it reads the first row.
     */
    private static final String UPSERT_IF = """
            WITH written AS (
                INSERT INTO %s AS t (pk, sk, schema_version, data)
                SELECT ?::text, ?::text, ?::text, convert_from(?, 'UTF8')::jsonb
                ON CONFLICT (pk, sk) DO UPDATE SET schema_version = EXCLUDED.schema_version, data = EXCLUDED.data
                WHERE %s
                RETURNING 1)
            SELECT count(*) FROM written WHERE\s""" + GUARD;

    private static final String UPDATE_IF = """
            UPDATE %s SET schema_version = ?, data = convert_from(?, 'UTF8')::jsonb
            WHERE pk = ? AND sk = ? AND %s AND\s""" + GUARD;

    private static final String DELETE = """
            DELETE FROM %s WHERE pk = ? AND sk = ? AND\s""" + GUARD;

    private static final String DELETE_IF = """
            DELETE FROM %s WHERE pk = ? AND sk = ? AND %s AND\s""" + GUARD;

    private static final String UPSERT_ALL = """
            INSERT INTO %s (pk, sk, schema_version, data)
            SELECT w.pk, w.sk, w.schema_version, convert_from(w.data, 'UTF8')::jsonb
            FROM unnest(?::text[], ?::text[], ?::text[], ?::bytea[]) AS w(pk, sk, schema_version, data)
            WHERE\s""" + GUARD + ON_CONFLICT;

    private static final String DELETE_ALL = """
            DELETE FROM %s AS t USING unnest(?::text[], ?::text[]) AS w(pk, sk) WHERE t.pk = w.pk AND t.sk = w.sk""";

    /** The statements share one guard: the one of the rows to store fails all of it. */
    private static final String WRITE_ALL = """
            WITH deleted AS (%s)
            %s""";

    TableSql(String table, String name) {
        this(
                table,
                name,
                GuardedSql.of(GET.formatted(name)),
                GuardedSql.of(GET_ALL.formatted(name)),
                GuardedSql.of(UPSERT.formatted(name)),
                GuardedSql.of(INSERT.formatted(name)),
                GuardedSql.of(DELETE.formatted(name)),
                GuardedSql.of(UPSERT_ALL.formatted(name)),
                GuardedSql.of((DELETE_ALL + " AND " + GUARD).formatted(name)),
                GuardedSql.of(WRITE_ALL.formatted(DELETE_ALL.formatted(name), UPSERT_ALL.formatted(name))));
    }

    /**
     * Returns the statement that stores an item if there is no row with its key, or a condition holds for that row. Its result
     * is the number of written rows.
     *
     * @param where the condition on {@code t.data}
     */
    GuardedSql upsertIf(String where) {
        return GuardedSql.of(UPSERT_IF.formatted(name, where));
    }

    /**
     * Returns the statement that replaces an item if a condition holds for it.
     *
     * @param where the condition on {@code data}
     */
    GuardedSql updateIf(String where) {
        return GuardedSql.of(UPDATE_IF.formatted(name, where));
    }

    /**
     * Returns the statement that deletes an item if a condition holds for it.
     *
     * @param where the condition on {@code data}
     */
    GuardedSql deleteIf(String where) {
        return GuardedSql.of(DELETE_IF.formatted(name, where));
    }
}
