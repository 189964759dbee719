package io.dynawrap;

import java.util.Collection;
import java.util.Optional;

/**
 * Stores the items of models and finds them again; the same on every backend. Safe for use by many threads.
 *
 * <p>Methods without a table name use the table the store is bound to by {@link #table}, else the one the model names in
 * {@link DbItem#table}. Table names are logical: the configuration may give a table another name in the database.
 *
 * <p>Everything that is wrong with a call is thrown before any I/O, as a subtype of {@link IllegalArgumentException}
 * that names the model, the pattern and the field. When the database fails, every operation throws
 * {@link StoreException}.
 *
 * <p>Limits, on every backend: a partition key has 1 to 2048 bytes in UTF-8, a sort key 1 to 1024, both together at most
 * 2600; an item has at most 400 KB as DynamoDB counts.
 */
public interface ItemStore {

    /**
     * This store, bound to a table.
     *
     * @param table the logical name of the table
     * @return a store whose operations use that table for every model
     * @throws InvalidArgumentException if the database does not allow the name
     */
    ItemStore table(String table);

    /**
     * This store with another consistency of reads. A consistent read sees every write that was acknowledged before; on
     * DynamoDB it consumes twice the capacity, on PostgreSQL every read is consistent. Scans have a setting of their
     * own, {@link ItemQuery#consistentReads}.
     *
     * @param consistent whether {@code get} and {@code query} read consistently
     * @return a store with the setting
     */
    ItemStore consistentReads(boolean consistent);

    /**
     * Stores an item; one with the same key is replaced whole.
     *
     * @param item the item
     * @param <T> the model
     * @return the item as stored, that is as a {@code get} would return it (but PostgreSQL keeps no order of map entries)
     * @throws InvalidKeyException if a key part is missing, empty, or holds what cannot be in a key
     * @throws InvalidItemException if the item breaks a limit, has a value that cannot be stored, or could not be read back
     */
    <T> T save(T item);

    /**
     * Reads one item.
     *
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @param <T> the model
     * @return the item, or empty when there is none
     * @throws InvalidKeyException if a key part is missing or cannot be one; a part of a key never reads an item
     * @throws UnreadableItemException if what is stored cannot be read as the model
     */
    <T> Optional<T> get(Class<T> model, KeyValues key);

    /**
     * Deletes the item with the key of the given one. It is no error if there is none.
     *
     * @param item an item, of which only the key fields matter
     * @param <T> the model
     * @throws InvalidKeyException if a key part is missing or cannot be one
     */
    <T> void delete(T item);

    /**
     * Deletes the item with a key. It is no error if there is none.
     *
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @throws InvalidKeyException if a key part is missing or cannot be one
     */
    void delete(Class<?> model, KeyValues key);

    /**
     * The items of one partition whose sort keys begin with the given values.
     *
     * <p>The values of the sort key are a leading run of its placeholders. Each matches whole, except a {@code String}
     * in the last placeholder with no literal after it, which matches as a prefix.
     *
     * @param model the model's class
     * @param key a value for every placeholder of the partition key, and for a leading run of the sort key's
     * @param <T> the model
     * @return a query to be refined and run
     * @throws InvalidKeyException if the partition key is incomplete, a name is in neither pattern, or follows a gap
     */
    <T> ItemQuery<T> query(Class<T> model, KeyValues key);

    /**
     * The items of a model across partitions. The cost is that of reading the whole table on DynamoDB, where the filter
     * applies after the read, and of an index range on PostgreSQL; a complete partition key reads that partition only.
     *
     * @param model the model's class
     * @param key values for a leading run of the partition key's placeholders, which match whole; may be none
     * @param <T> the model
     * @return a scan to be refined and run
     * @throws InvalidKeyException if a name is not in the partition key's pattern, or follows a gap
     */
    <T> ItemQuery<T> scan(Class<T> model, KeyValues key);

    /**
     * All items of a model, at the cost of reading the whole table on DynamoDB.
     *
     * @param model the model's class
     * @param <T> the model
     * @return a scan to be refined and run
     */
    default <T> ItemQuery<T> scan(Class<T> model) {
        return scan(model, KeyValues.none());
    }

    /**
     * Stores any number of items, of one or several models. Of several items with the same key the last one wins. All
     * items are checked before the first is written. Not atomic: after a failure some items may be stored, and
     * {@link BatchWriteException} carries all that may not be.
     *
     * <p>Throttling and passing faults are retried with growing, jittered pauses for a bounded time. On PostgreSQL
     * inside a transaction nothing is retried, and all items count as not written.
     *
     * @param items the items
     * @return how many items were stored, each key counted once
     * @throws BatchWriteException if some items could not be written
     * @throws InvalidKeyException if a key part of an item is missing or cannot be one
     * @throws InvalidItemException if an item breaks a limit or has a value that cannot be stored
     */
    int batchWrite(Collection<?> items);

    /**
     * Creates the table this store is bound to, if it is not there, and waits until it is usable. Safe to be called by
     * many instances at once.
     *
     * @throws IllegalStateException if this store is bound to no table
     */
    void createTable();

    /**
     * {@link #save(Object)} in a table.
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
     * {@link #get(Class, KeyValues)} in a table.
     *
     * @param table the logical name of the table
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @param <T> the model
     * @return the item, or empty when there is none
     */
    default <T> Optional<T> get(String table, Class<T> model, KeyValues key) {
        return table(table).get(model, key);
    }

    /**
     * {@link #delete(Object)} in a table.
     *
     * @param table the logical name of the table
     * @param item an item, of which only the key fields matter
     * @param <T> the model
     */
    default <T> void delete(String table, T item) {
        table(table).delete(item);
    }

    /**
     * {@link #delete(Class, KeyValues)} in a table.
     *
     * @param table the logical name of the table
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     */
    default void delete(String table, Class<?> model, KeyValues key) {
        table(table).delete(model, key);
    }

    /**
     * {@link #query(Class, KeyValues)} in a table.
     *
     * @param table the logical name of the table
     * @param model the model's class
     * @param key a value for every placeholder of the partition key, and for a leading run of the sort key's
     * @param <T> the model
     * @return a query to be refined and run
     */
    default <T> ItemQuery<T> query(String table, Class<T> model, KeyValues key) {
        return table(table).query(model, key);
    }

    /**
     * {@link #scan(Class, KeyValues)} in a table.
     *
     * @param table the logical name of the table
     * @param model the model's class
     * @param key values for a leading run of the partition key's placeholders
     * @param <T> the model
     * @return a scan to be refined and run
     */
    default <T> ItemQuery<T> scan(String table, Class<T> model, KeyValues key) {
        return table(table).scan(model, key);
    }

    /**
     * {@link #batchWrite(Collection)} in a table.
     *
     * @param table the logical name of the table
     * @param items the items
     * @return how many items were stored, each key counted once
     */
    default int batchWrite(String table, Collection<?> items) {
        return table(table).batchWrite(items);
    }

    /**
     * {@link #createTable()} for a table.
     *
     * @param table the logical name of the table
     */
    default void createTable(String table) {
        table(table).createTable();
    }
}
