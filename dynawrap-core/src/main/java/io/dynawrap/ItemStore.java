package io.dynawrap;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Stores and finds the items of models, with the same behaviour on every backend. Safe for use by many threads.
 *
 * <p>Methods without a table name use the table that the store is bound to by {@link #table}, otherwise the table that
 * the model names in {@link DbItem#table}. Table names are logical: the configuration may give a table another name in
 * the database.
 *
 * <p>A conditional write is one atomic step: the item is written only if the condition holds for the stored item. Otherwise the
 * write throws {@link ConditionFailedException}, whose {@code current} returns the item for which the condition does not hold.
 * {@link #create} and {@link #update}, and {@code save} and {@code delete} of a model with {@link ItemVersion}, have a built-in
 * condition.
 *
 * <p>A single write that conflicts with a transaction of another writer is retried with jittered pauses. After 10 attempts, or 5
 * seconds after the first conflict, it throws a {@link StoreException} with {@link StoreProblem#CONFLICT}. Inside a Spring
 * transaction on PostgreSQL it is not retried. If the answer of the database to a write is lost, the write throws a {@link
 * StoreException} with {@link StoreProblem#OUTCOME_UNKNOWN}.
 *
 * <p>An invalid call throws an {@link InvalidRequestException} before any I/O. If the database fails, every operation throws
 * {@link StoreException}.
 *
 * <p>The limits are the same on every backend. A partition key has 1 to 2048 bytes in UTF-8, and a sort key 1 to 1024 (DynamoDB
 * developer guide, "Constraints"). Both together have at most 2600 bytes (PostgreSQL manual, "B-Tree Indexes"). An item has at
 * most 400 KB by DynamoDB's rules ("DynamoDB item sizes and formats").
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
     * Stores an item if no item has its key. Of several callers that create the same item exactly one succeeds.
     *
     * <p>The version of a model with {@link ItemVersion} is stored as 1, whatever the item holds.
     *
     * <p>Two callers that create equal items might both succeed: DynamoDB's client repeats a request whose answer was lost, and
     * if the repeat finds an equal item, it counts as created by this call. An item that is used as a lock must therefore
     * contain its owner.
     *
     * @param item the item
     * @param <T> the model
     * @return the item as stored, as {@link #save(Object)} returns it
     * @throws ItemExistsException if an item has the key
     * @throws InvalidKeyException as {@link #save(Object)} does
     * @throws InvalidItemException as {@link #save(Object)} does
     */
    <T> T create(T item);

    /**
     * Stores an item, or replaces the whole item with the same key.
     *
     * <p>If the model has an {@link ItemVersion}, the stored item must have the version of the given item; 0 or null stands for
     * no version. The next version is stored, and the returned item has it. Use the returned item for the next save.
     *
     * @param item the item
     * @param <T> the model
     * @return the item as a {@code get} would return it, except for the order of map entries, which PostgreSQL does not keep
     * @throws StaleItemException if the model has a version and the stored version differs, or the item was deleted
     * @throws InvalidKeyException if a key part is missing, empty, or has a value that a key cannot contain
     * @throws InvalidItemException if the item exceeds a limit, has a value that cannot be stored, or could not be read
     *     back
     */
    <T> T save(T item);

    /**
     * Stores an item if a condition holds for the stored item with its key. If the model has a version, the version is checked
     * first, then the condition. If no item has the key, the item is created only if the condition holds for an absent item, as
     * {@link Condition#itemAbsent} does.
     *
     * @param item the item
     * @param condition what must hold of the stored item
     * @param <T> the model
     * @return the item as stored, as {@link #save(Object)} returns it
     * @throws ConditionFailedException if the condition does not hold
     * @throws StaleItemException as {@link #save(Object)} does
     * @throws InvalidConditionException if the condition does not fit the model
     * @throws InvalidKeyException as {@link #save(Object)} does
     * @throws InvalidItemException as {@link #save(Object)} does
     */
    <T> T save(T item, Condition condition);

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
     * Reports whether an item exists, without reading it as its model. Of a stored item only the key and the expiry field of the
     * model are sent. On DynamoDB the call consumes the capacity of the whole item.
     *
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @return whether an item has the key, readable or not
     * @throws InvalidKeyException if a key part is missing or invalid
     */
    boolean exists(Class<?> model, KeyValues key);

    /**
     * Reads any number of items by their keys, in as few requests as possible. The items of different requests are not one
     * snapshot. All items are held in memory at once; a query or scan can read items as a stream.
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
     * <p>If the model has an {@link ItemVersion}, a stored item must have the version of the given item.
     *
     * @param item an item, of which only the key fields and the version matter
     * @param <T> the model
     * @throws StaleItemException if the model has a version and the stored one differs
     * @throws InvalidKeyException if a key part is missing or invalid
     */
    <T> void delete(T item);

    /**
     * Deletes the item with the key of the given item if a condition holds for the stored item. If the model has a version, the
     * version is checked first, then the condition. If no item has the key, the delete is refused unless the condition holds
     * for an absent item, as {@link Condition#itemAbsent} does.
     *
     * <p>If DynamoDB's client repeats a request whose answer was lost, and the item is absent then, it counts as deleted by
     * this call.
     *
     * @param item an item, of which only the key fields and the version matter
     * @param condition what must hold of the stored item
     * @param <T> the model
     * @throws ConditionFailedException if the condition does not hold
     * @throws StaleItemException as {@link #delete(Object)} does
     * @throws InvalidConditionException if the condition does not fit the model
     * @throws InvalidKeyException if a key part is missing or invalid
     */
    <T> void delete(T item, Condition condition);

    /**
     * Deletes the item with a key if a condition holds for it, as {@link #delete(Object, Condition)} does. Does not check a
     * version.
     *
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @param condition what must hold of the stored item
     * @throws ConditionFailedException if the condition does not hold
     * @throws InvalidConditionException if the condition does not fit the model
     * @throws InvalidKeyException if a key part is missing or invalid
     */
    void delete(Class<?> model, KeyValues key, Condition condition);

    /**
     * Deletes the item with a key. Deleting an absent item is not an error. Does not check a version.
     *
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @throws InvalidKeyException if a key part is missing or invalid
     */
    void delete(Class<?> model, KeyValues key);

    /**
     * Changes fields of an item in one atomic step, without reading it first, as in
     * {@code store.update(Story.class, key, u -> u.set("title", "New").add("likes", 1))}. Fields that the update does not name
     * keep their values, also fields that the model does not have. So does the schema version.
     *
     * <p>If the model has a version, the next version is stored without checking the stored version. The item must exist,
     * unless the update has an item to create. An update with {@link ItemUpdate#orCreate} of an absent item takes two requests
     * on DynamoDB and three statements on PostgreSQL.
     *
     * <p>DynamoDB's client repeats a request whose answer was lost, so {@code add} and {@code append} might be executed twice.
     * A condition on a field that the update also changes prevents this.
     *
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @param changes adds the changes; called once, in the calling thread, before any I/O
     * @param <T> the model
     * @return the item as it is stored afterwards
     * @throws ItemNotFoundException if the item does not exist, or has expired
     * @throws ConditionFailedException if the condition of the update does not hold
     * @throws InapplicableUpdateException if a field holds a value of another type, a number would leave its range, or the item
     *     would have more than 400 KB
     * @throws InvalidKeyException if a key part is missing or invalid
     * @throws InvalidUpdateException if the changes do not fit the model, or are too long for DynamoDB
     * @throws InvalidConditionException if a condition of the update does not fit the model
     * @throws UnreadableItemException if the item cannot be read as the model afterwards. The update was executed
     */
    <T> T update(Class<T> model, KeyValues key, Consumer<? super ItemUpdate<T>> changes);

    /**
     * Reads an item of a model with {@link ItemVersion}, changes it with a function, and stores the result if no other writer
     * has changed the item in between. Otherwise this is repeated with the new item, with jittered pauses, for up to 25 tries
     * or 10 seconds. Inside a Spring transaction on PostgreSQL there are no pauses, and the item is read as the transaction
     * sees it.
     *
     * <p>The function may be called several times, so it must have no other effect. The version in its result is ignored. If it
     * returns the same object, nothing is written.
     *
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @param change returns the changed item
     * @param <T> the model
     * @return the item as stored, as {@link #save(Object)} returns it
     * @throws ItemNotFoundException if the item does not exist, or has expired
     * @throws InvalidArgumentException if the model has no version, or the function returns null
     * @throws InvalidKeyException if a key part is missing or invalid, or the function changes the key
     * @throws InvalidItemException as {@link #save(Object)} does
     * @throws UnreadableItemException if the stored item cannot be read as the model
     * @throws StoreException with {@link StoreProblem#CONFLICT} if other writers were faster each time
     */
    <T> T modify(Class<T> model, KeyValues key, UnaryOperator<T> change);

    /**
     * Queries the items of one partition whose sort keys start with the given values.
     *
     * <p>Values of the sort key are given for its first placeholders, without a gap. Each value must match completely, except
     * that a {@code String} in the last placeholder with no literal after it matches as a prefix.
     *
     * <p>A sealed interface whose permitted types are models stands for all of them, if they share the table and the partition
     * key. One query returns the items of all models, in the order of their keys. The values of the sort key are then those of
     * fields with which the sort keys of all models start, and each value must match completely.
     *
     * @param model the model's class, or a sealed interface whose permitted types are models
     * @param key a value for every placeholder of the partition key, and for the first of the sort key, without a gap
     * @param <T> the model
     * @return a query to refine and run
     * @throws InvalidKeyException if the partition key is incomplete, a name is in neither pattern, or follows a gap
     * @throws InvalidModelException if the models of the sealed interface cannot be queried together
     */
    <T> ItemQuery<T> query(Class<T> model, KeyValues key);

    /**
     * Scans the items of a model across partitions. On DynamoDB a scan reads the whole table and consumes its capacity, because
     * DynamoDB selects items only after it has read them. On PostgreSQL it reads a range of the index. With a complete
     * partition key only that partition is read.
     *
     * @param model the model's class, or a sealed interface as in {@link #query(Class, KeyValues)}
     * @param key values for the first placeholders of the partition key, without a gap, which must match completely; may be
     *     empty
     * @param <T> the model
     * @return a scan to refine and run
     * @throws InvalidKeyException if a name is not in the partition key's pattern, or follows a gap
     */
    <T> ItemQuery<T> scan(Class<T> model, KeyValues key);

    /**
     * Scans all items of a model. On DynamoDB this costs as much as reading the whole table.
     *
     * @param model the model's class, or a sealed interface as in {@link #query(Class, KeyValues)}
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
     * <p>Throttling and transient failures are retried with growing, jittered pauses, until ten rounds in a row, or a minute,
     * bring no progress. Inside a Spring transaction on PostgreSQL nothing is retried, and after a failure all operations count
     * as not executed.
     *
     * <p>If the response of the database is lost, the request might still be executed later, and overwrite what was written
     * in the meantime. On PostgreSQL a batch is repeated only after the lost request can no longer take effect.
     *
     * <p>A batch checks no versions. So it refuses to save or delete items of a model with {@link ItemVersion}. It deletes them
     * by key, without a check.
     *
     * @param operations adds the operations; called once, in the calling thread
     * @return the number of keys that were stored or deleted, each key counted once, also if no item had it
     * @throws BatchWriteException if some operations could not be executed
     * @throws InvalidArgumentException if the model of an item has a version
     * @throws InvalidKeyException if a key part of an operation is missing or invalid
     * @throws InvalidItemException if an item exceeds a limit or has a value that cannot be stored
     */
    int batch(Consumer<ItemBatch> operations);

    /**
     * Stores any number of items of one or several models, like a {@link #batch} that saves each item.
     *
     * @param items the items
     * @return the number of stored items, each key counted once
     * @throws BatchWriteException if some items could not be written
     * @throws InvalidArgumentException if the model of an item has a version
     * @throws InvalidKeyException if a key part of an item is missing or invalid
     * @throws InvalidItemException if an item exceeds a limit or has a value that cannot be stored
     */
    int batchWrite(Collection<?> items);

    /**
     * Executes operations together or not at all, on items of one or several models and tables, as in {@code store.transaction(tx ->
     * tx.create(order).delete(cart))}. This is not Spring's transaction but one atomic request. It has at most 100 operations and 4
     * MB (DynamoDB developer guide, "Quotas", TransactWriteItems). All operations are checked before the request is sent.
     *
     * <p>The request is serializable against other transactions and against single writes, also where it depends on the absence
     * of an item. If it conflicts with others, it is retried with jittered pauses. After 10 attempts, or 5 seconds
     * after the first conflict, the call throws a {@link StoreException} with {@link StoreProblem#CONFLICT}.
     *
     * <p>On PostgreSQL the request joins a surrounding Spring transaction, behind a savepoint: a refusal leaves the Spring
     * transaction usable. Inside a Spring transaction nothing is retried. DynamoDB cannot take part in a Spring transaction.
     *
     * <p>On DynamoDB a transaction whose answer was lost is executed only once, because its repeats have the same token. If the
     * outcome remains unknown, the call throws a {@link StoreException} with {@link StoreProblem#OUTCOME_UNKNOWN}. A
     * transaction with a {@link ItemTransaction#token} can be repeated safely.
     *
     * @param operations adds the operations; called once, in the calling thread
     * @return the items that were created and saved
     * @throws TransactionFailedException if the condition of an operation does not hold; nothing was written
     * @throws InvalidKeyException if a key part of an operation is missing or invalid
     * @throws InvalidItemException if an item exceeds a limit or has a value that cannot be stored
     * @throws InvalidConditionException if a condition does not fit its model
     * @throws InvalidUpdateException if an update does not fit its model, or has an item to create
     * @throws InvalidArgumentException if there are no operations, more than 100, more than 4 MB, or two on one item
     */
    WrittenItems transaction(Consumer<ItemTransaction> operations);

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
     * @param item an item, of which only the key fields and the version matter
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
     * @param key a value for every placeholder of the partition key, and for the first of the sort key, without a gap
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
     * @param key values for the first placeholders of the partition key, without a gap
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
