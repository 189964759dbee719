package io.dynawrap;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A query or scan that has not run yet. Immutable: each setting returns a copy, so one query may be run many times and
 * by many threads.
 *
 * <p>Items come in the order of the UTF-8 bytes of their sort keys; a scan has no order. Items of other models in the
 * same partition are passed over. Reading is lazy and page by page: between two pages no cursor, transaction or
 * connection is held, and memory does not grow with the number of items.
 *
 * @param <T> the model
 */
public interface ItemQuery<T> {

    /**
     * Ends after this many items, whatever else had to be passed over to find them. Excludes {@link #page}.
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
     * Sets the order: exactly the opposite one if {@code reverse}, ascending otherwise, as without this setting.
     *
     * @param reverse whether to return the items in descending order
     * @return a copy with the setting
     * @throws IllegalStateException if this is a scan, which has no order
     */
    ItemQuery<T> reverse(boolean reverse);

    /**
     * Says what to do with an item that cannot be read as the model; {@link OnError#WARN} unless set.
     *
     * @param onError what to do
     * @return a copy with the setting
     */
    ItemQuery<T> onError(OnError onError);

    /**
     * Says whether reads see every write that was acknowledged before. Queries do unless the store was configured
     * otherwise; scans do not unless asked. On DynamoDB a consistent read consumes twice the capacity; on PostgreSQL
     * every read is consistent.
     *
     * @param consistent whether to read consistently
     * @return a copy with the setting
     */
    ItemQuery<T> consistentReads(boolean consistent);

    /**
     * Reads a scan with several threads, in {@link #stream} and {@link #list}. Each thread keeps a page in memory, and
     * uses a connection of its own.
     *
     * @param threads 1 to 64
     * @return a copy with the setting
     * @throws InvalidArgumentException if {@code threads} is out of range
     * @throws IllegalStateException if this is a query, which reads one partition in order
     */
    ItemQuery<T> parallelism(int threads);

    /**
     * The items, read while the stream is consumed. A stream that is given up before its end needs no closing, except
     * that of a parallel scan: {@link Stream#close} stops its threads.
     *
     * @return a sequential stream
     */
    Stream<T> stream();

    /**
     * All items. Memory grows with their number; use {@link #limit}, {@link #page} or {@link #stream} where it may be
     * large.
     *
     * @return the items
     */
    List<T> list();

    /**
     * The first item.
     *
     * @return the item, or empty when there is none
     */
    Optional<T> first();

    /**
     * The first page.
     *
     * @param size how many items, at least 1
     * @return the page
     */
    default Page<T> page(int size) {
        return page(size, null);
    }

    /**
     * The page that begins where another one ended. A cursor belongs to the table, model, key values and direction of
     * the query that made it, and stays valid while items come and go.
     *
     * @param size how many items, at least 1
     * @param cursor {@link Page#nextCursor} of the page before, or {@code null} for the first page
     * @return the page
     * @throws InvalidCursorException if the cursor is no cursor of this query
     * @throws UnreadableItemException if an item cannot be read and {@link OnError#RAISE} is set; it has the items of the
     *     page before that one, and the cursor after it
     * @throws InvalidArgumentException if {@code size} is less than 1
     * @throws IllegalStateException if a limit or parallelism is set
     */
    Page<T> page(int size, @Nullable String cursor);
}
