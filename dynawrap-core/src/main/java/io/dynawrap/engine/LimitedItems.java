package io.dynawrap.engine;

import io.dynawrap.spi.RangeRequest;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** Ends at a limit, and requests only as many items as remain. */
final class LimitedItems<E> implements Iterator<E> {

    private long remaining;
    private final Iterator<E> items;

    /**
     * Limits items.
     *
     * @param items reads the items; it is passed how many the caller still needs
     */
    LimitedItems(long limit, Function<IntSupplier, Iterator<E>> items) {
        this.remaining = limit;
        this.items = items.apply(() -> needed(remaining));
    }

    /** Converts a number of items to the type of {@link RangeRequest#limit}. */
    static int needed(long items) {
        return (int) Math.min(items, Integer.MAX_VALUE);
    }

    @Override
    public boolean hasNext() {
        return remaining > 0 && items.hasNext();
    }

    @Override
    public E next() {
        E item = items.next();
        remaining--;
        return item;
    }
}
