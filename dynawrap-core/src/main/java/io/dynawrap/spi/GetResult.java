package io.dynawrap.spi;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link GetRequest}.
 *
 * @param item the item, or {@code null} if it does not exist
 * @param capacity the consumed capacity units, or {@code null} if they were not requested or the database does not
 *     report them
 */
public record GetResult(@Nullable StoredItem item, @Nullable Double capacity) {}
