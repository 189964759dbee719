package io.dynawrap.autoconfigure.observation;

import io.dynawrap.autoconfigure.observation.StoreObservationDocumentation.HighCardinalityKeyNames;
import io.dynawrap.autoconfigure.observation.StoreObservationDocumentation.LowCardinalityKeyNames;
import io.dynawrap.observe.OperationListener;
import io.dynawrap.observe.StoreListener;
import io.micrometer.common.KeyValues;

/**
 * Names an observation {@code dynawrap.store} and adds the tags that {@link StoreObservationDocumentation} lists. A
 * convention that changes some of them can extend this class.
 */
public class DefaultStoreObservationConvention implements StoreObservationConvention {

    /** Creates a convention. */
    public DefaultStoreObservationConvention() {}

    @Override
    public String getName() {
        return "dynawrap.store";
    }

    @Override
    public String getContextualName(StoreObservationContext context) {
        return context.operation().name() + " " + context.operation().model();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(StoreObservationContext context) {
        StoreListener.Operation operation = context.operation();
        Throwable error = context.getError();
        return KeyValues.of(
                LowCardinalityKeyNames.OPERATION.withValue(operation.name()),
                LowCardinalityKeyNames.MODEL.withValue(operation.model()),
                LowCardinalityKeyNames.TABLE.withValue(operation.table()),
                LowCardinalityKeyNames.BACKEND.withValue(operation.backend()),
                LowCardinalityKeyNames.OUTCOME.withValue(outcome(context)),
                LowCardinalityKeyNames.ERROR.withValue(
                        error == null ? "none" : error.getClass().getSimpleName()));
    }

    private static String outcome(StoreObservationContext context) {
        OperationListener.Result result = context.result();
        if (context.getError() != null) {
            return "ERROR";
        }
        if (result == null) {
            return "UNKNOWN";
        }
        return result.refused() ? "REFUSED" : result.complete() ? "SUCCESS" : "CLOSED";
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(StoreObservationContext context) {
        OperationListener.Result result = context.result();
        if (result == null) {
            return KeyValues.empty();
        }
        KeyValues counts = KeyValues.of(
                HighCardinalityKeyNames.ITEMS.withValue(Long.toString(result.items())),
                HighCardinalityKeyNames.PAGES.withValue(Long.toString(result.pages())),
                HighCardinalityKeyNames.RETRIES.withValue(Long.toString(result.retries())));
        Double capacity = result.capacity();
        return capacity == null
                ? counts
                : counts.and(HighCardinalityKeyNames.CAPACITY.withValue(Double.toString(capacity)));
    }
}
