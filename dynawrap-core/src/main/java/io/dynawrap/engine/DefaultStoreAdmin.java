package io.dynawrap.engine;

import io.dynawrap.InvalidArgumentException;
import io.dynawrap.ItemQuery;
import io.dynawrap.KeyValues;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.StoredItem;
import java.time.Duration;
import java.util.Objects;

/** The admin of a {@link DefaultItemStore}, on the same engine. */
final class DefaultStoreAdmin implements StoreAdmin {

    /** An arbitrary key; the item need not exist. */
    private static final ItemKey PING = new ItemKey("dynawrap", "ping");

    private final StoreEngine engine;
    private final DefaultItemStore store;

    DefaultStoreAdmin(StoreEngine engine, DefaultItemStore store) {
        this.engine = engine;
        this.store = store;
    }

    @Override
    public StoreAdmin table(String table) {
        return store.table(table).admin();
    }

    @Override
    public StoreDescription describe() {
        return engine.tables().describe();
    }

    @Override
    public void ping(String table) {
        Objects.requireNonNull(table, "'table' must not be null");
        engine.backend().get(new GetRequest(engine.tables().physicalName(table), PING, false, false));
    }

    @Override
    public ItemCounts countItems(Class<?> model, Duration atMost) {
        Objects.requireNonNull(atMost, "'atMost' must not be null");
        ItemType<?> type = engine.coding().type(Objects.requireNonNull(model, "'model' must not be null"));
        String table = store.tableFor(type);
        return engine.calls()
                .on("countItems", type, table)
                .run(call -> new ItemCounter(type, engine.expiry()).run(call.backend(), table, atMost));
    }

    @Override
    public Sweep sweepExpired(String table, int chunk, Duration atMost) {
        Objects.requireNonNull(table, "'table' must not be null");
        Objects.requireNonNull(atMost, "'atMost' must not be null");
        if (chunk < 1) {
            throw new InvalidArgumentException("chunk must be at least 1, not " + chunk + ".");
        }
        String field = engine.tables().expiryField(table);
        if (field == null) {
            throw new InvalidArgumentException("No model known in the table '" + table
                    + "' has a field with @ExpiresAt. Register the models of the table first.");
        }
        ExpirySweep sweep = new ExpirySweep(engine.tables().physicalName(table), field, engine.expiry(), chunk);
        return engine.calls().onTable("sweepExpired", table).run(call -> sweep.run(call, atMost));
    }

    @Override
    public ItemQuery<StoredItem> queryStored(Class<?> model, KeyValues key) {
        return store.queryRange(model, key).stored();
    }

    @Override
    public ItemQuery<StoredItem> queryStoredPartition(Class<?> model, KeyValues key) {
        return store.partitionRange(model, key).stored();
    }

    @Override
    public ItemQuery<StoredItem> scanStored(Class<?> model, KeyValues key) {
        return store.scanRange(model, key).stored();
    }

    @Override
    public <T> T read(Class<T> model, StoredItem item) {
        ItemType<T> type = engine.coding().type(Objects.requireNonNull(model, "'model' must not be null"));
        return engine.coding().decode(type, Objects.requireNonNull(item, "'item' must not be null"));
    }
}
