package io.dynawrap.postgres;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.RangeRequest;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a statement on a range of keys and the values of its parameters. {@link PostgresRangeQuery} explains its form. */
final class RangeSql {

    static final String PK = "pk COLLATE \"C\"";
    static final String SK = "sk COLLATE \"C\"";

    /** A text that the planner does not know. */
    static final String HIDDEN = "(SELECT ?::text)";

    private static final String ROW = "(" + PK + ", " + SK + ")";
    private static final String HIDDEN_ROW = "(" + HIDDEN + ", " + HIDDEN + ")";

    private final StringBuilder sql = new StringBuilder(400);
    private final List<Object> values = new ArrayList<>();

    RangeSql append(String text, Object... parameters) {
        sql.append(text);
        values.addAll(List.of(parameters));
        return this;
    }

    /** Appends the condition that a row is in the range, as a comparison of rows. */
    void appendRows(RangeRequest read) {
        KeyBounds bounds = KeyBounds.of(read);
        append(
                " WHERE " + ROW + " >= " + HIDDEN_ROW,
                bounds.first().partitionKey(),
                bounds.first().sortKey());
        ItemKey end = bounds.end();
        if (end != null) {
            append(" AND " + ROW + " <= " + HIDDEN_ROW, end.partitionKey(), end.sortKey());
            appendExcept(end);
        }
    }

    /**
     * With &lt; instead, the planner would ignore a large partition at the end of the keys. The sort key is compared
     * first, because in one partition only it differs between rows.
     */
    private void appendExcept(ItemKey key) {
        append(" AND (sk, pk) <> " + HIDDEN_ROW, key.sortKey(), key.partitionKey());
    }

    /** Inside CASE, as any condition that is no part of the range of the index. */
    void appendFilter(@Nullable BoundCondition filter) {
        if (filter != null) {
            ConditionSql condition = ConditionSql.of(filter, "data");
            append(" AND CASE WHEN " + condition.text() + " THEN true ELSE false END", condition);
        }
    }

    GuardedSql sql() {
        return GuardedSql.known(sql.toString());
    }

    void bind(PreparedStatement statement) throws SQLException {
        int position = 1;
        for (Object value : values) {
            if (value instanceof ConditionSql condition) {
                position = condition.bind(statement, position);
            } else {
                statement.setObject(position++, value);
            }
        }
    }
}
