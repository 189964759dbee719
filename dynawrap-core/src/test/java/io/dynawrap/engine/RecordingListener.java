package io.dynawrap.engine;

import io.dynawrap.observe.OperationListener;
import io.dynawrap.observe.StoreListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records what it is notified of. */
public final class RecordingListener implements StoreListener {

    /** One operation that has completed. */
    public record Completed(
            StoreListener.Operation operation,
            OperationListener.Result result,
            @Nullable Throwable failure) {}

    private final List<StoreListener.Operation> started = new ArrayList<>();
    private final List<Completed> completed = new ArrayList<>();
    private int requests;

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public synchronized OperationListener started(StoreListener.Operation operation) {
        started.add(operation);
        return new OperationListener() {
            @Override
            public <R extends @Nullable Object> R request(Supplier<R> call) {
                requested();
                return call.get();
            }

            @Override
            public void completed(OperationListener.Result result, @Nullable Throwable failure) {
                add(new Completed(operation, result, failure));
            }
        };
    }

    private synchronized void requested() {
        requests++;
    }

    private synchronized void add(Completed operation) {
        completed.add(operation);
    }

    /** The names of the operations that have started. */
    public synchronized List<String> started() {
        return started.stream().map(StoreListener.Operation::name).toList();
    }

    /** The operations that have completed. */
    public synchronized List<Completed> completed() {
        return List.copyOf(completed);
    }

    public synchronized int requests() {
        return requests;
    }
}
