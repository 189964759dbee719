package io.dynawrap.observe;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Is notified of one operation of a store. A parallel scan calls it from several threads at the same time. */
public interface OperationListener {

    /**
     * Makes one request to the database, in the calling thread and before it returns. Between the requests of a stream the
     * caller's own code runs, which is no part of the operation.
     *
     * @param call makes the request
     * @param <R> the type of the answer
     * @return what the call returned; what the call throws must be thrown
     */
    <R extends @Nullable Object> R request(Supplier<R> call);

    /**
     * Called once when the operation completed. A stream completes, in any thread, when it is exhausted, has failed or is
     * closed; one that was abandoned completes when the garbage collector finds it.
     *
     * @param result what the operation did
     * @param failure the exception that the caller gets, or {@code null}
     */
    void completed(Result result, @Nullable Throwable failure);

    /**
     * What one operation did.
     *
     * @param complete whether it reached its end: false if it failed, or if its stream was closed or abandoned before
     * @param items how many items it wrote, deleted or returned
     * @param pages how many pages of a range it read
     * @param retries how many requests of a batch repeated writes that an earlier one had left
     * @param capacity the consumed capacity units, or {@code null} if the database counts none
     */
    record Result(
            boolean complete,
            long items,
            long pages,
            long retries,
            @Nullable Double capacity) {}
}
