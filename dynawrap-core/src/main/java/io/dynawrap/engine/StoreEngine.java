package io.dynawrap.engine;

import io.dynawrap.mapping.ItemType;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.BoundCondition;
import org.jspecify.annotations.Nullable;

/** The parts that carry out the operations of a store, shared by all stores that are derived from it. */
final class StoreEngine {

    private final Backend backend;
    private final StoreTables tables;
    private final StoreCalls calls;
    private final ItemCoding coding;
    private final BatchWriter batchWriter;
    private final BatchReader batchReader;
    private final ItemWriter writer;
    private final ItemExpiry expiry;

    StoreEngine(
            Backend backend,
            ItemCoding coding,
            StoreTables tables,
            StoreListener listener,
            Backoff backoff,
            ItemExpiry expiry) {
        this.backend = backend;
        this.tables = tables;
        this.calls = new StoreCalls(backend, tables, listener);
        this.coding = coding;
        this.batchWriter = new BatchWriter(backoff);
        this.batchReader = new BatchReader(backoff);
        this.writer = new ItemWriter(coding, new CheckedWriter(coding, backoff, expiry), expiry);
        this.expiry = expiry;
    }

    Backend backend() {
        return backend;
    }

    StoreTables tables() {
        return tables;
    }

    StoreCalls calls() {
        return calls;
    }

    ItemCoding coding() {
        return coding;
    }

    ItemWriter writer() {
        return writer;
    }

    BatchWriter batchWriter() {
        return batchWriter;
    }

    ItemExpiry expiry() {
        return expiry;
    }

    /** Returns how items of a model expire at this moment, for conditions, or {@code null} if they never do. */
    BoundCondition.@Nullable Expiry expiry(ItemType<?> type) {
        return expiry.of(type);
    }

    BatchReader batchReader() {
        return batchReader;
    }
}
