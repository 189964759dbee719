package io.dynawrap.dynamodb;

import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * Tells somebody what requests consume, or nobody; then the service is not asked for it.
 *
 * @param units is given the capacity units, or {@code null}
 */
record CapacityReport(@Nullable DoubleConsumer units) {

    static final CapacityReport NONE = new CapacityReport(null);

    /** What a request asks for. */
    @Nullable ReturnConsumedCapacity asked() {
        return units == null ? null : ReturnConsumedCapacity.TOTAL;
    }

    void consumed(@Nullable ConsumedCapacity capacity) {
        if (units != null && capacity != null && capacity.capacityUnits() != null) {
            units.accept(capacity.capacityUnits());
        }
    }

    void consumed(List<ConsumedCapacity> capacities) {
        capacities.forEach(this::consumed);
    }
}
