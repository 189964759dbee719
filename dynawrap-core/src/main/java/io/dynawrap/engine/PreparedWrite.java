package io.dynawrap.engine;

import io.dynawrap.mapping.ItemType;
import org.jspecify.annotations.Nullable;

/**
 * A checked operation of a model that was not sent yet.
 *
 * @param type the model
 * @param write the operation and its checks
 * @param item the item as stored, or {@code null} if the operation stores no item
 */
record PreparedWrite<T>(
        ItemType<T> type, CheckedWrite write, @Nullable T item) {}
