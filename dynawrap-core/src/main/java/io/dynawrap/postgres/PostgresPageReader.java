package io.dynawrap.postgres;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.PreparedStatementCallback;

/**
 * Reads pages of about 1 MB. The number of requested rows follows from the size of the items read before. The size of
 * the next items is unknown, so a document far above that average is withheld at first. This prevents a series of large
 * items after small items from arriving as one page. A second statement fetches the withheld documents that still fit
 * the page. A running sum in SQL would do this exactly, but a window function slowed the reading of small items by a
 * third.
 */
final class PostgresPageReader {

    private static final int PAGE_BYTES = 1 << 20;
    private static final int FIRST_PAGE_ITEMS = 256;
    private static final int MIN_PAGE_ITEMS = 16;
    private static final int MAX_PAGE_ITEMS = 4096;

    /**
     * The maximum factor by which the next page grows, and by which a document may exceed the average without being
     * withheld.
     */
    private static final int GROWTH = 4;

    private final Statements statements;
    private final PostgresKeyReader documents;

    PostgresPageReader(Statements statements, PostgresKeyReader documents) {
        this.statements = statements;
        this.documents = documents;
    }

    RangePage read(TableSql table, RangeRequest read, TableLayout layout) {
        int pageItems = read.pageSizeHint() == 0 ? FIRST_PAGE_ITEMS : read.pageSizeHint();
        int limit = Math.min(read.limit(), pageItems);
        PostgresRangeQuery query =
                new PostgresRangeQuery(table.name(), read, limit, GROWTH * PAGE_BYTES / limit, layout);
        List<PageRow> rows = query(table, read, query);
        int kept = fitting(rows);
        if (kept == rows.size() && rows.size() < limit) {
            return new RangePage(items(table, read, rows), null, null);
        }
        List<PageRow> page = rows.subList(0, kept);
        RangeRequest next = read.after(page.get(kept - 1).key()).pageSizeHint(nextPageItems(page, pageItems));
        return new RangePage(items(table, read, page), next, null);
    }

    private List<PageRow> query(TableSql table, RangeRequest read, PostgresRangeQuery query) {
        String partition =
                read.range().isOnePartition() ? read.range().partition().text() : null;
        PreparedStatementCallback<List<PageRow>> action = ps -> {
            query.bind(ps);
            return rows(ps, partition);
        };
        return partition == null
                ? statements.runScan("read", table.table(), query.sql(), action)
                : statements.run("read", table.table(), query.sql(), action);
    }

    private static List<PageRow> rows(PreparedStatement statement, @Nullable String partition) throws SQLException {
        List<PageRow> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                ItemKey key = new ItemKey(partition != null ? partition : row.getString(5), row.getString(1));
                byte[] json = row.getBytes(3);
                int withheldBytes = json == null ? row.getInt(4) : 0;
                StoredItem item =
                        withheldBytes > 0 ? null : new StoredItem(key, row.getString(2), JsonItemData.of(json));
                rows.add(new PageRow(key, item, withheldBytes));
            }
        }
        return rows;
    }

    /** Returns how many rows form a page: all, or the rows before a withheld document that follows a full page. */
    private static int fitting(List<PageRow> rows) {
        long bytes = 0;
        for (int i = 0; i < rows.size(); i++) {
            PageRow row = rows.get(i);
            if (row.item() == null && bytes >= PAGE_BYTES) {
                return i;
            }
            bytes += row.bytes();
        }
        return rows.size();
    }

    private static int nextPageItems(List<PageRow> page, int pageItems) {
        long bytes = page.stream().mapToLong(PageRow::bytes).sum();
        long fitting = (long) PAGE_BYTES * page.size() / bytes;
        return (int) Math.max(MIN_PAGE_ITEMS, Math.min(fitting, Math.min(MAX_PAGE_ITEMS, GROWTH * pageItems)));
    }

    /**
     * Returns the items of a page, without items that were withheld and then deleted before they were fetched, or changed so that
     * they do not meet the filter.
     */
    private List<StoredItem> items(TableSql table, RangeRequest read, List<PageRow> page) {
        Map<ItemKey, StoredItem> withheld = withheld(table, read, page);
        List<StoredItem> items = new ArrayList<>(page.size());
        for (PageRow row : page) {
            StoredItem item = row.item() != null ? row.item() : withheld.get(row.key());
            if (item != null) {
                items.add(item);
            }
        }
        return items;
    }

    private Map<ItemKey, StoredItem> withheld(TableSql table, RangeRequest read, List<PageRow> page) {
        List<ItemKey> keys = page.stream()
                .filter(row -> row.item() == null)
                .map(PageRow::key)
                .toList();
        return keys.isEmpty() ? Map.of() : documents.whole("read", table, keys, read.filter());
    }
}
