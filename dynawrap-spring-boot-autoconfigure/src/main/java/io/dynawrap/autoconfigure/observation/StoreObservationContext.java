package io.dynawrap.autoconfigure.observation;

import io.dynawrap.observe.OperationResult;
import io.dynawrap.observe.StoreOperation;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** One observed operation of a store. It has no part of the keys or contents of items. */
public final class StoreObservationContext extends Observation.Context {

    private final StoreOperation operation;
    private volatile @Nullable OperationResult result;

    /**
     * Creates the context of an operation that starts.
     *
     * @param operation the operation
     */
    public StoreObservationContext(StoreOperation operation) {
        this.operation = operation;
    }

    /**
     * Returns the operation.
     *
     * @return the operation
     */
    public StoreOperation operation() {
        return operation;
    }

    /**
     * Returns the result of the operation.
     *
     * @return the result, or {@code null} before the operation has completed
     */
    public @Nullable OperationResult result() {
        return result;
    }

    /**
     * Sets the result of the operation.
     *
     * @param result the result
     */
    public void result(OperationResult result) {
        this.result = result;
    }
}
