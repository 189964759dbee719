package io.dynawrap.postgres;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts the names of tables to SQL: always quoted, so that no name has a special meaning. */
final class PostgresNames {

    /** Excludes quotes and dollar signs, so that a checked name is safe in any SQL text. */
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.-]{1,63}");

    private final String prefix;

    PostgresNames(@Nullable String schema) {
        if (schema != null) {
            check("schema", schema);
        }
        this.prefix = schema == null ? "" : quoted(schema) + '.';
    }

    static void check(String what, String name) {
        if (!ALLOWED.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a " + what
                    + " in PostgreSQL: it must have 1 to 63 characters, each one of A-Z, a-z, 0-9, '_', '.' and '-'.");
        }
    }

    /** Returns the quoted name, after the schema if a schema is set. */
    String qualified(String table) {
        check("table", table);
        return prefix + quoted(table);
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
