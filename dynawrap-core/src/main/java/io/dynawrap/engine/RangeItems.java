package io.dynawrap.engine;

import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyInterval;
import io.dynawrap.key.KeyRange;
import io.dynawrap.key.StorableText;
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
 * The stored items of a query in a range, fetched page by page on demand. Items of other models in the range are
 * skipped, and so are expired items, and the item at the end of bounds, which a backend may return. Holds one page.
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
    private final QueryTarget<?> target;
    private final ItemExpiry expiry;
    private final @Nullable KeyRange range;
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
     * @param first the request for the first page, or {@code null} if nothing is to be read
     * @param needed returns how many more items the caller needs, {@link Integer#MAX_VALUE} for all
     */
    RangeItems(
            Backend backend,
            QueryTarget<?> target,
            ItemExpiry expiry,
            @Nullable RangeRequest first,
            IntSupplier needed) {
        this.backend = backend;
        this.target = target;
        this.expiry = expiry;
        this.next = first == null || first.range().isEmpty() ? null : first;
        this.range = first == null ? null : first.range();
        this.needed = needed;
    }

    /**
     * Returns a request that continues after a key. A key outside of the bounds of the range, which a database may refuse, is moved
     * to them.
     *
     * @return the request, or {@code null} if nothing follows
     */
    static @Nullable RangeRequest after(RangeRequest request, ItemKey key) {
        KeyInterval bounds = request.range().bounds();
        if (bounds == null || !request.range().isOnePartition()) {
            return request.after(key);
        }
        boolean before = StorableText.compare(key.sortKey(), bounds.from()) < 0;
        boolean behind = bounds.until() != null && StorableText.compare(key.sortKey(), bounds.until()) >= 0;
        if (!before && !behind) {
            return request.after(key);
        }
        return before == request.reverse() ? null : request.after(null);
    }

    @Override
    @Nullable StoredItem find() {
        while (true) {
            while (page.hasNext()) {
                StoredItem candidate = page.next();
                if (isAtTheEnd(candidate.key())) {
                    continue;
                }
                ItemType<?> type = target.typeOf(candidate.key());
                if (type != null || target.includesItemsWithoutModel()) {
                    others = 0;
                    if (type != null && expiry.hasExpired(type, candidate)) {
                        continue;
                    }
                    return candidate;
                }
                others++;
                other = candidate.key();
            }
            RangeRequest request = next == null ? null : behindOthers(next);
            if (request == null) {
                next = null;
                return null;
            }
            fetch(request);
        }
    }

    private boolean isAtTheEnd(ItemKey key) {
        KeyInterval bounds = range == null ? null : range.bounds();
        return bounds != null && key.sortKey().equals(bounds.until());
    }

    /**
     * Returns a request that continues behind a long run of items that extend an item of the model, like the lines of an
     * order; {@code null} if nothing follows.
     */
    private @Nullable RangeRequest behindOthers(RangeRequest request) {
        ItemKey position =
                others >= LONG_RUN && other != null && request.range().isOnePartition()
                        ? target.positionAfterExtensionsOf(other, request.reverse())
                        : null;
        if (position == null) {
            maximum = Integer.MAX_VALUE;
            return request;
        }
        maximum = maximum == Integer.MAX_VALUE ? FIRST_PAGE_AFTER_SKIP : Math.min(LARGEST_PAGE_AFTER_SKIP, 2 * maximum);
        others = 0;
        return after(request, position);
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
