package io.dynawrap.engine;

import io.dynawrap.spi.Backend;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** One operation of a store while it runs, with or without a listener that is notified of it. */
sealed interface StoreCall permits ObservedCall, UnobservedCall {

    /** Returns the backend for the requests of this operation. */
    Backend backend();

    /** Counts items that were written, deleted or returned. */
    void items(long more);

    /** Runs the whole operation. */
    <R extends @Nullable Object> R run(Function<StoreCall, R> work);

    /**
     * Runs the operation while a stream is consumed.
     *
     * @param items the items of the stream
     * @param limit the maximum number of items that the stream returns
     */
    <T> Stream<T> stream(Iterator<T> items, long limit);

    static <T> Stream<T> streamOf(Iterator<T> items) {
        int characteristics = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(items, characteristics), false);
    }
}
