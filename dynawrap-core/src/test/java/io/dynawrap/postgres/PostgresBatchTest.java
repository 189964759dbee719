package io.dynawrap.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.StoreException;
import io.dynawrap.TestServers;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.Requests;
import io.dynawrap.spi.StoredItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class PostgresBatchTest {

    private static final TestTable TABLE = TestTable.create();

    @Test
    void aBatchStoresAndReplacesItems() {
        TABLE.put("many", "00500", "old");

        List<ItemOperation> unprocessed = TABLE.writeBatch(puts("many", 1000, "né\"w\\ 😀,{}"));

        assertThat(unprocessed).isEmpty();
        assertThat(TABLE.keys(TestTable.partition("many", ""))).hasSize(1000);
        assertThat(TestTable.text(TABLE.get("many", "00500"))).isEqualTo("né\"w\\ 😀,{}");
        assertThat(TABLE.get("many", "00500").schemaVersion()).isEqualTo("v1");
    }

    /** A pooler between statements, as PgBouncer is, takes no prepared ones; some set the driver up to prepare none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "reWriteBatchedInserts=true",
                "prepareThreshold=0",
                "prepareThreshold=-1",
                "preferQueryMode=simple"
            })
    void settingsOfTheDriverForBatchesAndPoolersChangeNothing(String setting) {
        HikariConfig config = TestServers.postgres("postgres");
        config.setJdbcUrl(config.getJdbcUrl() + (config.getJdbcUrl().contains("?") ? "&" : "?") + setting);
        try (HikariDataSource dataSource = new HikariDataSource(config)) {
            PostgresBackend backend = new PostgresBackend(new JdbcTemplate(dataSource));
            for (int round = 0; round < 10; round++) {
                Requests.writeBatch(backend, puts(setting, 300, "né\"w\\ 😀,{}' ? $1 " + round));
            }
            Requests.writeBatch(backend, List.of(delete(setting, "00003")));

            assertThat(TABLE.keys(TestTable.partition(setting, ""))).hasSize(299);
            assertThat(TestTable.text(Requests.get(backend, TABLE.name(), new ItemKey(setting, "00299"))))
                    .isEqualTo("né\"w\\ 😀,{}' ? $1 9");
        }
    }

    @Test
    void aBatchDeletesItems() {
        TABLE.writeBatch(puts("gone", 10, "x"));

        TABLE.writeBatch(List.of(delete("gone", "00003"), delete("gone", "00001"), delete("gone", "-")));

        assertThat(TABLE.keys(TestTable.partition("gone", ""))).hasSize(8);
        assertThat(TABLE.get("gone", "00001")).isNull();
    }

    @Test
    void aBatchStoresAndDeletesAtOnce() {
        TABLE.put("both", "1", "old");
        TABLE.put("both", "2", "old");

        TABLE.writeBatch(List.of(
                new ItemOperation.Put(TABLE.name(), TestTable.item("both", "3", "new")),
                delete("both", "2"),
                new ItemOperation.Put(TABLE.name(), TestTable.item("both", "1", "new"))));

        assertThat(TABLE.sortKeys(TestTable.partition("both", ""))).containsExactly("1", "3");
        assertThat(TestTable.text(TABLE.get("both", "1"))).isEqualTo("new");
    }

    @Test
    void anEmptyBatchDoesNothing() {
        assertThat(new DefaultItemStore(TABLE.backend()).table("no-such-table").batchWrite(List.of()))
                .isZero();
    }

    @Test
    void anItemOfABatchMayHaveNoSchemaVersion() {
        ItemKey key = new ItemKey("none", "1");

        TABLE.writeBatch(List.of(new ItemOperation.Put(TABLE.name(), new StoredItem(key, null, TestTable.data("x")))));

        assertThat(TABLE.get("none", "1").schemaVersion()).isNull();
    }

    @Test
    void aBatchThatFailsStoresNothing() {
        List<ItemOperation> writes = new ArrayList<>(puts("failing", 10, "x"));
        writes.add(new ItemOperation.Put(TABLE.name(), TestTable.item("failing", "nul", "\0")));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> TABLE.writeBatch(writes))
                .withMessageContaining("batch write")
                .withMessageContaining("22P05")
                .matches(e -> !e.isTransient());
        assertThat(TABLE.keys(TestTable.partition("failing", ""))).isEmpty();
    }

    @DbItem(pk = "{owner}", sk = "{id}")
    record Note(String owner, String id, String text) {}

    @Test
    void batchesInOppositeOrdersDoNotMeetInADeadlock() {
        ItemStore store = new DefaultItemStore(TABLE.backend()).table(TABLE.name());
        List<Note> forward = notes("forward");
        List<Note> backward = new ArrayList<>(notes("backward"));
        Collections.reverse(backward);

        CompletableFuture<?>[] writers = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 10; i++) {
                        store.batchWrite(n % 2 == 0 ? forward : backward);
                    }
                }))
                .toArray(CompletableFuture[]::new);

        assertThat(CompletableFuture.allOf(writers)).succeedsWithin(TestServers.PATIENCE);
        assertThat(TABLE.keys(TestTable.partition("opposite", ""))).hasSize(500);
    }

    private static List<Note> notes(String text) {
        return IntStream.range(0, 500)
                .mapToObj(n -> new Note("opposite", String.format(Locale.ROOT, "%05d", n), text))
                .toList();
    }

    private static ItemOperation delete(String pk, String sk) {
        return new ItemOperation.Delete(TABLE.name(), new ItemKey(pk, sk));
    }

    private static List<ItemOperation> puts(String pk, int count, String text) {
        return IntStream.range(0, count)
                .<ItemOperation>mapToObj(n -> new ItemOperation.Put(
                        TABLE.name(), TestTable.item(pk, String.format(Locale.ROOT, "%05d", n), text)))
                .toList();
    }

    /** The server shows as much of a statement by default, and the session of a lost one is ended only if it is recognised. */
    @Test
    void theMarkOfAStatementThatIsRepeatedIsAmongItsFirst1023BytesWhateverTheNames() {
        String name = '"' + "s".repeat(63) + "\".\"" + "t".repeat(63) + '"';
        TableSql sql = new TableSql("t", name);

        assertThat(List.of(sql.upsertAll(), sql.deleteAll(), sql.writeAll())).allSatisfy(statement -> {
            String numbered = statement.text().replace("?", "$1");
            assertThat(numbered.indexOf(statement.mark()) + statement.mark().length())
                    .isBetween(1, 1023);
        });
    }
}
