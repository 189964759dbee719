package io.dynawrap.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a range, of about 1 MB at most.
 *
 * @param items the items found, in the order of the read; may be empty although more follow
 * @param next the read of the following page, or {@code null} when the range was read to its end
 */
public record ItemPage(List<StoredItem> items, @Nullable RangeRead next) {}
