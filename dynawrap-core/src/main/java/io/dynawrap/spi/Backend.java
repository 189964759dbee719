package io.dynawrap.spi;

import io.dynawrap.StoreException;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.key.ItemKey;
import java.util.List;

/**
 * Stores and fetches items in one database. A backend adds no rules: the engine checks keys, fields and limits before
 * it calls a backend. Safe for use by many threads.
 *
 * <p>Table names are those of the database and have passed {@link #checkTableName}. A method that sends a request to
 * the database throws {@link StoreException} if the request fails, and {@link TableNotFoundException} if the table does
 * not exist.
 *
 * <p>A request whose {@code reportCapacity} is set requests the consumed capacity from the database; the result holds
 * it, unless the database does not report capacity.
 */
public interface Backend {

    /**
     * Returns the name of the backend, as the configuration calls it.
     *
     * @return the name
     */
    String name();

    /**
     * Checks a table's name without I/O.
     *
     * @param table the name that the table has, or is to have, in the database
     * @throws IllegalArgumentException if the database does not allow it
     */
    void checkTableName(String table);

    /**
     * Reports without I/O whether the database allows an item to have a key, whoever writes the item. Keys of models are allowed
     * by every database.
     *
     * @param key a key of well-formed texts
     * @return whether a request may contain the key
     */
    boolean allowsKey(ItemKey key);

    /**
     * Returns how many operations {@link #writeBatch} accepts.
     *
     * @return the number of operations
     */
    int maxBatchItems();

    /**
     * Returns how many keys {@link #getAll} accepts.
     *
     * @return the number of keys
     */
    int maxGetKeys();

    /**
     * Reports whether a transaction surrounds the call, so that this thread's writes become permanent only with its
     * commit and a failure undoes all of them.
     *
     * @return whether such a transaction is open
     */
    boolean inTransaction();

    /**
     * Creates a sink for the fields of one item.
     *
     * @return a new sink
     */
    ItemSink newSink();

    /**
     * Creates a table if it does not exist, and waits until it is usable. An existing table is changed only if the
     * specification says so: by default what it lacks for the expiry of items is logged, with what to do. Nothing is removed.
     *
     * @param table the table
     */
    void createTable(TableSpec table);

    /**
     * Reads one item.
     *
     * @param request the key
     * @return the item, if it exists
     */
    GetResult get(GetRequest request);

    /**
     * Reads several items, without retrying what the database did not process. The items need not be of one moment.
     *
     * @param request at most {@link #maxGetKeys} different keys
     * @return the items that exist, and the keys that were not processed, which may be retried
     * @throws StoreException if the request failed
     */
    GetAllResult getAll(GetAllRequest request);

    /**
     * Reads one page of a range.
     *
     * @param request what to read
     * @return the page
     */
    RangePage read(RangeRequest request);

    /**
     * Counts the items in a part of a range.
     *
     * @param request what to count
     * @return their number
     */
    CountResult count(CountRequest request);

    /**
     * Splits a range across partitions into parts that can be read at the same time. All parts together cover the range, and no
     * key is in two of them.
     *
     * @param request a request for the whole range
     * @param parts the number of parts to aim at
     * @return 1 to {@code parts} requests, each for one part
     */
    List<RangeRequest> split(RangeRequest request, int parts);

    /**
     * Writes one item, if the condition of the operation holds. Checking the condition and writing are one atomic step.
     *
     * @param request the write
     * @return whether the item was written, or which item refused it
     */
    WriteResult write(WriteRequest request);

    /**
     * Writes several items in one request, without retrying what the database did not process.
     *
     * @param request at most {@link #maxBatchItems} operations with different keys
     * @return the operations that the database did not process, which may be retried
     * @throws LostAnswerException if the database might still execute the request
     * @throws StoreException if the request failed; then any of the items may have been written or not
     */
    BatchResult writeBatch(BatchRequest request);

    /**
     * Executes several operations, on one or several tables, in one atomic step: all of them if all their conditions hold,
     * otherwise none. The step is serializable against other transactions and against single writes, also where it depends on
     * the absence of an item: no other write of an item that it names comes between its conditions and its writes.
     *
     * <p>An operation on an absent item evaluates its condition on no item. A request with a token is executed once: within ten
     * minutes, a request with the same token and the same operations is answered as written without being executed.
     *
     * @param request the operations
     * @return whether all operations were executed, or which items refused them; an update that cannot be applied is refused
     * @throws LostAnswerException with the problem {@link io.dynawrap.StoreProblem#CONFLICT} if a conflict stopped the request,
     *     and an earlier attempt with the same {@code id} or token might have been executed
     * @throws StoreException if the request failed; with the problem {@link io.dynawrap.StoreProblem#CONFLICT} if it may be
     *     repeated, with {@link io.dynawrap.StoreProblem#OUTCOME_UNKNOWN} if it might have been executed, with {@link
     *     io.dynawrap.StoreProblem#TOKEN_REUSED} if its token belongs to other operations
     */
    TransactionResult writeAll(TransactionRequest request);

    /**
     * Deletes some of the expired items of a table, if the database does not do that itself. Never part of a surrounding
     * transaction. An item that is written at the same time is left out or deleted, never damaged: it is deleted only if its
     * latest state has expired.
     *
     * @param request the table and the maximum number of items
     * @return how many items were deleted, or why nothing was
     */
    SweepResult deleteExpired(SweepRequest request);
}
