package io.dynawrap.postgres;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.StoredItem;
import org.jspecify.annotations.Nullable;

/**
 * One row of a page as it was read.
 *
 * @param key the key
 * @param item the item, or {@code null} if its document was withheld
 * @param withheldBytes the size of a document that was withheld, uncompressed if the table stores it compressed
 */
record PageRow(ItemKey key, @Nullable StoredItem item, int withheldBytes) {

    int bytes() {
        int keyBytes = key.partitionKey().length() + key.sortKey().length();
        return keyBytes + (item == null ? withheldBytes : JsonItemData.bytesOf(item).length);
    }
}
