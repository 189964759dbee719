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
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes a batch in requests of as many items as the service allows, several at the same time. */
final class BatchRequests {

    /** The limit that AWS documents for BatchWriteItem. */
    private static final int MAX_REQUEST_ITEMS = 25;

    private final DynamoDbClient client;
    private final ParallelRequests requests;

    BatchRequests(DynamoDbClient client, ParallelRequests requests) {
        this.client = client;
        this.requests = requests;
    }

    int maxItems() {
        return requests.concurrency() * MAX_REQUEST_ITEMS;
    }

    /**
     * Writes items.
     *
     * @return the operations that were not processed, including those of requests that failed with a transient error
     * @throws StoreException if a request failed with a permanent error, or all requests failed
     */
    BatchResult write(BatchRequest batch) {
        List<BatchResult> results = requests.send(
                batch.operations(),
                MAX_REQUEST_ITEMS,
                operations -> send(batch, operations),
                operations -> new BatchResult(operations, null));
        return results.size() == 1
                ? results.get(0)
                : new BatchResult(
                        results.stream()
                                .flatMap(result -> result.unprocessed().stream())
                                .toList(),
                        results.stream().map(BatchResult::capacity).reduce(null, Capacity::sum));
    }

    private BatchResult send(BatchRequest batch, List<ItemOperation> operations) {
        BatchWriteItemRequest request = BatchWriteItemRequest.builder()
                .requestItems(Map.of(
                        batch.table(),
                        operations.stream().map(BatchRequests::writeRequest).toList()))
                .returnConsumedCapacity(Capacity.requested(batch.reportCapacity()))
                .build();
        BatchWriteItemResponse response =
                ServiceCall.call("BatchWriteItem", batch.table(), () -> client.batchWriteItem(request));
        return new BatchResult(unprocessed(operations, response), Capacity.units(response.consumedCapacity()));
    }

    private static WriteRequest writeRequest(ItemOperation write) {
        if (write instanceof ItemOperation.Put put) {
            return WriteRequest.builder()
                    .putRequest(PutRequest.builder()
                            .item(StoredItems.toAttributes(put.item()))
                            .build())
                    .build();
        }
        return WriteRequest.builder()
                .deleteRequest(DeleteRequest.builder()
                        .key(StoredItems.keyAttributes(write.key()))
                        .build())
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
