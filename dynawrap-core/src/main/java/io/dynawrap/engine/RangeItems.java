package io.dynawrap.engine;

import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.ItemPage;
import io.dynawrap.spi.RangeRead;
import io.dynawrap.spi.StoredItem;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The stored items of one model in a range, fetched page by page as they are asked for. Items of other models in the
 * range are passed over. Holds one page.
 */
final class RangeItems extends LookAhead<StoredItem> {

    private final Backend backend;
    private final String table;
    private final ItemType<?> type;
    private final IntSupplier wanted;

    private @Nullable RangeRead nextRead;
    private Iterator<StoredItem> page = List.<StoredItem>of().iterator();
    private int fewest;

    /**
     * Begins to read.
     *
     * @param wanted how many more items the caller will take as far as it knows, {@link Integer#MAX_VALUE} for all
     */
    RangeItems(Backend backend, String table, ItemType<?> type, RangeRead first, IntSupplier wanted) {
        this.backend = backend;
        this.table = table;
        this.type = type;
        this.nextRead = first;
        this.wanted = wanted;
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
            if (nextRead == null) {
                return null;
            }
            fetch(nextRead);
        }
    }

    /**
     * Asks for what is still wanted, and for twice as much each time that was not enough, so that a small limit costs
     * little and many items of other models do not cost a request each.
     */
    private void fetch(RangeRead read) {
        int limit = Math.max(wanted.getAsInt(), fewest);
        ItemPage fetched = backend.read(table, read.limit(limit));
        fewest = (int) Math.min(Integer.MAX_VALUE, 2L * limit);
        page = fetched.items().iterator();
        nextRead = fetched.next();
    }
}
