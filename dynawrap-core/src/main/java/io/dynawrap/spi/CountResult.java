package io.dynawrap.spi;

import org.jspecify.annotations.Nullable;

/**
 * The number of items in a part of a range.
 *
 * @param items how many were counted; may be 0 although more follow
 * @param next the request for the rest, or {@code null} if the range was counted to its end, or as far as the caller needs
 * @param capacity the consumed capacity units, or {@code null} if they were not requested or the database does not report them
 */
public record CountResult(
        long items, @Nullable CountRequest next, @Nullable Double capacity) {}
