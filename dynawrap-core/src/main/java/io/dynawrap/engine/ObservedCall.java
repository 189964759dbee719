package io.dynawrap.engine;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.observe.OperationListener;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.spi.Backend;
import java.util.Iterator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An operation that a listener is notified of. It starts when it is run or, as a stream, with its first request, and completes
 * once, whichever thread completes it first.
 */
final class ObservedCall implements StoreCall {

    private final StoreListener listener;
    private final StoreListener.Operation operation;
    private final ObservedBackend backend;
    private final LongAdder items = new LongAdder();
    private final LongAdder pages = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final DoubleAdder capacity = new DoubleAdder();
    private volatile boolean capacityReported;
    private volatile boolean refused;
    private @Nullable OperationListener started;
    private boolean completed;

    ObservedCall(StoreListener listener, StoreListener.Operation operation, Backend backend) {
        this.listener = listener;
        this.operation = operation;
        this.backend = new ObservedBackend(backend, this);
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public <R extends @Nullable Object> R run(Function<StoreCall, R> work) {
        start();
        try {
            R result = work.apply(this);
            complete(true, null);
            return result;
        } catch (ConditionFailedException | TransactionFailedException e) {
            refused = true;
            complete(true, null);
            throw e;
        } catch (RuntimeException | Error e) {
            complete(false, e);
            throw e;
        }
    }

    @Override
    public <T> Stream<T> stream(Iterator<T> found, long limit) {
        ObservedItems<T> observed = new ObservedItems<>(found, this, limit);
        return StoreCall.streamOf(observed).onClose(observed::close);
    }

    <R extends @Nullable Object> R request(Supplier<R> call) {
        return start().request(call);
    }

    private synchronized OperationListener start() {
        if (started == null) {
            started = listener.started(operation);
        }
        return started;
    }

    @Override
    public void items(long more) {
        items.add(more);
    }

    void page() {
        pages.increment();
    }

    void retry() {
        retries.increment();
    }

    void consumed(@Nullable Double units) {
        if (units != null) {
            capacityReported = true;
            capacity.add(units);
        }
    }

    /** Completes the operation, unless it did not start or has completed already. */
    void complete(boolean atItsEnd, @Nullable Throwable failure) {
        OperationListener completing;
        synchronized (this) {
            if (started == null || completed) {
                return;
            }
            completed = true;
            completing = started;
        }
        Double units = capacityReported ? capacity.sum() : null;
        completing.completed(
                new OperationListener.Result(atItsEnd, refused, items.sum(), pages.sum(), retries.sum(), units),
                failure);
    }
}
