package io.dynawrap.engine;

import io.dynawrap.key.ItemKey;
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
 * skipped, and so are expired items. Holds one page.
 */
final class RangeItems extends LookAhead<StoredItem> {

    /** So many items of other models in a row are read before the reader looks for a way past them. */
    private static final int LONG_RUN = 100;

    /**
     * The first page behind a skipped run is small, because the next run may follow at once. Each further page is larger,
     * so that many runs of medium length do not cost a request each.
     */
    private static final int FIRST_PAGE_AFTER_SKIP = 128;

    private static final int LARGEST_PAGE_AFTER_SKIP = 1024;

    private final Backend backend;
    private final ItemType<?> type;
    private final ItemExpiry expiry;
    private final IntSupplier needed;

    private @Nullable RangeRequest next;
    private Iterator<StoredItem> page = List.<StoredItem>of().iterator();
    private int minimum;
    private @Nullable ItemKey other;
    private int others;
    private int maximum = Integer.MAX_VALUE;

    /**
     * Starts to read.
     *
     * @param expiry decides which items have expired; these are skipped
     * @param needed returns how many more items the caller needs, {@link Integer#MAX_VALUE} for all
     */
    RangeItems(Backend backend, ItemType<?> type, ItemExpiry expiry, RangeRequest first, IntSupplier needed) {
        this.backend = backend;
        this.type = type;
        this.expiry = expiry;
        this.next = first;
        this.needed = needed;
    }

    @Override
    @Nullable StoredItem find() {
        while (true) {
            while (page.hasNext()) {
                StoredItem candidate = page.next();
                if (type.matches(candidate.key())) {
                    others = 0;
                    if (expiry.hasExpired(type, candidate)) {
                        continue;
                    }
                    return candidate;
                }
                others++;
                other = candidate.key();
            }
            if (next == null) {
                return null;
            }
            fetch(behindOthers(next));
        }
    }

    /**
     * Returns a request that continues behind a long run of items that extend an item of the model, like the lines of an
     * order.
     */
    private RangeRequest behindOthers(RangeRequest request) {
        ItemKey position =
                others >= LONG_RUN && other != null && request.range().isOnePartition()
                        ? type.keys().positionAfterExtensionsOf(other, request.reverse())
                        : null;
        if (position == null) {
            maximum = Integer.MAX_VALUE;
            return request;
        }
        maximum = maximum == Integer.MAX_VALUE ? FIRST_PAGE_AFTER_SKIP : Math.min(LARGEST_PAGE_AFTER_SKIP, 2 * maximum);
        others = 0;
        return request.after(position);
    }

    /**
     * Requests what the caller still needs, and twice as much each time that is not enough. So a small limit costs
     * little, and many items of other models do not cost a request each.
     */
    private void fetch(RangeRequest request) {
        int limit = Math.max(needed.getAsInt(), minimum);
        RangePage fetched = backend.read(request.limit(Math.min(limit, maximum)));
        minimum = (int) Math.min(Integer.MAX_VALUE, 2L * limit);
        page = fetched.items().iterator();
        next = fetched.next();
    }
}
