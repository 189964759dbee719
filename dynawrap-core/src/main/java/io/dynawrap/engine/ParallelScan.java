package io.dynawrap.engine;

import io.dynawrap.spi.RangeRequest;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The items of several segments, read by several threads and passed on through a bounded queue. The threads start with
 * the first {@link #hasNext}. They stop at the end of the segments, when a segment fails, or on {@link #close}.
 */
final class ParallelScan<T> extends LookAhead<T> implements AutoCloseable {

    private static final int QUEUED_ITEMS = 1024;

    /** A message from a thread to the consumer. */
    private sealed interface Signal<T> {
        record Item<T>(T item) implements Signal<T> {}

        record Failure<T>(Throwable cause) implements Signal<T> {}

        record End<T>() implements Signal<T> {}
    }

    private final Supplier<List<RangeRequest>> split;
    private final Function<RangeRequest, Iterator<T>> items;
    private final BlockingQueue<Signal<T>> signals = new ArrayBlockingQueue<>(QUEUED_ITEMS);
    private @Nullable ExecutorService executor;
    private int running;
    private volatile boolean closed;

    /**
     * Prepares a scan.
     *
     * @param split returns the segments, each of which is read by its own thread
     * @param items reads the items of a segment
     */
    ParallelScan(Supplier<List<RangeRequest>> split, Function<RangeRequest, Iterator<T>> items) {
        this.split = split;
        this.items = items;
    }

    private void start() {
        List<RangeRequest> segments = split.get();
        executor = Executors.newFixedThreadPool(segments.size(), task -> {
            // inherits no thread-locals, like the threads of a batch
            Thread thread = new Thread(null, task, "dynawrap-scan", 0, false);
            thread.setDaemon(true);
            return thread;
        });
        running = segments.size();
        for (RangeRequest segment : segments) {
            executor.execute(() -> read(segment));
        }
    }

    private void read(RangeRequest segment) {
        try {
            Signal<T> last = new Signal.End<>();
            try {
                Iterator<T> found = items.apply(segment);
                while (found.hasNext()) {
                    signals.put(new Signal.Item<>(found.next()));
                }
            } catch (RuntimeException | Error e) {
                last = new Signal.Failure<>(e);
            }
            signals.put(last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: the queue has no consumer
        }
    }

    @Override
    @Nullable T find() {
        if (closed) {
            return null;
        }
        if (executor == null) {
            start();
        }
        while (running > 0) {
            Signal<T> signal = take();
            if (closed) {
                throw new IllegalStateException("The stream of a parallel scan was closed while it was consumed");
            }
            if (signal instanceof Signal.Item<T> item) {
                return item.item();
            }
            if (signal instanceof Signal.Failure<T> failure) {
                close();
                throw failure.cause() instanceof RuntimeException e ? e : new IllegalStateException(failure.cause());
            }
            running--;
        }
        close();
        return null;
    }

    private Signal<T> take() {
        try {
            return signals.take();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The thread that consumes a parallel scan was interrupted", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (executor != null) {
            executor.shutdownNow();
            signals.clear();
            signals.offer(new Signal.End<>()); // wakes a consumer that waits in another thread
        }
    }
}
