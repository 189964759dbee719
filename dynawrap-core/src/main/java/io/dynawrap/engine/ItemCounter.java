package io.dynawrap.engine;

import io.dynawrap.KeyValues;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts the stored items of a model, page by page. Reads at most one of their fields, to leave out expired items. Used once. */
final class ItemCounter {

    private final ItemType<?> type;
    private final ItemExpiry expiry;
    private final Map<String, Long> byVersion = new TreeMap<>();
    private long withoutVersion;
    private long others;

    ItemCounter(ItemType<?> type, ItemExpiry expiry) {
        this.type = type;
        this.expiry = expiry;
    }

    /** Counts until the end of the table, or until the time is over; then the page that was started is the last. */
    StoreAdmin.ItemCounts run(Backend backend, String table, Duration atMost) {
        TimeBudget time = new TimeBudget(atMost);
        RangeRequest next = RangeRequest.of(table, type.keys().scanRange(KeyValues.none()));
        while (next != null && !time.isOver()) {
            RangePage page = backend.read(next);
            page.items().stream()
                    .filter(item -> type.matches(item.key()) && !expiry.hasExpired(type, item))
                    .forEach(item -> add(item.schemaVersion()));
            next = page.next();
        }
        return new StoreAdmin.ItemCounts(Map.copyOf(byVersion), withoutVersion, others, next == null);
    }

    private void add(@Nullable String version) {
        if (version == null) {
            withoutVersion++;
        } else if (byVersion.containsKey(version)
                || (byVersion.size() < StoreAdmin.ItemCounts.MAX_VERSIONS
                        && version.length() <= StoreAdmin.ItemCounts.MAX_VERSION_LENGTH)) {
            byVersion.merge(version, 1L, Long::sum);
        } else {
            others++;
        }
    }
}
