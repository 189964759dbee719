package io.dynawrap.dynamodb;

import io.dynawrap.StoreException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.GetAllRequest;
import io.dynawrap.spi.GetAllResult;
import io.dynawrap.spi.StoredItem;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads items by their keys in requests of as many keys as the service allows, several at the same time. */
final class KeyRequests {

    /** The limit that AWS documents for BatchGetItem. A response has at most 16 MB; other keys are left unprocessed. */
    private static final int MAX_REQUEST_KEYS = 100;

    private final DynamoDbClient client;
    private final ParallelRequests requests;

    KeyRequests(DynamoDbClient client, ParallelRequests requests) {
        this.client = client;
        this.requests = requests;
    }

    int maxKeys() {
        return requests.concurrency() * MAX_REQUEST_KEYS;
    }

    /**
     * Reads items.
     *
     * @return the items, and the keys that were not processed, including those of requests that failed with a transient error
     * @throws StoreException if a request failed with a permanent error, or all requests failed
     */
    GetAllResult read(GetAllRequest batch) {
        List<GetAllResult> results = requests.send(
                batch.keys(),
                MAX_REQUEST_KEYS,
                keys -> send(batch, keys),
                keys -> new GetAllResult(List.of(), keys, null));
        return results.size() == 1
                ? results.get(0)
                : new GetAllResult(
                        results.stream()
                                .flatMap(result -> result.items().stream())
                                .toList(),
                        results.stream()
                                .flatMap(result -> result.unprocessed().stream())
                                .toList(),
                        results.stream().map(GetAllResult::capacity).reduce(null, Capacity::sum));
    }

    private GetAllResult send(GetAllRequest batch, List<ItemKey> keys) {
        KeysAndAttributes requested = KeysAndAttributes.builder()
                .keys(keys.stream().map(StoredItems::keyAttributes).toList())
                .consistentRead(batch.consistent())
                .build();
        BatchGetItemRequest request = BatchGetItemRequest.builder()
                .requestItems(Map.of(batch.table(), requested))
                .returnConsumedCapacity(Capacity.requested(batch.reportCapacity()))
                .build();
        BatchGetItemResponse response =
                ServiceCall.call("BatchGetItem", batch.table(), () -> client.batchGetItem(request));
        List<StoredItem> items = response.responses().values().stream()
                .flatMap(List::stream)
                .map(StoredItems::fromAttributes)
                .toList();
        List<ItemKey> unprocessed = response.unprocessedKeys().values().stream()
                .flatMap(left -> left.keys().stream())
                .map(StoredItems::key)
                .toList();
        return new GetAllResult(items, unprocessed, Capacity.units(response.consumedCapacity()));
    }
}
