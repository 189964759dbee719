package io.dynawrap.postgres;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Cancels statements that exceed their limits. The query timeout of the driver would do so too, but it wakes a thread for each
 * statement, which costs about a third of a short one. Here a thread looks at the running statements from time to time. It ends
 * when no statement has run for a while.
 */
final class StatementWatch {

    private static final Duration INTERVAL = Duration.ofMillis(250);

    /** As many looks without a running statement end the thread. */
    private static final int IDLE_LOOKS = 40;

    private final Duration interval;
    private final ThreadFactory factory;
    private final Set<Watched> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean hasThread = new AtomicBoolean();

    StatementWatch() {
        this(INTERVAL, StatementWatch::newThread);
    }

    StatementWatch(Duration interval, ThreadFactory factory) {
        this.interval = interval;
        this.factory = factory;
    }

    static Thread newThread(Runnable task) {
        Thread thread = new Thread(null, task, "dynawrap-time-limits", 0, false);
        thread.setDaemon(true);
        return thread;
    }

    /** Watches a statement until the returned object is closed. */
    Watched watch(Statement statement, Duration limit) {
        Watched watched = new Watched(statement, System.nanoTime() + TimeLimits.nanos(limit));
        running.add(watched);
        try {
            startThread();
        } catch (Error e) {
            watched.close();
            throw e;
        }
        return watched;
    }

    /** Reports whether no statement is watched. */
    boolean isIdle() {
        return running.isEmpty();
    }

    /** If the thread cannot be started, the next statement tries it anew. */
    private void startThread() {
        if (!hasThread.get() && hasThread.compareAndSet(false, true)) {
            try {
                factory.newThread(this::look).start();
            } catch (Error e) {
                hasThread.set(false);
                throw e;
            }
        }
    }

    private void look() {
        try {
            for (int idle = 0; idle < IDLE_LOOKS; idle = isIdle() ? idle + 1 : 0) {
                Thread.sleep(interval.toMillis());
                long now = System.nanoTime();
                running.forEach(watched -> watched.cancelIfOver(now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hasThread.set(false);
        }
        if (!isIdle()) {
            startThread(); // a statement that started meanwhile has seen this thread
        }
    }

    /** A statement that runs. */
    final class Watched implements AutoCloseable {

        private final Statement statement;
        private final long end;
        private boolean isComplete;

        Watched(Statement statement, long end) {
            this.statement = statement;
            this.end = end;
        }

        /** Holds the lock while it cancels, so that no later statement of the connection is cancelled. */
        private synchronized void cancelIfOver(long now) {
            if (isComplete || now - end < 0) {
                return;
            }
            isComplete = true;
            try {
                statement.cancel();
            } catch (SQLException | RuntimeException e) {
                // the limit of the connection remains
            }
        }

        @Override
        public void close() {
            running.remove(this);
            synchronized (this) {
                isComplete = true;
            }
        }
    }
}
