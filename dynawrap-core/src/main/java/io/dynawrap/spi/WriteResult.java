package io.dynawrap.spi;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link WriteRequest}.
 *
 * @param capacity the consumed capacity units, or {@code null} if they were not requested or the database does not
 *     report them
 */
public record WriteResult(@Nullable Double capacity) {}
