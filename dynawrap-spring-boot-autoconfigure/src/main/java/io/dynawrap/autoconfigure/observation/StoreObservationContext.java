package io.dynawrap.autoconfigure.observation;

import io.dynawrap.observe.OperationListener;
import io.dynawrap.observe.StoreListener;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** One observed operation of a store. Contains no keys and no contents of items. */
public final class StoreObservationContext extends Observation.Context {

    private final StoreListener.Operation operation;
    private volatile OperationListener.@Nullable Result result;

    /**
     * Creates the context of an operation that starts.
     *
     * @param operation the operation
     */
    public StoreObservationContext(StoreListener.Operation operation) {
        this.operation = operation;
    }

    /**
     * Returns the operation.
     *
     * @return the operation
     */
    public StoreListener.Operation operation() {
        return operation;
    }

    /** Returns the result of the operation, or {@code null} before the operation has completed. */
    OperationListener.@Nullable Result result() {
        return result;
    }

    /** Sets the result of the operation. */
    void result(OperationListener.Result result) {
        this.result = result;
    }
}
