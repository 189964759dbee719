package io.dynawrap.spi;

import io.dynawrap.StoreException;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.mapping.ItemKey;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A database that stores items and fetches them; the storage interface under {@link DefaultItemStore}. A backend has no
 * rules of its own: keys, fields and limits are checked by the engine before a backend is called. Safe for use by many
 * threads.
 *
 * <p>Table names are those of the database and have passed {@link #checkTableName}. A method that reaches the database
 * throws {@link StoreException} for whatever goes wrong there, {@link TableNotFoundException} if it is the table.
 */
public interface Backend {

    /**
     * The name of the backend, as the configuration calls it.
     *
     * @return the name
     */
    String name();

    /**
     * Checks a table's name without I/O.
     *
     * @param table the name the table has, or is to have, in the database
     * @throws IllegalArgumentException if the database does not allow it
     */
    void checkTableName(String table);

    /**
     * Creates a table if it is not there, and waits until it is usable.
     *
     * @param table the name of the table
     */
    void createTable(String table);

    /**
     * Where the fields of one item are serialised to.
     *
     * @return a new sink
     */
    ItemSink newSink();

    /**
     * Reads one item.
     *
     * @param table the name of the table
     * @param key the key
     * @param consistent whether the item must show every write acknowledged before
     * @return the item, or {@code null} when there is none
     */
    @Nullable StoredItem get(String table, ItemKey key, boolean consistent);

    /**
     * Reads one page of a range.
     *
     * @param table the name of the table
     * @param read what to read
     * @return the page
     */
    ItemPage read(String table, RangeRead read);

    /**
     * Splits a range across partitions into parts that can be read at the same time.
     *
     * @param table the name of the table
     * @param range the range
     * @param parts how many parts are wanted
     * @return 1 to {@code parts} segments
     */
    List<ScanSegment> split(String table, KeyRange range, int parts);

    /**
     * Writes one item.
     *
     * @param table the name of the table
     * @param write the write
     */
    void write(String table, ItemWrite write);

    /**
     * Writes several items in one request, without retrying what the database did not process.
     *
     * @param table the name of the table
     * @param writes at most {@link #maxBatchItems} writes with different keys
     * @return those that the database did not process, which may be tried again
     * @throws StoreException if the request failed; then any of the items may have been written or not
     */
    List<ItemWrite> writeBatch(String table, List<ItemWrite> writes);

    /**
     * How many writes {@link #writeBatch} takes.
     *
     * @return the number of writes
     */
    int maxBatchItems();

    /**
     * Whether what this thread writes now becomes permanent only with a transaction around the call, so that a failure
     * undoes it all.
     *
     * @return whether there is such a transaction
     */
    boolean inTransaction();

    /**
     * This backend, with what its requests consume told to somebody. It asks the database for that, and this one does not.
     *
     * @param units is given the capacity units of each request, by the thread that makes it; never called where the
     *     database does not count any
     * @return a backend on the same connection, or this one
     */
    Backend reportingCapacity(DoubleConsumer units);
}
