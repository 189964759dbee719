package io.dynawrap.autoconfigure.actuate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads tables, a few at the same time, for as long as one check of the health may take. What is not read by then is
 * read after it. So a check of very many tables takes their last known states instead of an arbitrary part of them.
 */
final class TableProbes {

    private static final Logger LOG = LoggerFactory.getLogger(DynawrapHealthIndicator.class);

    /** Few enough to leave connections to the application. */
    private static final int THREADS = 4;

    private static final int IDLE_SECONDS = 10;

    private final Consumer<String> ping;
    private final Duration timeout;
    private final Map<String, TableProbe> probes = new ConcurrentHashMap<>();
    private final Executor threads = threads();

    /**
     * Creates probes.
     *
     * @param ping reads a table
     * @param timeout how long {@link #states} may take
     */
    TableProbes(Consumer<String> ping, Duration timeout) {
        this.ping = ping;
        this.timeout = timeout;
    }

    /** Creates an executor whose threads stop when idle, and inherit nothing from the request that starts them. */
    private static Executor threads() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(null, task, "dynawrap-health", 0, false);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Reads tables and returns their states, sorted by name. Forgets all other tables. */
    Map<String, TableState> states(List<String> tables) {
        probes.keySet().retainAll(tables);
        Map<String, CompletableFuture<TableState>> reads = new LinkedHashMap<>();
        for (String table : tables) {
            reads.put(
                    table,
                    probes.computeIfAbsent(table, name -> new TableProbe(name, ping))
                            .read(threads));
        }
        await(CompletableFuture.allOf(reads.values().toArray(CompletableFuture<?>[]::new)));
        boolean anyAnswer = reads.values().stream().anyMatch(CompletableFuture::isDone);
        Map<String, TableState> states = new TreeMap<>();
        reads.forEach((table, read) -> states.put(table, read.getNow(unread(table, anyAnswer))));
        List<String> silent = states.entrySet().stream()
                .filter(table -> table.getValue() == TableState.NO_ANSWER)
                .map(Map.Entry::getKey)
                .toList();
        if (!silent.isEmpty()) {
            LOG.warn("The tables {} gave no answer within {} ms", silent, timeout.toMillis());
        }
        return states;
    }

    private void await(CompletableFuture<Void> all) {
        try {
            all.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("Not all tables were read in time", e);
        }
    }

    /** Returns the state of a table whose read has not completed. */
    private TableState unread(String table, boolean anyAnswer) {
        TableProbe probe = probes.get(table);
        if (probe == null || !anyAnswer || probe.hasWaited(timeout.dividedBy(2))) {
            return TableState.NO_ANSWER;
        }
        return probe.last();
    }
}
