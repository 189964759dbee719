package io.dynawrap.autoconfigure.observation;

import io.dynawrap.observe.OperationListener;
import io.dynawrap.observe.StoreListener;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** What is known of one observed operation of a store. Nothing in it comes from the keys or contents of items. */
public final class StoreObservationContext extends Observation.Context {

    private final StoreListener.Operation operation;
    private volatile OperationListener.@Nullable Result result;

    /**
     * Begins with what is known at first.
     *
     * @param operation what is done
     */
    public StoreObservationContext(StoreListener.Operation operation) {
        this.operation = operation;
    }

    /**
     * What is done.
     *
     * @return the operation
     */
    public StoreListener.Operation operation() {
        return operation;
    }

    /** What the operation did, or {@code null} before it completed. */
    OperationListener.@Nullable Result result() {
        return result;
    }

    /** Sets what the operation did. */
    void result(OperationListener.Result result) {
        this.result = result;
    }
}
