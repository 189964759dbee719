package io.dynawrap.engine;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Counts the requests of one batch that made no progress, waits before the next one, and limits both. Used by one thread. */
final class RetryRounds {

    /** The maximum number of consecutive requests without progress, before a batch ends. */
    private static final int MAX_IDLE_ROUNDS = 10;

    /**
     * How long a batch without progress is retried. A single request may take minutes if the client waits for responses
     * that do not arrive and retries itself.
     */
    private static final Duration MAX_IDLE_TIME = Duration.ofMinutes(1);

    private final Backoff backoff;
    private int idleRounds;
    private long idleSince;

    RetryRounds(Backoff backoff) {
        this.backoff = backoff;
        this.idleSince = backoff.nanoTime();
    }

    /** Records a request, and whether the database processed a part of it. */
    void completed(boolean progress) {
        if (progress) {
            idleRounds = 0;
            idleSince = backoff.nanoTime();
        } else {
            idleRounds++;
        }
    }

    /**
     * Waits before the next request, until a condition holds.
     *
     * @return false if the batch is to end: a limit is reached, or the thread was interrupted
     */
    boolean waited(BooleanSupplier until) {
        int round = idleRounds;
        do {
            if (round > MAX_IDLE_ROUNDS || backoff.isOver(MAX_IDLE_TIME, idleSince) || !backoff.paused(round)) {
                return false;
            }
            round++;
        } while (!until.getAsBoolean());
        return true;
    }
}
