package io.dynawrap.autoconfigure.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.core.task.TaskDecorator;

/** Runs tasks of other threads in the scope of the observation that is current where they are created. */
final class ObservationTaskDecorator implements TaskDecorator {

    private final ObservationRegistry registry;

    ObservationTaskDecorator(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Runnable decorate(Runnable task) {
        Observation current = registry.getCurrentObservation();
        return current == null ? task : () -> runIn(current, task);
    }

    private static void runIn(Observation observation, Runnable task) {
        Observation.Scope scope = observation.openScope();
        try {
            task.run();
        } finally {
            scope.close();
        }
    }
}
