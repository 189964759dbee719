package io.dynawrap.engine;

import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.ItemQuery;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.spi.StoredItem;
import java.time.Duration;
import java.util.Map;

/**
 * Describes and inspects a store, for operations and tools. An application that stores items needs an {@link
 * io.dynawrap.ItemStore}, not this. Safe for use by many threads.
 *
 * <p>As in an {@code ItemStore}, methods use the table that this object is bound to by {@link #table}, otherwise the
 * table that the model names.
 */
public interface StoreAdmin {

    /**
     * Returns an admin of the same store, bound to a table.
     *
     * @param table the logical name of the table
     * @return an admin whose methods use that table for every model
     * @throws InvalidArgumentException if the database does not allow the name
     */
    StoreAdmin table(String table);

    /**
     * Describes the store without I/O. Models that were not registered appear when they are first used.
     *
     * @return the models and their tables
     */
    StoreDescription describe();

    /**
     * Reads a table in the cheapest way: one item by its key, with an eventually consistent read. No listener is
     * notified.
     *
     * @param table the logical name of the table
     * @throws StoreException if the table cannot be read, {@link TableNotFoundException} if it does not exist
     */
    void ping(String table);

    /**
     * Counts the stored items of a model by their schema versions, for migrations. Costs a scan of all its items, on DynamoDB of
     * the whole table; holds one page of them. Items that cannot be read as the model count too.
     *
     * @param model the class
     * @param atMost how long to count; after that time the counts so far are returned
     * @return the counts, which may be those of different moments while others write; expired items do not count
     */
    ItemCounts countItems(Class<?> model, Duration atMost);

    /**
     * Deletes expired items of a table, of every model ({@link io.dynawrap.ExpiresAt}). On DynamoDB the service does that, so
     * nothing is done. On PostgreSQL call this regularly; the Spring Boot starter does.
     *
     * <p>Deletes chunk by chunk, each in its own transaction, never in one of the caller. Rows that are being written are left
     * for the next sweep. One instance sweeps a table at a time.
     *
     * @param table the logical name of a table with at least one registered or used model that expires
     * @param chunk the maximum number of items that one transaction deletes
     * @param atMost how long to sweep; the chunk that was started is the last
     * @return how many items were deleted, and why the sweep stopped
     * @throws InvalidArgumentException if no model of the table expires, or the chunk is less than 1
     * @throws StoreException if a chunk fails; chunks before it remain deleted
     */
    Sweep sweepExpired(String table, int chunk, Duration atMost);

    /**
     * Queries one partition as {@link io.dynawrap.ItemStore#query} does, for the items as they are stored, including
     * items that cannot be read as the model. The schema version is beside the fields, not among them.
     *
     * @param model the model's class
     * @param key a value for every placeholder of the partition key, and for a leading run of the sort key's
     * @return a query to refine and run; its cursors are those of the query that reads the model
     * @throws InvalidKeyException if the partition key is incomplete, a name is in neither pattern, or follows a gap
     */
    ItemQuery<StoredItem> queryStored(Class<?> model, KeyValues key);

    /**
     * Queries a whole partition for the items of every model in it as they are stored, in the order of their sort keys. Items
     * whose keys fit no model of the table are among them. Takes no filter, no bounds and no {@code deleteAll}.
     *
     * @param model a model with the partition key
     * @param key a value for every placeholder of the partition key, and nothing else
     * @return a query to refine and run; {@link StoreDescription.Table#modelOf} returns the model of an item
     * @throws InvalidKeyException if the partition key is incomplete, or a name is not in its pattern
     */
    ItemQuery<StoredItem> queryStoredPartition(Class<?> model, KeyValues key);

    /**
     * Scans a model as {@link io.dynawrap.ItemStore#scan(Class, KeyValues)} does, for the items as they are stored,
     * including items that cannot be read as the model. The schema version is beside the fields, not among them.
     *
     * @param model the model's class
     * @param key values for a leading run of the partition key's placeholders, which match whole; may be empty
     * @return a scan to refine and run; its cursors are those of the scan that reads the model
     * @throws InvalidKeyException if a name is not in the partition key's pattern, or follows a gap
     */
    ItemQuery<StoredItem> scanStored(Class<?> model, KeyValues key);

    /**
     * Reads a stored item as a model.
     *
     * @param model the model's class
     * @param item an item from {@link #queryStored}, {@link #queryStoredPartition} or {@link #scanStored}
     * @param <T> the model
     * @return the item
     * @throws UnreadableItemException if it cannot be read as the model
     */
    <T> T read(Class<T> model, StoredItem item);

    /**
     * What a sweep did.
     *
     * @param deleted the number of deleted items
     * @param end why it stopped
     */
    record Sweep(long deleted, End end) {

        /** Why a sweep stopped. */
        public enum End {
            /** No expired items are left, except those that were being written. */
            COMPLETE,
            /** The time was over. */
            TIME_OVER,
            /** Another instance sweeps the table. */
            BUSY,
            /** The database deletes expired items itself. */
            BY_DATABASE
        }
    }

    /**
     * The numbers of items of a model in a table, by the schema version stored with them.
     *
     * @param bySchemaVersion the counts by version, of at most {@value #MAX_VERSIONS} versions with at most {@value
     *     #MAX_VERSION_LENGTH} characters each
     * @param withoutVersion the number of items that another writer stored without a version
     * @param others the number of items with further or longer versions
     * @param complete whether all of the table was read
     */
    record ItemCounts(Map<String, Long> bySchemaVersion, long withoutVersion, long others, boolean complete) {

        /**
         * The maximum number of versions that are counted separately. Other writers may store any text, and the result
         * must stay small.
         */
        static final int MAX_VERSIONS = 100;

        /** The maximum length of a version that is counted separately, longer than any hash in hexadecimal. */
        static final int MAX_VERSION_LENGTH = 128;
    }
}
