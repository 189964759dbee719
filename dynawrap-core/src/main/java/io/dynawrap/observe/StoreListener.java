package io.dynawrap.observe;

/**
 * Is told of the operations of a store, to measure or trace them. Safe for use by many threads. What it throws reaches the
 * caller of the store.
 */
public interface StoreListener {

    /** Listens to nothing. */
    StoreListener NONE = new StoreListener() {
        @Override
        public boolean isListening() {
            return false;
        }

        @Override
        public OperationListener begun(StoreOperation operation) {
            throw new IllegalStateException("Nobody listens");
        }
    };

    /**
     * Whether the next operation is to be told. Asked before each one, so it answers at once; while the answer is no,
     * nothing is made for an operation, and the database is not asked what it consumed.
     *
     * @return whether anybody listens
     */
    boolean isListening();

    /**
     * An operation begins: that of a stream with its first request to the database, any other one when it is called. What is
     * wrong with a call itself may be found before that and is not told.
     *
     * @param operation what is done
     * @return where the rest is told
     */
    OperationListener begun(StoreOperation operation);
}
