package io.dynawrap;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stores and finds the items of models, with the same behaviour on every backend. Safe for use by many threads.
 *
 * <p>Methods without a table name use the table that the store is bound to by {@link #table}, otherwise the table that
 * the model names in {@link DbItem#table}. Table names are logical: the configuration may give a table another name in
 * the database.
 *
 * <p>An invalid call throws a subtype of {@link IllegalArgumentException} before any I/O; its message names the model,
 * the pattern and the field. If the database fails, every operation throws {@link StoreException}.
 *
 * <p>The limits are the same on every backend. A partition key has 1 to 2048 bytes in UTF-8, a sort key 1 to 1024, both
 * together at most 2600. An item has at most 400 KB as DynamoDB counts.
 */
public interface ItemStore {

    /**
     * Returns a view of this store that is bound to a table.
     *
     * @param table the logical name of the table
     * @return a store whose operations use that table for every model
     * @throws InvalidArgumentException if the database does not allow the name
     */
    ItemStore table(String table);

    /**
     * Returns a view of this store with another consistency of reads. A consistent read sees every write that was
     * acknowledged before. On DynamoDB it consumes twice the capacity; on PostgreSQL every read is consistent. For
     * scans see {@link ItemQuery#consistentReads}.
     *
     * @param consistent whether {@code get}, {@code getAll} and {@code query} read consistently
     * @return a store with the setting
     */
    ItemStore consistentReads(boolean consistent);

    /**
     * Stores an item. An item with the same key is replaced whole.
     *
     * @param item the item
     * @param <T> the model
     * @return the item as a {@code get} would return it, except that PostgreSQL does not keep the order of map entries
     * @throws InvalidKeyException if a key part is missing, empty, or has a value that a key cannot contain
     * @throws InvalidItemException if the item exceeds a limit, has a value that cannot be stored, or could not be read
     *     back
     */
    <T> T save(T item);

    /**
     * Reads one item.
     *
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @param <T> the model
     * @return the item, or empty if it does not exist
     * @throws InvalidKeyException if a key part is missing or invalid; an incomplete key never reads an item
     * @throws UnreadableItemException if the stored item cannot be read as the model
     */
    <T> Optional<T> get(Class<T> model, KeyValues key);

    /**
     * Reads any number of items by their keys, in as few requests as possible. The items of different requests are not one
     * snapshot. The store holds all items at once; query or scan to read them as a stream.
     *
     * <p>Keys that the database leaves unprocessed, and requests that fail with a transient error, are retried as those of
     * {@link #batch} are.
     *
     * @param model the model's class
     * @param keys for each item a value for every placeholder of both patterns
     * @param <T> the model
     * @return the items that exist, in the order of the keys. Absent items are left out; a key that is given twice returns
     *     its item twice
     * @throws InvalidKeyException if a key part is missing or invalid
     * @throws UnreadableItemException if a stored item cannot be read as the model, the first one in the order of the keys
     */
    <T> List<T> getAll(Class<T> model, Collection<KeyValues> keys);

    /**
     * Deletes the item with the key of the given item. Deleting an absent item is not an error.
     *
     * @param item an item, of which only the key fields matter
     * @param <T> the model
     * @throws InvalidKeyException if a key part is missing or invalid
     */
    <T> void delete(T item);

    /**
     * Deletes the item with a key. Deleting an absent item is not an error.
     *
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @throws InvalidKeyException if a key part is missing or invalid
     */
    void delete(Class<?> model, KeyValues key);

    /**
     * Queries the items of one partition whose sort keys start with the given values.
     *
     * <p>Values of the sort key must be given for a leading run of its placeholders. Each value matches whole, except
     * that a {@code String} in the last placeholder with no literal after it matches as a prefix.
     *
     * @param model the model's class
     * @param key a value for every placeholder of the partition key, and for a leading run of the sort key's
     * @param <T> the model
     * @return a query to refine and run
     * @throws InvalidKeyException if the partition key is incomplete, a name is in neither pattern, or follows a gap
     */
    <T> ItemQuery<T> query(Class<T> model, KeyValues key);

    /**
     * Scans the items of a model across partitions. On DynamoDB this costs as much as reading the whole table, because
     * the filter applies after the read. On PostgreSQL it costs as much as an index range. A complete partition key
     * reads that partition only.
     *
     * @param model the model's class
     * @param key values for a leading run of the partition key's placeholders, which match whole; may be empty
     * @param <T> the model
     * @return a scan to refine and run
     * @throws InvalidKeyException if a name is not in the partition key's pattern, or follows a gap
     */
    <T> ItemQuery<T> scan(Class<T> model, KeyValues key);

    /**
     * Scans all items of a model. On DynamoDB this costs as much as reading the whole table.
     *
     * @param model the model's class
     * @param <T> the model
     * @return a scan to refine and run
     */
    default <T> ItemQuery<T> scan(Class<T> model) {
        return scan(model, KeyValues.none());
    }

    /**
     * Stores and deletes any number of items of one or several models, as in {@code store.batch(b -> b.save(x).delete(y))}.
     * If several operations have the same key, the last one is executed. All operations are checked before the first is
     * executed. Not atomic: after a failure some operations may have been executed. Every operation that might not have been
     * executed is reported in the {@link BatchWriteException}.
     *
     * <p>Throttling and transient faults are retried with growing, jittered pauses for a bounded time. Inside a
     * transaction on PostgreSQL nothing is retried, and all operations count as not executed.
     *
     * <p>If the response of the database is lost, the request might still be executed later, and overwrite what was written
     * in the meantime. On PostgreSQL a batch is repeated only after the lost request can no longer take effect.
     *
     * @param operations adds the operations; called once, in the calling thread
     * @return the number of keys that were stored or deleted, absent ones included, each key counted once
     * @throws BatchWriteException if some operations could not be executed
     * @throws InvalidKeyException if a key part of an operation is missing or invalid
     * @throws InvalidItemException if an item exceeds a limit or has a value that cannot be stored
     */
    int batch(Consumer<ItemBatch> operations);

    /**
     * Stores any number of items of one or several models. Short for a {@link #batch} that saves each item.
     *
     * @param items the items
     * @return the number of stored items, each key counted once
     * @throws BatchWriteException if some items could not be written
     * @throws InvalidKeyException if a key part of an item is missing or invalid
     * @throws InvalidItemException if an item exceeds a limit or has a value that cannot be stored
     */
    int batchWrite(Collection<?> items);

    /**
     * Creates the table that this store is bound to, if it does not exist, and waits until it is usable. Many instances
     * may call this at the same time. No transaction is joined: the table remains when a surrounding transaction is rolled
     * back.
     *
     * @throws IllegalStateException if this store is not bound to a table
     */
    void createTable();

    /**
     * Stores an item in a table, as {@link #save(Object)} does.
     *
     * @param table the logical name of the table
     * @param item the item
     * @param <T> the model
     * @return the item as stored
     */
    default <T> T save(String table, T item) {
        return table(table).save(item);
    }

    /**
     * Reads one item from a table, as {@link #get(Class, KeyValues)} does.
     *
     * @param table the logical name of the table
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @param <T> the model
     * @return the item, or empty if it does not exist
     */
    default <T> Optional<T> get(String table, Class<T> model, KeyValues key) {
        return table(table).get(model, key);
    }

    /**
     * Deletes an item from a table, as {@link #delete(Object)} does.
     *
     * @param table the logical name of the table
     * @param item an item, of which only the key fields matter
     * @param <T> the model
     */
    default <T> void delete(String table, T item) {
        table(table).delete(item);
    }

    /**
     * Deletes the item with a key from a table, as {@link #delete(Class, KeyValues)} does.
     *
     * @param table the logical name of the table
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     */
    default void delete(String table, Class<?> model, KeyValues key) {
        table(table).delete(model, key);
    }

    /**
     * Queries one partition of a table, as {@link #query(Class, KeyValues)} does.
     *
     * @param table the logical name of the table
     * @param model the model's class
     * @param key a value for every placeholder of the partition key, and for a leading run of the sort key's
     * @param <T> the model
     * @return a query to refine and run
     */
    default <T> ItemQuery<T> query(String table, Class<T> model, KeyValues key) {
        return table(table).query(model, key);
    }

    /**
     * Scans a table, as {@link #scan(Class, KeyValues)} does.
     *
     * @param table the logical name of the table
     * @param model the model's class
     * @param key values for a leading run of the partition key's placeholders
     * @param <T> the model
     * @return a scan to refine and run
     */
    default <T> ItemQuery<T> scan(String table, Class<T> model, KeyValues key) {
        return table(table).scan(model, key);
    }

    /**
     * Stores any number of items in a table, as {@link #batchWrite(Collection)} does.
     *
     * @param table the logical name of the table
     * @param items the items
     * @return the number of stored items, each key counted once
     */
    default int batchWrite(String table, Collection<?> items) {
        return table(table).batchWrite(items);
    }

    /**
     * Creates a table, as {@link #createTable()} does.
     *
     * @param table the logical name of the table
     */
    default void createTable(String table) {
        table(table).createTable();
    }
}
