package io.dynawrap.dynamodb;

import static io.dynawrap.dynamodb.StoredItems.PARTITION_KEY;
import static io.dynawrap.dynamodb.StoredItems.SORT_KEY;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.spi.TableSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** Creates one table if it does not exist, and checks it. */
final class DynamoDbTableCreation {

    private static final Logger LOG = LoggerFactory.getLogger(DynamoDbTableCreation.class);

    /**
     * A new table takes some seconds. With the SDK's default pause of 20 seconds the wait would dominate an
     * application's start.
     */
    private static final WaiterOverrideConfiguration WAITING = WaiterOverrideConfiguration.builder()
            .backoffStrategyV2(BackoffStrategy.exponentialDelay(Duration.ofMillis(250), Duration.ofSeconds(5)))
            .maxAttempts(1000)
            .waitTimeout(Duration.ofMinutes(5))
            .build();

    private static final List<AttributeDefinition> KEY_ATTRIBUTES =
            List.of(attribute(PARTITION_KEY), attribute(SORT_KEY));
    private static final List<KeySchemaElement> KEY_SCHEMA =
            List.of(key(PARTITION_KEY, KeyType.HASH), key(SORT_KEY, KeyType.RANGE));

    private static final String REQUIRED_KEYS = "HASH PK (S), RANGE SK (S)";

    private final DynamoDbClient client;
    private final TableSpec specification;
    private final String table;
    private final @Nullable ProvisionedThroughput throughput;

    /**
     * Prepares the creation of a table.
     *
     * @param throughput the capacity to provision, or {@code null} to pay per request
     */
    DynamoDbTableCreation(DynamoDbClient client, TableSpec specification, @Nullable ProvisionedThroughput throughput) {
        this.client = client;
        this.specification = specification;
        this.table = specification.table();
        this.throughput = throughput;
    }

    void run() {
        TableDescription found;
        boolean isNew = false;
        try {
            found = describe();
        } catch (TableNotFoundException e) {
            create();
            isNew = true;
            found = awaitActive();
        } catch (StoreException e) {
            if (e.problem() != StoreProblem.PERMISSION) {
                throw e;
            }
            LOG.warn(
                    "Not allowed to check whether the DynamoDB table '{}' exists (action dynamodb:DescribeTable);"
                            + " it is assumed to exist",
                    table);
            return;
        }
        if (found.tableStatus() == TableStatus.CREATING) {
            isNew = true;
            found = awaitActive();
        }
        checkUsable(found);
        if (specification.expiryField() != null) {
            new TimeToLive(client, table, specification.expiryField()).check(isNew || specification.update());
        }
    }

    private TableDescription describe() {
        return ServiceCall.call("DescribeTable", table, () -> client.describeTable(describeRequest()))
                .table();
    }

    private DescribeTableRequest describeRequest() {
        return DescribeTableRequest.builder().tableName(table).build();
    }

    private void create() {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(table)
                .attributeDefinitions(KEY_ATTRIBUTES)
                .keySchema(KEY_SCHEMA);
        if (throughput == null) {
            request.billingMode(BillingMode.PAY_PER_REQUEST);
        } else {
            request.billingMode(BillingMode.PROVISIONED).provisionedThroughput(throughput);
        }
        try {
            ServiceCall.call("CreateTable", table, () -> client.createTable(request.build()));
        } catch (StoreException e) {
            if (!(e.getCause() instanceof ResourceInUseException)) {
                throw e;
            }
            LOG.debug("Another client is creating the table '{}' at this moment", table);
        }
    }

    private TableDescription awaitActive() {
        try (DynamoDbWaiter waiter = DynamoDbWaiter.builder().client(client).build()) {
            return ServiceCall.call("DescribeTable", table, () -> awaitActive(waiter));
        }
    }

    /**
     * Throws the exception of the waiter's call, which holds the reason and whether it is transient; the waiter's own
     * exception does not.
     */
    private TableDescription awaitActive(DynamoDbWaiter waiter) {
        try {
            return waiter.waitUntilTableExists(describeRequest(), WAITING)
                    .matched()
                    .response()
                    .orElseThrow()
                    .table();
        } catch (SdkClientException e) {
            throw e.getCause() instanceof SdkException thrown ? thrown : e;
        }
    }

    private void checkUsable(TableDescription found) {
        if (found.tableStatus() == TableStatus.DELETING) {
            throw new StoreException(
                    "The DynamoDB table '" + table + "' is being deleted. Retry when the deletion is complete.",
                    null,
                    StoreProblem.TABLE_UNUSABLE,
                    true);
        }
        Map<String, String> types = found.attributeDefinitions().stream()
                .collect(Collectors.toMap(
                        AttributeDefinition::attributeName, AttributeDefinition::attributeTypeAsString));
        String keys = found.keySchema().stream()
                .map(key -> "%s %s (%s)"
                        .formatted(key.keyTypeAsString(), key.attributeName(), types.get(key.attributeName())))
                .collect(Collectors.joining(", "));
        if (!keys.equals(REQUIRED_KEYS)) {
            throw new StoreException(
                    "The DynamoDB table '" + table + "' has the keys " + keys + " where " + REQUIRED_KEYS
                            + " are required. Use another table: the keys of a table cannot be changed.",
                    null,
                    StoreProblem.TABLE_UNUSABLE,
                    false);
        }
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
