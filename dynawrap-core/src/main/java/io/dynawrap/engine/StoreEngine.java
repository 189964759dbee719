package io.dynawrap.engine;

import io.dynawrap.observe.StoreListener;
import io.dynawrap.spi.Backend;

/** The parts that carry out the operations of a store, shared by all stores that are derived from it. */
final class StoreEngine {

    private final Backend backend;
    private final StoreTables tables;
    private final StoreCalls calls;
    private final ItemCoding coding;
    private final BatchWriter batchWriter;
    private final BatchReader batchReader;

    StoreEngine(Backend backend, ItemCoding coding, StoreTables tables, StoreListener listener, Backoff backoff) {
        this.backend = backend;
        this.tables = tables;
        this.calls = new StoreCalls(backend, tables, listener);
        this.coding = coding;
        this.batchWriter = new BatchWriter(backoff);
        this.batchReader = new BatchReader(backoff);
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

    BatchWriter batchWriter() {
        return batchWriter;
    }

    BatchReader batchReader() {
        return batchReader;
    }
}
