package io.dynawrap.dynamodb;

import io.dynawrap.backend.Backend;
import io.dynawrap.backend.ItemPage;
import io.dynawrap.backend.ItemSink;
import io.dynawrap.backend.ItemWrite;
import io.dynawrap.backend.KeyRange;
import io.dynawrap.backend.RangeRead;
import io.dynawrap.backend.ScanSegment;
import io.dynawrap.backend.StoredItem;
import io.dynawrap.mapping.ItemKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Items in tables of Amazon DynamoDB. A table has the key attributes {@code PK} and {@code SK}, both texts; an item has
 * its model's fields as top-level attributes and its schema version in {@code schema_version}.
 *
 * <p>The client stays the caller's, to configure and to close; its retries are the only ones here.
 */
public final class DynamoDbBackend implements Backend {

    /** What AWS documents under "Quotas in Amazon DynamoDB" and as the form of a table's ARN. */
    private static final Pattern TABLE_NAME = Pattern.compile(
            "(arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:[0-9]{12}:table/)?" + "(?<name>[A-Za-z0-9_.-]{3,255})");

    private static final int MAX_BATCH_ITEMS = 25;

    private final DynamoDbClient client;
    private final @Nullable ProvisionedThroughput throughput;
    private final CapacityReport capacity;
    private final PageReader pages;

    /**
     * A backend that creates tables billed per request.
     *
     * @param client the client
     */
    public DynamoDbBackend(DynamoDbClient client) {
        this(client, null, CapacityReport.NONE);
    }

    private DynamoDbBackend(
            DynamoDbClient client, @Nullable ProvisionedThroughput throughput, CapacityReport capacity) {
        this.client = client;
        this.throughput = throughput;
        this.capacity = capacity;
        this.pages = new PageReader(client, capacity);
    }

    /**
     * This backend, with capacity provisioned for the tables it creates. Those that exist are left as they are.
     *
     * @param readUnits read capacity units, as AWS counts them
     * @param writeUnits write capacity units
     * @return a copy
     * @throws IllegalArgumentException if one of them is less than 1
     */
    public DynamoDbBackend withProvisionedThroughput(long readUnits, long writeUnits) {
        if (readUnits < 1 || writeUnits < 1) {
            throw new IllegalArgumentException("Provisioned capacity is at least 1 unit, for reads and for writes; got "
                    + readUnits + " and " + writeUnits + ".");
        }
        return new DynamoDbBackend(
                client,
                ProvisionedThroughput.builder()
                        .readCapacityUnits(readUnits)
                        .writeCapacityUnits(writeUnits)
                        .build(),
                capacity);
    }

    @Override
    public String name() {
        return "dynamodb";
    }

    @Override
    public void checkTableName(String table) {
        if (!TABLE_NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("DynamoDB allows no table named '" + table
                    + "'. A name has 3 to 255 of the characters A-Z a-z 0-9 _ - . or is the ARN of a table.");
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>If the credentials may not describe the table, a warning is logged and the table is taken to exist.
     *
     * @throws io.dynawrap.StoreException if the table has other keys, or is not active within 5 minutes
     */
    @Override
    public void createTable(String table) {
        new TableCreation(client, table, throughput).run();
    }

    @Override
    public ItemSink newSink() {
        return new AttributeSink();
    }

    @Override
    public @Nullable StoredItem get(String table, ItemKey key, boolean consistent) {
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(StoredItems.keyAttributes(key))
                .consistentRead(consistent)
                .returnConsumedCapacity(capacity.asked())
                .build();
        GetItemResponse response = ServiceCall.call("GetItem", table, () -> client.getItem(request));
        capacity.consumed(response.consumedCapacity());
        return response.hasItem() ? StoredItems.fromAttributes(response.item()) : null;
    }

    @Override
    public ItemPage read(String table, RangeRead read) {
        return pages.read(table, read);
    }

    @Override
    public List<ScanSegment> split(String table, KeyRange range, int parts) {
        int total = range.isOnePartition() ? 1 : parts;
        return IntStream.range(0, total)
                .<ScanSegment>mapToObj(index -> new TableSegment(index, total))
                .toList();
    }

    @Override
    public void write(String table, ItemWrite write) {
        if (write instanceof ItemWrite.Put put) {
            PutItemRequest request = PutItemRequest.builder()
                    .tableName(table)
                    .item(StoredItems.toAttributes(put.item()))
                    .returnConsumedCapacity(capacity.asked())
                    .build();
            capacity.consumed(ServiceCall.call("PutItem", table, () -> client.putItem(request))
                    .consumedCapacity());
        } else {
            DeleteItemRequest request = DeleteItemRequest.builder()
                    .tableName(table)
                    .key(StoredItems.keyAttributes(write.key()))
                    .returnConsumedCapacity(capacity.asked())
                    .build();
            capacity.consumed(ServiceCall.call("DeleteItem", table, () -> client.deleteItem(request))
                    .consumedCapacity());
        }
    }

    @Override
    public List<ItemWrite> writeBatch(String table, List<ItemWrite> writes) {
        BatchWriteItemRequest request = BatchWriteItemRequest.builder()
                .requestItems(Map.of(
                        table,
                        writes.stream().map(DynamoDbBackend::writeRequest).toList()))
                .returnConsumedCapacity(capacity.asked())
                .build();
        BatchWriteItemResponse response =
                ServiceCall.call("BatchWriteItem", table, () -> client.batchWriteItem(request));
        capacity.consumed(response.consumedCapacity());
        return unprocessed(writes, response);
    }

    @Override
    public int maxBatchItems() {
        return MAX_BATCH_ITEMS;
    }

    /** Always false: DynamoDB cannot join a transaction that surrounds the call. */
    @Override
    public boolean inTransaction() {
        return false;
    }

    @Override
    public Backend reportingCapacity(DoubleConsumer units) {
        return new DynamoDbBackend(client, throughput, new CapacityReport(units));
    }

    private static WriteRequest writeRequest(ItemWrite write) {
        if (write instanceof ItemWrite.Put put) {
            return WriteRequest.builder()
                    .putRequest(request -> request.item(StoredItems.toAttributes(put.item())))
                    .build();
        }
        return WriteRequest.builder()
                .deleteRequest(request -> request.key(StoredItems.keyAttributes(write.key())))
                .build();
    }

    private static List<ItemWrite> unprocessed(List<ItemWrite> writes, BatchWriteItemResponse response) {
        if (response.unprocessedItems().isEmpty()) {
            return List.of();
        }
        Map<ItemKey, ItemWrite> byKey = new HashMap<>();
        writes.forEach(write -> byKey.put(write.key(), write));
        List<ItemWrite> unprocessed = new ArrayList<>();
        for (List<WriteRequest> requests : response.unprocessedItems().values()) {
            for (WriteRequest request : requests) {
                ItemWrite write = byKey.get(StoredItems.key(attributes(request)));
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
