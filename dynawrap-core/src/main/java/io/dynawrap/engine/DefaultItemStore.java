package io.dynawrap.engine;

import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.ItemQuery;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.mapping.ItemKey;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.ItemWrite;
import io.dynawrap.spi.KeyRange;
import io.dynawrap.spi.StoredItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The engine: an {@link ItemStore} over any {@link Backend}. Every rule that makes backends behave alike is here or in
 * the codec, once.
 */
public final class DefaultItemStore implements ItemStore {

    /** Any key would do, whether or not there is such an item. */
    private static final ItemKey PING = new ItemKey("dynawrap", "ping");

    private final Engine engine;
    private final @Nullable String boundTable;
    private final boolean consistentReads;

    /**
     * A store with the default codec, whose logical table names are those in the database.
     *
     * @param backend the database
     */
    public DefaultItemStore(Backend backend) {
        this(new Engine(
                backend, ItemCodec.create(), new StoreTables(backend, UnaryOperator.identity()), StoreListener.NONE));
    }

    DefaultItemStore(Engine engine) {
        this(engine, null, true);
    }

    private DefaultItemStore(Engine engine, @Nullable String boundTable, boolean consistentReads) {
        this.engine = engine;
        this.boundTable = boundTable;
        this.consistentReads = consistentReads;
    }

    /**
     * Begins a store with other settings.
     *
     * @param backend the database
     * @return a builder
     */
    public static Builder builder(Backend backend) {
        return new Builder(backend);
    }

    /**
     * Checks models, each by itself and those of one table against each other, without I/O. Models that are not
     * registered are checked when they are first used.
     *
     * @param models the classes
     * @throws InvalidModelException if one cannot be a model, or two of a table have keys in common
     */
    public void register(Collection<? extends Class<?>> models) {
        for (Class<?> model : models) {
            engine.tables().register(engine.codec().type(model));
        }
    }

    /**
     * What this store knows by now, without I/O: models that are not registered appear when they are first used.
     *
     * @return the models and their tables, of all stores that {@link #table} and {@link #consistentReads} derive from one
     */
    public StoreDescription describe() {
        return engine.tables().describe();
    }

    /**
     * Counts the stored items of a model by their schema versions, for migrations. Costs a {@link #scan} of all its
     * items, on DynamoDB of the whole table; holds one page of them. Items that cannot be read as the model count too.
     *
     * @param model the class
     * @param atMost how long to count; when it is over, what was counted by then is returned
     * @return the counts, which may be those of different moments while others write
     */
    public ItemCounts countItems(Class<?> model, Duration atMost) {
        ItemType<?> type = engine.codec().type(model);
        String table = tableFor(type);
        ObservedOperation operation = engine.observed("countItems", type, table);
        return operation == null
                ? new ItemCount(type).run(engine.backend(), table, atMost)
                : operation.run(backend -> new ItemCount(type).run(backend, table, atMost));
    }

    /**
     * Reads a table in the cheapest way there is: one item by its key, relaxed. No listener is told of it.
     *
     * @param table the logical name of the table
     * @throws StoreException if the table cannot be read, {@link TableNotFoundException} if it is not there
     */
    public void ping(String table) {
        engine.backend().get(engine.tables().physicalName(table), PING, false);
    }

    @Override
    public DefaultItemStore table(String table) {
        engine.tables().physicalName(table);
        return new DefaultItemStore(engine, table, consistentReads);
    }

    @Override
    public DefaultItemStore consistentReads(boolean consistent) {
        return new DefaultItemStore(engine, boundTable, consistent);
    }

    @Override
    public <T> T save(T item) {
        ItemType<T> type = typeOf(item);
        String table = tableFor(type);
        ObservedOperation operation = engine.observed("save", type, table);
        return operation == null
                ? save(engine.backend(), table, type, item)
                : operation.run(backend -> {
                    T asStored = save(backend, table, type, item);
                    operation.items(1);
                    return asStored;
                });
    }

    private <T> T save(Backend backend, String table, ItemType<T> type, T item) {
        StoredItem stored = engine.encode(type, item);
        T asStored = engine.readBack(type, stored);
        backend.write(table, new ItemWrite.Put(stored));
        return asStored;
    }

    @Override
    public <T> Optional<T> get(Class<T> model, KeyValues key) {
        ItemType<T> type = engine.codec().type(model);
        String table = tableFor(type);
        ObservedOperation operation = engine.observed("get", type, table);
        return operation == null
                ? get(engine.backend(), table, type, key)
                : operation.run(backend -> {
                    Optional<T> item = get(backend, table, type, key);
                    operation.items(item.isPresent() ? 1 : 0);
                    return item;
                });
    }

    private <T> Optional<T> get(Backend backend, String table, ItemType<T> type, KeyValues key) {
        StoredItem stored = backend.get(table, type.key(key), consistentReads);
        return stored == null ? Optional.empty() : Optional.of(engine.decode(type, stored));
    }

    @Override
    public <T> void delete(T item) {
        ItemType<T> type = typeOf(item);
        delete(type, type.key(item));
    }

    @Override
    public void delete(Class<?> model, KeyValues key) {
        ItemType<?> type = engine.codec().type(model);
        delete(type, type.key(key));
    }

    private void delete(ItemType<?> type, ItemKey key) {
        String table = tableFor(type);
        engine.checkOwns(type);
        ItemWrite.Delete write = new ItemWrite.Delete(key);
        ObservedOperation operation = engine.observed("delete", type, table);
        if (operation == null) {
            engine.backend().write(table, write);
            return;
        }
        operation.run(backend -> {
            backend.write(table, write);
            operation.items(1);
            return write;
        });
    }

    @Override
    public <T> ItemQuery<T> query(Class<T> model, KeyValues key) {
        return queryRange(model, key);
    }

    /**
     * {@link #query(Class, KeyValues)} for the items as they are stored, those included that cannot be read as the model.
     * The schema version is beside the fields, not among them. For tools that look at data; an application has no use for it.
     *
     * @param model the model's class
     * @param key a value for every placeholder of the partition key, and for a leading run of the sort key's
     * @return a query to be refined and run; its cursors are those of the query that reads the model
     * @throws InvalidKeyException if the partition key is incomplete, a name is in neither pattern, or follows a gap
     */
    public ItemQuery<StoredItem> queryStored(Class<?> model, KeyValues key) {
        return queryRange(model, key).stored();
    }

    private <T> RangeQuery<T> queryRange(Class<T> model, KeyValues key) {
        ItemType<T> type = engine.codec().type(model);
        KeyRange range = new KeyRange(type.queryPartition(key), type.querySort(key));
        return RangeQuery.query(engine, tableFor(type), type, range, consistentReads);
    }

    @Override
    public <T> ItemQuery<T> scan(Class<T> model, KeyValues key) {
        return scanRange(model, key);
    }

    /**
     * {@link #scan(Class, KeyValues)} for the items as they are stored, those included that cannot be read as the model.
     * For tools that look at data; an application has no use for it.
     *
     * @param model the model's class
     * @param key values for a leading run of the partition key's placeholders, which match whole; may be none
     * @return a scan to be refined and run; its cursors are those of the scan that reads the model
     * @throws InvalidKeyException if a name is not in the partition key's pattern, or follows a gap
     */
    public ItemQuery<StoredItem> scanStored(Class<?> model, KeyValues key) {
        return scanRange(model, key).stored();
    }

    private <T> RangeQuery<T> scanRange(Class<T> model, KeyValues key) {
        ItemType<T> type = engine.codec().type(model);
        KeyRange range = new KeyRange(type.scanPartition(key), type.scanSort(key));
        return RangeQuery.scan(engine, tableFor(type), type, range);
    }

    @Override
    public int batchWrite(Collection<?> items) {
        List<BatchWriter.Entry> entries = new ArrayList<>(items.size());
        Set<Class<?>> readBack = new HashSet<>();
        for (Object item : items) {
            Objects.requireNonNull(item, "The items of a batch have no null among them.");
            entries.add(entry(item, readBack.add(item.getClass())));
        }
        return engine.batchWrite(entries);
    }

    /** Of each model one item is read back, which shows whether Jackson can make any. */
    private <T> BatchWriter.Entry entry(T item, boolean readBack) {
        ItemType<T> type = typeOf(item);
        StoredItem stored = engine.encode(type, item);
        if (readBack) {
            engine.readBack(type, stored);
        }
        return new BatchWriter.Entry(tableFor(type), new ItemWrite.Put(stored), item);
    }

    @Override
    public void createTable() {
        if (boundTable == null) {
            throw new IllegalStateException("This store is bound to no table. Call createTable(name).");
        }
        engine.createTable(boundTable);
    }

    @SuppressWarnings("unchecked")
    private <T> ItemType<T> typeOf(T item) {
        Objects.requireNonNull(item, "The item is null. Give one.");
        return (ItemType<T>) engine.codec().type(item.getClass());
    }

    private String tableFor(ItemType<?> type) {
        String table = boundTable != null ? boundTable : type.table().orElse(null);
        if (table == null) {
            throw new InvalidModelException(
                    type.name()
                            + " names no table. Set @DbItem(table = ...), or name one in the call, as in store.table(\"items\").");
        }
        return engine.tables().of(table, type);
    }

    /** Settings of a store; each has a default. */
    public static final class Builder {

        private final Backend backend;
        private ItemCodec codec = ItemCodec.create();
        private UnaryOperator<String> tableNames = UnaryOperator.identity();
        private boolean consistentReads = true;
        private StoreListener listener = StoreListener.NONE;

        private Builder(Backend backend) {
            this.backend = backend;
        }

        /**
         * Sets how models are written and read.
         *
         * @param codec the codec; one with a mapper of its own unless set
         * @return this
         */
        public Builder codec(ItemCodec codec) {
            this.codec = codec;
            return this;
        }

        /**
         * Sets the names that tables have in the database.
         *
         * @param names gives a table's name in the database for its logical name; the same unless set
         * @return this
         */
        public Builder tableNames(UnaryOperator<String> names) {
            this.tableNames = names;
            return this;
        }

        /**
         * Sets whether {@code get} and {@code query} see every write acknowledged before.
         *
         * @param consistent whether they do; they do unless set
         * @return this
         */
        public Builder consistentReads(boolean consistent) {
            this.consistentReads = consistent;
            return this;
        }

        /**
         * Sets who is told of the store's operations.
         *
         * @param listener the listener; nobody unless set
         * @return this
         */
        public Builder listener(StoreListener listener) {
            this.listener = listener;
            return this;
        }

        /**
         * Makes the store.
         *
         * @return the store
         */
        public DefaultItemStore build() {
            Engine engine = new Engine(backend, codec, new StoreTables(backend, tableNames), listener);
            return new DefaultItemStore(engine, null, consistentReads);
        }
    }
}
