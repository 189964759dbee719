package io.dynawrap.postgres;

import io.dynawrap.SchemaVersion;
import io.dynawrap.spi.BoundUpdate;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.StoredItem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** More than the bytes that a number or the brackets of a list can add. */
    private static final int BYTES_PER_ACTION = 160;

    /**
     * A sum has at most 38 digits if both numbers have at most as many decimals and are below {@link #LARGEST_PLAIN}. All numbers
     * that are read as integers are.
     */
    private static final int PLAIN_DECIMALS = 18;

    private static final BigDecimal LARGEST_PLAIN = BigDecimal.TEN.pow(19);

    private static final BigDecimal HALF = new BigDecimal("0.5");

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
        data.append(replaced.isEmpty() ? DATA : without(replaced.size()));
        replaced.forEach(name -> dataParameters.add(text(name)));
        if (!set.isEmpty()) {
            data.append(" || ?::jsonb");
            dataParameters.add(json(set));
        }
        guards.append("CASE WHEN jsonb_typeof(" + DATA + ") = 'object' THEN true");
        actions.forEach(this::add);
        size(update, replaced);
        measured(update.seen());
        guards.append(" ELSE false END");
    }

    /** What these conditions leave open was decided by the engine for the row that it has read. */
    private void measured(@Nullable StoredItem seen) {
        if (seen != null) {
            guards.append(" OR sha256(convert_to(" + DATA + "::text, 'UTF8')) = ?");
            byte[] hash = JsonItemData.hashOf(seen);
            guardParameters.add((statement, position) -> statement.setBytes(position, hash));
        }
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
            data.append(" || jsonb_build_object(?::text, trim_scale(");
            data.append("COALESCE(NULLIF(" + DATA + " -> ?::text, 'null')::numeric, 0) + ?::numeric))");
            Collections.addAll(
                    dataParameters, text(field), text(field), other(add.number().toPlainString()));
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
        BoundUpdate.Range range = add.range();
        if (range != null && isPlain(range.lowest()) && isPlain(range.highest()) && isPlain(add.number())) {
            integerSum(add, range);
        } else {
            sum(add, range);
        }
    }

    /** Compares the distance of the sum from the middle of its range, which the server computes once. */
    private void integerSum(BoundUpdate.Add add, BoundUpdate.Range range) {
        BigDecimal middle = range.lowest().add(range.highest()).multiply(HALF);
        guards.append(" AND CASE COALESCE(jsonb_typeof(" + DATA + " -> ?::text), 'null') WHEN 'number' THEN");
        guards.append(" abs((" + DATA + " -> ?::text)::numeric + ?::numeric) <= ?::numeric");
        guards.append(" AND scale((" + DATA + " -> ?::text)::numeric) <= " + PLAIN_DECIMALS);
        guards.append(" WHEN 'null' THEN true ELSE false END");
        Parameter field = text(add.field());
        Collections.addAll(
                guardParameters,
                field,
                field,
                other(add.number().subtract(middle).toPlainString()),
                other(range.highest().subtract(middle).toPlainString()),
                field);
    }

    private static boolean isPlain(BigDecimal number) {
        return number.scale() <= PLAIN_DECIMALS && number.abs().compareTo(LARGEST_PLAIN) <= 0;
    }

    private void sum(BoundUpdate.Add add, BoundUpdate.@Nullable Range range) {
        guards.append(" AND CASE COALESCE(jsonb_typeof(" + DATA + " -> ?::text), 'null') WHEN 'null' THEN true");
        guards.append(" WHEN 'number' THEN (SELECT ");
        guardParameters.add(text(add.field()));
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

    /**
     * The new document is small enough, as DynamoDB counts, if the rest of the old one is. The binary form has at least as many
     * bytes: four more for each name and each value. Its size is known at once.
     */
    private void size(ItemOperation.Update update, List<String> replaced) {
        int most = BoundUpdate.MAX_ITEM_BYTES
                - ("PK" + "SK" + SchemaVersion.FIELD_NAME).length()
                - utf8Length(update.key().partitionKey())
                - utf8Length(update.key().sortKey())
                - update.bytes()
                - BYTES_PER_ACTION * update.update().actions().size();
        // concatenation and removal return the document uncompressed
        guards.append(" AND pg_column_size(").append(replaced.isEmpty() ? DATA + " || '{}'" : without(replaced.size()));
        guards.append(") + COALESCE(octet_length(schema_version), 0) <= ?");
        replaced.forEach(name -> guardParameters.add(text(name)));
        guardParameters.add((statement, position) -> statement.setInt(position, most));
    }

    /** Returns the old document without some fields. Each name is a parameter. */
    private static String without(int names) {
        return "(" + DATA + " - ARRAY[?::text" + ", ?::text".repeat(names - 1) + "])";
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Parameter text(String value) {
        return (statement, position) -> statement.setString(position, value);
    }

    private static Parameter json(Object value) {
        return other(JsonValues.of(value));
    }

    /** The server takes the parameter as the type of its cast. */
    private static Parameter other(String value) {
        return (statement, position) -> statement.setObject(position, value, Types.OTHER);
    }
}
