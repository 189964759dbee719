package io.dynawrap.dynamodb;

import io.dynawrap.mapping.ItemKey;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.ItemPage;
import io.dynawrap.spi.ItemSink;
import io.dynawrap.spi.ItemWrite;
import io.dynawrap.spi.KeyRange;
import io.dynawrap.spi.RangeRead;
import io.dynawrap.spi.ScanSegment;
import io.dynawrap.spi.StoredItem;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

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

    /** Enough to fill a few times the throughput of one partition; a table's capacity is not known here. */
    private static final int DEFAULT_CONCURRENCY = 8;

    private static final int MAX_CONCURRENCY = 64;

    private final DynamoDbClient client;
    private final @Nullable ProvisionedThroughput throughput;
    private final CapacityReport capacity;
    private final DynamoDbPageReader pages;
    private final BatchRequests batches;

    /**
     * A backend that creates tables billed per request, and sends up to 8 requests of a batch at the same time.
     *
     * @param client the client
     */
    public DynamoDbBackend(DynamoDbClient client) {
        this(client, null, new BatchRequests(client, DEFAULT_CONCURRENCY), CapacityReport.NONE);
    }

    private DynamoDbBackend(
            DynamoDbClient client,
            @Nullable ProvisionedThroughput throughput,
            BatchRequests batches,
            CapacityReport capacity) {
        this.client = client;
        this.throughput = throughput;
        this.batches = batches;
        this.capacity = capacity;
        this.pages = new DynamoDbPageReader(client, capacity);
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
                batches,
                capacity);
    }

    /**
     * This backend, with another number of requests that a batch has under way at the same time. All batches of a
     * backend together use this many threads less one, beside those that call; they end when idle for ten seconds. The
     * client's HTTP client needs as many connections. What an application binds to its own thread, such as credentials, is
     * not there in these.
     *
     * @param requests how many requests of 25 items, 1 to 64; with 1 a batch is sent by the calling thread alone, one
     *     request after the other
     * @return a copy
     * @throws IllegalArgumentException if the number is not 1 to 64
     */
    public DynamoDbBackend withBatchWriteConcurrency(int requests) {
        if (requests < 1 || requests > MAX_CONCURRENCY) {
            throw new IllegalArgumentException(
                    "The concurrency of batch writes is 1 to " + MAX_CONCURRENCY + ", not " + requests + ".");
        }
        return new DynamoDbBackend(client, throughput, new BatchRequests(client, requests), capacity);
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
        new DynamoDbTableCreation(client, table, throughput).run();
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

    /**
     * {@inheritDoc}
     *
     * <p>They go in requests of 25, several at a time. Where some of these requests fail in passing and others do not,
     * the writes of the failed ones count as not processed.
     */
    @Override
    public List<ItemWrite> writeBatch(String table, List<ItemWrite> writes) {
        return batches.write(table, writes, capacity);
    }

    @Override
    public int maxBatchItems() {
        return batches.maxItems();
    }

    /** Always false: DynamoDB cannot join a transaction that surrounds the call. */
    @Override
    public boolean inTransaction() {
        return false;
    }

    @Override
    public Backend reportingCapacity(DoubleConsumer units) {
        return new DynamoDbBackend(client, throughput, batches, new CapacityReport(units));
    }
}
