package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.TextKeys;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundUpdate;
import io.dynawrap.spi.CountRequest;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TransactionRequest;
import io.dynawrap.spi.TransactionResult;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.StatementCallback;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

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

    /** How a table may be when it is read. */
    enum State {
        ANALYZED,
        WITHOUT_STATISTICS,
        WITH_DEAD_ROWS
    }

    private static TestTable table(State state) {
        if (state == State.ANALYZED) {
            return TABLE;
        }
        TestTable table = TestTable.create();
        table.jdbc().execute("ALTER TABLE " + table.name() + " SET (autovacuum_enabled = false)");
        table.putAll(IntStream.range(0, 20_000)
                .mapToObj(n -> TestTable.item("USER#1", String.format(Locale.ROOT, "S#%08d", n), "x"))
                .toList());
        if (state == State.WITH_DEAD_ROWS) {
            table.jdbc().execute("ANALYZE " + table.name());
            table.jdbc().execute("DELETE FROM " + table.name() + " WHERE right(sk, 1) <> '7'");
        }
        return table;
    }

    private static final BoundCondition FILTER = new BoundCondition.All(List.of(
            new BoundCondition.ItemExists(new BoundCondition.Expiry("end", 1_700_000_000)),
            new BoundCondition.Comparison(List.of("likes"), BoundCondition.Operator.AT_LEAST, BigDecimal.TEN),
            new BoundCondition.Any(List.of(
                    new BoundCondition.In(List.of("text"), List.of("x", "y")),
                    new BoundCondition.Contains(List.of("tags"), "sea"),
                    new BoundCondition.BeginsWith(List.of("text"), "x")))));

    @ParameterizedTest
    @EnumSource
    void filtersBoundsAndCountsAreIndexRangesWithCustomAndGenericPlans(State state) {
        TestTable table = table(state);
        RangeRequest partition = TestTable.partition("USER#1", "S#");
        RangeRequest bounded =
                TestTable.all(partition.range().from("S#00000100").until("S#00015000"));
        for (RangeRequest read : List.of(
                bounded,
                partition.filter(FILTER),
                bounded.filter(FILTER),
                bounded.filter(FILTER).after(new ItemKey("USER#1", "S#00000200")),
                partition.fields(List.of()),
                bounded.filter(FILTER).fields(List.of("end", "version")))) {
            for (RangeRequest directed : List.of(read, TestTable.reverse(read.after(null)))) {
                for (int rows : new int[] {1, 64, 256}) {
                    assertThatPlanIsAnIndexRange(table, directed, rows, "(ROW(pk, sk) >= ROW(", "(ROW(pk, sk) <= ROW(");
                    assertThat(genericPlan(table, directed, rows))
                            .contains("Index", "(ROW(pk, sk) >= ROW(", "(ROW(pk, sk) <= ROW(")
                            .doesNotContain("Sort", "Bitmap", "Seq Scan");
                }
            }
        }
        RangeRequest scan = TestTable.all(TestTable.scan("USER#", "S#").range().from("S#00000100"));
        assertThat(genericPlan(table, scan.filter(FILTER), 256))
                .contains("Index", "(ROW(pk, sk) >= ROW(", "(ROW(pk, sk) <= ROW(")
                .doesNotContain("Sort", "Bitmap", "Seq Scan");
    }

    @ParameterizedTest
    @EnumSource
    void countsByTheServerAreIndexRangesWithCustomAndGenericPlans(State state) {
        TestTable table = table(state);
        RangeRequest partition = TestTable.partition("USER#1", "S#");
        RangeRequest bounded =
                TestTable.all(partition.range().from("S#00000100").until("S#00015000"));
        for (RangeRequest read : List.of(partition, bounded, partition.filter(FILTER))) {
            assertThatCountIsAnIndexRange(table, read, "(sk >= ");
            RangeRequest ordered = read.pageSizeHint(1000);
            assertThatCountIsAnIndexRange(table, ordered, "(ROW(pk, sk) >= ROW(");
            assertThatCountIsAnIndexRange(
                    table, ordered.after(new ItemKey("USER#1", "S#00000200")), "(ROW(pk, sk) >= ROW(");
        }
    }

    private static void assertThatCountIsAnIndexRange(TestTable table, RangeRequest read, String condition) {
        PostgresCountQuery query = new PostgresCountQuery(
                '"' + table.name() + '"',
                new CountRequest(read, new TextKeys(read.range(), '#', 1024)),
                new TableLayout(true, false));
        String custom = explain(table, query.sql(), query::bind);
        for (String plan : List.of(custom, genericPlan(table, query.sql()))) {
            assertThat(plan)
                    .contains("Index", table.name() + "_pkey", condition)
                    .doesNotContain("Sort", "Seq Scan");
        }
    }

    private static String genericPlan(TestTable table, RangeRequest read, int rows) {
        PostgresRangeQuery query =
                new PostgresRangeQuery('"' + table.name() + '"', read, rows, 1 << 20, new TableLayout(true, false));
        return genericPlan(table, query.sql());
    }

    private static String genericPlan(TestTable table, GuardedSql statement) {
        String[] parts = statement.text().split("\\?");
        StringBuilder sql = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            sql.append('$').append(i).append(parts[i]);
        }
        String arguments = String.join(", ", Collections.nCopies(parts.length - 1, "NULL"));
        return table.jdbc().execute((StatementCallback<String>) explaining -> {
            explaining.execute("SET plan_cache_mode = force_generic_plan");
            try {
                explaining.execute("PREPARE explained AS " + sql);
                String plan = String.join(
                        "\n", lines(explaining.executeQuery("EXPLAIN EXECUTE explained(" + arguments + ")")));
                explaining.execute("DEALLOCATE explained");
                return plan;
            } finally {
                explaining.execute("RESET plan_cache_mode");
            }
        });
    }

    private static List<ItemOperation> transaction(int number) {
        ItemKey[] keys = IntStream.range(0, 6)
                .mapToObj(n -> new ItemKey("USER#" + number * (7 - n) % 11, "T#" + number + "#" + n))
                .toArray(ItemKey[]::new);
        BoundCondition absent = new BoundCondition.ItemAbsent(null);
        BoundCondition is = new BoundCondition.Comparison(List.of("text"), BoundCondition.Operator.EQUAL, "x");
        BoundUpdate update = new BoundUpdate(List.of(new BoundUpdate.Add("n", BigDecimal.ONE, null)));
        return List.of(
                new ItemOperation.Put(TABLE.name(), item(keys[0]), absent, true),
                new ItemOperation.Put(TABLE.name(), item(keys[1])),
                new ItemOperation.Delete(TABLE.name(), keys[2]),
                new ItemOperation.Check(TABLE.name(), keys[3], absent),
                new ItemOperation.Check(TABLE.name(), keys[4], new BoundCondition.Not(is)),
                new ItemOperation.Update(TABLE.name(), keys[5], update, new BoundCondition.ItemExists(null), null, 0));
    }

    private static StoredItem item(ItemKey key) {
        return TestTable.item(key.partitionKey(), key.sortKey(), "x");
    }

    @Test
    void theStatementOfATransactionDependsOnItsShapeOnlyAndLooksUpEachItem() {
        TableSql table = new TableSql(TABLE.name(), '"' + TABLE.name() + '"');
        List<GuardedSql> texts = new ArrayList<>();
        for (int number : new int[] {1, 5}) {
            List<ItemOperation> operations = transaction(number);
            TransactionSql sql = new TransactionSql();
            sql.add(
                    table,
                    IntStream.range(0, operations.size())
                            .mapToObj(n -> new IndexedOperation(n, operations.get(n)))
                            .toList());
            texts.add(sql.text());
        }
        assertThat(texts.get(0)).isSameAs(texts.get(1));
        assertThat(genericPlan(TABLE, texts.get(0)))
                .contains("Index Scan using " + TABLE.name() + "_pkey")
                .doesNotContain("Seq Scan", "Join", "Nested Loop");
    }

    /** The server keeps a plan for any keys only if none for known keys seems cheaper. */
    @Test
    void pagesAndTransactionsAreNotPlannedForEachCall() throws SQLException {
        try (HikariDataSource pool = TestDatabase.PLAIN.pool(true);
                Connection connection = pool.getConnection()) {
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            PostgresBackend backend = new PostgresBackend(jdbc);
            for (int number = 0; number < 20; number++) {
                RangeRequest partition = TestTable.partition("USER#" + number % 4, "S#");
                for (RangeRequest read : List.of(
                        partition,
                        partition.filter(FILTER),
                        TestTable.reverse(partition).after(new ItemKey("USER#" + number % 4, "S#00009000")))) {
                    backend.read(new RangeRequest(
                            TABLE.name(),
                            read.range(),
                            null,
                            read.after(),
                            read.reverse(),
                            true,
                            10,
                            0,
                            false,
                            read.filter(),
                            null));
                }
                ItemKey last = transaction(number).get(5).key();
                TABLE.put(item(last));
                assertThat(backend.writeAll(new TransactionRequest(transaction(number), "", null, false)))
                        .isInstanceOf(TransactionResult.Written.class);
            }
            List<String> planned = jdbc.query(
                    "SELECT custom_plans || CASE WHEN generic_plans >= 10 THEN ' and one' ELSE '' END FROM pg_prepared_statements"
                            + " WHERE strpos(statement, ?) > 0 AND (statement LIKE 'SELECT sk%' OR statement LIKE 'WITH w0%'"
                            + " OR statement LIKE 'INSERT%')",
                    (row, n) -> row.getString(1), TABLE.name());
            assertThat(planned)
                    .as("three ranges, one statement that locks and one that writes")
                    .containsExactly("5 and one", "5 and one", "5 and one", "5 and one", "5 and one");
        }
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
                .containsPattern("Index (Only )?Scan")
                .contains("using " + table.name() + "_pkey")
                .contains(conditions)
                .doesNotContain("Sort", "COLLATE", "Bitmap", "Seq Scan");
    }

    /** The plan as the server makes it. */
    private static String plan(TestTable table, RangeRequest read, int rows, boolean sortsByBytes) {
        PostgresRangeQuery query = new PostgresRangeQuery(
                '"' + table.name() + '"', read, rows, 1 << 20, new TableLayout(sortsByBytes, false));
        return explain(table, query.sql(), query::bind);
    }

    /** Binds the parameters of a statement. */
    @FunctionalInterface
    private interface Parameters {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private static String explain(TestTable table, GuardedSql sql, Parameters parameters) {
        GuardedSql explained = new GuardedSql("EXPLAIN " + sql.text(), sql.position(), sql.number());
        List<String> lines = new Statements(table.jdbc(), false).run("explain", table.name(), explained, ps -> {
            parameters.bind(ps);
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
