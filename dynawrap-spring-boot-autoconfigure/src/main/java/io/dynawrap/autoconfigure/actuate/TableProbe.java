package io.dynawrap.autoconfigure.actuate;

import io.dynawrap.TableNotFoundException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reads of one table, at most one of them at a time. */
final class TableProbe {

    private static final Logger LOG = LoggerFactory.getLogger(DynawrapHealthIndicator.class);

    private final String table;
    private final Consumer<String> ping;
    private CompletableFuture<TableState> read = CompletableFuture.completedFuture(TableState.NOT_READ);
    private TableState last = TableState.NOT_READ;
    private @Nullable Long startedAt;

    /**
     * Creates a probe that has not read.
     *
     * @param ping reads a table
     */
    TableProbe(String table, Consumer<String> ping) {
        this.table = table;
        this.ping = ping;
    }

    /** Returns the read that waits or is in progress, or a new one. */
    synchronized CompletableFuture<TableState> read(Executor threads) {
        if (read.isDone()) {
            CompletableFuture<TableState> started = new CompletableFuture<>();
            threads.execute(() -> run(started));
            read = started; // not before: if no thread can be started, the next call tries it anew
        }
        return read;
    }

    private void run(CompletableFuture<TableState> started) {
        setStartedAt(System.nanoTime());
        TableState state = state();
        finish(state);
        started.complete(state);
    }

    /** Reads the table. The message of a failure might name hosts and users, so it is written to the log only. */
    private TableState state() {
        try {
            ping.accept(table);
            return TableState.UP;
        } catch (TableNotFoundException e) {
            return TableState.MISSING;
        } catch (RuntimeException | Error e) {
            LOG.warn("The table '{}' cannot be read", table, e);
            return TableState.FAILED;
        }
    }

    private synchronized void setStartedAt(@Nullable Long nanoTime) {
        startedAt = nanoTime;
    }

    private synchronized void finish(TableState state) {
        startedAt = null;
        last = state;
    }

    /** Returns the result of the last read that has completed. */
    synchronized TableState last() {
        return last;
    }

    /** Reports whether a read has been in progress for so long. */
    synchronized boolean hasWaited(Duration time) {
        return startedAt != null && System.nanoTime() - startedAt >= time.toNanos();
    }
}
