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
    private final ItemWriter writer;
    private final ItemUpdater updater;
    private final ItemModifier modifier;
    private final TransactionWriter transactionWriter;
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
        Refusals refusals = new Refusals(coding, expiry);
        WriteRetries retries = new WriteRetries(backoff);
        CheckedWriter checkedWriter = new CheckedWriter(refusals, retries);
        this.writer = new ItemWriter(coding, checkedWriter, expiry);
        this.updater = new ItemUpdater(coding, checkedWriter, expiry, backoff);
        this.modifier = new ItemModifier(coding, checkedWriter, expiry, backoff);
        this.transactionWriter = new TransactionWriter(refusals, retries);
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

    ItemUpdater updater() {
        return updater;
    }

    ItemModifier modifier() {
        return modifier;
    }

    TransactionWriter transactionWriter() {
        return transactionWriter;
    }

    BatchWriter batchWriter() {
        return batchWriter;
    }

    ItemExpiry expiry() {
        return expiry;
    }

    BatchReader batchReader() {
        return batchReader;
    }
}
