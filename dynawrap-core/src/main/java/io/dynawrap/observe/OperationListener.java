package io.dynawrap.observe;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Is told of one operation of a store. A parallel scan calls it from several threads at the same time. */
public interface OperationListener {

    /**
     * Makes one request to the database, in this thread and at once. Between the requests of a stream the caller's own code
     * runs, which is no part of the operation.
     *
     * @param call makes the request
     * @param <R> what the request gives
     * @return what the call returned; what it throws is thrown
     */
    <R extends @Nullable Object> R request(Supplier<R> call);

    /**
     * The operation has ended. Called once, and for a stream in any thread: when the stream is exhausted, has failed or is
     * closed; for one that was given up without being closed, when the garbage collector finds it.
     *
     * @param result how it ended
     * @param failure what is thrown, or {@code null}
     */
    void ended(OperationResult result, @Nullable Throwable failure);
}
