package io.dynawrap.postgres;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.GetAllResult;
import io.dynawrap.spi.StoredItem;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads items by their keys. The sizes of documents are unknown before, and the driver holds an answer in memory. So documents
 * far above the average size that fits are withheld at first, and a second statement fetches as many of them as fit.
 */
final class PostgresKeyReader {

    /** Enough to make the cost of a round trip small, few enough that most documents fit the first answer. */
    static final int MAX_KEYS = 250;

    /** About what an answer has at most, that of DynamoDB's BatchGetItem. */
    private static final int ANSWER_BYTES = 16 << 20;

    private final Statements statements;

    PostgresKeyReader(Statements statements) {
        this.statements = statements;
    }

    /** Reads what fits one answer, and returns other keys as unprocessed. */
    GetAllResult read(TableSql table, List<ItemKey> keys) {
        List<PageRow> rows = small(table, keys);
        long bytes = rows.stream()
                .filter(row -> row.item() != null)
                .mapToLong(PageRow::bytes)
                .sum();
        List<StoredItem> items = new ArrayList<>(rows.size());
        List<ItemKey> fitting = new ArrayList<>();
        List<ItemKey> unprocessed = new ArrayList<>();
        for (PageRow row : rows) {
            if (row.item() != null) {
                items.add(row.item());
                continue;
            }
            bytes += row.bytes();
            (bytes <= ANSWER_BYTES || items.isEmpty() && fitting.isEmpty() ? fitting : unprocessed).add(row.key());
        }
        if (!fitting.isEmpty()) {
            items.addAll(whole("get", table, fitting, null).values());
        }
        return new GetAllResult(items, unprocessed, null);
    }

    private List<PageRow> small(TableSql table, List<ItemKey> keys) {
        int maxBytes = ANSWER_BYTES / keys.size();
        return statements.run("get", table.table(), table.getSmall(), ps -> {
            ps.setInt(1, maxBytes);
            ps.setInt(2, maxBytes);
            SqlArrays arrays = new SqlArrays(ps);
            arrays.bindTexts(3, keys, ItemKey::partitionKey);
            arrays.bindTexts(4, keys, ItemKey::sortKey);
            List<PageRow> rows = new ArrayList<>(keys.size());
            try (ResultSet row = ps.executeQuery()) {
                while (row.next()) {
                    ItemKey key = keys.get(row.getInt(1) - 1);
                    byte[] json = row.getBytes(3);
                    int withheldBytes = json == null ? row.getInt(4) : 0;
                    StoredItem item =
                            withheldBytes > 0 ? null : new StoredItem(key, row.getString(2), JsonItemData.of(json));
                    rows.add(new PageRow(key, item, withheldBytes));
                }
            }
            return rows;
        });
    }

    /** Reads items whatever their size, if they meet a filter. */
    Map<ItemKey, StoredItem> whole(
            String operation, TableSql table, List<ItemKey> keys, @Nullable BoundCondition filter) {
        ConditionSql where = filter == null ? null : ConditionSql.of(filter, "data");
        GuardedSql sql = where == null ? table.getAll() : table.getAllIf(where.text());
        return statements.run(operation, table.table(), sql, ps -> whole(ps, keys, where));
    }

    /** Binds and executes the statement that reads items whatever their size. */
    static Map<ItemKey, StoredItem> whole(PreparedStatement ps, List<ItemKey> keys, @Nullable ConditionSql where)
            throws SQLException {
        PostgresBatchWriter.bindKeys(new SqlArrays(ps), 1, keys);
        if (where != null) {
            where.bind(ps, 3);
        }
        Map<ItemKey, StoredItem> items = new HashMap<>();
        try (ResultSet row = ps.executeQuery()) {
            while (row.next()) {
                ItemKey key = keys.get(row.getInt(1) - 1);
                items.put(key, new StoredItem(key, row.getString(2), JsonItemData.of(row.getBytes(3))));
            }
        }
        return items;
    }
}
