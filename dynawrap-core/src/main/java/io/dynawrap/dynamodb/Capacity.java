package io.dynawrap.dynamodb;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Requests the consumed capacity of a call from the service, and reads it from the response. */
final class Capacity {

    private Capacity() {}

    /** Returns what a request asks the service to report. */
    static @Nullable ReturnConsumedCapacity requested(boolean reportCapacity) {
        return reportCapacity ? ReturnConsumedCapacity.TOTAL : null;
    }

    /** Returns the units in a response, or {@code null} if it holds no units. */
    static @Nullable Double units(@Nullable ConsumedCapacity capacity) {
        return capacity == null ? null : capacity.capacityUnits();
    }

    /** Returns the units in a response about several tables, or {@code null} if it holds no units. */
    static @Nullable Double units(List<ConsumedCapacity> capacities) {
        Double units = null;
        for (ConsumedCapacity capacity : capacities) {
            units = sum(units, units(capacity));
        }
        return units;
    }

    static @Nullable Double sum(@Nullable Double first, @Nullable Double second) {
        return first == null ? second : second == null ? first : Double.valueOf(first + second);
    }
}
