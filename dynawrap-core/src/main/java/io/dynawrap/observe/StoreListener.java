package io.dynawrap.observe;

/**
 * Receives the events of a store's operations, to measure or trace them. Must be safe for use by many threads. An exception
 * thrown here does not change the outcome of the operation: the first exception is logged as a warning, further ones at the
 * level {@code DEBUG}.
 */
public interface StoreListener {

    /** A listener that is never notified. */
    StoreListener NONE = new StoreListener() {
        @Override
        public boolean isEnabled() {
            return false;
        }

        @Override
        public OperationListener started(Operation operation) {
            throw new IllegalStateException("The listener is not enabled");
        }
    };

    /**
     * Reports whether this listener is notified of the next operation. Called before each operation, so it must return
     * immediately. While it returns false, the consumed capacity is not requested from the database.
     *
     * @return whether it is notified
     */
    boolean isEnabled();

    /**
     * Called when an operation starts. A stream starts with its first request. A call that an argument check rejects might not be
     * reported.
     *
     * @param operation the operation
     * @return the listener of this operation
     */
    OperationListener started(Operation operation);

    /**
     * One operation of a store. No value depends on keys or contents of items, so the number of different values is
     * small.
     *
     * @param name {@code save}, {@code create}, {@code get}, {@code exists}, {@code getAll}, {@code delete}, {@code query},
     *     {@code scan}, {@code count}, {@code deleteAll}, {@code batch}, {@code batchWrite}, {@code update}, {@code modify}, {@code
     *     transaction}, {@code createTable}, {@code countItems} or {@code sweepExpired}
     * @param backend the name of the backend, {@code dynamodb} or {@code postgres}
     * @param model the simple name of the model or of the sealed interface; {@value #SEVERAL} for a batch or transaction of several
     *     models, {@value #NONE} for an operation without a model
     * @param table the logical name of the table; {@value #SEVERAL} or {@value #NONE} likewise
     */
    record Operation(String name, String backend, String model, String table) {

        /** Stands for more than one model or table. */
        public static final String SEVERAL = "several";

        /** Stands for no model or table. */
        public static final String NONE = "none";
    }
}
