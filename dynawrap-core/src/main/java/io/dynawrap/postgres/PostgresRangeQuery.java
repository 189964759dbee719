package io.dynawrap.postgres;

import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyMatch;
import io.dynawrap.key.KeyRange;
import io.dynawrap.spi.RangeRequest;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement of one page and the values of its parameters. Its columns are {@code sk}, {@code schema_version}, the
 * document, in its place the size of a document that is larger than asked for, and, if the range goes across
 * partitions, {@code pk}. The document is not cast to text: its column arrives as the same text without that copy.
 *
 * <p>Keys are compared as {@code COLLATE "C"} throughout. For a column of that collation the planner drops the clause;
 * on any other column it makes the answers the same.
 *
 * <p>Where the primary key has that order, a range is written as a comparison of rows, {@code (pk, sk) >= (?, ?)}, and not
 * as conditions on each column. Both are the same range of the index. But from several conditions the planner concludes
 * that hardly any row is left, above all in a table without statistics, and then sorts what remains of the partition for
 * every page; of one comparison of rows it expects many and reads them in the order of the index.
 */
final class PostgresRangeQuery {

    private static final String PK = "pk COLLATE \"C\"";
    private static final String SK = "sk COLLATE \"C\"";
    /** The size of a document; one that is stored compressed is unpacked to know it. */
    private static final String BYTES = """
            CASE WHEN pg_column_compression(data) IS NULL THEN pg_column_size(data) ELSE octet_length(data::text) END""";

    private static final String ROW = "(" + PK + ", " + SK + ")";

    private final StringBuilder sql = new StringBuilder(400);
    private final List<Object> values = new ArrayList<>();

    /**
     * Builds the statement.
     *
     * @param table the quoted name of the table
     * @param read what to read
     * @param rows how many rows at most
     * @param maxBytes the size from which on a document is withheld
     * @param sortsByBytes whether the primary key of the table has the order of bytes
     */
    PostgresRangeQuery(String table, RangeRequest read, int rows, int maxBytes, boolean sortsByBytes) {
        KeyRange range = read.range();
        append("SELECT sk, schema_version, CASE WHEN bytes <= ? THEN data END", maxBytes);
        append(", CASE WHEN bytes > ? THEN bytes END", maxBytes);
        sql.append(range.isOnePartition() ? "" : ", pk");
        sql.append(" FROM (SELECT pk, sk, schema_version, data, " + BYTES + " AS bytes FROM ")
                .append(table);
        String order;
        if (sortsByBytes && !(range.isOnePartition() && range.sort().exact())) {
            appendRowRange(read);
            order = order(read, PK, SK);
        } else if (range.isOnePartition()) {
            append(" WHERE pk = ?", range.partition().text());
            appendSort(range.sort());
            appendAfterInPartition(read);
            order = order(read, SK);
        } else {
            appendPartitions(read);
            appendSort(range.sort());
            appendAfterAcrossPartitions(read);
            order = order(read, PK, SK);
        }
        append(order + " LIMIT ?", rows);
        sql.append(") AS page WHERE ").append(GuardedSql.GUARD).append(order);
    }

    private static String order(RangeRequest read, String... columns) {
        String direction = read.reverse() ? " DESC" : "";
        return " ORDER BY " + String.join(direction + ", ", columns) + direction;
    }

    GuardedSql sql() {
        return GuardedSql.of(sql.toString());
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }

    private void appendRowRange(RangeRequest read) {
        KeyBounds bounds = KeyBounds.of(read);
        append(
                " WHERE " + ROW + " >= (?, ?)",
                bounds.first().partitionKey(),
                bounds.first().sortKey());
        ItemKey end = bounds.end();
        if (end != null) {
            append(" AND " + ROW + " <= (?, ?)", end.partitionKey(), end.sortKey());
            appendExcept(end);
        }
        if (!read.range().isOnePartition() && !read.range().sort().text().isEmpty()) {
            appendSortFilter(read.range().sort());
        }
    }

    /**
     * With &lt; in place of it the planner would leave a large partition at the end of the keys out of account. The sort
     * key comes first because it decides: in one partition the other is the same in every row.
     */
    private void appendExcept(ItemKey key) {
        append(" AND (sk, pk) <> (?, ?)", key.sortKey(), key.partitionKey());
    }

    /** A condition inside CASE is no reason for the planner to expect few rows. */
    private void appendSortFilter(KeyMatch sort) {
        sql.append(" AND CASE WHEN true");
        appendSort(sort);
        sql.append(" THEN true ELSE false END");
    }

    private void appendPartitions(RangeRequest read) {
        KeyInterval interval = KeyBounds.partitions(read);
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

    private void appendAfterInPartition(RangeRequest read) {
        ItemKey after = read.after();
        if (after != null) {
            append(" AND " + SK + (read.reverse() ? " < ?" : " > ?"), after.sortKey());
        }
    }

    private void appendAfterAcrossPartitions(RangeRequest read) {
        ItemKey after = read.after();
        if (after != null) {
            append(" AND (" + PK + ", " + SK + ") > (?, ?)", after.partitionKey(), after.sortKey());
        }
    }

    private void append(String text, Object... parameters) {
        sql.append(text);
        values.addAll(List.of(parameters));
    }
}
