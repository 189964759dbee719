package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.Requests;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TableSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Faults of the service that DynamoDB Local cannot be made to show. */
class ServiceFaultTest {

    private static final GetRequest GET = new GetRequest("table", new ItemKey("p", "s"), true, false);

    @Test
    void unprocessedWritesComeBackAsTheWritesThatWereSent() {
        ItemOperation put1 = new ItemOperation.Put(
                "table", new StoredItem(new ItemKey("p", "1"), "v", new AttributeData(new HashMap<>())));
        ItemOperation put2 = new ItemOperation.Put(
                "table", new StoredItem(new ItemKey("p", "2"), "v", new AttributeData(new HashMap<>())));
        ItemOperation delete = new ItemOperation.Delete("table", new ItemKey("p", "3"));
        DynamoDbBackend backend = new DynamoDbBackend(new UnusableClient() {
            @Override
            public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
                List<WriteRequest> sent = request.requestItems().get("table");
                return BatchWriteItemResponse.builder()
                        .unprocessedItems(Map.of("table", sent.subList(1, 3)))
                        .build();
            }
        });

        List<ItemOperation> unprocessed = Requests.writeBatch(backend, List.of(put1, put2, delete));

        assertThat(unprocessed).hasSize(2);
        assertThat(unprocessed.get(0)).isSameAs(put2);
        assertThat(unprocessed.get(1)).isSameAs(delete);
    }

    /**
     * The codes of the developer guide, "Error handling with DynamoDB", and of the API reference, "Common Errors". Two of them
     * may be repeated according to the guide, but are lasting here: UnrecognizedClientException and
     * ItemCollectionSizeLimitExceededException.
     */
    @ParameterizedTest
    @CsvSource({
        "ProvisionedThroughputExceededException, 400, true, THROTTLED",
        "ThrottlingException, 400, true, THROTTLED",
        "ThrottlingException, 429, true, THROTTLED",
        "RequestLimitExceeded, 400, true, THROTTLED",
        "LimitExceededException, 400, true, THROTTLED",
        "TransactionConflictException, 400, true, CONFLICT",
        "TransactionInProgressException, 400, true, CONFLICT",
        "ReplicatedWriteConflictException, 400, true, CONFLICT",
        "PriorRequestNotComplete, 400, true, CONFLICT",
        "RequestAbortedException, 400, true, UNREACHABLE",
        "RequestTimeoutException, 408, true, TIMEOUT",
        "RequestTimeout, 400, true, TIMEOUT",
        "InternalServerError, 500, true, UNAVAILABLE",
        "InternalFailure, 500, true, UNAVAILABLE",
        "InternalError, 400, true, UNAVAILABLE",
        "ServiceUnavailable, 503, true, UNAVAILABLE",
        "AccessDeniedException, 400, false, PERMISSION",
        "NotAuthorized, 401, false, PERMISSION",
        "OptInRequired, 403, false, PERMISSION",
        "UnrecognizedClientException, 400, false, CREDENTIALS",
        "InvalidClientTokenId, 403, false, CREDENTIALS",
        "MissingAuthenticationTokenException, 400, false, CREDENTIALS",
        "MissingAuthenticationToken, 403, false, CREDENTIALS",
        "IncompleteSignatureException, 400, false, CREDENTIALS",
        "IncompleteSignature, 403, false, CREDENTIALS",
        "InvalidSignatureException, 400, false, CREDENTIALS",
        "SignatureDoesNotMatch, 403, false, CREDENTIALS",
        "AuthFailure, 403, false, CREDENTIALS",
        "ExpiredTokenException, 403, false, CREDENTIALS",
        "ExpiredToken, 403, false, CREDENTIALS",
        "RequestExpired, 400, false, CREDENTIALS",
        "RequestInTheFuture, 400, false, CREDENTIALS",
        "RequestTimeTooSkewed, 400, false, CREDENTIALS",
        "ItemCollectionSizeLimitExceededException, 400, false, OTHER",
        "ConditionalCheckFailedException, 400, false, OTHER",
        "IdempotentParameterMismatchException, 400, false, TOKEN_REUSED",
        "ResourceInUseException, 400, false, OTHER",
        "MalformedHttpRequestException, 400, false, OTHER",
        "RequestEntityTooLargeException, 413, false, OTHER",
        "UnknownOperationException, 404, false, OTHER",
        "ValidationException, 400, false, OTHER",
        "SerializationException, 400, false, OTHER"
    })
    void aRefusalIsPassingIfTheSameCallMaySucceedLater(String code, int status, boolean passing, StoreProblem problem) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> failingGet(serviceFault(code, status)).get(GET))
                .withMessageStartingWith("DynamoDB's GetItem on the table 'table' failed: " + code)
                .withCauseInstanceOf(DynamoDbException.class)
                .matches(e -> e.isTransient() == passing)
                .matches(e -> e.problem() == problem);
    }

    /** As of a web server at the port where DynamoDB was thought to be. */
    @Test
    void anAnswerThatHasNoErrorOfDynamoDbAsksForTheAddress() {
        AwsErrorDetails nothing = AwsErrorDetails.builder().build();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> failingGet(DynamoDbException.builder()
                                .statusCode(404)
                                .awsErrorDetails(nothing)
                                .build())
                        .get(GET))
                .withMessageEndingWith(
                        "failed: HTTP status 404 without an error of DynamoDB. Check that the endpoint is DynamoDB's.")
                .matches(e -> e.problem() == StoreProblem.UNEXPECTED_SERVER)
                .matches(e -> !e.isTransient());
    }

    /** As of a load balancer or proxy in front of the service, which gives up or finds it away. */
    @ParameterizedTest
    @CsvSource({"408, true", "429, true", "502, true", "503, true", "504, true", "400, false", "403, false"})
    void anAnswerOfAProxyIsPassingIfItSaysSo(int status, boolean passing) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> failingGet(DynamoDbException.builder()
                                .statusCode(status)
                                .awsErrorDetails(AwsErrorDetails.builder().build())
                                .build())
                        .get(GET))
                .matches(e -> e.isTransient() == passing);
    }

    @Test
    void aTimeoutIsPassing() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(
                        () -> failingGet(ApiCallTimeoutException.create(100)).get(GET))
                .matches(StoreException::isTransient);
    }

    @Test
    void anInterruptedCallAndMissingCredentialsAreNotPassing() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(
                        () -> failingGet(AbortedException.create("interrupted")).get(GET))
                .matches(e -> !e.isTransient());
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> failingGet(SdkClientException.create(
                                "Unable to load credentials from any of the providers in the chain"))
                        .get(GET))
                .withMessageContaining("Unable to load credentials")
                .matches(e -> e.problem() == StoreProblem.CREDENTIALS_MISSING)
                .matches(e -> !e.isTransient());
    }

    @Test
    void whatTheClientThrowsBesidesItsOwnExceptionsIsAStoreExceptionToo() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> failingGet(new IllegalStateException("Connection pool shut down"))
                        .get(GET))
                .withMessageContaining("GetItem")
                .withCauseInstanceOf(IllegalStateException.class)
                .matches(e -> !e.isTransient());
    }

    @Test
    void aTableThatMayNotBeDescribedIsTakenToExist() {
        DynamoDbBackend backend = new DynamoDbBackend(new UnusableClient() {
            @Override
            public DescribeTableResponse describeTable(DescribeTableRequest request) {
                throw serviceFault("AccessDeniedException", 400);
            }
        });

        assertThatCode(() -> backend.createTable(new TableSpec("table"))).doesNotThrowAnyException();
    }

    @Test
    void aDescribeThatFailsOtherwiseFailsTheCreation() {
        DynamoDbBackend backend = new DynamoDbBackend(new UnusableClient() {
            @Override
            public DescribeTableResponse describeTable(DescribeTableRequest request) {
                throw serviceFault("UnrecognizedClientException", 400);
            }
        });

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> backend.createTable(new TableSpec("table")))
                .withMessageContaining("DescribeTable");
    }

    @Test
    void aTableThatMayNotBeCreatedIsAnError() {
        DynamoDbBackend backend = new DynamoDbBackend(new UnusableClient() {
            @Override
            public DescribeTableResponse describeTable(DescribeTableRequest request) {
                throw ResourceNotFoundException.builder().build();
            }

            @Override
            public CreateTableResponse createTable(CreateTableRequest request) {
                throw serviceFault("AccessDeniedException", 400);
            }
        });

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> backend.createTable(new TableSpec("table")))
                .withMessageContaining("CreateTable")
                .withMessageContaining("AccessDeniedException");
    }

    @Test
    void aTableThatIsBeingCreatedElsewhereIsWaitedFor() {
        SlowTable client = new SlowTable();

        new DynamoDbBackend(client).createTable(new TableSpec("table"));

        assertThat(client.statuses).containsExactly(TableStatus.ACTIVE);
    }

    @Test
    void aTableThatIsBeingDeletedIsAPassingError() {
        DynamoDbBackend backend = new DynamoDbBackend(new UnusableClient() {
            @Override
            public DescribeTableResponse describeTable(DescribeTableRequest request) {
                return SlowTable.described(TableStatus.DELETING);
            }
        });

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> backend.createTable(new TableSpec("table")))
                .withMessageContaining("is being deleted")
                .matches(StoreException::isTransient);
    }

    private static DynamoDbBackend failingGet(RuntimeException fault) {
        return new DynamoDbBackend(new UnusableClient() {
            @Override
            public GetItemResponse getItem(GetItemRequest request) {
                throw fault;
            }
        });
    }

    private static DynamoDbException serviceFault(String code, int status) {
        return (DynamoDbException) DynamoDbException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("the service's words")
                        .build())
                .build();
    }

    /** Every operation that a test does not define is an UnsupportedOperationException. */
    private abstract static class UnusableClient implements DynamoDbClient {

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    /** A table that another one is creating, and that becomes active while it is waited for. */
    private static final class SlowTable extends UnusableClient {

        private static final TableDescription TABLE = TableDescription.builder()
                .keySchema(key("PK", KeyType.HASH), key("SK", KeyType.RANGE))
                .attributeDefinitions(text("PK"), text("SK"))
                .build();

        private final Deque<TableStatus> statuses =
                new ArrayDeque<>(List.of(TableStatus.CREATING, TableStatus.CREATING, TableStatus.ACTIVE));
        private boolean created;

        @Override
        public CreateTableResponse createTable(CreateTableRequest request) {
            created = true;
            throw ResourceInUseException.builder().build();
        }

        @Override
        public DescribeTableResponse describeTable(DescribeTableRequest request) {
            if (!created) {
                throw ResourceNotFoundException.builder().build();
            }
            return described(statuses.size() > 1 ? statuses.remove() : statuses.element());
        }

        static DescribeTableResponse described(TableStatus status) {
            return DescribeTableResponse.builder()
                    .table(TABLE.toBuilder().tableStatus(status).build())
                    .build();
        }

        private static KeySchemaElement key(String name, KeyType type) {
            return KeySchemaElement.builder().attributeName(name).keyType(type).build();
        }

        private static AttributeDefinition text(String name) {
            return AttributeDefinition.builder()
                    .attributeName(name)
                    .attributeType(ScalarAttributeType.S)
                    .build();
        }
    }
}
