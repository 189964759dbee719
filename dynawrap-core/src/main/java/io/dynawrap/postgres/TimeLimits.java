package io.dynawrap.postgres;

import java.time.Duration;

/**
 * How long a statement may take. At its limit the server is asked to cancel it, which leaves nothing open: a write that is
 * reported as failed is not stored later. A server that is frozen, or cut off without notice, does not cancel. So the driver waits
 * a little longer for its answer, and then abandons the connection.
 *
 * @param query the limit of a statement on some keys or one partition; zero for none
 * @param scan the limit of a statement that reads across partitions, or that creates a table; zero for none
 */
record TimeLimits(Duration query, Duration scan) {

    static final TimeLimits NONE = new TimeLimits(Duration.ZERO, Duration.ZERO);

    /** The time in which the server must cancel; the driver itself waits as long for the request to be accepted. */
    private static final Duration TIME_TO_CANCEL = Duration.ofSeconds(10);

    /** So that milliseconds fit an {@code int}. */
    private static final Duration LONGEST = Duration.ofDays(20);

    TimeLimits {
        if (query.isNegative() || scan.isNegative()) {
            throw new IllegalArgumentException("A time limit must not be negative: query " + query + ", scan " + scan
                    + ". Use zero for no limit.");
        }
    }

    /** Returns how long the driver waits for an answer to a statement with a limit, in milliseconds. */
    static int answerMillis(Duration limit) {
        return (int) shortened(limit).plus(TIME_TO_CANCEL).toMillis();
    }

    static long nanos(Duration limit) {
        return shortened(limit).toNanos();
    }

    private static Duration shortened(Duration limit) {
        return limit.compareTo(LONGEST) > 0 ? LONGEST : limit;
    }
}
