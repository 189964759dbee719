package io.dynawrap.engine;

import io.dynawrap.observe.OperationListener;
import io.dynawrap.observe.OperationResult;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.observe.StoreOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps what it is told. */
public final class RecordingListener implements StoreListener {

    /** One operation that has ended. */
    public record Ended(
            StoreOperation operation,
            OperationResult result,
            @Nullable Throwable failure) {}

    private final List<StoreOperation> begun = new ArrayList<>();
    private final List<Ended> ended = new ArrayList<>();
    private int requests;

    @Override
    public boolean isListening() {
        return true;
    }

    @Override
    public synchronized OperationListener begun(StoreOperation operation) {
        begun.add(operation);
        return new OperationListener() {
            @Override
            public <R extends @Nullable Object> R request(Supplier<R> call) {
                requested();
                return call.get();
            }

            @Override
            public void ended(OperationResult result, @Nullable Throwable failure) {
                add(new Ended(operation, result, failure));
            }
        };
    }

    private synchronized void requested() {
        requests++;
    }

    private synchronized void add(Ended operation) {
        ended.add(operation);
    }

    /** The names of the operations that have begun. */
    public synchronized List<String> begun() {
        return begun.stream().map(StoreOperation::name).toList();
    }

    /** The operations that have ended. */
    public synchronized List<Ended> ended() {
        return List.copyOf(ended);
    }

    public synchronized int requests() {
        return requests;
    }
}
