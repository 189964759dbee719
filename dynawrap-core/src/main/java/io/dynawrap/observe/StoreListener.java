package io.dynawrap.observe;

/**
 * Is notified of the operations of a store, to measure or trace them. Safe for use by many threads. An exception thrown here
 * reaches the caller of the store.
 */
public interface StoreListener {

    /** Is never notified. */
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
     * Reports whether this listener is to be notified of the next operation. Called before each operation, so it must return at
     * once; while it returns false, the database is not asked for consumed capacity.
     *
     * @return whether it is
     */
    boolean isEnabled();

    /**
     * Called when an operation starts. A stream starts with its first request. Calls rejected by argument checks are not
     * reported.
     *
     * @param operation the operation
     * @return the listener of this one operation
     */
    OperationListener started(Operation operation);

    /**
     * One operation of a store. No value depends on keys or contents of items, so there are few different ones.
     *
     * @param name {@code save}, {@code get}, {@code delete}, {@code query}, {@code scan}, {@code batchWrite},
     *     {@code createTable} or {@code countItems}
     * @param backend the backend's name
     * @param model the simple name of the model; {@value #SEVERAL} for a batch of several models, {@value #NONE} for an
     *     operation without a model
     * @param table the name that the code calls the table by; {@value #SEVERAL} or {@value #NONE} for a batch likewise
     */
    record Operation(String name, String backend, String model, String table) {

        /** Stands for more than one model or table. */
        public static final String SEVERAL = "several";

        /** Stands for no model or table. */
        public static final String NONE = "none";
    }
}
