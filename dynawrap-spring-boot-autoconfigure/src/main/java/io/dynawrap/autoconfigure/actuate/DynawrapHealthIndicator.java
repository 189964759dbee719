package io.dynawrap.autoconfigure.actuate;

import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.engine.StoreDescription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * The health of a store: one cheap read of each table that a model names. It is up if all of them can be read, unknown
 * without such a table, and otherwise down. A table that only calls name is not read: one call with a wrong name would
 * turn the application down. A check takes at most {@link #TIMEOUT}, whatever the timeouts of the client are. While a
 * read of a table takes longer, no other read of it is started.
 */
final class DynawrapHealthIndicator implements HealthIndicator {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final StoreAdmin store;
    private final TableProbes probes;

    DynawrapHealthIndicator(StoreAdmin store) {
        this(store, TIMEOUT);
    }

    DynawrapHealthIndicator(StoreAdmin store, Duration timeout) {
        this.store = store;
        this.probes = new TableProbes(store::ping, timeout);
    }

    @Override
    public Health health() {
        StoreDescription description = store.describe();
        List<String> tables = description.tables().stream()
                .filter(DynawrapHealthIndicator::isNamedByAModel)
                .map(StoreDescription.Table::name)
                .toList();
        Map<String, TableState> states = tables.isEmpty() ? Map.of() : probes.states(tables);
        return Health.status(status(states))
                .withDetail("backend", description.backend())
                .withDetail("tables", states)
                .build();
    }

    private static boolean isNamedByAModel(StoreDescription.Table table) {
        return table.models().stream()
                .anyMatch(model -> model.table().filter(table.name()::equals).isPresent());
    }

    private static Status status(Map<String, TableState> states) {
        if (states.isEmpty()) {
            return Status.UNKNOWN;
        }
        return states.values().stream().anyMatch(TableState::isProblem) ? Status.DOWN : Status.UP;
    }
}
