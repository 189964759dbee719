package io.dynawrap.autoconfigure.actuate;

import io.dynawrap.TableNotFoundException;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.engine.StoreDescription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * The health of a store: one cheap read of each table with models. It is up if all tables can be read, unknown without
 * a table, and otherwise down. A check takes at most {@link #TIMEOUT}, whatever the timeouts of the client are. While a
 * probe of the tables takes longer, no other probe is started.
 */
final class DynawrapHealthIndicator implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(DynawrapHealthIndicator.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** One read of each of some tables, in a separate thread. */
    private record Probe(List<String> tables, Map<String, TableState> states, CountDownLatch done) {}

    private final StoreAdmin store;
    private final Duration timeout;
    private @Nullable Probe running;

    DynawrapHealthIndicator(StoreAdmin store) {
        this(store, TIMEOUT);
    }

    DynawrapHealthIndicator(StoreAdmin store, Duration timeout) {
        this.store = store;
        this.timeout = timeout;
    }

    @Override
    public Health health() {
        StoreDescription description = store.describe();
        List<String> tables =
                description.tables().stream().map(StoreDescription.Table::name).toList();
        Map<String, TableState> states = tables.isEmpty() ? Map.of() : states(tables);
        return Health.status(status(states))
                .withDetail("backend", description.backend())
                .withDetail("tables", states)
                .build();
    }

    private static Status status(Map<String, TableState> states) {
        if (states.isEmpty()) {
            return Status.UNKNOWN;
        }
        return states.values().stream().allMatch(state -> state == TableState.UP) ? Status.UP : Status.DOWN;
    }

    private Map<String, TableState> states(List<String> tables) {
        Probe probe = probe(tables);
        try {
            if (!probe.done().await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The tables {} gave no answer within {} ms", probe.tables(), timeout.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Map<String, TableState> states = new TreeMap<>();
        tables.forEach(table -> states.put(table, probe.states().getOrDefault(table, TableState.NO_ANSWER)));
        return states;
    }

    /** Returns the running probe, or starts a new one. */
    private synchronized Probe probe(List<String> tables) {
        if (running != null && running.done().getCount() > 0) {
            return running;
        }
        Probe probe = new Probe(tables, new ConcurrentHashMap<>(), new CountDownLatch(1));
        Thread thread = new Thread(() -> run(probe), "dynawrap-health");
        thread.setDaemon(true);
        thread.start();
        running = probe;
        return probe;
    }

    private void run(Probe probe) {
        try {
            probe.tables().forEach(table -> probe.states().put(table, state(table)));
        } finally {
            probe.done().countDown();
        }
    }

    /** Reads a table. The message of a failure might name hosts and users, so it is written to the log only. */
    private TableState state(String table) {
        try {
            store.ping(table);
            return TableState.UP;
        } catch (TableNotFoundException e) {
            return TableState.MISSING;
        } catch (RuntimeException e) {
            LOG.warn("The table '{}' cannot be read", table, e);
            return TableState.FAILED;
        }
    }
}
