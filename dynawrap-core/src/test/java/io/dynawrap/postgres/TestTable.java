package io.dynawrap.postgres;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyMatch;
import io.dynawrap.key.KeyRange;
import io.dynawrap.spi.BatchRequest;
import io.dynawrap.spi.ItemData;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.ItemSink;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.Requests;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TableSpec;
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
        table.backend.createTable(new TableSpec(table.name));
        return table;
    }

    /** A table as the Python edition makes it, in a database that does not sort by bytes. */
    static TestTable createAsPythonDoes() {
        JdbcTemplate jdbc = TestDatabase.ICU.jdbc();
        String name = TestDatabase.freshName();
        jdbc.execute("CREATE TABLE %1$s (pk %2$s NOT NULL, sk %2$s NOT NULL, schema_version TEXT,"
                        .formatted(name, TestDatabase.ICU.textType())
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

    static RangeRequest partition(String pk, String skPrefix) {
        return all(new KeyRange(KeyMatch.exactly(pk), KeyMatch.prefix(skPrefix)));
    }

    static RangeRequest scan(String pkPrefix, String skPrefix) {
        return all(new KeyRange(KeyMatch.prefix(pkPrefix), KeyMatch.prefix(skPrefix)));
    }

    static RangeRequest all(KeyRange range) {
        return RangeRequest.of("", range).consistent(true);
    }

    static RangeRequest reverse(RangeRequest read) {
        return read.reverse(true);
    }

    void put(String pk, String sk, String text) {
        put(item(pk, sk, text));
    }

    void put(StoredItem item) {
        Requests.put(backend, name, item);
    }

    void putAll(List<StoredItem> items) {
        for (int i = 0; i < items.size(); i += backend.maxBatchItems()) {
            backend.writeBatch(new BatchRequest(
                    items.subList(i, Math.min(items.size(), i + backend.maxBatchItems())).stream()
                            .<ItemOperation>map(item -> new ItemOperation.Put(name, item))
                            .toList(),
                    false));
        }
    }

    StoredItem get(String pk, String sk) {
        return Requests.get(backend, name, new ItemKey(pk, sk));
    }

    /** Reads a page of this table. */
    RangePage read(RangeRequest request) {
        return backend.read(here(request));
    }

    List<RangeRequest> split(RangeRequest request, int parts) {
        return backend.split(here(request), parts);
    }

    private RangeRequest here(RangeRequest request) {
        return new RangeRequest(
                name,
                request.range(),
                request.segment(),
                request.after(),
                request.reverse(),
                request.consistent(),
                request.limit(),
                request.pageSizeHint(),
                request.reportCapacity(),
                request.filter(),
                request.fields());
    }

    /** Writes several items, and returns what was not processed. */
    List<ItemOperation> writeBatch(List<ItemOperation> operations) {
        return Requests.writeBatch(backend, operations);
    }

    void delete(String pk, String sk) {
        Requests.delete(backend, name, new ItemKey(pk, sk));
    }

    List<RangePage> pages(RangeRequest first) {
        List<RangePage> pages = new ArrayList<>();
        for (RangeRequest read = first;
                read != null;
                read = pages.get(pages.size() - 1).next()) {
            pages.add(read(read));
        }
        return pages;
    }

    List<ItemKey> keys(RangeRequest read) {
        return pages(read).stream()
                .flatMap(page -> page.items().stream())
                .map(StoredItem::key)
                .toList();
    }

    List<String> sortKeys(RangeRequest read) {
        return keys(read).stream().map(ItemKey::sortKey).toList();
    }
}
