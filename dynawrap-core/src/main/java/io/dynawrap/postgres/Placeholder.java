package io.dynawrap.postgres;

import io.dynawrap.SchemaVersion;
import io.dynawrap.spi.StoredItem;

/**
 * The row with which a transaction locks the key of an absent item: without fields, and with a schema version that no model has.
 * It is created and deleted within the transaction, so no other session ever sees it.
 */
final class Placeholder {

    private static final String VERSION = SchemaVersion.RESERVED;

    /** Creates the missing rows and locks the others, in the order of the parameters. Writes no row that exists. */
    private static final String LOCK = """
            INSERT INTO %s AS t (pk, sk, schema_version, data)
            SELECT w.pk, w.sk, '%s', '{}'::jsonb FROM unnest(?::text[], ?::text[]) AS w(pk, sk)
            WHERE\s""" + GuardedSql.GUARD + """

            ON CONFLICT (pk, sk) DO UPDATE SET data = t.data WHERE false""";

    private Placeholder() {}

    /** Returns the statement that locks keys of a table. */
    static GuardedSql lock(String table) {
        return GuardedSql.of(LOCK.formatted(table, VERSION));
    }

    /** Returns the condition that a row is a placeholder. */
    static String is(String alias) {
        return "(" + alias + ".schema_version IS NOT DISTINCT FROM '" + VERSION + "')";
    }

    static boolean is(StoredItem row) {
        return VERSION.equals(row.schemaVersion());
    }
}
