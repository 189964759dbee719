package io.dynawrap.engine;

import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.spi.Backend;

/** The parts that carry out the operations of a store, shared by all stores that are derived from it. */
final class StoreEngine {

    private final Backend backend;
    private final StoreTables tables;
    private final StoreCalls calls;
    private final ItemCoding coding;
    private final BatchWriter batchWriter;

    StoreEngine(Backend backend, ItemCodec codec, StoreTables tables, StoreListener listener, BatchWriter batchWriter) {
        this.backend = backend;
        this.tables = tables;
        this.calls = new StoreCalls(backend, tables, listener);
        this.coding = new ItemCoding(codec, backend);
        this.batchWriter = batchWriter;
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
}
