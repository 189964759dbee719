package io.dynawrap.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/**
 * A document that has only some fields of {@code data}. A field that is absent is a null in it. The names are parameters, so the
 * text depends only on their number.
 */
final class FieldsSql {

    private FieldsSql() {}

    /** Returns the expression; without fields it is NULL, and {@code data} is not read. */
    static String of(int fields) {
        return fields == 0
                ? "NULL"
                : "jsonb_build_object(" + String.join(", ", Collections.nCopies(fields, "?::text, data -> ?::text"))
                        + ")";
    }

    /** Binds the names from a position on, and returns the position after them. */
    static int bind(PreparedStatement statement, int first, List<String> fields) throws SQLException {
        int position = first;
        for (String field : fields) {
            statement.setString(position, field);
            statement.setString(position + 1, field);
            position += 2;
        }
        return position;
    }
}
