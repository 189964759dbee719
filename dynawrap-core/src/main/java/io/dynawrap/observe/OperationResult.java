package io.dynawrap.observe;

import org.jspecify.annotations.Nullable;

/**
 * What one operation did.
 *
 * @param complete whether it came to its end: not if it failed, or if its stream was given up or closed before
 * @param items how many items it wrote, deleted or returned
 * @param pages how many pages of a range it read
 * @param retries how many requests of a batch repeated writes that an earlier one had left
 * @param capacity the capacity units it consumed, or {@code null} if the database reports none
 */
public record OperationResult(
        boolean complete,
        long items,
        long pages,
        long retries,
        @Nullable Double capacity) {}
