package io.dynawrap.engine;

import java.time.Duration;

/** A time for some work, which starts when it is created. A duration of any length is allowed. */
final class TimeBudget {

    /** What a {@code long} holds: 292 years. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final long start = System.nanoTime();
    private final long nanos;

    TimeBudget(Duration duration) {
        this.nanos = nanos(duration);
    }

    /** Converts a duration to nanoseconds, between none and the most there can be. */
    private static long nanos(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : Long.MAX_VALUE;
    }

    boolean isOver() {
        return System.nanoTime() - start >= nanos;
    }
}
