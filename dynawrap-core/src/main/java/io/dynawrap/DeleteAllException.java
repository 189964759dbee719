package io.dynawrap;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when {@link ItemQuery#deleteAll} ends early. Deleted items stay deleted, and the same call deletes the rest. Inside a
 * Spring transaction on PostgreSQL its rollback restores all items: repeat the transaction.
 */
public final class DeleteAllException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** The number of items that are known to be deleted. */
    private final long deleted;

    /**
     * Creates an exception.
     *
     * @param message what happened
     * @param deleted how many items are known to be deleted
     * @param cause the failure, or {@code null} if the database only left keys unprocessed
     */
    public DeleteAllException(String message, long deleted, @Nullable StoreException cause) {
        super(
                message,
                cause,
                cause == null ? StoreProblem.THROTTLED : cause.problem(),
                cause == null || cause.isTransient());
        this.deleted = deleted;
    }

    /**
     * Returns how many items are known to be deleted. If the response to the last request was lost, more items might be
     * deleted. In a Spring transaction on PostgreSQL this is 0, because the rollback restores all items.
     *
     * @return the number of items
     */
    public long deleted() {
        return deleted;
    }
}
