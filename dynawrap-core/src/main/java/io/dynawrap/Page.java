package io.dynawrap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a query's items.
 *
 * @param items the items in the query's order, as many as requested unless the query has no more
 * @param nextCursor the cursor of the next page, or {@code null} if and only if no further item with a matching key was
 *     read
 * @param <T> the model
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /**
     * Creates a page with an unmodifiable copy of the items.
     *
     * @param items the items
     * @param nextCursor the cursor of the next page, or {@code null} on the last page
     */
    public Page {
        items = List.copyOf(items);
    }
}
