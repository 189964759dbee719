package io.dynawrap.engine;

import io.dynawrap.Condition;
import io.dynawrap.OnError;
import io.dynawrap.key.KeyRange;
import org.jspecify.annotations.Nullable;

/** The caller's settings of a query or scan. Changed only on a copy that no query uses yet. */
final class QuerySettings {

    /** A value above every limit that can be set. */
    static final long NO_LIMIT = Long.MAX_VALUE;

    final boolean scan;
    boolean consistent;
    boolean reverse;
    OnError onError = OnError.WARN;
    long limit = NO_LIMIT;
    int threads = 1;

    /** The keys to read, within bounds. */
    KeyRange range;

    @Nullable Condition filter;

    QuerySettings(boolean scan, boolean consistent, KeyRange range) {
        this.scan = scan;
        this.consistent = consistent;
        this.range = range;
    }

    QuerySettings copy() {
        QuerySettings copy = new QuerySettings(scan, consistent, range);
        copy.reverse = reverse;
        copy.onError = onError;
        copy.limit = limit;
        copy.threads = threads;
        copy.filter = filter;
        return copy;
    }

    /** Reports whether one thread reads; nothing is split if there is nothing to read. */
    boolean isSequential() {
        return threads == 1 || range.isEmpty();
    }
}
