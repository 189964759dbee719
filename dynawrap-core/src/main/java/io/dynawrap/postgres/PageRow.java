package io.dynawrap.postgres;

import io.dynawrap.backend.StoredItem;
import io.dynawrap.mapping.ItemKey;
import org.jspecify.annotations.Nullable;

/**
 * One row of a page as it was read.
 *
 * @param key the key
 * @param item the item, or {@code null} when its document was withheld
 * @param storedBytes the size of the document in the table, compressed if the table holds it so
 */
record PageRow(ItemKey key, @Nullable StoredItem item, int storedBytes) {

    int bytes() {
        int keyBytes = key.partitionKey().length() + key.sortKey().length();
        return keyBytes + Math.max(storedBytes, item == null ? 0 : item.data().bytes());
    }
}
