package io.dynawrap.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a range, of about 1 MB at most.
 *
 * @param items the items found, in the order of the request; may be empty although more follow. If the range has bounds, an item
 *     under the key at their end may be among them.
 * @param next the request for the next page, or {@code null} if the range was read to its end
 * @param capacity the consumed capacity units, or {@code null} if they were not requested or the database does not
 *     report them
 */
public record RangePage(
        List<StoredItem> items,
        @Nullable RangeRequest next,
        @Nullable Double capacity) {}
