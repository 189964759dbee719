package io.dynawrap.postgres;

import io.dynawrap.SchemaVersion;
import io.dynawrap.spi.BoundUpdate;
import io.dynawrap.spi.ItemOperation;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An update as the parts of one UPDATE over the document of a row: the new document, and the condition under which it may be
 * stored. Every part refers to the old document, so all changes start from it.
 *
 * <p>The condition includes a guard for each change, so that a row to which it cannot be applied is not changed. It fails for no
 * document. Names and values are parameters, as in {@link ConditionSql}.
 */
final class UpdateSql {

    /** Binds one parameter. */
    @FunctionalInterface
    private interface Parameter {
        void bind(PreparedStatement statement, int position) throws SQLException;
    }

    /** A table that was created elsewhere may allow NULL, which is an item without fields. */
    private static final String DATA = "COALESCE(data, '{}')";

    /** What DynamoDB can store as a number: 38 significant digits, 1E-130 to 9.99E125 in magnitude. */
    private static final String IS_NUMBER =
            "length(btrim(translate(n::text, '-.', ''), '0')) <= 38 AND (n = 0 OR abs(n) >= 1e-130 AND abs(n) < 1e126)";

    /**
     * Whether the rest of the document, and so the new one, is small enough as DynamoDB counts. The binary form has at least as
     * many bytes: four more for each name and each value. So has the text, with two more bytes for each list. The size of the
     * binary form is known at once.
     */
    private static final String IS_SMALL = """
            (SELECT CASE WHEN pg_column_size(d) + COALESCE(octet_length(schema_version), 0) <= ? THEN true
            ELSE octet_length(d::text) + 2 * (octet_length(d::text) - octet_length(replace(d::text, '[', '')))
            + COALESCE(octet_length(schema_version), 0) <= ? END FROM (SELECT %s AS d) AS rest)""";

    /** More than the bytes that a number or the brackets of a list can add. */
    private static final int BYTES_PER_ACTION = 160;

    private final StringBuilder data = new StringBuilder();
    private final List<Parameter> dataParameters = new ArrayList<>();
    private final ConditionSql condition;
    private final StringBuilder guards = new StringBuilder();
    private final List<Parameter> guardParameters = new ArrayList<>();

    private UpdateSql(ItemOperation.Update update) {
        this.condition = ConditionSql.of(update.condition(), "data");
        List<BoundUpdate.Action> actions = update.update().actions();
        List<String> replaced = new ArrayList<>();
        Map<String, Object> set = new LinkedHashMap<>();
        for (BoundUpdate.Action action : actions) {
            if (action instanceof BoundUpdate.Set one) {
                set.put(one.field(), one.value());
                replaced.add(one.field());
            } else if (action instanceof BoundUpdate.Remove remove) {
                replaced.add(remove.field());
            }
        }
        data.append(replaced.isEmpty() ? DATA : "(" + DATA + " - ?::text[])");
        if (!replaced.isEmpty()) {
            dataParameters.add(names(replaced));
        }
        if (!set.isEmpty()) {
            data.append(" || ?::jsonb");
            dataParameters.add(json(set));
        }
        guards.append("CASE WHEN jsonb_typeof(" + DATA + ") = 'object' THEN true");
        actions.forEach(this::add);
        size(update, replaced);
        guards.append(" ELSE false END");
    }

    static UpdateSql of(ItemOperation.Update update) {
        return new UpdateSql(update);
    }

    /** Returns the new document. */
    String data() {
        return data.toString();
    }

    /** Returns the condition. */
    String where() {
        return condition.text() + " AND " + guards;
    }

    /**
     * Binds the parameters of the new document.
     *
     * @param first the position of the first one
     * @return the position after the last one
     */
    int bindData(PreparedStatement statement, int first) throws SQLException {
        return bind(dataParameters, statement, first);
    }

    /**
     * Binds the parameters of the condition.
     *
     * @param first the position of the first one
     * @return the position after the last one
     */
    int bindWhere(PreparedStatement statement, int first) throws SQLException {
        return bind(guardParameters, statement, condition.bind(statement, first));
    }

    private static int bind(List<Parameter> parameters, PreparedStatement statement, int first) throws SQLException {
        int position = first;
        for (Parameter parameter : parameters) {
            parameter.bind(statement, position++);
        }
        return position;
    }

    private void add(BoundUpdate.Action action) {
        String field = action.field();
        if (action instanceof BoundUpdate.SetIfAbsent set) {
            data.append(" || CASE WHEN COALESCE(" + DATA + " -> ?::text, 'null') = 'null'");
            data.append(" THEN jsonb_build_object(?::text, ?::jsonb) ELSE '{}' END");
            Collections.addAll(dataParameters, text(field), text(field), json(set.value()));
        } else if (action instanceof BoundUpdate.Add add) {
            data.append(" || jsonb_build_object(?::text, trim_scale(CASE jsonb_typeof(" + DATA + " -> ?::text)");
            data.append(" WHEN 'number' THEN (" + DATA + " ->> ?::text)::numeric ELSE 0 END + ?::numeric))");
            Collections.addAll(
                    dataParameters,
                    text(field),
                    text(field),
                    text(field),
                    other(add.number().toPlainString()));
            guard(add);
        } else if (action instanceof BoundUpdate.Append append) {
            data.append(" || jsonb_build_object(?::text, CASE jsonb_typeof(" + DATA + " -> ?::text)");
            data.append(" WHEN 'array' THEN " + DATA + " -> ?::text ELSE '[]' END || ?::jsonb)");
            Collections.addAll(dataParameters, text(field), text(field), text(field), json(append.elements()));
            guards.append(" AND COALESCE(jsonb_typeof(" + DATA + " -> ?::text), 'null') IN ('null', 'array')");
            guardParameters.add(text(field));
        }
    }

    /** The sum of an absent field was checked before. */
    private void guard(BoundUpdate.Add add) {
        guards.append(" AND CASE COALESCE(jsonb_typeof(" + DATA + " -> ?::text), 'null') WHEN 'null' THEN true");
        guards.append(" WHEN 'number' THEN (SELECT ");
        guardParameters.add(text(add.field()));
        BoundUpdate.Range range = add.range();
        if (range != null) {
            guards.append("n BETWEEN ?::numeric AND ?::numeric AND ");
            Collections.addAll(
                    guardParameters,
                    other(range.lowest().toPlainString()),
                    other(range.highest().toPlainString()));
        }
        guards.append(IS_NUMBER + " FROM (SELECT (" + DATA + " ->> ?::text)::numeric + ?::numeric AS n) AS sum)");
        guards.append(" ELSE false END");
        Collections.addAll(
                guardParameters, text(add.field()), other(add.number().toPlainString()));
    }

    /** A row that might be too large afterwards is changed only if the engine has measured that very row. */
    private void size(ItemOperation.Update update, List<String> replaced) {
        int most = BoundUpdate.MAX_ITEM_BYTES
                - ("PK" + "SK" + SchemaVersion.FIELD_NAME).length()
                - utf8Length(update.key().partitionKey())
                - utf8Length(update.key().sortKey())
                - update.bytes()
                - BYTES_PER_ACTION * update.update().actions().size();
        // concatenation and removal return the document uncompressed
        guards.append(" AND (")
                .append(IS_SMALL.formatted(replaced.isEmpty() ? DATA + " || '{}'::jsonb" : DATA + " - ?::text[]"));
        Parameter bound = (statement, position) -> statement.setInt(position, most);
        Collections.addAll(guardParameters, bound, bound);
        if (!replaced.isEmpty()) {
            guardParameters.add(names(replaced));
        }
        if (update.seen() != null) {
            guards.append(" OR sha256(convert_to(data::text, 'UTF8')) = ?");
            byte[] hash = JsonItemData.hashOf(update.seen());
            guardParameters.add((statement, position) -> statement.setBytes(position, hash));
        }
        guards.append(")");
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Parameter text(String value) {
        return (statement, position) -> statement.setString(position, value);
    }

    private static Parameter names(List<String> names) {
        return (statement, position) -> new SqlArrays(statement).bindTexts(position, names, name -> name);
    }

    private static Parameter json(Object value) {
        return other(JsonValues.of(value));
    }

    /** The server takes the parameter as the type of its cast. */
    private static Parameter other(String value) {
        return (statement, position) -> statement.setObject(position, value, Types.OTHER);
    }
}
