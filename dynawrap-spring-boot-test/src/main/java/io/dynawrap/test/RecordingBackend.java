package io.dynawrap.test;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Another backend, and the names of all tables that were used of it. */
final class RecordingBackend implements Backend {

    private final Backend backend;
    private final Set<String> tables;

    RecordingBackend(Backend backend) {
        this(backend, ConcurrentHashMap.newKeySet());
    }

    private RecordingBackend(Backend backend, Set<String> tables) {
        this.backend = backend;
        this.tables = tables;
    }

    Set<String> tables() {
        return tables;
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
        backend.createTable(used(table));
    }

    @Override
    public ItemSink newSink() {
        return backend.newSink();
    }

    @Override
    public @Nullable StoredItem get(String table, ItemKey key, boolean consistent) {
        return backend.get(used(table), key, consistent);
    }

    @Override
    public ItemPage read(String table, RangeRead read) {
        return backend.read(used(table), read);
    }

    @Override
    public List<ScanSegment> split(String table, KeyRange range, int parts) {
        return backend.split(used(table), range, parts);
    }

    @Override
    public void write(String table, ItemWrite write) {
        backend.write(used(table), write);
    }

    @Override
    public List<ItemWrite> writeBatch(String table, List<ItemWrite> writes) {
        return backend.writeBatch(used(table), writes);
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
        return new RecordingBackend(backend.reportingCapacity(units), tables);
    }

    private String used(String table) {
        tables.add(table);
        return table;
    }
}
