package io.dynawrap.observe;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Receives the events of one operation of a store. A parallel scan calls it from several threads at the same time. As with
 * {@link StoreListener}, an exception thrown here does not change the outcome of the operation.
 */
public interface OperationListener {

    /**
     * Called for each request to the database. Must run the call in the calling thread before it returns. Between the
     * requests of a stream the caller's own code runs, which is not part of the operation.
     *
     * @param call sends the request
     * @param <R> the type of the response
     * @return the result of the call; an exception of the call must be thrown unchanged. The store sends each request once
     *     and uses its own outcome, whatever is returned or thrown here.
     */
    <R extends @Nullable Object> R request(Supplier<R> call);

    /**
     * Called once when the operation has completed. A stream completes, in any thread, when it is exhausted, fails or
     * is closed. An abandoned stream completes when the garbage collector finds it.
     *
     * @param result the result of the operation
     * @param failure the exception that is thrown to the caller, or {@code null}; also {@code null} for the exception of a
     *     refused write, which is no error but an answer
     */
    void completed(Result result, @Nullable Throwable failure);

    /**
     * The result of one operation.
     *
     * @param complete whether it reached its end: false if it failed, or if its stream was closed or abandoned before
     *     the end
     * @param refused whether it was a write whose condition did not hold
     * @param items the number of items it wrote, deleted or returned
     * @param pages the number of pages of a range it read
     * @param retries the number of requests that repeated what an earlier request of a batch or {@code getAll} left
     *     unprocessed, or a write that met a conflict or was refused by an item that was replaced meanwhile
     * @param capacity the consumed capacity units, or {@code null} if the database does not report them
     */
    record Result(
            boolean complete,
            boolean refused,
            long items,
            long pages,
            long retries,
            @Nullable Double capacity) {}
}
