package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.StoreException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.StoredItem;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.PreparedStatementCallback;

/** A statement that writes one item under a condition fails before it writes, if it runs in the place of another one. */
class PostgresGuardTest {

    private static final String ALWAYS = "COALESCE(jsonb_typeof(t.data) <> ?, false)";

    /** The statements, each with a condition that holds. */
    enum Kind {
        UPSERT {
            @Override
            GuardedSql sql(TableSql table) {
                return table.upsert();
            }
        },
        INSERT {
            @Override
            GuardedSql sql(TableSql table) {
                return table.insert();
            }
        },
        UPSERT_IF {
            @Override
            GuardedSql sql(TableSql table) {
                return table.upsertIf(ALWAYS);
            }
        },
        UPDATE_IF {
            @Override
            GuardedSql sql(TableSql table) {
                return table.updateIf(ALWAYS.replace("t.", ""));
            }
        },
        DELETE_IF {
            @Override
            GuardedSql sql(TableSql table) {
                return table.deleteIf(ALWAYS.replace("t.", ""));
            }
        };

        abstract GuardedSql sql(TableSql table);
    }

    private final TestTable table = TestTable.create();
    private final TableSql statements = new TableSql(table.name(), '"' + table.name() + '"');

    @ParameterizedTest
    @EnumSource
    void withAnotherNumberItFailsAndChangesNothing(Kind kind) {
        table.put("p", "present", "old");
        GuardedSql sql = kind.sql(statements);
        byte[] otherNumber = sql.number().clone();
        otherNumber[1]++;
        GuardedSql foreign = new GuardedSql(sql.text(), sql.position(), otherNumber);

        for (String sk : List.of("present", "absent")) {
            assertThatThrownBy(() -> run(kind, foreign, sk))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("transaction-pooler");
        }
        assertThat(TestTable.text(table.get("p", "present"))).isEqualTo("old");
        assertThat(table.get("p", "absent")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void withItsOwnNumberItRuns(Kind kind) {
        String sk = kind == Kind.INSERT ? "absent" : "present";
        table.put("p", "present", "old");
        run(kind, kind.sql(statements), sk);
        StoredItem stored = table.get("p", sk);
        assertThat(stored == null ? "" : TestTable.text(stored)).isEqualTo(kind == Kind.DELETE_IF ? "" : "new");
    }

    @Test
    void theStatementOfATransactionWithAnotherNumberFailsAndChangesNothing() {
        table.put("p", "present", "old");
        TransactionSql transaction = new TransactionSql();
        transaction.add(
                statements,
                List.of(
                        new IndexedOperation(
                                0, new ItemOperation.Put(table.name(), TestTable.item("p", "absent", "new"))),
                        new IndexedOperation(
                                1,
                                new ItemOperation.Put(
                                        table.name(),
                                        TestTable.item("p", "present", "new"),
                                        new BoundCondition.ItemExists(null),
                                        false))));
        GuardedSql sql = transaction.text();
        byte[] otherNumber = sql.number().clone();
        otherNumber[1]++;
        GuardedSql foreign = new GuardedSql(sql.text(), sql.position(), otherNumber);

        assertThatThrownBy(() -> new Statements(table.jdbc(), false)
                        .runWrite("test", table.name(), foreign, transaction::execute))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("transaction-pooler");
        assertThat(TestTable.text(table.get("p", "present"))).isEqualTo("old");
        assertThat(table.get("p", "absent")).isNull();

        assertThat(new Statements(table.jdbc(), false).runWrite("test", table.name(), sql, transaction::execute))
                .isEmpty();
        assertThat(TestTable.text(table.get("p", "present"))).isEqualTo("new");
        assertThat(TestTable.text(table.get("p", "absent"))).isEqualTo("new");
    }

    @Test
    void theNumberIsBoundWhereItIsCompared() {
        for (Kind kind : Kind.values()) {
            GuardedSql sql = kind.sql(statements);
            String upToNumber = sql.text().substring(0, sql.text().indexOf("? = decode(") + 1);
            assertThat(upToNumber.chars().filter(c -> c == '?').count()).isEqualTo(sql.position());
        }
    }

    private void run(Kind kind, GuardedSql sql, String sk) {
        PreparedStatementCallback<Boolean> execution = ps -> {
            bind(kind, ps, TestTable.item("p", sk, "new"));
            return ps.execute();
        };
        new Statements(table.jdbc(), false).runWrite("test", table.name(), sql, execution);
    }

    private static void bind(Kind kind, PreparedStatement ps, StoredItem item) throws SQLException {
        int next = 1;
        if (kind == Kind.UPDATE_IF) {
            ps.setString(next++, item.schemaVersion());
            ps.setBytes(next++, JsonItemData.bytesOf(item));
        }
        ItemKey key = item.key();
        ps.setString(next++, key.partitionKey());
        ps.setString(next++, key.sortKey());
        boolean isPlain = kind == Kind.INSERT || kind == Kind.UPSERT;
        if (isPlain || kind == Kind.UPSERT_IF) {
            ps.setString(next++, item.schemaVersion());
            ps.setBytes(isPlain ? next + 1 : next++, JsonItemData.bytesOf(item));
        }
        if (!isPlain) {
            ps.setString(next, "null");
        }
    }
}
