package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.TableSpec;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** On a table that is partitioned by hash a page of one partition key reads one part, in the order of its index. */
class PostgresPartitionedTableTest {

    private static final int PARTS = 32;
    private static final TestTable ANALYSED = create();
    private static final TestTable FRESH = create();

    enum Statistics {
        ANALYSED,
        FRESH
    }

    private static TestTable create() {
        JdbcTemplate jdbc = TestDatabase.PLAIN.jdbc();
        String name = TestDatabase.freshName();
        jdbc.execute("CREATE TABLE " + name + " (pk TEXT COLLATE \"C\" NOT NULL, sk TEXT COLLATE \"C\" NOT NULL,"
                + " schema_version TEXT, data JSONB NOT NULL, PRIMARY KEY (pk, sk)) PARTITION BY HASH (pk)");
        for (int part = 0; part < PARTS; part++) {
            jdbc.execute("CREATE TABLE " + name + "_" + part + " PARTITION OF " + name
                    + " FOR VALUES WITH (MODULUS " + PARTS + ", REMAINDER " + part + ")"
                    + " WITH (autovacuum_enabled = false)");
        }
        TestTable table = new TestTable(new PostgresBackend(jdbc), jdbc, name);
        table.putAll(IntStream.range(0, 20_000)
                .mapToObj(n -> TestTable.item("USER#" + n % 4, sk(n / 4), "x"))
                .toList());
        return table;
    }

    private static String sk(int n) {
        return String.format(Locale.ROOT, "S#%08d", n);
    }

    @BeforeAll
    static void analyse() {
        ANALYSED.jdbc().execute("VACUUM ANALYZE " + ANALYSED.name());
    }

    private static TestTable table(Statistics statistics) {
        return statistics == Statistics.ANALYSED ? ANALYSED : FRESH;
    }

    @ParameterizedTest
    @EnumSource
    void aPageOfAPartitionReadsOnePartInTheOrderOfItsIndex(Statistics statistics) {
        RangeRequest all = TestTable.partition("USER#1", "S#");
        for (int rows : new int[] {1, 20, 256, 4096}) {
            for (RangeRequest read : List.of(all, all.after(new ItemKey("USER#1", sk(100))), TestTable.reverse(all))) {
                assertThat(genericPlan(table(statistics), read, rows))
                        .contains("Subplans Removed: " + (PARTS - 1))
                        .contains("Index Scan")
                        .contains("_pkey")
                        .contains("(ROW(pk, sk) >= ROW(", "(ROW(pk, sk) <= ROW(")
                        .doesNotContain("->  Sort", "Bitmap", "Seq Scan");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"S#", "S#0000001", ""})
    void itemsAreThoseOfATableThatIsNotPartitioned(String prefix) {
        List<String> expected = IntStream.range(0, 5000)
                .mapToObj(PostgresPartitionedTableTest::sk)
                .filter(sk -> sk.startsWith(prefix))
                .toList();
        List<String> reversed = new ArrayList<>(expected);
        Collections.reverse(reversed);
        RangeRequest read = TestTable.partition("USER#2", prefix);

        assertThat(FRESH.sortKeys(read)).isEqualTo(expected);
        assertThat(FRESH.sortKeys(TestTable.reverse(read))).isEqualTo(reversed);
        assertThat(FRESH.sortKeys(read.after(new ItemKey("USER#2", expected.get(7)))))
                .isEqualTo(expected.subList(8, expected.size()));
    }

    @Test
    void aPartitionedTableIsUsable() {
        FRESH.backend().createTable(new TableSpec(FRESH.name()));
        assertThat(FRESH.keys(TestTable.scan("USER#", "S#0000000"))).hasSize(4 * 10);
        assertThat(TestTable.text(FRESH.get("USER#1", sk(1)))).isEqualTo("x");
    }

    /** The plan that the server makes for all values of the parameters, which it uses for statements that are prepared. */
    private static String genericPlan(TestTable table, RangeRequest read, int rows) {
        PostgresRangeQuery query =
                new PostgresRangeQuery('"' + table.name() + '"', read, rows, 1 << 20, new TableLayout(true, true));
        GuardedSql sql = query.sql();
        List<String> literals = literals(query);
        literals.add("'\\x" + HexFormat.of().formatHex(sql.number()) + "'::bytea");
        try (HikariDataSource pool = TestDatabase.PLAIN.pool(true)) {
            pool.setMaximumPoolSize(1);
            JdbcTemplate jdbc = new JdbcTemplate(pool);
            jdbc.execute("SET plan_cache_mode = force_generic_plan");
            jdbc.execute("PREPARE page AS " + numbered(sql.text()));
            return String.join(
                    "\n",
                    jdbc.queryForList(
                            "EXPLAIN (COSTS OFF) EXECUTE page (" + String.join(", ", literals) + ")", String.class));
        }
    }

    private static String numbered(String sql) {
        StringBuilder numbered = new StringBuilder();
        int parameters = 0;
        for (char c : sql.toCharArray()) {
            numbered.append(c == '?' ? "$" + ++parameters : String.valueOf(c));
        }
        return numbered.toString();
    }

    private static List<String> literals(PostgresRangeQuery query) {
        List<String> literals = new ArrayList<>();
        PreparedStatement recorder = (PreparedStatement) Proxy.newProxyInstance(
                PostgresPartitionedTableTest.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (proxy, method, arguments) ->
                        literals.add(arguments[1] instanceof Integer n ? n.toString() : "'" + arguments[1] + "'"));
        try {
            query.bind(recorder);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return literals;
    }
}
