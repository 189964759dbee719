package io.dynawrap.postgres;

import io.dynawrap.backend.KeyRange;
import io.dynawrap.backend.RangeRead;
import io.dynawrap.mapping.ItemKey;
import io.dynawrap.mapping.KeyMatch;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement of one page and the values of its parameters. Its columns are {@code sk}, {@code schema_version}, the
 * stored size of the document, the document unless it is larger than asked for, and, if the range goes across
 * partitions, {@code pk}.
 *
 * <p>Keys are compared as {@code COLLATE "C"} throughout. For a column of that collation the planner drops the clause,
 * so all that is left is a range of the primary key; on any other column it makes the answers the same.
 */
final class RangeQuery {

    private static final String PK = "pk COLLATE \"C\"";
    private static final String SK = "sk COLLATE \"C\"";

    private final StringBuilder sql = new StringBuilder(400);
    private final List<Object> values = new ArrayList<>();

    /**
     * Builds the statement.
     *
     * @param table the quoted name of the table
     * @param read what to read
     * @param rows how many rows at most
     * @param maxBytes the stored size from which on a document is withheld
     */
    RangeQuery(String table, RangeRead read, int rows, int maxBytes) {
        KeyRange range = read.range();
        sql.append("SELECT sk, schema_version, pg_column_size(data),");
        append(" CASE WHEN pg_column_size(data) <= ? THEN data::text END", maxBytes);
        sql.append(range.isOnePartition() ? "" : ", pk").append(" FROM ").append(table);
        if (range.isOnePartition()) {
            append(" WHERE pk = ?", range.partition().text());
            appendSort(range.sort());
            appendOnePartitionOrder(read);
        } else {
            appendPartitions(read);
            appendSort(range.sort());
            appendOrder(read);
        }
        append(" LIMIT ?", rows);
    }

    String sql() {
        return sql.toString();
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    private void appendPartitions(RangeRead read) {
        KeyInterval interval = read.segment() instanceof PartitionSegment segment
                ? segment.interval()
                : KeyInterval.startingWith(read.range().partition().text());
        append(" WHERE " + PK + " >= ?", interval.from());
        if (interval.until() != null) {
            append(" AND " + PK + " < ?", interval.until());
        }
    }

    private void appendSort(KeyMatch sort) {
        if (sort.exact()) {
            append(" AND sk = ?", sort.text());
        } else if (!sort.text().isEmpty()) {
            KeyInterval interval = KeyInterval.startingWith(sort.text());
            append(" AND " + SK + " >= ?", interval.from());
            if (interval.until() != null) {
                append(" AND " + SK + " < ?", interval.until());
            }
        }
    }

    private void appendOnePartitionOrder(RangeRead read) {
        ItemKey after = read.after();
        if (after != null) {
            append(" AND " + SK + (read.reverse() ? " < ?" : " > ?"), after.sortKey());
        }
        sql.append(" ORDER BY " + SK).append(read.reverse() ? " DESC" : "");
    }

    private void appendOrder(RangeRead read) {
        ItemKey after = read.after();
        if (after != null) {
            append(" AND (" + PK + ", " + SK + ") > (?, ?)", after.partitionKey(), after.sortKey());
        }
        sql.append(" ORDER BY " + PK + ", " + SK);
    }

    private void append(String text, Object... parameters) {
        sql.append(text);
        values.addAll(List.of(parameters));
    }
}
