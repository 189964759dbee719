package io.dynawrap.dynamodb;

import io.dynawrap.StoreException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.BatchRequest;
import io.dynawrap.spi.BatchResult;
import io.dynawrap.spi.ItemOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Writes a batch in requests of as many items as the service allows, several at the same time. Returns when all
 * requests have completed, so that no request can arrive after the caller has continued.
 */
final class BatchRequests {

    /** The limit that AWS documents for BatchWriteItem. */
    private static final int MAX_REQUEST_ITEMS = 25;

    private static final int IDLE_SECONDS = 10;

    /** The outcome of one request. */
    private record Outcome(
            List<ItemOperation> unprocessed,
            @Nullable Double capacity,
            @Nullable RuntimeException failure) {

        boolean isPermanentFailure() {
            return failure != null && !(failure instanceof StoreException known && known.isTransient());
        }
    }

    private final DynamoDbClient client;
    private final int concurrency;
    private final UnaryOperator<Runnable> decorator;
    private final Executor threads;

    /**
     * Creates a sender.
     *
     * @param decorator wraps what another thread than the caller's does; called in the thread of the caller
     */
    BatchRequests(DynamoDbClient client, int concurrency, UnaryOperator<Runnable> decorator) {
        this.client = client;
        this.concurrency = concurrency;
        this.decorator = decorator;
        this.threads = concurrency == 1 ? Runnable::run : threads(concurrency - 1);
    }

    BatchRequests withConcurrency(int requests) {
        return new BatchRequests(client, requests, decorator);
    }

    BatchRequests withDecorator(UnaryOperator<Runnable> other) {
        return new BatchRequests(client, concurrency, other);
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

    int maxItems() {
        return concurrency * MAX_REQUEST_ITEMS;
    }

    /**
     * Writes items.
     *
     * @return the operations that were not processed, including those of requests that failed with a transient error
     * @throws StoreException if a request failed with a permanent error, or all requests failed
     */
    BatchResult write(BatchRequest batch) {
        List<ItemOperation> operations = batch.operations();
        List<CompletableFuture<Outcome>> others = new ArrayList<>();
        for (int from = MAX_REQUEST_ITEMS; from < operations.size(); from += MAX_REQUEST_ITEMS) {
            List<ItemOperation> request =
                    operations.subList(from, Math.min(from + MAX_REQUEST_ITEMS, operations.size()));
            others.add(sendBeside(batch, request));
        }
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(send(batch, operations.subList(0, Math.min(MAX_REQUEST_ITEMS, operations.size()))));
        others.forEach(other -> outcomes.add(other.join()));
        throwFailure(outcomes);
        return new BatchResult(
                outcomes.stream()
                        .flatMap(outcome -> outcome.unprocessed().stream())
                        .toList(),
                outcomes.stream().map(Outcome::capacity).reduce(null, Capacity::sum));
    }

    /** Sends a request in another thread, or in this one if all are busy. */
    private CompletableFuture<Outcome> sendBeside(BatchRequest batch, List<ItemOperation> request) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Runnable sending = () -> {
            if (!outcome.isDone()) {
                outcome.complete(send(batch, request));
            }
        };
        try {
            Runnable decorated = decorator.apply(sending);
            threads.execute(() -> run(decorated, outcome, request));
        } catch (RejectedExecutionException e) {
            sending.run(); // undecorated: this thread has its context, which a decorator might clear
        } catch (RuntimeException e) {
            outcome.complete(new Outcome(request, null, e));
        }
        return outcome;
    }

    /** Runs a task to its end. A decorator that fails must not leave the caller waiting for an outcome. */
    private static void run(Runnable decorated, CompletableFuture<Outcome> outcome, List<ItemOperation> request) {
        RuntimeException notSent = new IllegalStateException("The task decorator did not run a request of a batch");
        try {
            decorated.run();
        } catch (RuntimeException e) {
            notSent = e;
        } catch (Error e) {
            outcome.completeExceptionally(e);
        }
        outcome.complete(new Outcome(request, null, notSent));
    }

    private static void throwFailure(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome.isPermanentFailure()) {
                throw outcome.failure();
            }
        }
        RuntimeException first = outcomes.get(0).failure();
        if (first != null && outcomes.stream().allMatch(outcome -> outcome.failure() != null)) {
            throw first;
        }
    }

    private Outcome send(BatchRequest batch, List<ItemOperation> operations) {
        try {
            BatchWriteItemRequest request = BatchWriteItemRequest.builder()
                    .requestItems(Map.of(
                            batch.table(),
                            operations.stream().map(BatchRequests::writeRequest).toList()))
                    .returnConsumedCapacity(Capacity.requested(batch.reportCapacity()))
                    .build();
            BatchWriteItemResponse response =
                    ServiceCall.call("BatchWriteItem", batch.table(), () -> client.batchWriteItem(request));
            return new Outcome(unprocessed(operations, response), Capacity.units(response.consumedCapacity()), null);
        } catch (RuntimeException e) {
            return new Outcome(operations, null, e);
        }
    }

    private static WriteRequest writeRequest(ItemOperation write) {
        if (write instanceof ItemOperation.Put put) {
            return WriteRequest.builder()
                    .putRequest(request -> request.item(StoredItems.toAttributes(put.item())))
                    .build();
        }
        return WriteRequest.builder()
                .deleteRequest(request -> request.key(StoredItems.keyAttributes(write.key())))
                .build();
    }

    private static List<ItemOperation> unprocessed(List<ItemOperation> writes, BatchWriteItemResponse response) {
        if (response.unprocessedItems().isEmpty()) {
            return List.of();
        }
        Map<ItemKey, ItemOperation> byKey = new HashMap<>();
        writes.forEach(write -> byKey.put(write.key(), write));
        List<ItemOperation> unprocessed = new ArrayList<>();
        for (List<WriteRequest> requests : response.unprocessedItems().values()) {
            for (WriteRequest request : requests) {
                ItemOperation write = byKey.get(StoredItems.key(attributes(request)));
                if (write == null) {
                    throw new IllegalStateException("DynamoDB returned a write that was not sent.");
                }
                unprocessed.add(write);
            }
        }
        return unprocessed;
    }

    private static Map<String, AttributeValue> attributes(WriteRequest request) {
        return request.putRequest() != null
                ? request.putRequest().item()
                : request.deleteRequest().key();
    }
}
