package io.dynawrap.spi;

import io.dynawrap.key.ItemKey;
import java.util.List;

/** Requests of tests that use a backend without the engine. */
public final class Requests {

    private Requests() {}

    public static StoredItem get(Backend backend, String table, ItemKey key) {
        return backend.get(new GetRequest(table, key, true, false)).item();
    }

    public static void put(Backend backend, String table, StoredItem item) {
        backend.write(new WriteRequest(new ItemOperation.Put(table, item), false));
    }

    public static void delete(Backend backend, String table, ItemKey key) {
        backend.write(new WriteRequest(new ItemOperation.Delete(table, key), false));
    }

    /** Writes several items, and returns what was not processed. */
    public static List<ItemOperation> writeBatch(Backend backend, List<ItemOperation> operations) {
        return backend.writeBatch(new BatchRequest(operations, false)).unprocessed();
    }
}
