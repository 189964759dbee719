package io.dynawrap.postgres;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.StoredItem;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement that checks and writes all items of a transaction, whose rows are locked. Each operation with a condition is one
 * look-up that checks and writes. The result shows for each of them whether its condition held; if one did not, the transaction is
 * to be undone. Placeholders are deleted or overwritten. No part is a join: the server would keep a plan that was good while the
 * table was small.
 *
 * <p>The guard stands in the part that is evaluated first, and fails before a row is written.
 */
final class TransactionSql {

    /** Binds parameters from a position on, and returns the position after them. */
    @FunctionalInterface
    private interface Parameters {
        int bind(PreparedStatement statement, int first) throws SQLException;
    }

    private static final String IS_ITEM = "NOT " + Placeholder.is("t");

    /**
     * The row is locked already. With a snapshot the statement may see a row that was deleted before its key was locked; then this fails
     * as the writes of such a row do.
     */
    private static final String LOCKED = " FOR NO KEY UPDATE";

    /** What every version of the driver sends; the protocol allows 65,535. One operation has at most about 1,500. */
    private static final int MAX_PARAMETERS = 32_767;

    private final StringBuilder parts = new StringBuilder(1000);
    private final StringBuilder results = new StringBuilder(200);
    private final List<Parameters> parameters = new ArrayList<>();
    private final List<Integer> checked = new ArrayList<>();
    private int count;

    /** Adds the operations of one table, in an order that depends only on the shape of the transaction. */
    void add(TableSql table, List<IndexedOperation> operations) {
        List<StoredItem> puts = new ArrayList<>();
        for (IndexedOperation indexed : operations) {
            ItemOperation operation = indexed.operation();
            BoundCondition condition = operation.condition();
            if (operation instanceof ItemOperation.Update update) {
                addUpdate(table, indexed.index(), update);
            } else if (operation instanceof ItemOperation.Put put) {
                if (condition == null) {
                    puts.add(put.item());
                } else {
                    addPut(table, indexed.index(), put.item(), condition);
                }
            } else if (condition == null) {
                addDelete(table, indexed.key(), "");
            } else if (operation instanceof ItemOperation.Delete || ConditionSql.refusesAllRows(condition)) {
                addKeyed(indexed, "DELETE FROM " + table.name(), condition, " RETURNING 1");
            } else {
                addKeyed(indexed, "SELECT FROM " + table.name(), condition, LOCKED);
                addDelete(table, indexed.key(), " AND " + Placeholder.is("t"));
            }
        }
        if (!puts.isEmpty()) {
            addPuts(table, puts);
        }
    }

    /**
     * Adds a part that has a row if the condition of an operation held. If a trigger has kept the placeholder from being inserted,
     * the condition does not hold either, because the key is not locked.
     */
    private void addChecked(int index, String part, Parameters bound) {
        results.append(checked.isEmpty() ? "" : ", ")
                .append("EXISTS (SELECT FROM w")
                .append(count)
                .append(')');
        checked.add(index);
        add(part, bound);
    }

    private void add(String part, Parameters bound) {
        parts.append(count == 0 ? "WITH w" : ", w")
                .append(count)
                .append(" AS (")
                .append(part)
                .append(')');
        parameters.add(bound);
        count++;
    }

    private void addPut(TableSql table, int index, StoredItem item, BoundCondition condition) {
        ConditionSql where = ConditionSql.of(condition, "t.data", IS_ITEM);
        addChecked(
                index,
                "UPDATE " + table.name() + " AS t SET schema_version = ?, data = convert_from(?, 'UTF8')::jsonb"
                        + " WHERE t.pk = ? AND t.sk = ? AND " + where.text() + " RETURNING 1",
                (statement, first) -> {
                    statement.setString(first, item.schemaVersion());
                    statement.setBytes(first + 1, JsonItemData.bytesOf(item));
                    return where.bind(statement, bindKey(statement, first + 2, item.key()));
                });
    }

    /** An absent item refuses an update, whatever its condition is. */
    private void addUpdate(TableSql table, int index, ItemOperation.Update update) {
        UpdateSql sql = UpdateSql.of(update);
        addChecked(
                index,
                "UPDATE " + table.name() + " AS t SET data = " + sql.data() + " WHERE t.pk = ? AND t.sk = ? AND "
                        + IS_ITEM + " AND " + sql.where() + " RETURNING 1",
                (statement, first) ->
                        sql.bindWhere(statement, bindKey(statement, sql.bindData(statement, first), update.key())));
    }

    private void addKeyed(IndexedOperation indexed, String start, BoundCondition condition, String end) {
        ConditionSql where = ConditionSql.of(condition, "t.data", IS_ITEM);
        addChecked(
                indexed.index(),
                start + " AS t WHERE t.pk = ? AND t.sk = ? AND " + where.text() + end,
                (statement, first) -> where.bind(statement, bindKey(statement, first, indexed.key())));
    }

    private void addDelete(TableSql table, ItemKey key, String where) {
        add(
                "DELETE FROM " + table.name() + " AS t WHERE t.pk = ? AND t.sk = ?" + where,
                (statement, first) -> bindKey(statement, first, key));
    }

    /** Stores the items that need no check, which is no join either. */
    private void addPuts(TableSql table, List<StoredItem> items) {
        add(
                "INSERT INTO " + table.name()
                        + " (pk, sk, schema_version, data) SELECT w.pk, w.sk, w.version, convert_from(w.data, 'UTF8')::jsonb"
                        + " FROM unnest(?::text[], ?::text[], ?::text[], ?::bytea[]) AS w(pk, sk, version, data)"
                        + " ON CONFLICT (pk, sk) DO UPDATE SET schema_version = EXCLUDED.schema_version, data = EXCLUDED.data",
                (statement, first) -> {
                    PostgresBatchWriter.bindPuts(new SqlArrays(statement), first, items);
                    return first + 4;
                });
    }

    private static int bindKey(PreparedStatement statement, int first, ItemKey key) throws SQLException {
        statement.setString(first, key.partitionKey());
        statement.setString(first + 1, key.sortKey());
        return first + 2;
    }

    /** Reports whether the driver can send all parameters, that of the guard included, with one statement. */
    boolean isOneStatement() {
        return parts.length() < MAX_PARAMETERS
                || parts.chars().filter(c -> c == '?').count() < MAX_PARAMETERS;
    }

    /** Returns the statement. */
    GuardedSql text() {
        return GuardedSql.known(
                parts + " SELECT " + (checked.isEmpty() ? "true" : results) + " WHERE " + GuardedSql.GUARD);
    }

    /**
     * Executes the statement.
     *
     * @param statement the statement, whose guard is bound
     * @return the indexes of the operations whose conditions do not hold
     */
    List<Integer> execute(PreparedStatement statement) throws SQLException {
        int position = 1;
        for (Parameters part : parameters) {
            position = part.bind(statement, position);
        }
        List<Integer> refused = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            for (int i = 0; i < checked.size(); i++) {
                if (!row.getBoolean(i + 1)) {
                    refused.add(checked.get(i));
                }
            }
        }
        return refused;
    }
}
