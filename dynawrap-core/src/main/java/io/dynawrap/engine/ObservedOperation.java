package io.dynawrap.engine;

import io.dynawrap.observe.OperationListener;
import io.dynawrap.observe.OperationResult;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.observe.StoreOperation;
import io.dynawrap.spi.Backend;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One operation that somebody listens to. It begins when it is run or, as that of a stream, with its first request, and ends
 * once, whoever ends it first.
 */
final class ObservedOperation {

    private final StoreListener listener;
    private final StoreOperation operation;
    private final ObservedBackend backend;
    private final LongAdder items = new LongAdder();
    private final LongAdder pages = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final DoubleAdder capacity = new DoubleAdder();
    private volatile boolean capacityReported;
    private @Nullable OperationListener begun;
    private boolean ended;

    ObservedOperation(StoreListener listener, StoreOperation operation, Backend backend) {
        this.listener = listener;
        this.operation = operation;
        this.backend = new ObservedBackend(backend.reportingCapacity(this::consumed), this);
    }

    /** The backend for the requests of this operation. */
    Backend backend() {
        return backend;
    }

    /** Runs all of the operation. */
    <R> R run(Function<Backend, R> calls) {
        begin();
        try {
            R result = calls.apply(backend);
            end(true, null);
            return result;
        } catch (RuntimeException | Error e) {
            end(false, e);
            throw e;
        }
    }

    <R extends @Nullable Object> R request(Supplier<R> call) {
        return begin().request(call);
    }

    private synchronized OperationListener begin() {
        if (begun == null) {
            begun = listener.begun(operation);
        }
        return begun;
    }

    void items(long more) {
        items.add(more);
    }

    void page() {
        pages.increment();
    }

    void retry() {
        retries.increment();
    }

    private void consumed(double units) {
        capacityReported = true;
        capacity.add(units);
    }

    /** Ends the operation, unless it never began or has ended before. */
    void end(boolean complete, @Nullable Throwable failure) {
        OperationListener ending;
        synchronized (this) {
            if (begun == null || ended) {
                return;
            }
            ended = true;
            ending = begun;
        }
        Double units = capacityReported ? capacity.sum() : null;
        ending.ended(new OperationResult(complete, items.sum(), pages.sum(), retries.sum(), units), failure);
    }
}
