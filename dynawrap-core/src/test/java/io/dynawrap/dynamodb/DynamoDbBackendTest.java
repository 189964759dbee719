package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.Requests;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TableSpec;
import io.dynawrap.spi.WriteRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(LocalDynamoDb.class)
class DynamoDbBackendTest {

    private static final String TABLE = LocalDynamoDb.newTableName();

    private final DynamoDbBackend backend = new DynamoDbBackend(LocalDynamoDb.client());
    private final DefaultItemStore store = new DefaultItemStore(backend);

    @BeforeAll
    static void createTable() {
        new DynamoDbBackend(LocalDynamoDb.client()).createTable(new TableSpec(TABLE));
    }

    @Test
    void anItemIsStoredWithItsFieldsAsTopLevelAttributesBesideKeyAndSchemaVersion() {
        Story story = Story.of("raw", "1", "Café");
        String version = ItemType.of(Story.class).schemaVersion();

        Story saved = store.table(TABLE).save(story);

        assertThat(raw("USER#raw", "STORY#1"))
                .isEqualTo(Map.of(
                        "PK", AttributeValue.fromS("USER#raw"),
                        "SK", AttributeValue.fromS("STORY#1"),
                        "schema_version", AttributeValue.fromS(version),
                        "owner", AttributeValue.fromS("raw"),
                        "id", AttributeValue.fromS("1"),
                        "title", AttributeValue.fromS("Café"),
                        "rating", AttributeValue.fromN("4.5"),
                        "draft", AttributeValue.fromBool(true),
                        "tags", AttributeValue.fromL(List.of(AttributeValue.fromS("a"), AttributeValue.fromS("b"))),
                        "cover", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, -1}))));
        assertThat(saved.schemaVersion()).isEqualTo(version);
    }

    @Test
    void aNullArgumentIsNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> new DynamoDbBackend(null))
                .withMessage("'client' must not be null");
        assertThatNullPointerException()
                .isThrownBy(() -> backend.withTaskDecorator(null))
                .withMessage("'decorator' must not be null");
    }

    @Test
    void aStoredItemIsReadAsItWasSaved() {
        Story saved = store.table(TABLE).save(Story.of("read", "1", "x"));

        Optional<Story> read = store.table(TABLE).get(Story.class, KeyValues.of("owner", "read", "id", "1"));

        assertThat(read).get().usingRecursiveComparison().isEqualTo(saved);
    }

    @Test
    void aPutReplacesTheWholeItem() {
        put("replace", "1", Map.of("old", AttributeValue.fromS("x")));

        put("replace", "1", Map.of("new", AttributeValue.fromS("y")));

        assertThat(raw("replace", "1")).containsOnlyKeys("PK", "SK", "schema_version", "new");
    }

    @Test
    void anItemWithoutSchemaVersionIsStoredAndReadWithout() {
        ItemKey key = new ItemKey("no version", "1");
        Requests.put(backend, TABLE, new StoredItem(key, null, new AttributeData(new HashMap<>())));

        assertThat(raw("no version", "1")).containsOnlyKeys("PK", "SK");
        assertThat(Requests.get(backend, TABLE, key))
                .extracting(StoredItem::schemaVersion)
                .isNull();
    }

    @Test
    void aDeletedItemIsGoneAndDeletingItAgainIsNoError() {
        put("delete", "1", Map.of());
        ItemKey delete = new ItemKey("delete", "1");

        Requests.delete(backend, TABLE, delete);
        Requests.delete(backend, TABLE, delete);

        assertThat(Requests.get(backend, TABLE, delete)).isNull();
    }

    @Test
    void readsNeedNotBeConsistent() {
        put("eventual", "1", Map.of());

        assertThat(backend.get(new GetRequest(TABLE, new ItemKey("eventual", "1"), false, false))
                        .item())
                .extracting(StoredItem::key)
                .isEqualTo(new ItemKey("eventual", "1"));
    }

    @Test
    void aBatchPutsAndDeletes() {
        put("batch", "gone", Map.of());
        List<ItemOperation> writes = new ArrayList<>();
        IntStream.range(0, backend.maxBatchItems() - 1)
                .forEach(i -> writes.add(write("batch", "item" + i, Map.of("n", AttributeValue.fromN("" + i)))));
        writes.add(new ItemOperation.Delete(TABLE, new ItemKey("batch", "gone")));

        assertThat(Requests.writeBatch(backend, writes)).isEmpty();

        assertThat(raw("batch", "gone")).isEmpty();
        assertThat(raw("batch", "item23")).containsEntry("n", AttributeValue.fromN("23"));
    }

    @Test
    void moreItemsThanABatchTakesAreWrittenByTheStore() {
        List<Comment> comments = IntStream.range(0, 60)
                .mapToObj(n -> new Comment("many", n, "text " + n))
                .toList();

        assertThat(store.table(TABLE).batchWrite(comments)).isEqualTo(60);

        assertThat(store.table(TABLE)
                        .query(Comment.class, KeyValues.of("owner", "many"))
                        .list())
                .containsExactlyInAnyOrderElementsOf(comments);
    }

    @Test
    void anAbsentTableIsNamed() {
        assertThatExceptionOfType(TableNotFoundException.class)
                .isThrownBy(() -> Requests.get(backend, "absent-table", new ItemKey("p", "s")))
                .withMessageContaining("absent-table")
                .matches(e -> !e.isTransient());
    }

    @Test
    void aServerThatDoesNotAnswerMayAnswerLater() {
        try (var client = LocalDynamoDb.clientBuilder()
                .endpointOverride(java.net.URI.create("http://localhost:1"))
                .overrideConfiguration(config -> config.retryStrategy(retries -> retries.maxAttempts(1)))
                .build()) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> Requests.get(new DynamoDbBackend(client), "table", new ItemKey("p", "s")))
                    .withMessageContaining("GetItem on the table 'table'")
                    .matches(StoreException::isTransient);
        }
    }

    @Test
    void whatTheServiceFindsInvalidIsNotQuoted() {
        ItemOperation invalid = write("invalid", "1", Map.of("n", AttributeValue.fromN("secret text")));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> backend.write(new WriteRequest(invalid, false)))
                .withMessageContaining("PutItem")
                .withMessageContaining("ValidationException")
                .withMessageNotContaining("secret text")
                .matches(e -> !e.isTransient());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "My_Table.1-x",
                "arn:aws:dynamodb:eu-central-1:123456789012:table/stories",
                "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/stories"
            })
    void namesAndArnsThatDynamoDbAllowsPass(String table) {
        assertThatCode(() -> backend.checkTableName(table)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "with space",
                "naïve",
                "a/b/c",
                "abc\n",
                "arn:aws:dynamodb:eu-central-1:123456789012:table/",
                "arn:aws:s3:::stories"
            })
    void otherTableNamesAreRefused(String table) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> backend.checkTableName(table))
                .withMessageContaining("3 to 255");
    }

    @Test
    void aTableNameIsAtMost255CharactersLong() {
        assertThatCode(() -> backend.checkTableName("x".repeat(255))).doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> backend.checkTableName("x".repeat(256)));
    }

    @Test
    void noTransactionIsJoined() {
        assertThat(backend.inTransaction()).isFalse();
        assertThat(backend.name()).isEqualTo("dynamodb");
    }

    private static AttributeData data(Map<String, AttributeValue> attributes) {
        return new AttributeData(new HashMap<>(attributes));
    }

    private void put(String partitionKey, String sortKey, Map<String, AttributeValue> fields) {
        backend.write(new WriteRequest(write(partitionKey, sortKey, fields), false));
    }

    private static ItemOperation write(String partitionKey, String sortKey, Map<String, AttributeValue> fields) {
        return new ItemOperation.Put(TABLE, new StoredItem(new ItemKey(partitionKey, sortKey), "1", data(fields)));
    }

    private static Map<String, AttributeValue> raw(String partitionKey, String sortKey) {
        return LocalDynamoDb.client()
                .getItem(request -> request.tableName(TABLE)
                        .consistentRead(true)
                        .key(Map.of(
                                "PK", AttributeValue.fromS(partitionKey),
                                "SK", AttributeValue.fromS(sortKey))))
                .item();
    }
}
