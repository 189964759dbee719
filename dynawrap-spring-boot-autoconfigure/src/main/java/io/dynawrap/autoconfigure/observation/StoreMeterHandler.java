package io.dynawrap.autoconfigure.observation;

import io.dynawrap.observe.OperationListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;

/** Meters the result of an operation, with the tags of its observation. Micrometer itself meters the duration. */
final class StoreMeterHandler implements ObservationHandler<StoreObservationContext> {

    private final MeterRegistry meters;

    StoreMeterHandler(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof StoreObservationContext;
    }

    @Override
    public void onStop(StoreObservationContext context) {
        OperationListener.Result result = context.result();
        if (result == null) {
            return;
        }
        String name = context.getName();
        Tags tags = Tags.of(context.getLowCardinalityKeyValues().stream()
                .map(tag -> Tag.of(tag.getKey(), tag.getValue()))
                .toList());
        summary(name + ".items", "Items that an operation wrote, deleted or returned", tags)
                .record(result.items());
        summary(name + ".pages", "Pages of a range that an operation read", tags)
                .record(result.pages());
        Counter.builder(name + ".retries")
                .description("Requests that repeated an earlier request of the operation")
                .tags(tags)
                .register(meters)
                .increment(result.retries());
        Double capacity = result.capacity();
        if (capacity != null) {
            summary(name + ".capacity", "Capacity units that an operation consumed", tags)
                    .record(capacity);
        }
    }

    private DistributionSummary summary(String name, String description, Tags tags) {
        return DistributionSummary.builder(name)
                .description(description)
                .tags(tags)
                .register(meters);
    }
}
