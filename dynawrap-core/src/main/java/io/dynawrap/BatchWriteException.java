package io.dynawrap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch write ended early. {@link #unwrittenItems} holds every item that may not be stored, so writing these again
 * completes the batch.
 */
public final class BatchWriteException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final transient List<Object> unwrittenItems;
    /** How many items are known to be stored. */
    private final int written;

    /**
     * Makes an exception.
     *
     * @param message what happened
     * @param unwrittenItems the items that may not be stored, as the caller gave them
     * @param written how many items were stored
     * @param cause the failure, or {@code null} when the database only left items unprocessed
     */
    public BatchWriteException(String message, List<?> unwrittenItems, int written, @Nullable StoreException cause) {
        super(message, cause, cause == null || cause.isPassing());
        this.unwrittenItems = List.copyOf(unwrittenItems);
        this.written = written;
    }

    /**
     * The items that may not be stored, as the caller gave them. Some of them may be, when the answer of the database
     * was lost: writing them again does no harm.
     *
     * @return the items
     */
    public List<Object> unwrittenItems() {
        return unwrittenItems;
    }

    /**
     * How many items are known to be stored.
     *
     * @return the number of items, each key counted once
     */
    public int written() {
        return written;
    }
}
