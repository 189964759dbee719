package io.dynawrap.dynamodb;

import static io.dynawrap.key.KeyMatch.exactly;
import static io.dynawrap.key.KeyMatch.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyMatch;
import io.dynawrap.key.KeyRange;
import io.dynawrap.key.TextKeys;
import io.dynawrap.spi.CountRequest;
import io.dynawrap.spi.CountResult;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.Requests;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TableSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Pages of ranges, on a table with 40 partitions of 5 items, one of 4 odd keys and one of 3 MB. */
@ExtendWith(LocalDynamoDb.class)
class RangeReadTest {

    private static final String TABLE = LocalDynamoDb.newTableName();
    private static final int PARTITIONS = 40;
    private static final int LARGE_ITEMS = 12;
    private static final List<SdkRequest> REQUESTS = new ArrayList<>();

    private static DynamoDbClient client;
    private static DynamoDbBackend backend;

    @BeforeAll
    static void fillTable() {
        client = LocalDynamoDb.clientBuilder()
                .overrideConfiguration(config -> config.addExecutionInterceptor(new ExecutionInterceptor() {
                    @Override
                    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                        REQUESTS.add(context.request());
                    }
                }))
                .build();
        backend = new DynamoDbBackend(client);
        backend.createTable(new TableSpec(TABLE));
        List<ItemOperation> writes = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int item = 0; item < 5; item++) {
                writes.add(write("USER#%02d".formatted(partition), "ITEM#" + item, new byte[0]));
            }
        }
        List.of("a_", "a%b", "a\\", "axb").forEach(sortKey -> writes.add(write("ODD", sortKey, new byte[0])));
        IntStream.range(0, LARGE_ITEMS)
                .forEach(item -> writes.add(write("LARGE", "ITEM#%02d".formatted(item), new byte[250_000])));
        for (int i = 0; i < writes.size(); i += backend.maxBatchItems()) {
            List<ItemOperation> batch = writes.subList(i, Math.min(writes.size(), i + backend.maxBatchItems()));
            assertThat(Requests.writeBatch(backend, batch)).isEmpty();
        }
    }

    @AfterAll
    static void closeClient() {
        client.close();
    }

    @BeforeEach
    void forgetRequests() {
        REQUESTS.clear();
    }

    @Test
    void aPartitionIsReadInTheOrderOfItsSortKeys() {
        assertThat(sortKeys(all(read(exactly("USER#07"), prefix("")))))
                .containsExactly("ITEM#0", "ITEM#1", "ITEM#2", "ITEM#3", "ITEM#4");
        assertThat(REQUESTS).hasOnlyElementsOfType(QueryRequest.class);
    }

    @Test
    void reverseIsTheOppositeOrder() {
        RangeRequest read = reversed(read(exactly("USER#07"), prefix("ITEM#")));

        assertThat(sortKeys(all(read))).containsExactly("ITEM#4", "ITEM#3", "ITEM#2", "ITEM#1", "ITEM#0");
        assertThat(sortKeys(all(read.after(new ItemKey("USER#07", "ITEM#2"))))).containsExactly("ITEM#1", "ITEM#0");
    }

    @Test
    void aPrefixIsExactText() {
        assertThat(sortKeys(all(read(exactly("ODD"), prefix("a_"))))).containsExactly("a_");
        assertThat(sortKeys(all(read(exactly("ODD"), prefix("a%"))))).containsExactly("a%b");
        assertThat(sortKeys(all(read(exactly("ODD"), prefix("a\\"))))).containsExactly("a\\");
        assertThat(sortKeys(all(read(prefix("OD"), prefix("a_"))))).containsExactly("a_");
    }

    @Test
    void anExactSortKeyIsOneItem() {
        assertThat(sortKeys(all(read(exactly("ODD"), exactly("a_"))))).containsExactly("a_");
        assertThat(all(read(exactly("ODD"), exactly("a")))).isEmpty();
    }

    @Test
    void aQueryReadsNoMoreThanTheLimitAndGoesOnAfterIt() {
        RangePage first = backend.read(read(exactly("USER#07"), prefix("")).limit(2));

        assertThat(sortKeys(first.items())).containsExactly("ITEM#0", "ITEM#1");
        assertThat(sortKeys(backend.read(first.next()).items())).containsExactly("ITEM#2", "ITEM#3");
        assertThat(((QueryRequest) REQUESTS.get(0)).limit()).isEqualTo(2);
    }

    @Test
    void aReadGoesOnAfterAKeyThatIsNotThere() {
        RangeRequest read = read(exactly("USER#07"), prefix("ITEM#")).after(new ItemKey("USER#07", "ITEM#2x"));

        assertThat(sortKeys(all(read))).containsExactly("ITEM#3", "ITEM#4");
    }

    @Test
    void aPageEndsAtAboutAMegabyte() {
        RangePage first = backend.read(read(exactly("LARGE"), prefix("")));

        assertThat(first.items()).hasSizeBetween(3, 5);
        assertThat(all(read(exactly("LARGE"), prefix("")))).hasSize(LARGE_ITEMS);
        assertThat(REQUESTS).hasSizeBetween(3, 6);
    }

    @Test
    void aReadIsConsistentIfItIsToBe() {
        backend.read(read(exactly("ODD"), prefix("")));
        backend.read(read(prefix(""), prefix("")));
        backend.read(inconsistent(read(exactly("ODD"), prefix(""))));
        backend.read(inconsistent(read(prefix(""), prefix(""))));

        assertThat(((QueryRequest) REQUESTS.get(0)).consistentRead()).isTrue();
        assertThat(((ScanRequest) REQUESTS.get(1)).consistentRead()).isTrue();
        assertThat(((QueryRequest) REQUESTS.get(2)).consistentRead()).isFalse();
        assertThat(((ScanRequest) REQUESTS.get(3)).consistentRead()).isFalse();
    }

    @Test
    void aStoreGetsAndQueriesConsistentlyUnlessToldOtherwise() {
        ItemStore store = new DefaultItemStore(backend).table(TABLE);
        KeyValues key = KeyValues.of("owner", "a", "id", "1");
        for (ItemStore reader : List.of(store, store.consistentReads(false))) {
            reader.get(Story.class, key);
            reader.query(Story.class, key).list();
        }

        assertThat(REQUESTS.stream()
                        .map(request -> request instanceof GetItemRequest get
                                ? get.consistentRead()
                                : ((QueryRequest) request).consistentRead()))
                .containsExactly(true, true, false, false);
    }

    @Test
    void aScanFindsWhatItsFilterLeaves() {
        assertThat(all(read(prefix(""), prefix("")))).hasSize(PARTITIONS * 5 + 4 + LARGE_ITEMS);
        assertThat(all(read(prefix("USER#0"), prefix("")))).hasSize(50);
        assertThat(all(read(prefix("USER#"), exactly("ITEM#3")))).hasSize(PARTITIONS);
        assertThat(all(read(prefix(""), prefix("ITEM#1"))))
                .extracting(item -> item.key().sortKey())
                .hasSize(PARTITIONS + 2)
                .allMatch(sortKey -> sortKey.startsWith("ITEM#1"));
        assertThat(REQUESTS).hasOnlyElementsOfType(ScanRequest.class);
    }

    @Test
    void aScanOfEverythingHasNoFilterAndNoLimit() {
        backend.read(read(prefix(""), prefix("")));

        ScanRequest request = (ScanRequest) REQUESTS.get(0);
        assertThat(request.filterExpression()).isNull();
        assertThat(request.limit()).isNull();
    }

    @Test
    void aScanForFewItemsAsksForFew() {
        RangePage page = backend.read(read(prefix(""), prefix("")).limit(3));

        assertThat(page.items()).hasSize(3);
        assertThat(((ScanRequest) REQUESTS.get(0)).limit()).isEqualTo(3);
    }

    @Test
    void aScanWithASparseFilterAsksForMoreAndMore() {
        List<StoredItem> found = all(read(prefix("ODD"), prefix("")).limit(1));

        assertThat(found).hasSize(1);
        assertThat(REQUESTS).hasSizeLessThanOrEqualTo(7);
    }

    @Test
    void aScanNeverReturnsMoreThanTheLimitAndGoesOnAfterTheLastItemItReturned() {
        RangeRequest read = read(prefix("USER#"), prefix("")).limit(4).pageSizeHint(100);
        List<ItemKey> keys = new ArrayList<>();
        for (RangeRequest next = read; next != null; ) {
            RangePage page = backend.read(next);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(4);
            page.items().forEach(item -> keys.add(item.key()));
            next = page.next();
        }

        assertThat(keys).hasSize(PARTITIONS * 5).doesNotHaveDuplicates();
    }

    @Test
    void segmentsTogetherAreTheTableAndShareNoItem() {
        RangeRequest read = read(prefix("USER#"), prefix(""));
        List<RangeRequest> segments = backend.split(read, 4);
        List<ItemKey> keys = new ArrayList<>();
        segments.forEach(segment -> all(segment).forEach(item -> keys.add(item.key())));

        assertThat(segments).hasSize(4);
        assertThat(keys).hasSize(PARTITIONS * 5).doesNotHaveDuplicates();
    }

    @Test
    void aReadOfSomeFieldsProjectsThemAndNeverCountsOnTheServer() {
        RangeRequest keys = read(exactly("LARGE"), prefix("")).fields(List.of());
        List<StoredItem> items = backend.read(keys).items();
        assertThat(items)
                .hasSizeGreaterThan(0)
                .allMatch(item -> item.key().partitionKey().equals("LARGE"));
        QueryRequest query = (QueryRequest) REQUESTS.get(REQUESTS.size() - 1);
        assertThat(query.projectionExpression()).isEqualTo("PK, SK");
        assertThat(query.select()).isNull();

        backend.read(read(prefix("USER#"), prefix("")).fields(List.of("end", "version")));
        ScanRequest scan = (ScanRequest) REQUESTS.get(REQUESTS.size() - 1);
        assertThat(scan.projectionExpression()).isEqualTo("PK, SK, #n0, #n1");
        assertThat(scan.expressionAttributeNames()).isEqualTo(Map.of("#n0", "end", "#n1", "version"));
        assertThat(scan.select()).isNull();
    }

    @Test
    void aCountReadsSortKeysAndNeverCountsOnTheServer() {
        RangeRequest read = read(exactly("USER#07"), prefix("ITEM#"));
        CountResult result = backend.count(new CountRequest(read, new TextKeys(read.range(), '#', 1024)));
        assertThat(result.items()).isEqualTo(5);
        QueryRequest query = (QueryRequest) REQUESTS.get(REQUESTS.size() - 1);
        assertThat(query.projectionExpression()).isEqualTo("SK");
        assertThat(query.select()).isNull();
        assertThat(result.next()).isNull();
    }

    @Test
    void onePartitionIsOneSegment() {
        List<RangeRequest> segments = backend.split(read(exactly("USER#07"), prefix("")), 4);

        assertThat(segments).hasSize(1);
        assertThat(all(segments.get(0))).hasSize(5);
    }

    private static RangeRequest read(KeyMatch partition, KeyMatch sort) {
        return RangeRequest.of(TABLE, new KeyRange(partition, sort)).consistent(true);
    }

    private static RangeRequest reversed(RangeRequest read) {
        return read.reverse(true);
    }

    private static RangeRequest inconsistent(RangeRequest read) {
        return read.consistent(false);
    }

    /** The items of all pages, up to the limit of the read. */
    private static List<StoredItem> all(RangeRequest read) {
        List<StoredItem> items = new ArrayList<>();
        for (RangeRequest next = read; next != null && items.size() < read.limit(); ) {
            RangePage page = backend.read(next);
            items.addAll(page.items());
            next = page.next();
        }
        return items;
    }

    private static List<String> sortKeys(List<StoredItem> items) {
        return items.stream().map(item -> item.key().sortKey()).toList();
    }

    private static ItemOperation write(String partitionKey, String sortKey, byte[] bytes) {
        Map<String, AttributeValue> fields = new HashMap<>();
        fields.put("data", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
        return new ItemOperation.Put(
                TABLE, new StoredItem(new ItemKey(partitionKey, sortKey), "1", new AttributeData(fields)));
    }
}
