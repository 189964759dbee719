package io.dynawrap.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.BatchRequest;
import io.dynawrap.spi.BatchResult;
import io.dynawrap.spi.CountRequest;
import io.dynawrap.spi.CountResult;
import io.dynawrap.spi.GetAllRequest;
import io.dynawrap.spi.GetAllResult;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.GetResult;
import io.dynawrap.spi.ItemData;
import io.dynawrap.spi.ItemSink;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.SweepRequest;
import io.dynawrap.spi.SweepResult;
import io.dynawrap.spi.TableSpec;
import io.dynawrap.spi.TransactionRequest;
import io.dynawrap.spi.TransactionResult;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

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
    }

    static StoredItem stored(String partitionKey, String sortKey, String json) {
        return new StoredItem(new ItemKey(partitionKey, sortKey), null, new Text(json), json.length());
    }

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public void checkTableName(String table) {}

    @Override
    public boolean allowsKey(ItemKey key) {
        return true;
    }

    @Override
    public void createTable(TableSpec table) {
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
    public GetResult get(GetRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public GetAllResult getAll(GetAllRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RangePage read(RangeRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CountResult count(CountRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RangeRequest> split(RangeRequest request, int parts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WriteResult write(WriteRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BatchResult writeBatch(BatchRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int maxBatchItems() {
        return 25;
    }

    @Override
    public int maxGetKeys() {
        return 100;
    }

    @Override
    public boolean inTransaction() {
        return false;
    }

    @Override
    public TransactionResult writeAll(TransactionRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SweepResult deleteExpired(SweepRequest request) {
        throw new UnsupportedOperationException();
    }
}
