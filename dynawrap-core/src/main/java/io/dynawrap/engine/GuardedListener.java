package io.dynawrap.engine;

import io.dynawrap.observe.OperationListener;
import io.dynawrap.observe.StoreListener;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Protects the operations of a store from their listener: an exception of the listener never changes the outcome of a
 * call, and each request is sent once, whatever the listener does with it. The first exception is logged as a warning,
 * each further one for debugging, because a broken listener would otherwise fill the log.
 */
final class GuardedListener implements StoreListener {

    private static final Logger LOG = LoggerFactory.getLogger(StoreListener.class);

    /** Stands for the listener of an operation whose start failed. */
    private static final OperationListener ABSENT = new OperationListener() {
        @Override
        public <R extends @Nullable Object> R request(Supplier<R> call) {
            return call.get();
        }

        @Override
        public void completed(OperationListener.Result result, @Nullable Throwable failure) {}
    };

    private final StoreListener listener;
    private final AtomicBoolean warned = new AtomicBoolean();

    private GuardedListener(StoreListener listener) {
        this.listener = listener;
    }

    static StoreListener of(StoreListener listener) {
        return listener == NONE ? NONE : new GuardedListener(listener);
    }

    @Override
    public boolean isEnabled() {
        try {
            return listener.isEnabled();
        } catch (Throwable e) {
            log("isEnabled", e);
            return false;
        }
    }

    @Override
    public OperationListener started(Operation operation) {
        try {
            return new GuardedOperation(listener.started(operation));
        } catch (Throwable e) {
            log("started", e);
            return ABSENT;
        }
    }

    private void log(String method, Throwable failure) {
        if (warned.compareAndSet(false, true)) {
            LOG.warn(
                    "The listener of the store failed in {}. The operation is not affected. Further failures are logged at"
                            + " the level DEBUG",
                    method,
                    failure);
        } else {
            LOG.debug("The listener of the store failed in {}", method, failure);
        }
    }

    private final class GuardedOperation implements OperationListener {

        private final OperationListener operation;

        GuardedOperation(OperationListener operation) {
            this.operation = operation;
        }

        @Override
        public <R extends @Nullable Object> R request(Supplier<R> call) {
            SentOnce<R> request = new SentOnce<>(call);
            try {
                operation.request(request);
            } catch (Throwable e) {
                if (e != request.failure) {
                    log("request", e);
                }
            }
            return request.get();
        }

        @Override
        public void completed(OperationListener.Result result, @Nullable Throwable failure) {
            try {
                operation.completed(result, failure);
            } catch (Throwable e) {
                log("completed", e);
            }
        }
    }

    /** Sends a request when it is first called, and returns or throws the same outcome each time. */
    private static final class SentOnce<R extends @Nullable Object> implements Supplier<R> {

        private final Supplier<R> call;
        private boolean sent;
        private @Nullable R result;
        private @Nullable Throwable failure;

        SentOnce(Supplier<R> call) {
            this.call = call;
        }

        @Override
        @SuppressWarnings("NullAway") // a result that may be null has a type that may be
        public R get() {
            if (!sent) {
                sent = true;
                try {
                    result = call.get();
                } catch (RuntimeException | Error e) {
                    failure = e;
                }
            }
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            return result;
        }
    }
}
