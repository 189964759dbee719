package io.dynawrap;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A query or scan that has not run yet. Immutable: each setting returns a copy, so a query can be run many times and by
 * many threads.
 *
 * <p>Items come in the order of the UTF-8 bytes of their sort keys; a scan has no order. Items of other models in the
 * same partition are skipped. Items are read lazily, page by page. Between two pages no cursor, transaction or
 * connection is held, and memory does not grow with the number of items.
 *
 * @param <T> the model
 */
public interface ItemQuery<T> {

    /**
     * Limits the number of returned items. Skipped items do not count. Cannot be combined with {@link #page}.
     *
     * @param items at least 1
     * @return a copy with the limit
     * @throws InvalidArgumentException if {@code items} is less than 1
     */
    ItemQuery<T> limit(int items);

    /**
     * Returns the items in descending order.
     *
     * @return a copy in reverse order
     * @throws IllegalStateException if this is a scan, which has no order
     */
    default ItemQuery<T> reverse() {
        return reverse(true);
    }

    /**
     * Sets the order of the sort keys: descending if {@code reverse} is true, otherwise ascending, which is the default.
     *
     * @param reverse whether to return the items in descending order
     * @return a copy with the setting
     * @throws IllegalStateException if this is a scan, which has no order
     */
    ItemQuery<T> reverse(boolean reverse);

    /**
     * Starts at a value of the first placeholder of the sort key that has no value in this query. Items with the value are
     * included.
     *
     * <p>Keys are compared as texts, so a bound needs a type whose texts sort like its values. These are padded integers,
     * instants, dates, months, booleans, and a {@code String} at the end of the pattern. Enums sort by their names, and UUIDs
     * by their texts. A value that no key can have, such as a negative value of a padded integer, is a bound too. A scan also
     * reads items outside of its bounds.
     *
     * @param first a value of the field, or its text in a key
     * @return a copy that starts there; a start that was set before is replaced
     * @throws InvalidKeyException if every placeholder has a value, or keys do not have the order of the values. Also thrown if the
     *     value has another type than the field, or the model is a sealed interface
     */
    ItemQuery<T> from(Object first);

    /**
     * Starts after a value of the same placeholder as {@link #from}, without the items with the value.
     *
     * @param value a value of the field, or its text in a key
     * @return a copy that starts there; a start that was set before is replaced
     * @throws InvalidKeyException as {@link #from} does
     */
    ItemQuery<T> after(Object value);

    /**
     * Ends at a value of the same placeholder as {@link #from}. Items with the value are included. In reverse order the query
     * starts there.
     *
     * @param last a value of the field, or its text in a key
     * @return a copy that ends there; an end that was set before is replaced
     * @throws InvalidKeyException as {@link #from} does
     */
    ItemQuery<T> to(Object last);

    /**
     * Ends before a value of the same placeholder as {@link #from}, without the items with the value.
     *
     * @param value a value of the field, or its text in a key
     * @return a copy that ends there; an end that was set before is replaced
     * @throws InvalidKeyException as {@link #from} does
     */
    ItemQuery<T> before(Object value);

    /**
     * Leaves out items for which a condition does not hold. The database evaluates the condition on the stored fields, before
     * it sends the items. It also reads the items that are left out, and on DynamoDB they consume capacity. A bound or another
     * key reads less. A limit counts returned items, and a page is filled up. If there is a filter already, both must hold.
     *
     * @param condition what must hold of an item
     * @return a copy with the filter
     * @throws InvalidConditionException if the condition does not fit the model, or all filters together exceed the limits of a
     *     {@link Condition}
     */
    ItemQuery<T> filter(Condition condition);

    /**
     * Sets what to do with an item that cannot be read as the model. The default is {@link OnError#WARN}.
     *
     * @param onError what to do
     * @return a copy with the setting
     */
    ItemQuery<T> onError(OnError onError);

    /**
     * Sets whether reads see every write that was acknowledged before. The default is the store's setting for queries,
     * which is true unless configured otherwise, and false for scans. On DynamoDB a consistent read consumes twice the
     * capacity; on PostgreSQL every read is consistent.
     *
     * @param consistent whether to read consistently
     * @return a copy with the setting
     */
    ItemQuery<T> consistentReads(boolean consistent);

    /**
     * Reads a scan with several threads. Applies to {@link #stream}, {@link #list}, {@link #first}, {@link #count} and {@link
     * #deleteAll}. Each thread holds one page in memory and uses its own connection.
     *
     * @param threads 1 to 64
     * @return a copy with the setting
     * @throws InvalidArgumentException if {@code threads} is out of range
     * @throws IllegalStateException if this is a query, which reads one partition in order
     */
    ItemQuery<T> parallelism(int threads);

    /**
     * Returns the items as a stream, which reads them while it is consumed. A stream that is abandoned before its end need not
     * be closed. {@link Stream#close} stops the threads of a parallel scan at once.
     *
     * @return a sequential stream
     */
    Stream<T> stream();

    /**
     * Returns all items. Memory grows with their number; use {@link #limit}, {@link #page} or {@link #stream} for many
     * items.
     *
     * @return the items
     */
    List<T> list();

    /**
     * Returns the first item.
     *
     * @return the item, or empty if the query finds no item
     */
    Optional<T> first();

    /**
     * Returns the first page.
     *
     * @param size the number of items, at least 1
     * @return the page
     */
    default Page<T> page(int size) {
        return page(size, null);
    }

    /**
     * Returns the page that follows another page. A cursor belongs to the table, model, key values and direction of the
     * query that created it. It stays valid while items are written and deleted, and with other bounds and filters. If its position
     * is outside of the bounds, the page starts at the bound.
     *
     * @param size the number of items, at least 1
     * @param cursor {@link Page#nextCursor} of the page before, or {@code null} for the first page
     * @return the page
     * @throws InvalidCursorException if the cursor is malformed or belongs to another query
     * @throws UnreadableItemException if an item cannot be read and {@link OnError#RAISE} is set. It has the items of the page
     *     before the unreadable item, and the cursor after it
     * @throws InvalidArgumentException if {@code size} is less than 1
     * @throws IllegalStateException if a limit or parallelism is set
     */
    Page<T> page(int size, @Nullable String cursor);

    /**
     * Counts the items that this query finds, up to its limit. Only keys are read, so items that cannot be read as the model count
     * too. Uses constant memory. If the sort key ends with a {@code String} and all fields before it have values, PostgreSQL counts
     * without sending the keys. On DynamoDB a count consumes the same capacity as reading the items.
     *
     * @return the number of items; not a snapshot if items are written at the same time
     */
    long count();

    /**
     * Deletes the items that this query finds, up to its limit, also items that cannot be read as the model. Reads and deletes
     * page by page with constant memory, and retries like a batch. Not atomic.
     *
     * <p>If the model has a version or expires, or there is a filter, each item is deleted by a separate write. That write checks
     * that the item still has the version that was read, has not expired, and meets the filter. Otherwise the item stays, and does
     * not count. Without a version, an expiry and a filter, items are deleted in batches by their keys, even if another writer
     * changes them meanwhile.
     *
     * @return how many items were deleted
     * @throws DeleteAllException if the database fails; it reports how many items were deleted, and the same call deletes the rest
     * @throws TableNotFoundException if the table does not exist
     * @throws InvalidModelException if the model is a view, or a sealed interface
     */
    long deleteAll();
}
