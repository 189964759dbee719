package io.dynawrap.differential;

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

/** A backend with one fault, for the proof that programs find faults. */
record FaultyBackend(Backend backend, Fault fault) implements Backend {

    enum Fault {
        DELETES_NOTHING,
        READS_IN_ONE_DIRECTION,
        SKIPS_AN_ITEM_AFTER_A_PAGE
    }

    @Override
    public void write(String table, ItemWrite write) {
        if (fault != Fault.DELETES_NOTHING || write instanceof ItemWrite.Put) {
            backend.write(table, write);
        }
    }

    @Override
    public ItemPage read(String table, RangeRead read) {
        boolean reverse = read.reverse() && fault != Fault.READS_IN_ONE_DIRECTION;
        ItemPage page = backend.read(
                table,
                new RangeRead(
                        read.range(),
                        read.segment(),
                        read.after(),
                        reverse,
                        read.consistent(),
                        read.limit(),
                        read.pageItems()));
        boolean skips = fault == Fault.SKIPS_AN_ITEM_AFTER_A_PAGE
                && read.after() != null
                && !page.items().isEmpty();
        return skips ? new ItemPage(page.items().subList(1, page.items().size()), page.next()) : page;
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
        backend.createTable(table);
    }

    @Override
    public ItemSink newSink() {
        return backend.newSink();
    }

    @Override
    public @Nullable StoredItem get(String table, ItemKey key, boolean consistent) {
        return backend.get(table, key, consistent);
    }

    @Override
    public List<ScanSegment> split(String table, KeyRange range, int parts) {
        return backend.split(table, range, parts);
    }

    @Override
    public List<ItemWrite> writeBatch(String table, List<ItemWrite> writes) {
        return backend.writeBatch(table, writes);
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
        return this;
    }
}
