package io.dynawrap.spi;

import io.dynawrap.key.ItemKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link GetAllRequest}. A key that is neither that of an item nor unprocessed has no item.
 *
 * @param items the items that exist, in any order
 * @param unprocessed the keys that the database did not process, which may be retried
 * @param capacity the consumed capacity units, or {@code null} if they were not requested or the database does not
 *     report them
 */
public record GetAllResult(
        List<StoredItem> items,
        List<ItemKey> unprocessed,
        @Nullable Double capacity) {}
