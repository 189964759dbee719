package io.dynawrap.postgres;

import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyInterval;
import io.dynawrap.key.KeyRange;
import io.dynawrap.spi.RangeRequest;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The statement of one page and the values of its parameters. Its columns are {@code sk}, {@code schema_version}, the
 * document, the size of a withheld document, and {@code pk} if the range spans partitions. A document is withheld if it
 * is larger than the maximum. The document is not cast to text: its column arrives as the same text without that copy. If only
 * some fields are requested, the document has no others, and neither it nor its size is read without need.
 *
 * <p>Keys are compared as {@code COLLATE "C"} throughout. For a column of that collation the planner removes the
 * clause; for any other column it ensures the same results.
 *
 * <p>If the primary key has that order, a range is written as a comparison of rows, {@code (pk, sk) >= (?, ?)}, instead
 * of conditions on each column. Both are the same range of the index. But from several conditions the planner estimates
 * that few rows remain, especially in a table without statistics. It then sorts the rest of the partition for every
 * page. For one comparison of rows it estimates many rows and reads them in the order of the index. The limit is a subquery, so
 * that the planner does not know it: if it estimated fewer rows than the limit, it would sort them too. So are the keys: a plan for
 * known keys seems cheaper to the server than one for any keys, so that it would plan each page anew, and it is the same plan.
 *
 * <p>A comparison of rows does not show the planner which parts of a partitioned table have no rows of the range. So for one partition of
 * such a table the statement compares the partition key as well.
 */
final class PostgresRangeQuery {

    /** The size of a document, uncompressed if it is stored compressed. */
    static final String BYTES = """
            CASE WHEN pg_column_compression(data) IS NULL THEN pg_column_size(data) ELSE octet_length(data::text) END""";

    private final RangeSql sql = new RangeSql();

    /**
     * Builds the statement.
     *
     * @param table the quoted name of the table
     * @param read what to read
     * @param rows the maximum number of rows
     * @param maxBytes the size above which a document is withheld
     * @param layout what decides the form of the statement
     */
    PostgresRangeQuery(String table, RangeRequest read, int rows, int maxBytes, TableLayout layout) {
        KeyRange range = read.range();
        List<String> fields = read.fields();
        if (fields == null) {
            sql.append("SELECT sk, schema_version, CASE WHEN bytes <= ? THEN data END", maxBytes);
            sql.append(", CASE WHEN bytes > ? THEN bytes END", maxBytes);
        } else {
            sql.append("SELECT sk, NULL, " + (fields.isEmpty() ? "NULL" : "data") + ", NULL");
        }
        sql.append(range.isOnePartition() ? "" : ", pk");
        sql.append(" FROM (SELECT pk, sk");
        if (fields == null) {
            sql.append(", schema_version, data, " + BYTES + " AS bytes");
        } else if (!fields.isEmpty()) {
            appendFields(fields);
        }
        sql.append(" FROM ").append(table);
        String order;
        if (layout.sortsByBytes() && !(range.isOnePartition() && range.sort().exact())) {
            appendRowRange(read);
            if (layout.isPartitioned() && range.isOnePartition()) {
                sql.append(" AND pk = ?", range.partition().text());
            }
            order = order(read, RangeSql.PK, RangeSql.SK);
        } else if (range.isOnePartition()) {
            sql.append(" WHERE pk = ?", range.partition().text());
            appendSort(range);
            appendAfterInPartition(read);
            order = order(read, RangeSql.SK);
        } else {
            appendPartitions(read);
            appendSort(range);
            appendAfterAcrossPartitions(read);
            order = order(read, RangeSql.PK, RangeSql.SK);
        }
        sql.appendFilter(read.filter());
        sql.append(order + " LIMIT (SELECT ?::int)", rows);
        sql.append(") AS page WHERE ").append(GuardedSql.GUARD).append(order);
    }

    private static String order(RangeRequest read, String... columns) {
        String direction = read.reverse() ? " DESC" : "";
        return " ORDER BY " + String.join(direction + ", ", columns) + direction;
    }

    GuardedSql sql() {
        return sql.sql();
    }

    void bind(PreparedStatement statement) throws SQLException {
        sql.bind(statement);
    }

    private void appendFields(List<String> fields) {
        sql.append(", " + FieldsSql.of(fields.size()) + " AS data");
        fields.forEach(field -> sql.append("", field, field));
    }

    private void appendRowRange(RangeRequest read) {
        sql.appendRows(read);
        KeyRange range = read.range();
        if (!range.isOnePartition()
                && (range.bounds() != null || !range.sort().text().isEmpty())) {
            appendSortFilter(range);
        }
    }

    /** A condition inside CASE does not lower the planner's estimate of rows. */
    private void appendSortFilter(KeyRange range) {
        sql.append(" AND CASE WHEN true");
        appendSort(range);
        sql.append(" THEN true ELSE false END");
    }

    private void appendPartitions(RangeRequest read) {
        KeyInterval interval = KeyBounds.partitions(read);
        sql.append(" WHERE " + RangeSql.PK + " >= ?", interval.from());
        if (interval.until() != null) {
            sql.append(" AND " + RangeSql.PK + " < ?", interval.until());
        }
    }

    private void appendSort(KeyRange range) {
        if (range.sort().exact()) {
            sql.append(" AND sk = ?", range.sort().text());
            return;
        }
        KeyInterval interval = range.sortKeys();
        if (!interval.from().isEmpty()) {
            sql.append(" AND " + RangeSql.SK + " >= ?", interval.from());
        }
        if (interval.until() != null) {
            sql.append(" AND " + RangeSql.SK + " < ?", interval.until());
        }
    }

    private void appendAfterInPartition(RangeRequest read) {
        ItemKey after = read.after();
        if (after != null) {
            sql.append(" AND " + RangeSql.SK + (read.reverse() ? " < ?" : " > ?"), after.sortKey());
        }
    }

    private void appendAfterAcrossPartitions(RangeRequest read) {
        ItemKey after = read.after();
        if (after != null) {
            sql.append(
                    " AND (" + RangeSql.PK + ", " + RangeSql.SK + ") > (?, ?)", after.partitionKey(), after.sortKey());
        }
    }
}
