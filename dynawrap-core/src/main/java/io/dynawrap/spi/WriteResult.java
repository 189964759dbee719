package io.dynawrap.spi;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link WriteRequest}.
 *
 * @param capacity the consumed capacity units, or {@code null} if they were not asked for or the database counts none
 */
public record WriteResult(@Nullable Double capacity) {}
