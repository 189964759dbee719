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
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Deletes expired items in the background while the application runs. A failure is logged when it starts and when it is over;
 * the sweep continues in any case. The listener of the store is notified of each sweep.
 */
final class ExpirySweeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ExpirySweeper.class);

    /** The chunk that was started is completed, unless the database does not answer. */
    private static final long LONGEST_STOP_SECONDS = 2;

    private final ListableBeanFactory beans;
    private final PostgresProperties.ExpirySweep settings;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledExecutorService executor;

    /**
     * Creates a sweeper.
     *
     * @param beans has the stores, which the first sweep looks up, so that a lazy store stays lazy; further stores of an
     *     application are no default candidates
     */
    ExpirySweeper(ListableBeanFactory beans, PostgresProperties.ExpirySweep settings) {
        this.beans = beans;
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
        boolean isNeeded = false;
        try {
            for (String name : beans.getBeanNamesForType(StoreAdmin.class)) {
                isNeeded |= sweep(name, current);
            }
        } catch (RuntimeException | Error e) {
            failed("all stores", e, current);
            return;
        }
        if (!isNeeded) {
            current.shutdown();
        }
    }

    /** Sweeps a store, and returns whether it is one to sweep again. */
    private boolean sweep(String name, ScheduledExecutorService current) {
        String store = "the store of the bean '" + name + "'";
        try {
            StoreAdmin admin = beans.getBean(name, StoreAdmin.class);
            StoreDescription description = admin.describe();
            if (failing.remove(store)) {
                LOG.info("The sweep of expired items has {} again", store);
            }
            if (!description.backend().equals("postgres")) {
                return false;
            }
            description.tables().stream()
                    .filter(table -> table.models().stream()
                            .anyMatch(type -> type.expiresAt().isPresent()))
                    .forEach(table -> sweep(admin, table.name(), store, current));
        } catch (RuntimeException | Error e) {
            failed(store, e, current);
        }
        return true;
    }

    private void sweep(StoreAdmin admin, String table, String store, ScheduledExecutorService current) {
        if (current.isShutdown()) {
            return;
        }
        String what = "the table '" + table + "' in " + store;
        try {
            Sweep sweep = admin.sweepExpired(table, settings.chunk(), settings.pause());
            if (failing.remove(what)) {
                LOG.info("Expired items of {} are deleted again", what);
            }
            LOG.debug("Swept {}: {}", what, sweep);
        } catch (RuntimeException | Error e) {
            failed(what, e, current);
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
