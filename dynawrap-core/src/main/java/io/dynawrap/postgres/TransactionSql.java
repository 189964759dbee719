package io.dynawrap.postgres;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.StoredItem;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement that checks and writes all items of a transaction, whose rows are locked. It returns the indexes of the operations
 * whose conditions do not hold, and writes only if there are no such operations. Placeholders are deleted or overwritten.
 *
 * <p>The guard stands in the part that is evaluated first, and fails before a row is written.
 */
final class TransactionSql {

    private static final String UNLESS_REFUSED = "NOT EXISTS (SELECT FROM refused)";

    /** Binds parameters from a position on, and returns the position after them. */
    @FunctionalInterface
    private interface Parameters {
        int bind(PreparedStatement statement, int first) throws SQLException;
    }

    private final List<String> refusing = new ArrayList<>();
    private final List<String> writing = new ArrayList<>();
    private final List<Parameters> refusingParameters = new ArrayList<>();
    private final List<Parameters> writingParameters = new ArrayList<>();

    /** Adds the operations of one table. */
    void add(TableSql table, List<IndexedOperation> operations) {
        List<StoredItem> puts = new ArrayList<>();
        List<ItemOperation> others = new ArrayList<>();
        for (IndexedOperation indexed : operations) {
            ItemOperation operation = indexed.operation();
            BoundCondition condition = operation.condition();
            if (operation instanceof ItemOperation.Update update) {
                addUpdate(table, indexed, update);
                continue;
            }
            if (condition != null) {
                ConditionSql where = ConditionSql.of(condition, "t.data", "NOT " + Placeholder.is("t"));
                addRefusal(table, indexed, where.text(), where::bind);
            }
            if (operation instanceof ItemOperation.Put put) {
                puts.add(put.item());
            } else {
                others.add(operation);
            }
        }
        if (!others.isEmpty()) {
            addDeletes(table, others);
        }
        if (!puts.isEmpty()) {
            addPuts(table, puts);
        }
    }

    /** A row that a trigger has kept from being inserted refuses too, because its key is not locked. */
    private void addRefusal(TableSql table, IndexedOperation indexed, String where, Parameters parameters) {
        ItemKey key = indexed.key();
        refusing.add("SELECT " + indexed.index() + " AS n WHERE NOT EXISTS (SELECT FROM " + table.name()
                + " AS t WHERE t.pk = ? AND t.sk = ? AND " + where + ")");
        refusingParameters.add((statement, first) -> {
            statement.setString(first, key.partitionKey());
            statement.setString(first + 1, key.sortKey());
            return parameters.bind(statement, first + 2);
        });
    }

    /** An absent item refuses an update, whatever its condition is. */
    private void addUpdate(TableSql table, IndexedOperation indexed, ItemOperation.Update update) {
        UpdateSql sql = UpdateSql.of(update);
        addRefusal(table, indexed, "NOT " + Placeholder.is("t") + " AND " + sql.where(), sql::bindWhere);
        writing.add("updated" + writing.size() + " AS (UPDATE " + table.name() + " AS t SET data = " + sql.data()
                + " WHERE t.pk = ? AND t.sk = ? AND " + UNLESS_REFUSED + ")");
        writingParameters.add((statement, first) -> {
            int next = sql.bindData(statement, first);
            statement.setString(next, update.key().partitionKey());
            statement.setString(next + 1, update.key().sortKey());
            return next + 2;
        });
    }

    /** Deletes the items to delete, and the placeholders of absent items that are only checked. */
    private void addDeletes(TableSql table, List<ItemOperation> operations) {
        writing.add("deleted" + writing.size() + " AS (DELETE FROM " + table.name()
                + " AS t USING unnest(?::text[], ?::text[], ?::boolean[]) AS w(pk, sk, whole)"
                + " WHERE t.pk = w.pk AND t.sk = w.sk AND (w.whole OR " + Placeholder.is("t") + ") AND "
                + UNLESS_REFUSED + ")");
        writingParameters.add((statement, first) -> {
            SqlArrays arrays = new SqlArrays(statement);
            arrays.bindTexts(first, operations, operation -> operation.key().partitionKey());
            arrays.bindTexts(first + 1, operations, operation -> operation.key().sortKey());
            arrays.bindBooleans(first + 2, operations, ItemOperation.Delete.class::isInstance);
            return first + 3;
        });
    }

    private void addPuts(TableSql table, List<StoredItem> items) {
        writing.add(
                "stored" + writing.size() + " AS (INSERT INTO " + table.name()
                        + " (pk, sk, schema_version, data) SELECT w.pk, w.sk, w.version, convert_from(w.data, 'UTF8')::jsonb"
                        + " FROM unnest(?::text[], ?::text[], ?::text[], ?::bytea[]) AS w(pk, sk, version, data) WHERE "
                        + UNLESS_REFUSED
                        + " ON CONFLICT (pk, sk) DO UPDATE SET schema_version = EXCLUDED.schema_version, data = EXCLUDED.data)");
        writingParameters.add((statement, first) -> {
            PostgresBatchWriter.bindPuts(new SqlArrays(statement), first, items);
            return first + 4;
        });
    }

    /** Returns the statement. Its result has one column, the index of an operation. */
    GuardedSql text() {
        String refused = refusing.isEmpty() ? "SELECT 0 AS n WHERE false" : String.join(" UNION ALL ", refusing);
        return GuardedSql.of("WITH refused AS MATERIALIZED (" + refused + "), " + String.join(", ", writing)
                + " SELECT n FROM refused WHERE " + GuardedSql.GUARD);
    }

    /** Binds all parameters except the guard's. */
    void bind(PreparedStatement statement) throws SQLException {
        int position = 1;
        for (Parameters parameters : refusingParameters) {
            position = parameters.bind(statement, position);
        }
        for (Parameters parameters : writingParameters) {
            position = parameters.bind(statement, position);
        }
    }
}
