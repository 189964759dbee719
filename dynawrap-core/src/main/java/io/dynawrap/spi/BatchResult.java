package io.dynawrap.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link BatchRequest}.
 *
 * @param unprocessed the operations that the database did not process, which may be retried
 * @param capacity the consumed capacity units, or {@code null} if they were not requested or the database does not
 *     report them
 */
public record BatchResult(
        List<ItemOperation> unprocessed, @Nullable Double capacity) {}
