package io.dynawrap.engine;

import io.dynawrap.BatchWriteException;
import io.dynawrap.Condition;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.ItemBatch;
import io.dynawrap.ItemQuery;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemTransaction;
import io.dynawrap.ItemUpdate;
import io.dynawrap.KeyValues;
import io.dynawrap.WrittenItems;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.TypeNames;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TableSpec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The {@link ItemStore} over any {@link Backend}. Every rule that gives backends the same behaviour is in this package
 * or in the codec, once.
 */
public final class DefaultItemStore implements ItemStore {

    private final StoreEngine engine;
    private final @Nullable String boundTable;
    private final boolean consistentReads;

    /**
     * Creates a store with the default codec, whose logical table names are those in the database.
     *
     * @param backend the database
     */
    public DefaultItemStore(Backend backend) {
        this(new Builder(backend).engine(), null, true);
    }

    DefaultItemStore(StoreEngine engine, @Nullable String boundTable, boolean consistentReads) {
        this.engine = engine;
        this.boundTable = boundTable;
        this.consistentReads = consistentReads;
    }

    /**
     * Starts the settings of a store.
     *
     * @param backend the database
     * @return a builder
     */
    public static Builder builder(Backend backend) {
        return new Builder(backend);
    }

    /**
     * Checks models without I/O: each model separately, and the models of one table against each other. Models that are
     * not registered are checked when they are first used. A sealed interface is checked with the models that it permits.
     *
     * @param models the classes
     * @throws InvalidModelException if a class cannot be a model, or two models of a table have keys in common
     */
    public void register(Collection<? extends Class<?>> models) {
        for (Class<?> model : Objects.requireNonNull(models, "'models' must not be null")) {
            Objects.requireNonNull(model, "'models' must not contain null");
            if (ModelSet.isSet(model)) {
                engine.coding().set(model).types().forEach(engine.tables()::register);
            } else {
                engine.tables().register(engine.coding().type(model));
            }
        }
    }

    /**
     * Returns the admin of this store. It covers the models and tables of all stores that {@link #table} and {@link
     * #consistentReads} derive from this one.
     *
     * @return the admin, bound to the same table
     */
    public StoreAdmin admin() {
        return new DefaultStoreAdmin(engine, this);
    }

    @Override
    public DefaultItemStore table(String table) {
        Objects.requireNonNull(table, "'table' must not be null");
        engine.tables().physicalName(table);
        return new DefaultItemStore(engine, table, consistentReads);
    }

    @Override
    public DefaultItemStore consistentReads(boolean consistent) {
        return new DefaultItemStore(engine, boundTable, consistent);
    }

    @Override
    public <T> T save(T item) {
        return saveIf(item, null);
    }

    @Override
    public <T> T save(T item, Condition condition) {
        return saveIf(item, required(condition));
    }

    private <T> T saveIf(T item, @Nullable Condition condition) {
        ItemType<T> type = typeOf(item);
        String table = tableFor(type);
        return engine.calls()
                .on("save", type, table)
                .run(call -> engine.writer().store(call, engine.writer().save(type, table, item, condition)));
    }

    @Override
    public <T> T create(T item) {
        ItemType<T> type = typeOf(item);
        String table = tableFor(type);
        return engine.calls()
                .on("create", type, table)
                .run(call -> engine.writer().store(call, engine.writer().create(type, table, item)));
    }

    @Override
    public <T> Optional<T> get(Class<T> model, KeyValues key) {
        ItemType<T> type = typeFor(model);
        String table = tableFor(type);
        return engine.calls().on("get", type, table).run(call -> {
            StoredItem stored = find(call, type, request(table, type.key(required(key))));
            if (stored == null) {
                return Optional.empty();
            }
            T item = engine.coding().decode(type, stored);
            call.items(1);
            return Optional.of(item);
        });
    }

    @Override
    public boolean exists(Class<?> model, KeyValues key) {
        ItemType<?> type = typeFor(model);
        String table = tableFor(type);
        return engine.calls().on("exists", type, table).run(call -> {
            GetRequest request = request(table, type.key(required(key)))
                    .fields(type.expiresAt().stream().toList());
            boolean exists = find(call, type, request) != null;
            call.items(exists ? 1 : 0);
            return exists;
        });
    }

    private GetRequest request(String table, ItemKey key) {
        return new GetRequest(table, key, consistentReads, false);
    }

    /** Reads an item as it is stored; {@code null} if there is no item or it has expired. */
    private @Nullable StoredItem find(StoreCall call, ItemType<?> type, GetRequest request) {
        StoredItem stored = call.backend().get(request).item();
        return stored == null || engine.expiry().hasExpired(type, stored) ? null : stored;
    }

    @Override
    public <T> List<T> getAll(Class<T> model, Collection<KeyValues> keys) {
        ItemType<T> type = typeFor(model);
        String table = tableFor(type);
        Objects.requireNonNull(keys, "'keys' must not be null");
        return engine.calls().on("getAll", type, table).run(call -> {
            List<ItemKey> full = fullKeys(type, keys);
            List<T> items = engine.batchReader()
                    .read(
                            call.backend(),
                            table,
                            full,
                            consistentReads,
                            stored -> engine.expiry().hasExpired(type, stored)
                                    ? Optional.empty()
                                    : Optional.of(engine.coding().decode(type, stored)));
            call.items(items.size());
            return items;
        });
    }

    private static List<ItemKey> fullKeys(ItemType<?> type, Collection<KeyValues> keys) {
        List<ItemKey> full = new ArrayList<>(keys.size());
        for (KeyValues key : keys) {
            Objects.requireNonNull(key, "'keys' must not contain null");
            try {
                full.add(type.key(key));
            } catch (InvalidKeyException e) {
                throw new InvalidKeyException(
                        "The key at index " + full.size() + ": " + e.getMessage(),
                        e.field().orElse(null));
            }
        }
        return full;
    }

    @Override
    public <T> void delete(T item) {
        deleteIf(item, null);
    }

    @Override
    public <T> void delete(T item, Condition condition) {
        deleteIf(item, required(condition));
    }

    private <T> void deleteIf(T item, @Nullable Condition condition) {
        ItemType<T> type = typeOf(item);
        delete(engine.writer().delete(type, tableFor(type), item, condition));
    }

    @Override
    public void delete(Class<?> model, KeyValues key) {
        deleteIf(model, key, null);
    }

    @Override
    public void delete(Class<?> model, KeyValues key, Condition condition) {
        deleteIf(model, key, required(condition));
    }

    private void deleteIf(Class<?> model, KeyValues values, @Nullable Condition condition) {
        ItemType<?> type = typeFor(model);
        delete(engine.writer().delete(type, tableFor(type), required(values), condition));
    }

    private void delete(PreparedWrite<?> write) {
        String table = write.write().operation().table();
        engine.calls().on("delete", write.type(), table).run(call -> {
            engine.writer().execute(call, write);
            return write;
        });
    }

    @Override
    public <T> T update(Class<T> model, KeyValues key, Consumer<? super ItemUpdate<T>> changes) {
        ItemType<T> type = typeFor(model);
        ItemKey itemKey = type.key(required(key));
        Objects.requireNonNull(changes, "'changes' must not be null");
        engine.coding().checkOwns(type);
        UpdateBinder.Bound update =
                UpdateBinder.bind(type, itemKey, engine.expiry().of(type), engine.coding(), changes);
        String table = tableFor(type);
        return engine.calls()
                .on("update", type, table)
                .run(call -> engine.updater().update(call, type, table, itemKey, update));
    }

    @Override
    public <T> T modify(Class<T> model, KeyValues key, UnaryOperator<T> change) {
        ItemType<T> type = typeFor(model);
        ItemKey itemKey = type.key(required(key));
        Objects.requireNonNull(change, "'change' must not be null");
        engine.modifier().check(type);
        String table = tableFor(type);
        return engine.calls()
                .on("modify", type, table)
                .run(call -> engine.modifier().modify(call, type, table, itemKey, change));
    }

    @Override
    public <T> ItemQuery<T> query(Class<T> model, KeyValues key) {
        return queryRange(model, key);
    }

    <T> DefaultItemQuery<T> queryRange(Class<T> model, KeyValues key) {
        required(key);
        if (isSet(model)) {
            ModelSet<T> set = engine.coding().set(model);
            return DefaultItemQuery.query(engine, tableFor(set), SeveralModels.query(set, key), consistentReads);
        }
        ItemType<T> type = typeFor(model);
        return DefaultItemQuery.query(engine, tableFor(type), SingleModel.query(type, key), consistentReads);
    }

    DefaultItemQuery<Object> partitionRange(Class<?> model, KeyValues key) {
        ItemType<?> type = typeFor(model);
        String table = tableFor(type);
        WholePartition partition =
                WholePartition.of(type, required(key), engine.tables().modelsOf(table));
        return DefaultItemQuery.query(engine, table, partition, consistentReads);
    }

    @Override
    public <T> ItemQuery<T> scan(Class<T> model, KeyValues key) {
        return scanRange(model, key);
    }

    <T> DefaultItemQuery<T> scanRange(Class<T> model, KeyValues key) {
        required(key);
        if (isSet(model)) {
            ModelSet<T> set = engine.coding().set(model);
            return DefaultItemQuery.scan(engine, tableFor(set), SeveralModels.scan(set, key));
        }
        ItemType<T> type = typeFor(model);
        return DefaultItemQuery.scan(engine, tableFor(type), SingleModel.scan(type, key));
    }

    @Override
    public int batchWrite(Collection<?> items) {
        Objects.requireNonNull(items, "'items' must not be null");
        return batch("batchWrite", batch -> {
            for (Object item : items) {
                batch.save(Objects.requireNonNull(item, "'items' must not contain null"));
            }
        });
    }

    @Override
    public int batch(Consumer<ItemBatch> operations) {
        return batch("batch", Objects.requireNonNull(operations, "'operations' must not be null"));
    }

    private int batch(String name, Consumer<ItemBatch> operations) {
        List<BatchWriter.Entry> entries = new BatchOperations(this, engine.coding()).collect(operations);
        return engine.calls().batch(name, entries).run(call -> {
            try {
                int written = engine.batchWriter().write(call.backend(), entries);
                call.items(written);
                return written;
            } catch (BatchWriteException e) {
                call.items(e.written());
                throw e;
            }
        });
    }

    @Override
    public WrittenItems transaction(Consumer<ItemTransaction> operations) {
        Objects.requireNonNull(operations, "'operations' must not be null");
        TransactionOperations.Complete complete = new TransactionOperations(this, engine).collect(operations);
        return engine.calls()
                .transaction(complete.writes())
                .run(call -> engine.transactionWriter().write(call, complete));
    }

    @Override
    public void createTable() {
        if (boundTable == null) {
            throw new IllegalStateException("This store is not bound to a table. Call createTable(name).");
        }
        TableSpec table = engine.tables().specification(boundTable);
        engine.calls().createTable(boundTable).run(call -> {
            call.backend().createTable(table);
            return table;
        });
    }

    <T> ItemType<T> typeFor(Class<T> model) {
        return engine.coding().type(Objects.requireNonNull(model, "'model' must not be null"));
    }

    @SuppressWarnings("unchecked")
    <T> ItemType<T> typeOf(T item) {
        Objects.requireNonNull(item, "'item' must not be null");
        String advice = WrongItem.advice(item);
        if (advice != null) {
            throw new InvalidArgumentException("The item is " + TypeNames.of(item.getClass()) + ". " + advice);
        }
        return (ItemType<T>) engine.coding().type(item.getClass());
    }

    static Condition required(Condition condition) {
        return Objects.requireNonNull(condition, "'condition' must not be null");
    }

    static KeyValues required(KeyValues key) {
        return Objects.requireNonNull(key, "'key' must not be null");
    }

    private static boolean isSet(Class<?> model) {
        return ModelSet.isSet(Objects.requireNonNull(model, "'model' must not be null"));
    }

    /** The models of a set have one table, and it has to hold all of them. */
    private String tableFor(ModelSet<?> set) {
        String table = "";
        for (ItemType<?> type : set.types()) {
            table = tableFor(type);
        }
        return table;
    }

    String tableFor(ItemType<?> type) {
        String known = boundTable == null ? engine.tables().known(type) : null;
        return known != null ? known : newTableFor(type);
    }

    private String newTableFor(ItemType<?> type) {
        String table = boundTable != null ? boundTable : type.table().orElse(null);
        if (table == null) {
            throw new InvalidModelException(
                    type.name()
                            + " names no table. Set @DbItem(table = ...), or name a table in the call, as in store.table(\"items\").");
        }
        return engine.tables().of(table, type);
    }

    /** Settings of a store; each has a default. */
    public static final class Builder {

        private final Backend backend;
        private ItemCodec codec = ItemCodec.create();
        private UnaryOperator<String> tableNames = UnaryOperator.identity();
        private boolean consistentReads = true;
        private boolean checkEveryItem;
        private boolean updateTables;
        private StoreListener listener = StoreListener.NONE;
        private InstantSource clock = InstantSource.system();

        private Builder(Backend backend) {
            this.backend = Objects.requireNonNull(backend, "'backend' must not be null");
        }

        /**
         * Sets the codec that writes and reads models.
         *
         * @param codec the codec; {@link ItemCodec#create} unless set
         * @return this
         */
        public Builder codec(ItemCodec codec) {
            this.codec = Objects.requireNonNull(codec, "'codec' must not be null");
            return this;
        }

        /**
         * Sets the names that tables have in the database.
         *
         * @param names returns a table's name in the database for its logical name; the same name unless set
         * @return this
         */
        public Builder tableNames(UnaryOperator<String> names) {
            this.tableNames = Objects.requireNonNull(names, "'names' must not be null");
            return this;
        }

        /**
         * Sets whether {@code get} and {@code query} see every write acknowledged before.
         *
         * @param consistent whether reads are consistent; true unless set
         * @return this
         */
        public Builder consistentReads(boolean consistent) {
            this.consistentReads = consistent;
            return this;
        }

        /**
         * Sets whether every item is compared with what will be read of it before it is written. Otherwise the first item of
         * each class is; the keys of all items are compared in any case. Meant for tests: it more than doubles the work of
         * a save outside of the database.
         *
         * @param check whether every item is; not unless set
         * @return this
         */
        public Builder checkEveryItem(boolean check) {
            this.checkEveryItem = check;
            return this;
        }

        /**
         * Sets the listener that is notified of the store's operations.
         *
         * @param listener the listener; no listener unless set
         * @return this
         */
        public Builder listener(StoreListener listener) {
            this.listener = Objects.requireNonNull(listener, "'listener' must not be null");
            return this;
        }

        /**
         * Sets whether {@code createTable} adds to an existing table what its models need: Time to Live on DynamoDB, an index
         * for expired items on PostgreSQL. Otherwise what is missing is logged.
         *
         * @param update whether existing tables are changed; not unless set
         * @return this
         */
        public Builder updateTables(boolean update) {
            this.updateTables = update;
            return this;
        }

        /**
         * Sets the clock that decides whether an item has expired ({@link io.dynawrap.ExpiresAt}).
         *
         * @param clock the clock; that of the system unless set
         * @return this
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "'clock' must not be null");
            return this;
        }

        /**
         * Creates the store.
         *
         * @return the store
         */
        public DefaultItemStore build() {
            return new DefaultItemStore(engine(), null, consistentReads);
        }

        private StoreEngine engine() {
            return new StoreEngine(
                    backend,
                    new ItemCoding(codec, backend, checkEveryItem),
                    new StoreTables(backend, tableNames, updateTables),
                    listener,
                    Backoff.sleeping(),
                    new ItemExpiry(clock));
        }
    }
}
