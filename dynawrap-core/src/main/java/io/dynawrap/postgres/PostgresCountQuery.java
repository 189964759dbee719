package io.dynawrap.postgres;

import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyInterval;
import io.dynawrap.key.TextKeys;
import io.dynawrap.spi.CountRequest;
import io.dynawrap.spi.CountResult;
import io.dynawrap.spi.RangeRequest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The statement that counts a part of a range in one partition.
 *
 * <p>The first statement counts up to a limit and returns no key, because the last one costs almost half as much again. If there
 * are more rows, the statements behind it also return the last key. So a small count is fast, and a large one is several short
 * statements.
 */
final class PostgresCountQuery {

    /** Counted in a few milliseconds. */
    private static final int FIRST_ROWS = 10_000;

    private static final int MORE_ROWS = 100_000;

    private final CountRequest request;
    private final boolean withPosition;
    private final int rows;
    private final RangeSql sql = new RangeSql();

    /**
     * Builds the statement.
     *
     * @param table the quoted name of the table
     * @param request what to count; with a size of pages the last key is returned
     * @param layout what decides the form of the statement
     */
    PostgresCountQuery(String table, CountRequest request, TableLayout layout) {
        this.request = request;
        RangeRequest read = request.read();
        this.withPosition = read.pageSizeHint() > 0;
        this.rows = Math.min(read.limit(), withPosition ? read.pageSizeHint() : FIRST_ROWS);
        sql.append("SELECT count(*), ").append(withPosition ? "max(" + RangeSql.SK + ")" : "NULL");
        sql.append(" FROM (SELECT sk FROM ").append(table);
        boolean byRows = withPosition && layout.sortsByBytes();
        if (byRows) {
            sql.appendRows(read);
        }
        if (!byRows || layout.isPartitioned()) {
            sql.append(
                    (byRows ? " AND pk = " : " WHERE pk = ") + RangeSql.HIDDEN,
                    read.range().partition().text());
        }
        if (!byRows) {
            appendColumns(read);
        }
        appendKeys(request.keys());
        sql.appendFilter(read.filter());
        sql.append(
                layout.sortsByBytes() ? " ORDER BY " + RangeSql.PK + ", " + RangeSql.SK : " ORDER BY " + RangeSql.SK);
        sql.append(" LIMIT (SELECT ?::int)", rows);
        sql.append(") AS part WHERE ").append(GuardedSql.GUARD);
    }

    GuardedSql sql() {
        return sql.sql();
    }

    CountResult run(PreparedStatement statement) throws SQLException {
        bind(statement);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return result(row.getLong(1), row.getString(2));
        }
    }

    void bind(PreparedStatement statement) throws SQLException {
        sql.bind(statement);
    }

    private CountResult result(long count, @Nullable String last) {
        RangeRequest read = request.read();
        if (count < rows || rows == read.limit()) {
            return new CountResult(count, null, null);
        }
        RangeRequest next = read.pageSizeHint(MORE_ROWS);
        if (last == null) {
            return new CountResult(0, request.with(next), null);
        }
        ItemKey key = new ItemKey(read.range().partition().text(), last);
        return new CountResult(count, request.with(next.after(key)), null);
    }

    private void appendColumns(RangeRequest read) {
        KeyInterval interval = read.range().sortKeys();
        sql.append(" AND " + RangeSql.SK + " >= " + RangeSql.HIDDEN, interval.from());
        if (interval.until() != null) {
            sql.append(" AND " + RangeSql.SK + " < " + RangeSql.HIDDEN, interval.until());
        }
        ItemKey after = read.after();
        if (after != null) {
            sql.append(" AND " + RangeSql.SK + " > " + RangeSql.HIDDEN, after.sortKey());
        }
    }

    /** Inside CASE, as any condition that is no part of the range of the index. */
    private void appendKeys(TextKeys keys) {
        sql.append(
                " AND CASE WHEN " + RangeSql.SK + " NOT LIKE ? AND octet_length(sk) <= ? THEN true ELSE false END",
                literal(keys.range().sort().text()) + '%' + literal(String.valueOf(keys.separator())) + '%',
                keys.maxSortKeyBytes());
    }

    private static String literal(String text) {
        return text.replaceAll("[\\\\%_]", "\\\\$0");
    }
}
