package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dynawrap.StoreException;
import io.dynawrap.spi.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

@ExtendWith(LocalDynamoDb.class)
class TableCreationTest {

    private final DynamoDbClient client = LocalDynamoDb.client();
    private final DynamoDbBackend backend = new DynamoDbBackend(client);
    private final String table = LocalDynamoDb.newTableName();

    @Test
    void aNewTableHasTheKeysPkAndSkAndIsPaidPerRequest() {
        backend.createTable(new TableSpec(table));

        TableDescription created = describe();
        assertThat(created.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(created.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
        assertThat(created.keySchema()).containsExactly(key("PK", KeyType.HASH), key("SK", KeyType.RANGE));
        assertThat(created.attributeDefinitions())
                .containsExactlyInAnyOrder(
                        attribute("PK", ScalarAttributeType.S), attribute("SK", ScalarAttributeType.S));
    }

    @Test
    void capacityCanBeProvisioned() {
        backend.withProvisionedThroughput(3, 2).createTable(new TableSpec(table));

        assertThat(describe().provisionedThroughput())
                .returns(3L, throughput -> throughput.readCapacityUnits())
                .returns(2L, throughput -> throughput.writeCapacityUnits());
    }

    @Test
    void capacityIsAtLeastOneUnit() {
        assertThatIllegalArgumentException().isThrownBy(() -> backend.withProvisionedThroughput(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> backend.withProvisionedThroughput(1, 0));
    }

    @Test
    void aTableThatExistsIsLeftAsItIs() {
        backend.createTable(new TableSpec(table));
        TableDescription created = describe();

        backend.withProvisionedThroughput(1, 1).createTable(new TableSpec(table));

        assertThat(describe()).isEqualTo(created);
    }

    @Test
    void manyMayCreateTheSameTableAtOnce() throws InterruptedException, ExecutionException {
        int threads = 8;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> creators = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                creators.add(() -> {
                    start.await();
                    backend.createTable(new TableSpec(table));
                    return null;
                });
            }
            for (Future<Void> creator : executor.invokeAll(creators)) {
                assertThat(creator.get()).isNull();
            }
        } finally {
            executor.shutdownNow();
        }

        assertThat(describe().tableStatus()).isEqualTo(TableStatus.ACTIVE);
    }

    @Test
    void aTableWithOtherKeysIsRefused() {
        createForeign(attribute("id", ScalarAttributeType.S), attribute("at", ScalarAttributeType.N));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> backend.createTable(new TableSpec(table)))
                .withMessageContaining("has the keys HASH id (S), RANGE at (N)")
                .withMessageContaining("HASH PK (S), RANGE SK (S) are required")
                .matches(e -> !e.isTransient());
    }

    @Test
    void aTableWithKeysOfOtherTypesIsRefused() {
        createForeign(attribute("PK", ScalarAttributeType.S), attribute("SK", ScalarAttributeType.N));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> backend.createTable(new TableSpec(table)))
                .withMessageContaining("RANGE SK (N)");
    }

    private void createForeign(AttributeDefinition partitionKey, AttributeDefinition sortKey) {
        client.createTable(request -> request.tableName(table)
                .attributeDefinitions(partitionKey, sortKey)
                .keySchema(key(partitionKey.attributeName(), KeyType.HASH), key(sortKey.attributeName(), KeyType.RANGE))
                .provisionedThroughput(ProvisionedThroughput.builder()
                        .readCapacityUnits(1L)
                        .writeCapacityUnits(1L)
                        .build()));
    }

    private TableDescription describe() {
        return client.describeTable(request -> request.tableName(table)).table();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }
}
