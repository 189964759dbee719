package io.dynawrap.dynamodb;

import io.dynawrap.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of one batch, several at the same time. All batches of a backend share its threads. Returns when all
 * requests have completed, so that no request can arrive after the caller has continued.
 */
final class ParallelRequests {

    private static final int IDLE_SECONDS = 10;

    /** The outcome of one request. */
    private record Outcome<R>(R result, @Nullable RuntimeException failure) {

        boolean isPermanentFailure() {
            return failure != null && !(failure instanceof StoreException known && known.isTransient());
        }
    }

    private final int concurrency;
    private final UnaryOperator<Runnable> decorator;
    private final Executor threads;

    /**
     * Creates a sender.
     *
     * @param decorator wraps what another thread than the caller's does; called in the thread of the caller
     */
    ParallelRequests(int concurrency, UnaryOperator<Runnable> decorator) {
        this(concurrency, decorator, concurrency == 1 ? Runnable::run : threads(concurrency - 1));
    }

    ParallelRequests(int concurrency, UnaryOperator<Runnable> decorator, Executor threads) {
        this.concurrency = concurrency;
        this.decorator = decorator;
        this.threads = threads;
    }

    ParallelRequests withConcurrency(int requests) {
        return new ParallelRequests(requests, decorator);
    }

    ParallelRequests withDecorator(UnaryOperator<Runnable> other) {
        return new ParallelRequests(concurrency, other);
    }

    /**
     * Creates an executor whose threads start with work and stop when idle. It rejects tasks for which no thread is free.
     * The threads work for many callers, so they inherit no thread-locals from the thread that starts them.
     */
    private static Executor threads(int maximum) {
        return new ThreadPoolExecutor(0, maximum, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(null, task, "dynawrap-batch", 0, false);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns how many requests are sent at the same time. */
    int concurrency() {
        return concurrency;
    }

    /**
     * Sends a batch.
     *
     * @param batch what to send, at least one element
     * @param maxElements the maximum number of elements of one request
     * @param request sends one request
     * @param unprocessed returns the result of a request that failed with a transient error
     * @return the results of all requests, in the order of the batch
     * @throws StoreException if a request failed with a permanent error, or all requests failed
     */
    <E, R> List<R> send(
            List<E> batch, int maxElements, Function<List<E>, R> request, Function<List<E>, R> unprocessed) {
        if (batch.size() <= maxElements) {
            return List.of(request.apply(batch));
        }
        List<CompletableFuture<Outcome<R>>> others = new ArrayList<>();
        List<Outcome<R>> outcomes = new ArrayList<>();
        try {
            for (int from = maxElements; from < batch.size(); from += maxElements) {
                List<E> part = batch.subList(from, Math.min(from + maxElements, batch.size()));
                others.add(sendBeside(part, request, unprocessed));
            }
            outcomes.add(outcome(batch.subList(0, maxElements), request, unprocessed));
        } finally {
            others.forEach(other -> other.handle((outcome, error) -> true).join()); // also after an error
        }
        others.forEach(other -> outcomes.add(result(other)));
        throwFailure(outcomes);
        return outcomes.stream().map(Outcome::result).toList();
    }

    private static <R> Outcome<R> result(CompletableFuture<Outcome<R>> completed) {
        try {
            return completed.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** Sends a request in another thread, or in this one if all are busy or no other can be started. */
    private <E, R> CompletableFuture<Outcome<R>> sendBeside(
            List<E> part, Function<List<E>, R> request, Function<List<E>, R> unprocessed) {
        CompletableFuture<Outcome<R>> outcome = new CompletableFuture<>();
        Runnable sending = () -> {
            if (!outcome.isDone()) {
                outcome.complete(outcome(part, request, unprocessed));
            }
        };
        try {
            Runnable decorated = decorator.apply(sending);
            threads.execute(() -> run(decorated, outcome, unprocessed.apply(part)));
        } catch (RejectedExecutionException | OutOfMemoryError e) { // no thread is free, or a new one cannot be started
            sending.run(); // undecorated: this thread has its context, which a decorator might clear
        } catch (RuntimeException e) {
            outcome.complete(new Outcome<>(unprocessed.apply(part), e));
        }
        return outcome;
    }

    /** Runs a task to its end. A decorator that fails must not leave the caller waiting for an outcome. */
    private static <R> void run(Runnable decorated, CompletableFuture<Outcome<R>> outcome, R unprocessed) {
        RuntimeException notSent = new IllegalStateException("The task decorator did not run a request of a batch");
        try {
            decorated.run();
        } catch (RuntimeException e) {
            notSent = e;
        } catch (Error e) {
            outcome.completeExceptionally(e);
        }
        outcome.complete(new Outcome<>(unprocessed, notSent));
    }

    private static <E, R> Outcome<R> outcome(
            List<E> part, Function<List<E>, R> request, Function<List<E>, R> unprocessed) {
        try {
            return new Outcome<>(request.apply(part), null);
        } catch (RuntimeException e) {
            return new Outcome<>(unprocessed.apply(part), e);
        }
    }

    private static <R> void throwFailure(List<Outcome<R>> outcomes) {
        for (Outcome<R> outcome : outcomes) {
            if (outcome.isPermanentFailure()) {
                throw outcome.failure();
            }
        }
        RuntimeException first = outcomes.get(0).failure();
        if (first != null && outcomes.stream().allMatch(outcome -> outcome.failure() != null)) {
            throw first;
        }
    }
}
