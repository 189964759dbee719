package io.dynawrap.postgres;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.StoredItem;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes a batch as one statement. Rows are locked in the order of the operations, so two batches in the engine's order wait
 * for each other instead of meeting in a deadlock.
 */
final class PostgresBatchWriter {

    private final Statements statements;

    PostgresBatchWriter(Statements statements) {
        this.statements = statements;
    }

    void write(TableSql table, List<ItemOperation> operations) {
        List<StoredItem> puts = operations.stream()
                .filter(ItemOperation.Put.class::isInstance)
                .map(operation -> ((ItemOperation.Put) operation).item())
                .toList();
        List<ItemKey> deletes = operations.stream()
                .filter(ItemOperation.Delete.class::isInstance)
                .map(ItemOperation::key)
                .toList();
        List<ItemKey> all = operations.stream().map(ItemOperation::key).toList();
        statements.runRepeatable("batch write", table.table(), sql(table, puts, deletes), ps -> {
            SqlArrays arrays = new SqlArrays(ps);
            int next = 1;
            if (!deletes.isEmpty()) {
                next = bindKeys(arrays, next, all);
            }
            if (!deletes.isEmpty() && !puts.isEmpty()) {
                next = bindKeys(arrays, next, deletes);
            }
            if (!puts.isEmpty()) {
                bindPuts(arrays, next, puts);
            }
            return ps.executeUpdate();
        });
    }

    private static GuardedSql sql(TableSql table, List<StoredItem> puts, List<ItemKey> deletes) {
        if (deletes.isEmpty()) {
            return table.upsertAll();
        }
        return puts.isEmpty() ? table.deleteAll() : table.writeAll();
    }

    static int bindKeys(SqlArrays arrays, int first, List<ItemKey> keys) throws SQLException {
        arrays.bindTexts(first, keys, ItemKey::partitionKey);
        arrays.bindTexts(first + 1, keys, ItemKey::sortKey);
        return first + 2;
    }

    static void bindPuts(SqlArrays arrays, int first, List<StoredItem> puts) throws SQLException {
        arrays.bindTexts(first, puts, item -> item.key().partitionKey());
        arrays.bindTexts(first + 1, puts, item -> item.key().sortKey());
        arrays.bindTexts(first + 2, puts, StoredItem::schemaVersion);
        arrays.bindBytes(first + 3, puts, JsonItemData::bytesOf);
    }
}
