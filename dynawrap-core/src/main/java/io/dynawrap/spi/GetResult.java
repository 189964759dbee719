package io.dynawrap.spi;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link GetRequest}.
 *
 * @param item the item, or {@code null} if it does not exist
 * @param capacity the consumed capacity units, or {@code null} if they were not asked for or the database counts none
 */
public record GetResult(@Nullable StoredItem item, @Nullable Double capacity) {}
