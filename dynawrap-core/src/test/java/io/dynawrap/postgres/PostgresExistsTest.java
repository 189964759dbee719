package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.StoredItem;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The statements behind {@code exists}. */
class PostgresExistsTest {

    private static final ItemKey KEY = new ItemKey("p", "1");

    private final TestTable table = TestTable.create();
    private final TableSql statements = new TableSql(table.name(), '"' + table.name() + '"');

    @BeforeEach
    void putALargeItem() {
        table.put("p", "1", "x".repeat(300_000));
        table.jdbc().execute("VACUUM ANALYZE " + table.name());
    }

    private GetRequest get(List<String> fields) {
        return new GetRequest(table.name(), KEY, true, false).fields(fields);
    }

    @Test
    void withoutAFieldNoDocumentIsReadOrSent() {
        assertThat(explain(List.of()))
                .contains("  Output: NULL::text, NULL::text")
                .noneMatch(line -> line.contains("data"));
        StoredItem item = table.backend().get(get(List.of())).item();
        assertThat(item.schemaVersion()).isNull();
        assertThat(JsonItemData.bytesOf(item)).asString().isEqualTo("{}");
    }

    @Test
    void withAFieldNothingElseIsSent() {
        assertThat(explain(List.of("end")))
                .anyMatch(line -> line.contains("Output: NULL::text, jsonb_build_object("))
                .noneMatch(line -> line.contains("Output: schema_version") || line.contains("Output: data"));
        StoredItem item = table.backend().get(get(List.of("end"))).item();
        assertThat(JsonItemData.bytesOf(item)).asString().isEqualTo("{\"end\": null}");
    }

    @Test
    void theStatementIsTheSameObjectForEachCall() {
        assertThat(statements.getFields(1)).isSameAs(statements.getFields(1));
        assertThat(statements.getFields(0).position()).isEqualTo(3);
        assertThat(statements.getFields(1).position()).isEqualTo(5);
    }

    @Test
    void inATransactionItsOwnWritesAreSeen() {
        new TransactionTemplate(new JdbcTransactionManager(table.jdbc().getDataSource()))
                .executeWithoutResult(status -> {
                    table.delete("p", "1");
                    table.put("p", "2", "new");
                    for (List<String> fields : List.of(List.<String>of(), List.of("text"))) {
                        GetRequest first = get(fields);
                        GetRequest second =
                                new GetRequest(table.name(), new ItemKey("p", "2"), true, false).fields(fields);
                        assertThat(table.backend().get(first).item()).isNull();
                        assertThat(table.backend().get(second).item()).isNotNull();
                    }
                    status.setRollbackOnly();
                });
        assertThat(table.backend().get(get(List.of())).item()).isNotNull();
    }

    private List<String> explain(List<String> fields) {
        GuardedSql sql = statements.getFields(fields.size());
        GuardedSql explained =
                new GuardedSql("EXPLAIN (VERBOSE, COSTS OFF) " + sql.text(), sql.position(), sql.number());
        return new Statements(table.jdbc(), false).run("explain", table.name(), explained, ps -> {
            int next = FieldsSql.bind(ps, 1, fields);
            ps.setString(next, KEY.partitionKey());
            ps.setString(next + 1, KEY.sortKey());
            List<String> lines = new ArrayList<>();
            try (ResultSet row = ps.executeQuery()) {
                while (row.next()) {
                    lines.add(row.getString(1));
                }
            }
            return lines;
        });
    }
}
