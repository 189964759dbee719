package io.dynawrap.postgres;

import io.dynawrap.mapping.ItemKey;
import io.dynawrap.spi.ItemWrite;
import io.dynawrap.spi.StoredItem;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/**
 * Writes a batch as one statement. Rows are written in the order of their keys, so that two batches that write the same
 * items in different orders wait for each other instead of meeting in a deadlock.
 */
final class PostgresBatchWriter {

    private static final Comparator<ItemKey> KEY_ORDER =
            Comparator.comparing(ItemKey::partitionKey).thenComparing(ItemKey::sortKey);

    private final Statements statements;

    PostgresBatchWriter(Statements statements) {
        this.statements = statements;
    }

    void write(TableSql table, List<ItemWrite> writes) {
        List<StoredItem> puts = writes.stream()
                .filter(ItemWrite.Put.class::isInstance)
                .map(write -> ((ItemWrite.Put) write).item())
                .sorted(Comparator.comparing(StoredItem::key, KEY_ORDER))
                .toList();
        List<ItemKey> deletes = writes.stream()
                .filter(ItemWrite.Delete.class::isInstance)
                .map(ItemWrite::key)
                .sorted(KEY_ORDER)
                .toList();
        if (!writes.isEmpty()) {
            statements.run("batch write", table.table(), sql(table, puts, deletes), ps -> {
                SqlArrays arrays = new SqlArrays(ps);
                bindDeletes(arrays, deletes);
                bindPuts(arrays, deletes.isEmpty() ? 1 : 3, puts);
                return ps.executeUpdate();
            });
        }
    }

    private static String sql(TableSql table, List<StoredItem> puts, List<ItemKey> deletes) {
        if (deletes.isEmpty()) {
            return table.upsertAll();
        }
        return puts.isEmpty() ? table.deleteAll() : table.writeAll();
    }

    private static void bindDeletes(SqlArrays arrays, List<ItemKey> deletes) throws SQLException {
        if (!deletes.isEmpty()) {
            arrays.bindTexts(1, deletes, ItemKey::partitionKey);
            arrays.bindTexts(2, deletes, ItemKey::sortKey);
        }
    }

    private static void bindPuts(SqlArrays arrays, int first, List<StoredItem> puts) throws SQLException {
        if (!puts.isEmpty()) {
            arrays.bindTexts(first, puts, item -> item.key().partitionKey());
            arrays.bindTexts(first + 1, puts, item -> item.key().sortKey());
            arrays.bindTexts(first + 2, puts, StoredItem::schemaVersion);
            arrays.bindBytes(first + 3, puts, JsonItemData::bytesOf);
        }
    }
}
