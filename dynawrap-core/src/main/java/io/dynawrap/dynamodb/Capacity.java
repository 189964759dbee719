package io.dynawrap.dynamodb;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Asks the service for the consumed capacity of a request, and takes it from the answer. */
final class Capacity {

    private Capacity() {}

    /** What a request asks for. */
    static @Nullable ReturnConsumedCapacity asked(boolean reportCapacity) {
        return reportCapacity ? ReturnConsumedCapacity.TOTAL : null;
    }

    /** The units of an answer, or {@code null} if it holds none. */
    static @Nullable Double units(@Nullable ConsumedCapacity capacity) {
        return capacity == null ? null : capacity.capacityUnits();
    }

    /** The units of an answer about several tables, or {@code null} if it holds none. */
    static @Nullable Double units(List<ConsumedCapacity> capacities) {
        return capacities.stream().map(Capacity::units).reduce(null, Capacity::sum);
    }

    static @Nullable Double sum(@Nullable Double one, @Nullable Double other) {
        return one == null ? other : other == null ? one : Double.valueOf(one + other);
    }
}
