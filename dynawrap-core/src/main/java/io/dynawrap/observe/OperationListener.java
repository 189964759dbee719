package io.dynawrap.observe;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Receives the events of one operation of a store. A parallel scan calls it from several threads at the same time. An exception
 * thrown here does not change the outcome of the operation, as with {@link StoreListener}.
 */
public interface OperationListener {

    /**
     * Called for each request to the database, in the thread that sends it. Must run the call once before it returns. The code
     * that consumes a stream runs between its requests, outside of this method.
     *
     * @param call sends the request
     * @param <R> the type of the response
     * @return the result of the call; an exception of the call must be thrown unchanged. The store sends each request once
     *     and uses its outcome, whatever is returned or thrown here.
     */
    <R extends @Nullable Object> R request(Supplier<R> call);

    /**
     * Called once when the operation has completed. A stream completes, in any thread, when it is exhausted, fails or
     * is closed. An abandoned stream completes when the garbage collector finds it.
     *
     * @param result the result of the operation
     * @param failure the exception that is thrown to the caller, or {@code null} without an exception or for that of a refused
     *     write, which counts as an answer
     */
    void completed(Result result, @Nullable Throwable failure);

    /**
     * The result of one operation.
     *
     * @param complete whether the operation reached its end: false if it failed, or if its stream was closed or abandoned before
     *     the end
     * @param refused whether the operation was a write or transaction that a condition refused
     * @param items the number of items that were written, deleted or returned
     * @param pages the number of pages of a range that were read
     * @param retries the number of requests that repeated an earlier request: in a batch or {@code getAll} that left something
     *     unprocessed, or in a write or transaction that met a conflict or another writer
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
