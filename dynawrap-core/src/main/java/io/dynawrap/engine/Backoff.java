package io.dynawrap.engine;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** The pauses before retries and the clock that limits them, shared by batches and single writes. */
final class Backoff {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** Waits before a retry. */
    @FunctionalInterface
    interface Pauses {
        void pause(Duration longest) throws InterruptedException;

        /**
         * Returns pauses that sleep for a random part ("full jitter"), so that many writers do not retry at the same
         * time.
         */
        static Pauses sleeping() {
            return longest -> Thread.sleep(ThreadLocalRandom.current().nextLong(longest.toMillis() + 1));
        }
    }

    private final Pauses pauses;
    private final LongSupplier nanoTime;

    Backoff(Pauses pauses, LongSupplier nanoTime) {
        this.pauses = pauses;
        this.nanoTime = nanoTime;
    }

    /** Creates pauses that sleep. */
    static Backoff sleeping() {
        return new Backoff(Pauses.sleeping(), System::nanoTime);
    }

    /** Returns the present value of a clock that has no relation to the time of day. */
    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Returns whether a time is over that started at a value of the clock. */
    boolean isOver(Duration time, long since) {
        return nanoTime.getAsLong() - since > time.toNanos();
    }

    /**
     * Waits before a retry; the limit of the pause doubles with each one.
     *
     * @param retry the number of retries so far
     * @return false if the thread was interrupted
     */
    boolean paused(int retry) {
        Duration longest = FIRST_PAUSE.multipliedBy(1L << Math.min(retry, Integer.SIZE));
        try {
            pauses.pause(longest.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longest);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
