package io.dynawrap.autoconfigure.observation;

import io.dynawrap.observe.OperationResult;
import io.dynawrap.observe.StoreOperation;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** What is known of one observed operation of a store. Nothing in it comes from the keys or contents of items. */
public final class StoreObservationContext extends Observation.Context {

    private final StoreOperation operation;
    private volatile @Nullable OperationResult result;

    /**
     * Begins with what is known at first.
     *
     * @param operation what is done
     */
    public StoreObservationContext(StoreOperation operation) {
        this.operation = operation;
    }

    /**
     * What is done.
     *
     * @return the operation
     */
    public StoreOperation operation() {
        return operation;
    }

    /**
     * What the operation did.
     *
     * @return the result, or {@code null} before the end
     */
    public @Nullable OperationResult result() {
        return result;
    }

    /**
     * Sets what the operation did.
     *
     * @param result the result
     */
    public void result(OperationResult result) {
        this.result = result;
    }
}
