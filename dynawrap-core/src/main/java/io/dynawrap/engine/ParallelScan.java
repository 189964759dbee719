package io.dynawrap.engine;

import io.dynawrap.spi.RangeRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The items of several segments, read by several threads into a bounded buffer. The threads start with the first {@link
 * #hasNext}. They stop at the end of the segments, when a segment fails, or on {@link #close}.
 *
 * <p>No thread waits for the consumer. When the buffer is full, the threads put their segments aside and end, and the consumer
 * starts them again when it has taken half of the items. So a scan that is abandoned without being closed has no threads, and
 * its pages are garbage with it.
 */
final class ParallelScan<T> extends LookAhead<T> implements AutoCloseable {

    private static final int BUFFERED_ITEMS = 1024;

    /** Long enough that a consumer without pauses finds the same threads. */
    private static final long IDLE_THREAD_MILLIS = 500;

    private enum State {
        NEW,
        STARTED,
        ENDED,
        CLOSED
    }

    private final Supplier<List<RangeRequest>> split;
    private final Function<RangeRequest, Iterator<T>> items;
    private final ThreadFactory factory;

    /** Guards all fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Deque<T> buffer = new ArrayDeque<>();
    private Deque<Iterator<T>> resting = new ArrayDeque<>();
    private int reading;
    private State state = State.NEW;
    private @Nullable Throwable failure;
    private @Nullable ExecutorService threads;

    /**
     * Prepares a scan.
     *
     * @param split returns the segments, each of which is read by its own thread
     * @param items reads the items of a segment
     */
    ParallelScan(Supplier<List<RangeRequest>> split, Function<RangeRequest, Iterator<T>> items) {
        this(split, items, ParallelScan::newThread);
    }

    ParallelScan(Supplier<List<RangeRequest>> split, Function<RangeRequest, Iterator<T>> items, ThreadFactory factory) {
        this.split = split;
        this.items = items;
        this.factory = factory;
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(null, task, "dynawrap-scan", 0, false); // inherits no thread-locals
        thread.setDaemon(true);
        return thread;
    }

    @Override
    @Nullable T find() {
        if (!isStarted()) {
            start(split.get());
        }
        lock.lock();
        try {
            return take();
        } finally {
            lock.unlock();
        }
    }

    private boolean isStarted() {
        lock.lock();
        try {
            return state != State.NEW;
        } finally {
            lock.unlock();
        }
    }

    /** Starts with all segments or, if that fails, not at all: a scan never ends without the items of a segment. */
    private void start(List<RangeRequest> segments) {
        lock.lock();
        try {
            if (state == State.NEW) { // otherwise another thread has closed the scan while it was split
                // has room for all segments, so that a thread that puts its segment aside cannot fail
                Deque<Iterator<T>> all = new ArrayDeque<>(segments.size());
                segments.forEach(segment -> all.add(items.apply(segment)));
                threads = threads(segments.size());
                resting = all;
                state = State.STARTED;
            }
        } finally {
            lock.unlock();
        }
    }

    private ExecutorService threads(int count) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                count, count, IDLE_THREAD_MILLIS, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private @Nullable T take() {
        while (true) {
            if (failure == null && buffer.size() <= BUFFERED_ITEMS / 2) {
                resume();
            }
            T item = buffer.poll();
            if (item == null && failure != null) {
                close();
                if (failure instanceof Error e) {
                    throw e;
                }
                throw (RuntimeException) failure;
            }
            if (state == State.CLOSED) {
                throw new IllegalStateException("The stream of a parallel scan was closed while it was consumed");
            }
            if (item != null) {
                return item;
            }
            if (reading == 0) {
                end(State.ENDED);
                return null;
            }
            await();
        }
    }

    /** Continues with the segments that were put aside. If a thread cannot be started, the scan fails. */
    private void resume() {
        if (threads != null) {
            try {
                for (Iterator<T> segment = resting.poll(); segment != null; segment = resting.poll()) {
                    Iterator<T> resumed = segment;
                    threads.execute(() -> read(resumed));
                    reading++;
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
    }

    /** Runs in a thread of the scan. */
    private void read(Iterator<T> segment) {
        boolean isComplete = false;
        Throwable thrown = null;
        try {
            boolean hasRoom = true;
            while (hasRoom && !isComplete) {
                isComplete = !segment.hasNext();
                hasRoom = isComplete || buffer(segment.next());
            }
        } catch (RuntimeException | Error e) {
            thrown = e;
        }
        lock.lock();
        try {
            reading--;
            if (state == State.STARTED && thrown != null && failure == null) {
                failure = thrown;
            } else if (state == State.STARTED && thrown == null && !isComplete) {
                resting.add(segment);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Passes an item on, and returns whether there is room for another. */
    private boolean buffer(T item) {
        lock.lock();
        try {
            if (state != State.STARTED) {
                return false;
            }
            buffer.add(item);
            changed.signal();
            return buffer.size() < BUFFERED_ITEMS && failure == null;
        } finally {
            lock.unlock();
        }
    }

    private void await() {
        try {
            changed.await();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The thread that consumes a parallel scan was interrupted", e);
        }
    }

    @Override
    public void close() {
        end(State.CLOSED);
    }

    private void end(State end) {
        lock.lock();
        try {
            if (state == State.NEW || state == State.STARTED) {
                state = end;
                buffer.clear();
                resting.clear();
                changed.signal(); // wakes a consumer that waits in another thread
                if (threads != null) {
                    threads.shutdownNow();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
