package io.dynawrap.autoconfigure.actuate;

import io.dynawrap.TableNotFoundException;
import io.dynawrap.engine.DefaultItemStore;
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
 * The health of a store: one cheap read of each table with models. It is up if all of them can be read, unknown if there
 * is none, and otherwise down. An answer takes at most {@link #PATIENCE}, whatever the client waits for; while one look
 * at the tables lasts longer, no other is begun.
 */
final class DynawrapHealthIndicator implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(DynawrapHealthIndicator.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** One look at some tables, by a thread of its own. */
    private record Look(List<String> tables, Map<String, TableState> states, CountDownLatch done) {}

    private final DefaultItemStore store;
    private final Duration patience;
    private @Nullable Look running;

    DynawrapHealthIndicator(DefaultItemStore store) {
        this(store, PATIENCE);
    }

    DynawrapHealthIndicator(DefaultItemStore store, Duration patience) {
        this.store = store;
        this.patience = patience;
    }

    @Override
    public Health health() {
        StoreDescription description = store.admin().describe();
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
        Look look = look(tables);
        try {
            if (!look.done().await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The tables {} gave no answer within {} ms", look.tables(), patience.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Map<String, TableState> states = new TreeMap<>();
        tables.forEach(table -> states.put(table, look.states().getOrDefault(table, TableState.NO_ANSWER)));
        return states;
    }

    /** The look that goes on, or a new one. */
    private synchronized Look look(List<String> tables) {
        if (running != null && running.done().getCount() > 0) {
            return running;
        }
        Look look = new Look(tables, new ConcurrentHashMap<>(), new CountDownLatch(1));
        Thread thread = new Thread(() -> run(look), "dynawrap-health");
        thread.setDaemon(true);
        thread.start();
        running = look;
        return look;
    }

    private void run(Look look) {
        try {
            look.tables().forEach(table -> look.states().put(table, state(table)));
        } finally {
            look.done().countDown();
        }
    }

    /** What the client says may name hosts and users, so it goes to the log only. */
    private TableState state(String table) {
        try {
            store.admin().ping(table);
            return TableState.UP;
        } catch (TableNotFoundException e) {
            return TableState.MISSING;
        } catch (RuntimeException e) {
            LOG.warn("The table '{}' cannot be read", table, e);
            return TableState.FAILED;
        }
    }
}
