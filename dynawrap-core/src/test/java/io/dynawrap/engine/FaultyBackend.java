package io.dynawrap.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.dynawrap.mapping.ItemKey;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.ItemData;
import io.dynawrap.spi.ItemPage;
import io.dynawrap.spi.ItemSink;
import io.dynawrap.spi.ItemWrite;
import io.dynawrap.spi.KeyRange;
import io.dynawrap.spi.RangeRead;
import io.dynawrap.spi.ScanSegment;
import io.dynawrap.spi.StoredItem;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.DoubleConsumer;

/** A backend that stores nothing; tests let it fail as no server can be made to. */
class FaultyBackend implements Backend {

    private static final JsonFactory JSON = new JsonFactory();

    private record Text(String json) implements ItemData {
        @Override
        public JsonParser parser() {
            try {
                return JSON.createParser(json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public int bytes() {
            return json.length();
        }
    }

    static StoredItem stored(String partitionKey, String sortKey, String json) {
        return new StoredItem(new ItemKey(partitionKey, sortKey), null, new Text(json));
    }

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public void checkTableName(String table) {}

    @Override
    public void createTable(String table) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ItemSink newSink() {
        StringWriter text = new StringWriter();
        try {
            JsonGenerator generator = JSON.createGenerator(text);
            return new ItemSink() {
                @Override
                public JsonGenerator generator() {
                    return generator;
                }

                @Override
                public ItemData finish() {
                    try {
                        generator.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return new Text(text.toString());
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public StoredItem get(String table, ItemKey key, boolean consistent) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ItemPage read(String table, RangeRead read) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ScanSegment> split(String table, KeyRange range, int parts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write(String table, ItemWrite write) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ItemWrite> writeBatch(String table, List<ItemWrite> writes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int maxBatchItems() {
        return 25;
    }

    @Override
    public boolean inTransaction() {
        return false;
    }

    @Override
    public Backend reportingCapacity(DoubleConsumer units) {
        return this;
    }
}
