package io.dynawrap.engine;

import java.lang.ref.Cleaner;
import java.util.Iterator;
import java.util.function.Supplier;

/** The items of a stream that a listener is notified of: counts them, and completes the call with the stream. */
final class ObservedItems<T> implements Iterator<T> {

    /** Completes the calls of abandoned streams, which would otherwise count as active forever. */
    private static final Cleaner ABANDONED = Cleaner.create();

    private final Iterator<T> items;
    private final ObservedCall call;
    private final Cleaner.Cleanable end;
    private long remaining;

    /**
     * Wraps the items of a stream.
     *
     * @param limit the maximum number of items that the stream returns
     */
    ObservedItems(Iterator<T> items, ObservedCall call, long limit) {
        this.items = items;
        this.call = call;
        this.remaining = limit;
        this.end = ABANDONED.register(this, () -> call.complete(false, null));
    }

    @Override
    public boolean hasNext() {
        boolean more = step(items::hasNext);
        if (!more) {
            call.complete(true, null);
        }
        return more;
    }

    @Override
    public T next() {
        T item = step(items::next);
        call.items(1);
        if (--remaining == 0) {
            call.complete(true, null);
        }
        return item;
    }

    private <R> R step(Supplier<R> next) {
        try {
            return next.get();
        } catch (RuntimeException | Error e) {
            call.complete(false, e);
            throw e;
        }
    }

    /** Completes the call if the stream was not read to its end. */
    void close() {
        end.clean();
    }
}
