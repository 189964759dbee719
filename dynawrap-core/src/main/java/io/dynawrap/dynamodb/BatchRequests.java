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
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
    private final Executor threads;

    BatchRequests(DynamoDbClient client, int concurrency) {
        this.client = client;
        this.concurrency = concurrency;
        this.threads = concurrency == 1 ? Runnable::run : threads(concurrency - 1);
    }

    /**
     * Creates an executor whose threads start with work and stop when idle. The caller runs tasks for which no thread
     * is free.
     */
    private static Executor threads(int maximum) {
        return new ThreadPoolExecutor(
                0,
                maximum,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "dynawrap-batch");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
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
            others.add(CompletableFuture.supplyAsync(() -> send(batch, request), threads));
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
