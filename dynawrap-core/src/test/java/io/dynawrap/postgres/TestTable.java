package io.dynawrap.postgres;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dynawrap.mapping.ItemKey;
import io.dynawrap.mapping.KeyMatch;
import io.dynawrap.spi.ItemData;
import io.dynawrap.spi.ItemPage;
import io.dynawrap.spi.ItemSink;
import io.dynawrap.spi.ItemWrite;
import io.dynawrap.spi.KeyRange;
import io.dynawrap.spi.RangeRead;
import io.dynawrap.spi.StoredItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** A table of its own for a test, and the few lines it takes to fill and read it through a backend. */
record TestTable(PostgresBackend backend, JdbcTemplate jdbc, String name) {

    /** A table as the backend makes it. */
    static TestTable create() {
        JdbcTemplate jdbc = TestDatabase.PLAIN.jdbc();
        TestTable table = new TestTable(new PostgresBackend(jdbc), jdbc, TestDatabase.freshName());
        table.backend.createTable(table.name);
        return table;
    }

    /** A table as the Python edition makes it, in a database that does not sort by bytes. */
    static TestTable createAsPythonDoes() {
        JdbcTemplate jdbc = TestDatabase.ICU.jdbc();
        String name = TestDatabase.freshName();
        jdbc.execute("CREATE TABLE " + name + " (pk TEXT NOT NULL, sk TEXT NOT NULL, schema_version TEXT,"
                + " data JSONB NOT NULL, PRIMARY KEY (pk, sk))");
        jdbc.execute("CREATE INDEX ON " + name + " (pk)");
        jdbc.execute("CREATE INDEX ON " + name + " (sk)");
        return new TestTable(new PostgresBackend(jdbc), jdbc, name);
    }

    static ItemData data(String text) {
        ItemSink sink = new JsonItemSink();
        try {
            JsonGenerator generator = sink.generator();
            generator.writeStartObject();
            generator.writeStringField("text", text);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sink.finish();
    }

    static StoredItem item(String pk, String sk, String text) {
        return new StoredItem(new ItemKey(pk, sk), "v1", data(text));
    }

    /** The value of the one field that {@link #data} writes. */
    static String text(StoredItem item) {
        try (var parser = item.data().parser()) {
            parser.nextToken();
            parser.nextToken();
            return parser.nextTextValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RangeRead partition(String pk, String skPrefix) {
        return all(new KeyRange(KeyMatch.exactly(pk), KeyMatch.prefix(skPrefix)));
    }

    static RangeRead scan(String pkPrefix, String skPrefix) {
        return all(new KeyRange(KeyMatch.prefix(pkPrefix), KeyMatch.prefix(skPrefix)));
    }

    static RangeRead all(KeyRange range) {
        return new RangeRead(range, null, null, false, true, Integer.MAX_VALUE, 0);
    }

    static RangeRead reverse(RangeRead read) {
        return new RangeRead(read.range(), null, null, true, true, read.limit(), 0);
    }

    void put(String pk, String sk, String text) {
        backend.write(name, new ItemWrite.Put(item(pk, sk, text)));
    }

    void putAll(List<StoredItem> items) {
        for (int i = 0; i < items.size(); i += backend.maxBatchItems()) {
            backend.writeBatch(
                    name,
                    items.subList(i, Math.min(items.size(), i + backend.maxBatchItems())).stream()
                            .<ItemWrite>map(ItemWrite.Put::new)
                            .toList());
        }
    }

    StoredItem get(String pk, String sk) {
        return backend.get(name, new ItemKey(pk, sk), true);
    }

    List<ItemPage> pages(RangeRead first) {
        List<ItemPage> pages = new ArrayList<>();
        for (RangeRead read = first;
                read != null;
                read = pages.get(pages.size() - 1).next()) {
            pages.add(backend.read(name, read));
        }
        return pages;
    }

    List<ItemKey> keys(RangeRead read) {
        return pages(read).stream()
                .flatMap(page -> page.items().stream())
                .map(StoredItem::key)
                .toList();
    }

    List<String> sortKeys(RangeRead read) {
        return keys(read).stream().map(ItemKey::sortKey).toList();
    }
}
