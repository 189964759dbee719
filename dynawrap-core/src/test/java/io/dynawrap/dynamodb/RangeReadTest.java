package io.dynawrap.dynamodb;

import static io.dynawrap.mapping.KeyMatch.exactly;
import static io.dynawrap.mapping.KeyMatch.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.mapping.ItemKey;
import io.dynawrap.mapping.KeyMatch;
import io.dynawrap.spi.ItemPage;
import io.dynawrap.spi.ItemWrite;
import io.dynawrap.spi.KeyRange;
import io.dynawrap.spi.RangeRead;
import io.dynawrap.spi.ScanSegment;
import io.dynawrap.spi.StoredItem;
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
        backend.createTable(TABLE);
        List<ItemWrite> writes = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int item = 0; item < 5; item++) {
                writes.add(write("USER#%02d".formatted(partition), "ITEM#" + item, new byte[0]));
            }
        }
        List.of("a_", "a%b", "a\\", "axb").forEach(sortKey -> writes.add(write("ODD", sortKey, new byte[0])));
        IntStream.range(0, LARGE_ITEMS)
                .forEach(item -> writes.add(write("LARGE", "ITEM#%02d".formatted(item), new byte[250_000])));
        for (int i = 0; i < writes.size(); i += backend.maxBatchItems()) {
            List<ItemWrite> batch = writes.subList(i, Math.min(writes.size(), i + backend.maxBatchItems()));
            assertThat(backend.writeBatch(TABLE, batch)).isEmpty();
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
        RangeRead read = reversed(read(exactly("USER#07"), prefix("ITEM#")));

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
        ItemPage first =
                backend.read(TABLE, read(exactly("USER#07"), prefix("")).limit(2));

        assertThat(sortKeys(first.items())).containsExactly("ITEM#0", "ITEM#1");
        assertThat(sortKeys(backend.read(TABLE, first.next()).items())).containsExactly("ITEM#2", "ITEM#3");
        assertThat(((QueryRequest) REQUESTS.get(0)).limit()).isEqualTo(2);
    }

    @Test
    void aReadGoesOnAfterAKeyThatIsNotThere() {
        RangeRead read = read(exactly("USER#07"), prefix("ITEM#")).after(new ItemKey("USER#07", "ITEM#2x"));

        assertThat(sortKeys(all(read))).containsExactly("ITEM#3", "ITEM#4");
    }

    @Test
    void aPageEndsAtAboutAMegabyte() {
        ItemPage first = backend.read(TABLE, read(exactly("LARGE"), prefix("")));

        assertThat(first.items()).hasSizeBetween(3, 5);
        assertThat(all(read(exactly("LARGE"), prefix("")))).hasSize(LARGE_ITEMS);
        assertThat(REQUESTS).hasSizeBetween(3, 6);
    }

    @Test
    void aReadIsConsistentIfItIsToBe() {
        backend.read(TABLE, read(exactly("ODD"), prefix("")));
        backend.read(TABLE, read(prefix(""), prefix("")));
        backend.read(TABLE, inconsistent(read(exactly("ODD"), prefix(""))));
        backend.read(TABLE, inconsistent(read(prefix(""), prefix(""))));

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
        backend.read(TABLE, read(prefix(""), prefix("")));

        ScanRequest request = (ScanRequest) REQUESTS.get(0);
        assertThat(request.filterExpression()).isNull();
        assertThat(request.limit()).isNull();
    }

    @Test
    void aScanForFewItemsAsksForFew() {
        ItemPage page = backend.read(TABLE, read(prefix(""), prefix("")).limit(3));

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
        RangeRead read = read(prefix("USER#"), prefix("")).limit(4).pageItems(100);
        List<ItemKey> keys = new ArrayList<>();
        for (RangeRead next = read; next != null; ) {
            ItemPage page = backend.read(TABLE, next);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(4);
            page.items().forEach(item -> keys.add(item.key()));
            next = page.next();
        }

        assertThat(keys).hasSize(PARTITIONS * 5).doesNotHaveDuplicates();
    }

    @Test
    void segmentsTogetherAreTheTableAndShareNoItem() {
        RangeRead read = read(prefix("USER#"), prefix(""));
        List<ScanSegment> segments = backend.split(TABLE, read.range(), 4);
        List<ItemKey> keys = new ArrayList<>();
        segments.forEach(segment -> all(read.segment(segment)).forEach(item -> keys.add(item.key())));

        assertThat(segments).hasSize(4);
        assertThat(keys).hasSize(PARTITIONS * 5).doesNotHaveDuplicates();
    }

    @Test
    void onePartitionIsOneSegment() {
        KeyRange partition = new KeyRange(exactly("USER#07"), prefix(""));

        List<ScanSegment> segments = backend.split(TABLE, partition, 4);

        assertThat(segments).hasSize(1);
        assertThat(all(read(exactly("USER#07"), prefix("")).segment(segments.get(0))))
                .hasSize(5);
    }

    private static RangeRead read(KeyMatch partition, KeyMatch sort) {
        return new RangeRead(new KeyRange(partition, sort), null, null, false, true, Integer.MAX_VALUE, 0);
    }

    private static RangeRead reversed(RangeRead read) {
        return new RangeRead(read.range(), null, read.after(), true, true, read.limit(), 0);
    }

    private static RangeRead inconsistent(RangeRead read) {
        return new RangeRead(read.range(), null, read.after(), false, false, read.limit(), 0);
    }

    /** The items of all pages, up to the limit of the read. */
    private static List<StoredItem> all(RangeRead read) {
        List<StoredItem> items = new ArrayList<>();
        for (RangeRead next = read; next != null && items.size() < read.limit(); ) {
            ItemPage page = backend.read(TABLE, next);
            items.addAll(page.items());
            next = page.next();
        }
        return items;
    }

    private static List<String> sortKeys(List<StoredItem> items) {
        return items.stream().map(item -> item.key().sortKey()).toList();
    }

    private static ItemWrite write(String partitionKey, String sortKey, byte[] bytes) {
        Map<String, AttributeValue> fields = new HashMap<>();
        fields.put("data", AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
        return new ItemWrite.Put(new StoredItem(new ItemKey(partitionKey, sortKey), "1", new AttributeData(fields)));
    }
}
