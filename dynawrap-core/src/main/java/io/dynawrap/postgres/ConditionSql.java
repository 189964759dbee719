package io.dynawrap.postgres;

import io.dynawrap.spi.BoundCondition;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition as a part of the WHERE of a statement, over the document of one row. Its value is true or false, never NULL, and
 * it fails for no document. The row exists, so the existence of the item is a question of its expiry, and of what the row stands
 * for in a transaction.
 *
 * <p>Names and values are parameters: the text depends only on the shape of the condition, so that the driver prepares the
 * statement once. The text has no question marks other than those of its parameters.
 *
 * <p>Each name is followed by {@code ->}, never by a path of texts, because in such a path "0" also selects an element of a list.
 * Numbers are compared as numbers and texts by their bytes. The comparison of JSONB alone would use the collation of the
 * database, and an order between values of different types.
 */
final class ConditionSql {

    /** Binds one parameter. */
    @FunctionalInterface
    private interface Parameter {
        void bind(PreparedStatement statement, int position) throws SQLException;
    }

    private final String data;
    private final String exists;
    private final StringBuilder sql = new StringBuilder();
    private final List<Parameter> parameters = new ArrayList<>();

    private ConditionSql(String data, String exists) {
        this.data = data;
        this.exists = exists;
    }

    /**
     * Prints a condition.
     *
     * @param data the column with the document, with the alias of its table if the statement needs that
     */
    static ConditionSql of(BoundCondition condition, String data) {
        return of(condition, data, "true");
    }

    /**
     * Prints a condition on a row that may stand for an absent item. Such a row has no fields.
     *
     * @param data the column with the document, with the alias of its table if the statement needs that
     * @param exists whether the row is that of an item, without parameters
     */
    static ConditionSql of(BoundCondition condition, String data, String exists) {
        ConditionSql printed = new ConditionSql(data, exists);
        printed.print(condition);
        return printed;
    }

    /** Whether the condition holds for an absent item only. */
    static boolean refusesAllRows(BoundCondition condition) {
        return condition instanceof BoundCondition.ItemAbsent absent && absent.expiry() == null;
    }

    /** Returns the text, which needs no parentheses. */
    String text() {
        return sql.toString();
    }

    /**
     * Binds the parameters.
     *
     * @param first the position of the first one
     * @return the position after the last one
     */
    int bind(PreparedStatement statement, int first) throws SQLException {
        int position = first;
        for (Parameter parameter : parameters) {
            parameter.bind(statement, position++);
        }
        return position;
    }

    private void print(BoundCondition condition) {
        if (condition instanceof BoundCondition.ItemExists exists) {
            exists(exists.expiry());
        } else if (condition instanceof BoundCondition.ItemAbsent absent) {
            append("NOT ").exists(absent.expiry());
        } else if (condition instanceof BoundCondition.Present present) {
            append("COALESCE(jsonb_typeof(").value(present.path()).append(") <> 'null', false)");
        } else if (condition instanceof BoundCondition.Comparison comparison) {
            comparison(comparison);
        } else if (condition instanceof BoundCondition.In in) {
            append("COALESCE(").value(in.path()).append(" = ANY (?::jsonb[]), false)");
            json(JsonValues.array(in.operands()));
        } else if (condition instanceof BoundCondition.BeginsWith prefixed) {
            append("CASE jsonb_typeof(").value(prefixed.path()).append(") WHEN 'string' THEN starts_with(");
            textOf(prefixed.path()).append(", ?) ELSE false END").text(prefixed.prefix());
        } else if (condition instanceof BoundCondition.Contains contains) {
            contains(contains);
        } else if (condition instanceof BoundCondition.SameElements same) {
            sameElements(same);
        } else if (condition instanceof BoundCondition.All all) {
            join(all.conditions(), " AND ", "true");
        } else if (condition instanceof BoundCondition.Any any) {
            join(any.conditions(), " OR ", "false");
        } else if (condition instanceof BoundCondition.Not not) {
            append("NOT ");
            print(not.condition());
        }
    }

    private void exists(BoundCondition.@Nullable Expiry expiry) {
        if (expiry == null) {
            append(exists);
            return;
        }
        append("(" + exists + " AND NOT ");
        ordered(List.of(expiry.field()), "number", "<=", Long.toString(expiry.now()));
        append(")");
    }

    private void comparison(BoundCondition.Comparison comparison) {
        switch (comparison.operator()) {
            case EQUAL -> equality(comparison, " = ?::jsonb, false)");
            case NOT_EQUAL -> equality(comparison, " <> ?::jsonb, true)");
            case LESS -> ordered(comparison, "<");
            case AT_MOST -> ordered(comparison, "<=");
            case GREATER -> ordered(comparison, ">");
            case AT_LEAST -> ordered(comparison, ">=");
        }
    }

    private void equality(BoundCondition.Comparison comparison, String operator) {
        append("COALESCE(").value(comparison.path()).append(operator);
        json(JsonValues.of(comparison.operand()));
    }

    private void ordered(BoundCondition.Comparison comparison, String operator) {
        if (comparison.operand() instanceof String text) {
            append("CASE jsonb_typeof(").value(comparison.path()).append(") WHEN 'string' THEN ");
            textOf(comparison.path())
                    .append(" " + operator + " ? ELSE false END")
                    .text(text);
        } else {
            ordered(comparison.path(), "number", operator, JsonValues.of(comparison.operand()));
        }
    }

    private void ordered(List<String> path, String type, String operator, String operand) {
        append("CASE jsonb_typeof(").value(path).append(") WHEN '" + type + "' THEN ");
        value(path).append(" " + operator + " ?::jsonb ELSE false END").json(operand);
    }

    /** Containment by {@code @>} is that of subsets: {@code [{"a": 1, "b": 2}]} contains {@code [{"a": 1}]}. */
    private void contains(BoundCondition.Contains contains) {
        append("CASE jsonb_typeof(").value(contains.path());
        append(") WHEN 'array' THEN EXISTS (SELECT FROM jsonb_array_elements(").value(contains.path());
        append(") AS element WHERE element = ?::jsonb)").json(JsonValues.of(contains.operand()));
        if (contains.operand() instanceof String text) {
            append(" WHEN 'string' THEN strpos(");
            textOf(contains.path()).append(", ?) > 0").text(text);
        }
        append(" ELSE false END");
    }

    private void sameElements(BoundCondition.SameElements same) {
        append("CASE jsonb_typeof(").value(same.path());
        append(") WHEN 'array' THEN jsonb_array_length(").value(same.path()).append(") = ?");
        parameters.add((statement, position) ->
                statement.setInt(position, same.elements().size()));
        append(" AND NOT EXISTS (SELECT FROM unnest(?::jsonb[]) AS operand WHERE operand NOT IN (SELECT");
        json(JsonValues.array(same.elements()));
        append(" jsonb_array_elements(").value(same.path()).append("))) ELSE false END");
    }

    private void join(List<BoundCondition> conditions, String operator, String empty) {
        if (conditions.isEmpty()) {
            append(empty);
            return;
        }
        append("(");
        for (int i = 0; i < conditions.size(); i++) {
            append(i == 0 ? "" : operator);
            print(conditions.get(i));
        }
        append(")");
    }

    /** Appends a field, which is NULL if it is absent. */
    private ConditionSql value(List<String> path) {
        append("(").append(data);
        for (String name : path) {
            append(" -> ?::text").text(name);
        }
        return append(")");
    }

    /** Appends the text of a field that is a text, in the order of its bytes. */
    private ConditionSql textOf(List<String> path) {
        return append("(").value(path).append(" #>> '{}') COLLATE \"C\"");
    }

    private ConditionSql append(String text) {
        sql.append(text);
        return this;
    }

    private void text(String value) {
        parameters.add((statement, position) -> statement.setString(position, value));
    }

    /** The server takes the parameter as the type of its cast, so it parses it once and not for each row. */
    private void json(String value) {
        parameters.add((statement, position) -> statement.setObject(position, value, Types.OTHER));
    }
}
