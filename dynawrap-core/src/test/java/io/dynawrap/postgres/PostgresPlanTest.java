package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a table of ours a read is one range of the primary key in its order, and nothing is sorted. */
class PostgresPlanTest {

    private static final TestTable TABLE = TestTable.create();

    @BeforeAll
    static void fill() {
        List<StoredItem> items = IntStream.range(0, 20_000)
                .mapToObj(n ->
                        TestTable.item("USER#" + n % 4, String.format(Locale.ROOT, "S#%08d", n * 7919 % 20_000), "x"))
                .toList();
        TABLE.putAll(items);
        TABLE.jdbc().execute("VACUUM ANALYZE " + TABLE.name());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 1000})
    void aPageOfAPartitionIsAnIndexRange(int rows) {
        RangeRequest read = TestTable.partition("USER#1", "S#").after(new ItemKey("USER#1", "S#00000100"));

        assertThatPlanIsAnIndexRange(TABLE, read, rows, "(ROW(pk, sk) >= ROW(", "(ROW(pk, sk) <= ROW(");
        assertThatPlanIsAnIndexRange(
                TABLE,
                TestTable.reverse(TestTable.partition("USER#1", "S#")),
                rows,
                "Backward",
                "(ROW(pk, sk) >= ROW(",
                "(ROW(pk, sk) <= ROW(");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 4096})
    void aPageOfAScanIsAnIndexRange(int rows) {
        RangeRequest read = TestTable.scan("USER#", "S#").after(new ItemKey("USER#1", "S#00000100"));

        assertThat(plan(TABLE, read, rows, true))
                .contains("Index Scan", "(ROW(pk, sk) >= ROW(", "(ROW(pk, sk) <= ROW(")
                .doesNotContain("Sort", "Bitmap", "Seq Scan");
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 256})
    void withoutStatisticsAPageIsAnIndexRangeToo(int rows) {
        TestTable fresh = TestTable.create();
        fresh.jdbc().execute("ALTER TABLE " + fresh.name() + " SET (autovacuum_enabled = false)");
        fresh.putAll(IntStream.range(0, 20_000)
                .mapToObj(n -> TestTable.item("USER#1", String.format(Locale.ROOT, "S#%08d", n), "x"))
                .toList());

        assertThatPlanIsAnIndexRange(fresh, TestTable.partition("USER#1", "S#"), rows, "(ROW(pk, sk) >= ROW(");
        assertThatPlanIsAnIndexRange(
                fresh,
                TestTable.partition("USER#1", "S#").after(new ItemKey("USER#1", "S#00000100")),
                rows,
                "(ROW(pk, sk) >= ROW(");
    }

    @Test
    void aTableOfAnotherCollationIsSortedByTheStatement() {
        TestTable python = TestTable.createAsPythonDoes();

        assertThat(plan(python, TestTable.partition("USER#1", "S#"), 64, false))
                .containsPattern("Sort Key: \\S*sk COLLATE \"C\"");
    }

    @Test
    void manyKeysAreReadThroughTheIndexAndLockedInTheirOrderBeforeTheyAreDeleted() {
        List<ItemKey> keys = IntStream.range(0, 250)
                .mapToObj(n -> new ItemKey("USER#" + n % 4, String.format(Locale.ROOT, "S#%08d", n)))
                .toList();
        TableSql sql = new TableSql(TABLE.name(), '"' + TABLE.name() + '"');
        assertThat(plan(sql.getSmall(), keys, 3))
                .contains("Index Scan using " + TABLE.name() + "_pkey")
                .doesNotContain("Seq Scan");
        assertThat(plan(sql.deleteAll(), keys, 1))
                .containsSubsequence(
                        "CTE locked",
                        "Nested Loop",
                        "Function Scan on w",
                        "LockRows",
                        "Index Scan using " + TABLE.name());
    }

    private static String plan(GuardedSql sql, List<ItemKey> keys, int first) {
        GuardedSql explained = new GuardedSql("EXPLAIN " + sql.text(), sql.position(), sql.number());
        return new Statements(TABLE.jdbc(), false).run("explain", TABLE.name(), explained, ps -> {
            for (int i = 1; i < first; i++) {
                ps.setInt(i, 1000);
            }
            SqlArrays arrays = new SqlArrays(ps);
            arrays.bindTexts(first, keys, ItemKey::partitionKey);
            arrays.bindTexts(first + 1, keys, ItemKey::sortKey);
            return String.join("\n", lines(ps.executeQuery()));
        });
    }

    private static void assertThatPlanIsAnIndexRange(
            TestTable table, RangeRequest read, int rows, String... conditions) {
        assertThat(plan(table, read, rows, true))
                .contains("Index Scan")
                .contains("using " + table.name() + "_pkey")
                .contains(conditions)
                .doesNotContain("Sort", "COLLATE", "Bitmap", "Seq Scan");
    }

    /** The plan as the server makes it. */
    private static String plan(TestTable table, RangeRequest read, int rows, boolean sortsByBytes) {
        PostgresRangeQuery query = new PostgresRangeQuery(
                '"' + table.name() + '"', read, rows, 1 << 20, new TableLayout(sortsByBytes, false));
        GuardedSql sql = query.sql();
        GuardedSql explained = new GuardedSql("EXPLAIN " + sql.text(), sql.position(), sql.number());
        List<String> lines = new Statements(table.jdbc(), false).run("explain", table.name(), explained, ps -> {
            query.bind(ps);
            return lines(ps.executeQuery());
        });
        return String.join("\n", lines);
    }

    private static List<String> lines(ResultSet row) throws SQLException {
        List<String> lines = new ArrayList<>();
        while (row.next()) {
            lines.add(row.getString(1));
        }
        return lines;
    }
}
