package io.dynawrap.engine;

import java.lang.ref.Cleaner;
import java.util.Iterator;
import java.util.function.Supplier;

/** The items of a stream that somebody listens to: counts them, and ends the operation with the stream. */
final class ObservedItems<T> implements Iterator<T> {

    /** Ends the operations of streams that were given up, which would otherwise count as active for ever. */
    private static final Cleaner GIVEN_UP = Cleaner.create();

    private final Iterator<T> items;
    private final ObservedOperation operation;
    private final Cleaner.Cleanable end;
    private long missing;

    /**
     * Wraps the items of a stream.
     *
     * @param limit how many items the stream returns at most
     */
    ObservedItems(Iterator<T> items, ObservedOperation operation, long limit) {
        this.items = items;
        this.operation = operation;
        this.missing = limit;
        this.end = GIVEN_UP.register(this, () -> operation.end(false, null));
    }

    @Override
    public boolean hasNext() {
        boolean more = call(items::hasNext);
        if (!more) {
            operation.end(true, null);
        }
        return more;
    }

    @Override
    public T next() {
        T item = call(items::next);
        operation.items(1);
        if (--missing == 0) {
            operation.end(true, null);
        }
        return item;
    }

    private <R> R call(Supplier<R> step) {
        try {
            return step.get();
        } catch (RuntimeException | Error e) {
            operation.end(false, e);
            throw e;
        }
    }

    /** Ends the operation if the stream did not come to its end. */
    void close() {
        end.clean();
    }
}
