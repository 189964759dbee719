package io.dynawrap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a query's items.
 *
 * @param items the items in the query's order, as many as were asked for unless the query has no more
 * @param nextCursor where the next page begins, or {@code null} exactly when no further item with a matching key was
 *     seen
 * @param <T> the model
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /**
     * Makes a page that cannot be changed.
     *
     * @param items the items
     * @param nextCursor where the next page begins, or {@code null}
     */
    public Page {
        items = List.copyOf(items);
    }
}
