package io.dynawrap.postgres;

import static io.dynawrap.Condition.field;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.DbItem;
import io.dynawrap.ItemQuery;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.RecordingListener;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counts that take several statements, in tables of each kind. */
class PostgresCountTest {

    @DbItem(pk = "P#{owner}", sk = "S#{id}")
    record Numbered(String owner, String id, int n) {}

    private static final int ITEMS = 120_000;

    /** Made by the server; each seventh key fits no model. */
    private static final String FILL = """
            INSERT INTO %s (pk, sk, schema_version, data)
            SELECT 'P#1', 'S#' || lpad(i::text, 8, '0') || CASE WHEN i %% 7 = 0 THEN '#' ELSE '' END, NULL,
                   jsonb_build_object('n', i %% 10)
            FROM generate_series(1, ?) AS i""";

    private static final int OTHERS = ITEMS / 7;

    private static ItemQuery<Numbered> items(TestTable table, RecordingListener listener) {
        ItemStore store = DefaultItemStore.builder(table.backend())
                .listener(listener)
                .build()
                .table(table.name());
        return store.query(Numbered.class, KeyValues.of("owner", "1"));
    }

    private static void assertThatAllAreCounted(TestTable table) {
        table.jdbc().update(FILL.formatted(table.name()), ITEMS);
        RecordingListener listener = new RecordingListener();
        ItemQuery<Numbered> items = items(table, listener);

        assertThat(items.count()).isEqualTo(ITEMS - OTHERS);
        assertThat(listener.requests()).as("one in any order, two in order").isEqualTo(3);
        assertThat(items.limit(9_999).count()).isEqualTo(9_999);
        assertThat(items.limit(10_000).count()).isEqualTo(10_000);
        assertThat(items.limit(10_001).count()).isEqualTo(10_001);
        assertThat(items.limit(100_001).count()).isEqualTo(100_001);
        assertThat(items.limit(ITEMS).count()).isEqualTo(ITEMS - OTHERS);
        assertThat(items.from("00000001").before("00070001").count()).isEqualTo(60_000);
        assertThat(items.filter(field("n").is(7)).count()).isEqualTo(numberOf(7));
        assertThat(items.filter(field("n").atMost(4)).count())
                .isEqualTo(numberOf(0) + numberOf(1) + numberOf(2) + numberOf(3) + numberOf(4));
    }

    private static long numberOf(int n) {
        return IntStream.rangeClosed(1, ITEMS)
                .filter(i -> i % 10 == n && i % 7 != 0)
                .count();
    }

    @Test
    void aLargeCountIsThatOfTheItems() {
        assertThatAllAreCounted(TestTable.create());
    }

    @Test
    void aLargeCountInATableOfAnotherCollationIsThatOfTheItems() {
        assertThatAllAreCounted(TestTable.createAsPythonDoes());
    }

    @Test
    void aLargeCountInAPartitionedTableIsThatOfTheItems() {
        TestTable table = TestTable.create();
        String name = table.name() + "_parts";
        table.jdbc()
                .execute("CREATE TABLE " + name + " (LIKE " + table.name() + " INCLUDING ALL) PARTITION BY HASH (pk)");
        for (int part = 0; part < 2; part++) {
            table.jdbc()
                    .execute("CREATE TABLE %1$s_%2$d PARTITION OF %1$s FOR VALUES WITH (MODULUS 2, REMAINDER %2$d)"
                            .formatted(name, part));
        }
        assertThatAllAreCounted(new TestTable(table.backend(), table.jdbc(), name));
    }
}
