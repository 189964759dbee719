package io.dynawrap.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds lists to the array parameters of one statement. */
final class SqlArrays {

    private final PreparedStatement statement;

    SqlArrays(PreparedStatement statement) {
        this.statement = statement;
    }

    <T> void bindTexts(int parameter, List<T> rows, Function<T, @Nullable String> text) throws SQLException {
        bind(parameter, "text", rows.stream().map(text).toArray(String[]::new));
    }

    <T> void bindBytes(int parameter, List<T> rows, Function<T, byte[]> bytes) throws SQLException {
        bind(parameter, "bytea", rows.stream().map(bytes).toArray(byte[][]::new));
    }

    private void bind(int parameter, String type, @Nullable Object[] values) throws SQLException {
        statement.setArray(parameter, statement.getConnection().createArrayOf(type, values));
    }
}
