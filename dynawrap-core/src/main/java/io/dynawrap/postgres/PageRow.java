package io.dynawrap.postgres;

import io.dynawrap.backend.StoredItem;
import io.dynawrap.mapping.ItemKey;
import org.jspecify.annotations.Nullable;

/**
 * One row of a page as it was read.
 *
 * @param key the key
 * @param item the item, or {@code null} when its document was withheld
 * @param documentBytes the size of the document, unpacked if the table holds it compressed
 */
record PageRow(ItemKey key, @Nullable StoredItem item, int documentBytes) {

    int bytes() {
        int keyBytes = key.partitionKey().length() + key.sortKey().length();
        return keyBytes + Math.max(documentBytes, item == null ? 0 : item.data().bytes());
    }
}
