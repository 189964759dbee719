package io.dynawrap.dynamodb;

import io.dynawrap.mapping.ItemKey;
import io.dynawrap.spi.ItemPage;
import io.dynawrap.spi.RangeRead;
import io.dynawrap.spi.StoredItem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Reads a page of a range: with a Query where the partition is known, with a Scan and a filter anywhere else. The
 * service ends a page at 1 MB by itself.
 *
 * @param client the client
 * @param capacity who is told what a page consumed
 */
record DynamoDbPageReader(DynamoDbClient client, CapacityReport capacity) {

    private static final int UNLIMITED = Integer.MAX_VALUE;

    /** From so many items on, 1 MB of them or all there are is as good a page. */
    private static final int LARGEST_SCAN_LIMIT = 1000;

    private static final int GROWTH = 4;

    ItemPage read(String table, RangeRead read) {
        return read.range().isOnePartition() ? query(table, read) : scan(table, read);
    }

    private ItemPage query(String table, RangeRead read) {
        KeyCondition condition = KeyCondition.of(read.range());
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression(condition.expression())
                .expressionAttributeValues(condition.values())
                .exclusiveStartKey(startKey(read))
                .scanIndexForward(!read.reverse())
                .consistentRead(read.consistent())
                .returnConsumedCapacity(capacity.asked());
        if (read.limit() != UNLIMITED) {
            request.limit(read.limit());
        }
        QueryResponse response = ServiceCall.call("Query", table, () -> client.query(request.build()));
        capacity.consumed(response.consumedCapacity());
        return new ItemPage(items(response.items()), next(read, response.lastEvaluatedKey()));
    }

    /**
     * A Scan's own limit counts items before the filter, so it is a guess: it starts at what the caller wants and grows
     * while the filter leaves little, lest a sparse filter take a request for every few items.
     */
    private ItemPage scan(String table, RangeRead read) {
        KeyCondition condition = KeyCondition.of(read.range());
        int scanLimit = Math.max(read.limit(), read.pageItems());
        ScanRequest.Builder request = ScanRequest.builder()
                .tableName(table)
                .exclusiveStartKey(startKey(read))
                .consistentRead(read.consistent())
                .returnConsumedCapacity(capacity.asked());
        if (condition.expression() != null) {
            request.filterExpression(condition.expression()).expressionAttributeValues(condition.values());
        }
        if (scanLimit <= LARGEST_SCAN_LIMIT) {
            request.limit(scanLimit);
        }
        if (read.segment() instanceof TableSegment segment) {
            request.segment(segment.index()).totalSegments(segment.total());
        }
        ScanResponse response = ServiceCall.call("Scan", table, () -> client.scan(request.build()));
        capacity.consumed(response.consumedCapacity());
        List<StoredItem> items = items(response.items());
        if (items.size() > read.limit()) {
            items = items.subList(0, read.limit());
            return new ItemPage(items, read.after(items.get(items.size() - 1).key()));
        }
        boolean sparse = items.size() * GROWTH < scanLimit;
        int nextLimit = sparse ? Math.min(scanLimit, LARGEST_SCAN_LIMIT) * GROWTH : read.pageItems();
        return new ItemPage(items, next(read.pageItems(nextLimit), response.lastEvaluatedKey()));
    }

    private static @Nullable Map<String, AttributeValue> startKey(RangeRead read) {
        ItemKey after = read.after();
        return after == null ? null : StoredItems.keyAttributes(after);
    }

    private static List<StoredItem> items(List<Map<String, AttributeValue>> items) {
        return items.stream().map(StoredItems::fromAttributes).toList();
    }

    private static @Nullable RangeRead next(RangeRead read, Map<String, AttributeValue> lastKey) {
        return lastKey.isEmpty() ? null : read.after(StoredItems.key(lastKey));
    }
}
