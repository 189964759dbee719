package io.dynawrap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a batch ends early. {@link #unwrittenItems} returns every item that might not have been stored; writing
 * these items completes the batch.
 */
public final class BatchWriteException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable List<Object> unwrittenItems;
    /** The number of items that are known to be stored. */
    private final int written;

    /**
     * Creates an exception.
     *
     * @param message what happened
     * @param unwrittenItems the items that might not have been stored, as the caller gave them
     * @param written how many items were stored
     * @param cause the failure, or {@code null} if the database only left items unprocessed
     */
    public BatchWriteException(String message, List<?> unwrittenItems, int written, @Nullable StoreException cause) {
        super(
                message,
                cause,
                cause == null ? StoreProblem.THROTTLED : cause.problem(),
                cause == null || cause.isTransient());
        this.unwrittenItems = List.copyOf(unwrittenItems);
        this.written = written;
    }

    /**
     * Returns the items that might not have been stored, as the caller gave them. If the response of the database was
     * lost, some of them are stored, or are stored later: a request that is delayed overwrites what was written in the
     * meantime. Writing the items again completes the batch. It is safe if no other writer changes them.
     *
     * @return the items
     * @throws IllegalStateException if the exception was serialized: items are not serialized with it
     */
    public List<Object> unwrittenItems() {
        if (unwrittenItems == null) {
            throw new IllegalStateException("The unwritten items were not serialized with this exception. Call"
                    + " unwrittenItems() where it is thrown.");
        }
        return unwrittenItems;
    }

    /**
     * Returns how many items are known to be stored.
     *
     * @return the number of items, each key counted once
     */
    public int written() {
        return written;
    }
}
