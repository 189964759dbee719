package io.dynawrap.spi;

import io.dynawrap.key.ItemKey;
import org.jspecify.annotations.Nullable;

/**
 * One item as a backend stores it.
 *
 * @param key the key
 * @param schemaVersion the schema version stored beside the fields, or {@code null} if another writer stored no version
 * @param data the serialised fields
 * @param bytes the size of an item that is to be written, as DynamoDB counts; 0 for an item that was read
 */
public record StoredItem(ItemKey key, @Nullable String schemaVersion, ItemData data, int bytes) {

    /**
     * Creates an item that was read.
     *
     * @param key the key
     * @param schemaVersion the schema version stored beside the fields, or {@code null} if another writer stored no
     *     version
     * @param data the serialised fields
     */
    public StoredItem(ItemKey key, @Nullable String schemaVersion, ItemData data) {
        this(key, schemaVersion, data, 0);
    }
}
