package io.dynawrap.dynamodb;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.CountRequest;
import io.dynawrap.spi.CountResult;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Reads a page of a range: with a Query if the partition is known, otherwise with a Scan and a filter. The service itself ends
 * a page at 1 MB.
 */
final class DynamoDbPageReader {

    private static final int UNLIMITED = Integer.MAX_VALUE;

    /** Above this number no limit is sent; the service ends a page at 1 MB. */
    private static final int LARGEST_SCAN_LIMIT = 1000;

    private static final int GROWTH = 4;

    private final DynamoDbClient client;

    DynamoDbPageReader(DynamoDbClient client) {
        this.client = client;
    }

    RangePage read(RangeRequest request) {
        return request.range().isOnePartition() ? query(request) : scan(request);
    }

    /** Counts the keys of one page of a Query. Only the sort key is returned of each item. */
    CountResult count(CountRequest request) {
        RangeRequest range = request.read();
        QueryResponse response = query(range, ReadExpressions.ofCount(range));
        long count = response.items().stream()
                .filter(item -> request.keys()
                        .contains(Objects.requireNonNull(item.get(StoredItems.SORT_KEY), "'SK' must not be null")
                                .s()))
                .count();
        RangeRequest next = next(range, response.lastEvaluatedKey());
        return new CountResult(
                count, next == null ? null : request.with(next), Capacity.units(response.consumedCapacity()));
    }

    private RangePage query(RangeRequest range) {
        QueryResponse response = query(range, ReadExpressions.ofQuery(range));
        return new RangePage(
                items(response.items()),
                next(range, response.lastEvaluatedKey()),
                Capacity.units(response.consumedCapacity()));
    }

    private QueryResponse query(RangeRequest range, ReadExpressions expressions) {
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(range.table())
                .keyConditionExpression(expressions.keys())
                .filterExpression(expressions.filter())
                .projectionExpression(expressions.projection())
                .expressionAttributeNames(expressions.names())
                .expressionAttributeValues(expressions.values())
                .exclusiveStartKey(startKey(range))
                .scanIndexForward(!range.reverse())
                .consistentRead(range.consistent())
                .returnConsumedCapacity(Capacity.requested(range.reportCapacity()));
        if (range.limit() != UNLIMITED) {
            request.limit(range.limit());
        }
        return ServiceCall.call("Query", range.table(), () -> client.query(request.build()));
    }

    /**
     * A Scan's own limit counts items before the filter, so it is an estimate. It starts at what the caller needs and
     * grows while the filter returns few items. So a sparse filter does not cost one request for every few items.
     */
    private RangePage scan(RangeRequest range) {
        ReadExpressions expressions = ReadExpressions.ofScan(range);
        int scanLimit = Math.max(range.limit(), range.pageSizeHint());
        ScanRequest.Builder request = ScanRequest.builder()
                .tableName(range.table())
                .filterExpression(expressions.filter())
                .projectionExpression(expressions.projection())
                .expressionAttributeNames(expressions.names())
                .expressionAttributeValues(expressions.values())
                .exclusiveStartKey(startKey(range))
                .consistentRead(range.consistent())
                .returnConsumedCapacity(Capacity.requested(range.reportCapacity()));
        if (scanLimit <= LARGEST_SCAN_LIMIT) {
            request.limit(scanLimit);
        }
        if (range.segment() instanceof TableSegment segment) {
            request.segment(segment.index()).totalSegments(segment.total());
        }
        ScanResponse response = ServiceCall.call("Scan", range.table(), () -> client.scan(request.build()));
        Double capacity = Capacity.units(response.consumedCapacity());
        List<StoredItem> items = items(response.items());
        if (items.size() > range.limit()) {
            items = items.subList(0, range.limit());
            return new RangePage(items, range.after(items.get(items.size() - 1).key()), capacity);
        }
        boolean sparse = items.size() * GROWTH < scanLimit;
        int nextLimit = sparse ? Math.min(scanLimit, LARGEST_SCAN_LIMIT) * GROWTH : range.pageSizeHint();
        return new RangePage(items, next(range.pageSizeHint(nextLimit), response.lastEvaluatedKey()), capacity);
    }

    private static @Nullable Map<String, AttributeValue> startKey(RangeRequest range) {
        ItemKey after = range.after();
        return after == null ? null : StoredItems.keyAttributes(after);
    }

    private static List<StoredItem> items(List<Map<String, AttributeValue>> items) {
        return items.stream().map(StoredItems::fromAttributes).toList();
    }

    private static @Nullable RangeRequest next(RangeRequest range, Map<String, AttributeValue> lastKey) {
        return lastKey.isEmpty() ? null : range.after(StoredItems.key(lastKey));
    }
}
