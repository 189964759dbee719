package io.dynawrap.dynamodb;

import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.BatchRequest;
import io.dynawrap.spi.BatchResult;
import io.dynawrap.spi.CountRequest;
import io.dynawrap.spi.CountResult;
import io.dynawrap.spi.GetAllRequest;
import io.dynawrap.spi.GetAllResult;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.GetResult;
import io.dynawrap.spi.ItemSink;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.SweepRequest;
import io.dynawrap.spi.SweepResult;
import io.dynawrap.spi.TableSpec;
import io.dynawrap.spi.TransactionRequest;
import io.dynawrap.spi.TransactionResult;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/**
 * Stores items in tables of Amazon DynamoDB. A table has the key attributes {@code PK} and {@code SK}, both texts. An
 * item has its model's fields as top-level attributes and its schema version in {@code schema_version}.
 *
 * <p>The caller configures and closes the client. Only the client retries requests; this class does not.
 */
public final class DynamoDbBackend implements Backend {

    /** The rules that AWS documents under "Quotas in Amazon DynamoDB", and the form of a table's ARN. */
    private static final Pattern TABLE_NAME = Pattern.compile(
            "(arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:[0-9]{12}:table/)?" + "(?<name>[A-Za-z0-9_.-]{3,255})");

    /** Enough to use several times the throughput of one partition; the capacity of a table is not known here. */
    private static final int DEFAULT_CONCURRENCY = 8;

    private static final int MAX_CONCURRENCY = 64;

    private final DynamoDbClient client;
    private final @Nullable ProvisionedThroughput throughput;
    private final DynamoDbPageReader pages;
    private final DynamoDbItemWriter writer;
    private final DynamoDbTransactionWriter transactions;
    private final ParallelRequests requests;
    private final BatchRequests batches;
    private final KeyRequests keys;

    /**
     * Creates a backend that creates tables billed per request, and sends up to 8 requests of a batch at the same time.
     *
     * @param client the client
     */
    public DynamoDbBackend(DynamoDbClient client) {
        this(
                Objects.requireNonNull(client, "'client' must not be null"),
                null,
                new ParallelRequests(DEFAULT_CONCURRENCY, UnaryOperator.identity()));
    }

    private DynamoDbBackend(
            DynamoDbClient client, @Nullable ProvisionedThroughput throughput, ParallelRequests requests) {
        this.client = client;
        this.throughput = throughput;
        this.requests = requests;
        this.batches = new BatchRequests(client, requests);
        this.keys = new KeyRequests(client, requests);
        this.pages = new DynamoDbPageReader(client);
        this.writer = new DynamoDbItemWriter(client);
        this.transactions = new DynamoDbTransactionWriter(client);
    }

    /**
     * Returns a copy of this backend that provisions capacity for the tables it creates. Existing tables are not
     * changed.
     *
     * @param readUnits read capacity units, as AWS counts them
     * @param writeUnits write capacity units
     * @return a copy
     * @throws IllegalArgumentException if a number is less than 1
     */
    public DynamoDbBackend withProvisionedThroughput(long readUnits, long writeUnits) {
        if (readUnits < 1 || writeUnits < 1) {
            throw new IllegalArgumentException(
                    "Provisioned capacity must be at least 1 unit, for reads and for writes; got " + readUnits + " and "
                            + writeUnits + ".");
        }
        return new DynamoDbBackend(
                client,
                ProvisionedThroughput.builder()
                        .readCapacityUnits(readUnits)
                        .writeCapacityUnits(writeUnits)
                        .build(),
                requests);
    }

    /**
     * Returns a copy of this backend that sends another number of requests of a batch, or of a {@code getAll}, at the same
     * time. All batches of a backend together use this many threads minus one, besides the calling threads. The threads
     * stop after ten idle seconds. The client's HTTP client needs as many connections. Values that an application binds to
     * its own thread, such as credentials, are not available in these threads, unless {@link #withTaskDecorator} passes
     * them on.
     *
     * @param requests the number of requests, of 25 writes or 100 keys each, 1 to 64; with 1 the calling thread sends the
     *     requests of a batch one after the other
     * @return a copy
     * @throws IllegalArgumentException if the number is not 1 to 64
     */
    public DynamoDbBackend withBatchWriteConcurrency(int requests) {
        if (requests < 1 || requests > MAX_CONCURRENCY) {
            throw new IllegalArgumentException(
                    "The concurrency of batch writes must be 1 to " + MAX_CONCURRENCY + ", not " + requests + ".");
        }
        return new DynamoDbBackend(client, throughput, this.requests.withConcurrency(requests));
    }

    /**
     * Returns a copy of this backend whose batches pass on values of the calling thread, such as a trace, a tenant or
     * credentials, to the threads that send some of their requests. The threads inherit no thread-locals.
     *
     * @param decorator wraps a task, like Spring's {@code TaskDecorator}. It is called in the calling thread. The result
     *     must run the task in the thread that calls it; a request that it does not run counts as failed.
     * @return a copy
     */
    public DynamoDbBackend withTaskDecorator(UnaryOperator<Runnable> decorator) {
        return new DynamoDbBackend(
                client,
                throughput,
                requests.withDecorator(Objects.requireNonNull(decorator, "'decorator' must not be null")));
    }

    @Override
    public String name() {
        return "dynamodb";
    }

    @Override
    public void checkTableName(String table) {
        if (!TABLE_NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("DynamoDB does not allow the table name '" + table
                    + "'. A name has 3 to 255 of the characters A-Z a-z 0-9 _ - . or is the ARN of a table.");
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Neither part may be empty, or longer than AWS documents under "Constraints in Amazon DynamoDB".
     */
    @Override
    public boolean allowsKey(ItemKey key) {
        return StoredItems.isAllowed(key);
    }

    /**
     * {@inheritDoc}
     *
     * <p>If the credentials do not allow describing the table, a warning is logged and the table is assumed to exist. For items
     * that expire, Time to Live is switched on. A table whose Time to Live is on already is never changed.
     *
     * @throws io.dynawrap.StoreException if the table has other keys, is not active within 5 minutes, or has Time to Live on
     *     another attribute
     */
    @Override
    public void createTable(TableSpec table) {
        new DynamoDbTableCreation(client, table, throughput).run();
    }

    @Override
    public ItemSink newSink() {
        return new AttributeSink();
    }

    @Override
    public GetResult get(GetRequest request) {
        Placeholders placeholders = new Placeholders();
        String projection = ReadExpressions.projection(request.fields(), placeholders);
        GetItemResponse response = ServiceCall.call(
                "GetItem",
                request.table(),
                () -> client.getItem(GetItemRequest.builder()
                        .tableName(request.table())
                        .key(StoredItems.keyAttributes(request.key()))
                        .projectionExpression(projection)
                        .expressionAttributeNames(placeholders.names())
                        .consistentRead(request.consistent())
                        .returnConsumedCapacity(Capacity.requested(request.reportCapacity()))
                        .build()));
        StoredItem item = response.hasItem() ? StoredItems.fromAttributes(response.item()) : null;
        return new GetResult(item, Capacity.units(response.consumedCapacity()));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The keys are sent in requests of 100, several at a time. If some requests fail with a transient error and others do
     * not, the keys of the failed requests are returned as unprocessed.
     */
    @Override
    public GetAllResult getAll(GetAllRequest request) {
        return keys.read(request);
    }

    @Override
    public int maxGetKeys() {
        return keys.maxKeys();
    }

    @Override
    public RangePage read(RangeRequest request) {
        return pages.read(request);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The sort keys are read, because no expression of a Query can test what a key contains.
     */
    @Override
    public CountResult count(CountRequest request) {
        return pages.count(request);
    }

    @Override
    public List<RangeRequest> split(RangeRequest request, int parts) {
        int total = request.range().isOnePartition() ? 1 : parts;
        return IntStream.range(0, total)
                .mapToObj(index -> request.segment(new TableSegment(index, total)))
                .toList();
    }

    @Override
    public WriteResult write(WriteRequest request) {
        return writer.write(request);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The operations are sent in requests of 25, several at a time. If some requests fail with a transient error and
     * others do not, the operations of the failed requests are returned as unprocessed.
     */
    @Override
    public BatchResult writeBatch(BatchRequest request) {
        return batches.write(request);
    }

    @Override
    public int maxBatchItems() {
        return batches.maxItems();
    }

    /**
     * {@inheritDoc}
     *
     * <p>One {@code TransactWriteItems}, with the token of the request, or else its id: the service executes it once although the
     * client may send it several times.
     */
    @Override
    public TransactionResult writeAll(TransactionRequest request) {
        return transactions.write(request);
    }

    /** Returns false: DynamoDB cannot join a transaction that surrounds the call. */
    @Override
    public boolean inTransaction() {
        return false;
    }

    /** Deletes nothing: the service deletes expired items by its Time to Live. */
    @Override
    public SweepResult deleteExpired(SweepRequest request) {
        return new SweepResult.ByDatabase();
    }
}
