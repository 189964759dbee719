package io.dynawrap.spi;

import io.dynawrap.mapping.ItemKey;
import org.jspecify.annotations.Nullable;

/**
 * One item as a backend stores it.
 *
 * @param key the key
 * @param schemaVersion the schema version stored beside the fields, or {@code null} if another writer stored none
 * @param data the serialised fields
 */
public record StoredItem(ItemKey key, @Nullable String schemaVersion, ItemData data) {}
