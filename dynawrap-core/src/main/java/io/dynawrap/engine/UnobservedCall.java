package io.dynawrap.engine;

import io.dynawrap.spi.Backend;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An operation without a listener. Has no state, so one object serves all operations of a store. */
final class UnobservedCall implements StoreCall {

    private final Backend backend;

    UnobservedCall(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public void items(long more) {}

    @Override
    public <R extends @Nullable Object> R run(Function<StoreCall, R> work) {
        return work.apply(this);
    }

    @Override
    public <T> Stream<T> stream(Iterator<T> items, long limit) {
        return StoreCall.streamOf(items);
    }
}
