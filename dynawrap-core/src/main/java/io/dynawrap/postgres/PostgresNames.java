package io.dynawrap.postgres;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of tables, as SQL wants them: always quoted, so that no name means anything but itself. */
final class PostgresNames {

    /** No quote and no dollar sign among them, so a checked name can stand in any SQL text. */
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

    /** The quoted name with the schema before it, if there is one. */
    String qualified(String table) {
        check("table", table);
        return prefix + quoted(table);
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
