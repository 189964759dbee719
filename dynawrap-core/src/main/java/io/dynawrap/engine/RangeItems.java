package io.dynawrap.engine;

import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The stored items of one model in a range, fetched page by page on demand. Items of other models in the range are
 * skipped. Holds one page.
 */
final class RangeItems extends LookAhead<StoredItem> {

    private final Backend backend;
    private final ItemType<?> type;
    private final IntSupplier needed;

    private @Nullable RangeRequest next;
    private Iterator<StoredItem> page = List.<StoredItem>of().iterator();
    private int minimum;

    /**
     * Starts to read.
     *
     * @param needed returns how many more items the caller needs, {@link Integer#MAX_VALUE} for all
     */
    RangeItems(Backend backend, ItemType<?> type, RangeRequest first, IntSupplier needed) {
        this.backend = backend;
        this.type = type;
        this.next = first;
        this.needed = needed;
    }

    @Override
    @Nullable StoredItem find() {
        while (true) {
            while (page.hasNext()) {
                StoredItem candidate = page.next();
                if (type.matches(candidate.key())) {
                    return candidate;
                }
            }
            if (next == null) {
                return null;
            }
            fetch(next);
        }
    }

    /**
     * Requests what the caller still needs, and twice as much each time that is not enough. So a small limit costs
     * little, and many items of other models do not cost a request each.
     */
    private void fetch(RangeRequest request) {
        int limit = Math.max(needed.getAsInt(), minimum);
        RangePage fetched = backend.read(request.limit(limit));
        minimum = (int) Math.min(Integer.MAX_VALUE, 2L * limit);
        page = fetched.items().iterator();
        next = fetched.next();
    }
}
