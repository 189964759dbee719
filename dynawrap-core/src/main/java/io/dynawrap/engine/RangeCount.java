package io.dynawrap.engine;

import io.dynawrap.spi.Backend;
import io.dynawrap.spi.CountRequest;
import io.dynawrap.spi.CountResult;

/** Counts the items of a query by requests that return numbers. Used once. */
final class RangeCount {

    private final Backend backend;
    private final long limit;

    RangeCount(Backend backend, long limit) {
        this.backend = backend;
        this.limit = limit;
    }

    /** Requests what is still needed, and twice as much each time that is not enough, as {@link RangeItems} does. */
    long run(CountRequest first) {
        long count = 0;
        long minimum = 0;
        CountRequest next = first.read().range().isEmpty() ? null : first;
        while (next != null && count < limit) {
            int needed = LimitedItems.needed(Math.max(limit - count, minimum));
            CountResult result = backend.count(next.with(next.read().limit(needed)));
            minimum = 2L * needed;
            count += result.items();
            next = result.next();
        }
        return Math.min(count, limit);
    }
}
