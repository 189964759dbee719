package io.dynawrap.autoconfigure.postgres;

import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.engine.StoreAdmin.Sweep;
import io.dynawrap.engine.StoreDescription;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Deletes expired items in the background while the application runs. A failure is logged when it starts and when it is over;
 * the sweep continues in any case. The listener of the store is notified of each sweep.
 */
final class ExpirySweeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ExpirySweeper.class);

    /** The chunk that was started is completed, unless the database does not answer. */
    private static final long LONGEST_STOP_SECONDS = 2;

    /** What fails if the store itself is not available. No table has this name. */
    private static final String STORE = "the store";

    private final ObjectProvider<StoreAdmin> store;
    private final PostgresProperties.ExpirySweep settings;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledExecutorService executor;

    /**
     * Creates a sweeper.
     *
     * @param store the store, which the first sweep looks up, so that a lazy store stays lazy
     */
    ExpirySweeper(ObjectProvider<StoreAdmin> store, PostgresProperties.ExpirySweep settings) {
        this.store = store;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        if (executor != null) {
            return;
        }
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "dynawrap-expiry-sweep");
            thread.setDaemon(true);
            return thread;
        });
        long pause = settings.pause().toNanos();
        started.scheduleWithFixedDelay(() -> sweep(started), pause, pause, TimeUnit.NANOSECONDS);
        executor = started;
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService stopping = executor;
        executor = null;
        if (stopping == null) {
            return;
        }
        stopping.shutdownNow();
        try {
            if (!stopping.awaitTermination(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.debug("A sweep still waits for the database; it ends with its connection");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }

    /** Nothing thrown may leave this method, because it would be the last run. */
    private void sweep(ScheduledExecutorService current) {
        try {
            StoreAdmin admin = store.getObject();
            StoreDescription description = admin.describe();
            if (failing.remove(STORE)) {
                LOG.info("The store is available to the sweep of expired items again");
            }
            if (!description.backend().equals("postgres")) {
                current.shutdown();
                return;
            }
            description.tables().stream()
                    .filter(table -> table.models().stream()
                            .anyMatch(type -> type.expiresAt().isPresent()))
                    .forEach(table -> sweep(admin, table.name(), current));
        } catch (RuntimeException | Error e) {
            failed(STORE, e, current);
        }
    }

    private void sweep(StoreAdmin admin, String table, ScheduledExecutorService current) {
        if (current.isShutdown()) {
            return;
        }
        try {
            Sweep sweep = admin.sweepExpired(table, settings.chunk(), settings.pause());
            if (failing.remove(table)) {
                LOG.info("Expired items of the table '{}' are deleted again", table);
            }
            LOG.debug("Swept the table '{}': {}", table, sweep);
        } catch (RuntimeException | Error e) {
            failed(table, e, current);
        }
    }

    private void failed(String what, Throwable e, ScheduledExecutorService current) {
        if (current.isShutdown()) {
            LOG.debug("The sweep of {} stopped with the application", what, e);
        } else if (failing.add(what)) {
            LOG.warn(
                    "Expired items of {} cannot be deleted; it is retried every {}, and its success is logged",
                    what,
                    settings.pause(),
                    e);
        }
    }
}
