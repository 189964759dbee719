package io.dynawrap.spi;

import io.dynawrap.StoreException;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link WriteRequest}. A refusal is a value, not an exception, so a surrounding transaction continues. */
public sealed interface WriteResult {

    /**
     * Returns the consumed capacity.
     *
     * @return the capacity units, or {@code null} if they were not requested or the database does not report them
     */
    @Nullable Double capacity();

    /**
     * A put or a delete was executed.
     *
     * @param capacity the consumed capacity units, or {@code null} if they were not requested or the database does not
     *     report them
     */
    record Written(@Nullable Double capacity) implements WriteResult {}

    /**
     * The condition of the write did not hold, and nothing was written.
     *
     * @param current the item stored under the key, or {@code null} if there is no item; it may be newer than the item that
     *     refused the write, so the condition may hold for it
     * @param attempts the number of requests that were sent; after more than one, an earlier one may have been executed
     *     although its answer was lost
     * @param capacity the consumed capacity units, or {@code null} if they were not requested or the database does not
     *     report them
     */
    record Refused(
            @Nullable StoredItem current,
            int attempts,
            @Nullable Double capacity) implements WriteResult {}

    /**
     * An update was executed.
     *
     * @param item the item as it is stored afterwards
     * @param capacity the consumed capacity units, or {@code null} if they were not requested or the database does not
     *     report them
     */
    record Updated(StoredItem item, @Nullable Double capacity) implements WriteResult {}

    /**
     * The database rejected an update as invalid, and nothing was written. Either it cannot be applied to the stored item, or the
     * request itself is wrong. The engine reads the item to find out.
     *
     * @param failure the failure, for the case that the update can be applied
     * @param attempts the number of requests that were sent, as in {@link Refused}
     * @param capacity the consumed capacity units, or {@code null} if they were not requested or the database does not
     *     report them
     */
    record Rejected(
            StoreException failure, int attempts, @Nullable Double capacity) implements WriteResult {}
}
