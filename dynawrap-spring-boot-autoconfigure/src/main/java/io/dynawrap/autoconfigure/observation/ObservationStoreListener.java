package io.dynawrap.autoconfigure.observation;

import io.dynawrap.observe.OperationListener;
import io.dynawrap.observe.StoreListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates an observation for each operation of a store, as long as the registry has a handler. Requests to the database
 * run in the scope of the observation, so that observations of drivers and clients become its children.
 */
final class ObservationStoreListener implements StoreListener {

    private static final StoreObservationConvention DEFAULT = new DefaultStoreObservationConvention();

    private final ObservationRegistry registry;
    private final @Nullable StoreObservationConvention convention;

    ObservationStoreListener(ObservationRegistry registry, @Nullable StoreObservationConvention convention) {
        this.registry = registry;
        this.convention = convention;
    }

    @Override
    public boolean isEnabled() {
        return !registry.isNoop();
    }

    @Override
    public OperationListener started(StoreListener.Operation operation) {
        StoreObservationContext context = new StoreObservationContext(operation);
        Observation observation = StoreObservationDocumentation.STORE_OPERATION
                .observation(convention, DEFAULT, () -> context, registry)
                .start();
        return new Observed(registry, context, observation);
    }

    private record Observed(ObservationRegistry registry, StoreObservationContext context, Observation observation)
            implements OperationListener {

        /** Does not use {@code Observation.scoped}, which takes the failure of one request for that of the operation. */
        @Override
        public <R extends @Nullable Object> R request(Supplier<R> call) {
            Observation.Scope outer = registry.getCurrentObservationScope();
            try {
                Observation.Scope scope = observation.openScope();
                try {
                    return call.get();
                } finally {
                    scope.close();
                }
            } finally {
                // a handler that fails leaves its scope open, in a thread of the application
                if (registry.getCurrentObservationScope() != outer) {
                    registry.setCurrentObservationScope(outer);
                }
            }
        }

        @Override
        public void completed(OperationListener.Result result, @Nullable Throwable failure) {
            context.result(result);
            try {
                if (failure != null) {
                    observation.error(failure);
                }
            } finally {
                observation.stop();
            }
        }
    }
}
