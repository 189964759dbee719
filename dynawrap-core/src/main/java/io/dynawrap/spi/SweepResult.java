package io.dynawrap.spi;

/** The answer to a {@link SweepRequest}. */
public sealed interface SweepResult {

    /**
     * Expired items were deleted, in one transaction.
     *
     * @param items the number of items; fewer than the limit if no others are left, except those that are being written
     */
    record Deleted(int items) implements SweepResult {}

    /** Another instance sweeps the table at this moment, so nothing was deleted. */
    record Busy() implements SweepResult {}

    /** The database deletes expired items itself, so nothing was deleted. */
    record ByDatabase() implements SweepResult {}
}
