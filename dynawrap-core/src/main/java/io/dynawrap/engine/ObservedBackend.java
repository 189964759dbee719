package io.dynawrap.engine;

import io.dynawrap.mapping.ItemKey;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.ItemPage;
import io.dynawrap.spi.ItemSink;
import io.dynawrap.spi.ItemWrite;
import io.dynawrap.spi.KeyRange;
import io.dynawrap.spi.RangeRead;
import io.dynawrap.spi.ScanSegment;
import io.dynawrap.spi.StoredItem;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** The backend of one operation that somebody listens to: tells each request and counts pages and retries. */
final class ObservedBackend implements Backend {

    private final Backend backend;
    private final ObservedOperation operation;
    private boolean writesLeft;

    ObservedBackend(Backend backend, ObservedOperation operation) {
        this.backend = backend;
        this.operation = operation;
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public void checkTableName(String table) {
        backend.checkTableName(table);
    }

    @Override
    public void createTable(String table) {
        operation.request(() -> {
            backend.createTable(table);
            return table;
        });
    }

    @Override
    public ItemSink newSink() {
        return backend.newSink();
    }

    @Override
    public @Nullable StoredItem get(String table, ItemKey key, boolean consistent) {
        return operation.<@Nullable StoredItem>request(() -> backend.get(table, key, consistent));
    }

    @Override
    public ItemPage read(String table, RangeRead read) {
        ItemPage page = operation.request(() -> backend.read(table, read));
        operation.page();
        return page;
    }

    @Override
    public List<ScanSegment> split(String table, KeyRange range, int parts) {
        return operation.request(() -> backend.split(table, range, parts));
    }

    @Override
    public void write(String table, ItemWrite write) {
        operation.request(() -> {
            backend.write(table, write);
            return table;
        });
    }

    /** After a request that failed or left writes, the next one of the batch repeats them. */
    @Override
    public List<ItemWrite> writeBatch(String table, List<ItemWrite> writes) {
        if (writesLeft) {
            operation.retry();
        }
        writesLeft = true;
        List<ItemWrite> unprocessed = operation.request(() -> backend.writeBatch(table, writes));
        writesLeft = !unprocessed.isEmpty();
        return unprocessed;
    }

    @Override
    public int maxBatchItems() {
        return backend.maxBatchItems();
    }

    @Override
    public boolean inTransaction() {
        return backend.inTransaction();
    }

    @Override
    public Backend reportingCapacity(DoubleConsumer units) {
        return backend.reportingCapacity(units);
    }
}
