package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.KeyValues;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.spi.TableSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** {@code exists} requests the key of an item, and its expiry if the model has one. */
@ExtendWith(LocalDynamoDb.class)
class ExistsRequestTest {

    private static final String TABLE = LocalDynamoDb.newTableName();

    @DbItem(pk = "A#{id}", sk = "NOTE")
    record Note(String id, String text) {}

    @DbItem(pk = "A#{id}", sk = "CODE")
    record Code(String id, @ExpiresAt @JsonProperty("ttl") Instant end, String text) {}

    private static final List<GetItemRequest> REQUESTS = new ArrayList<>();
    private static final List<GetItemResponse> RESPONSES = new ArrayList<>();

    private static DynamoDbClient client;
    private static DefaultItemStore store;

    @BeforeAll
    static void createTable() {
        client = LocalDynamoDb.clientBuilder()
                .overrideConfiguration(config -> config.addExecutionInterceptor(new ExecutionInterceptor() {
                    @Override
                    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
                        if (context.request() instanceof GetItemRequest request) {
                            REQUESTS.add(request);
                            RESPONSES.add((GetItemResponse) context.response());
                        }
                    }
                }))
                .build();
        DynamoDbBackend backend = new DynamoDbBackend(client);
        backend.createTable(new TableSpec(TABLE));
        store = new DefaultItemStore(backend).table(TABLE);
    }

    @AfterAll
    static void closeClient() {
        client.close();
    }

    @Test
    void theKeyAndTheExpiryAreProjectedAndAGetReadsTheWholeItem() {
        KeyValues key = KeyValues.of("id", "1");
        store.save(new Note("1", "text"));
        store.save(new Code("1", Instant.parse("9999-01-01T00:00:00Z"), "text"));

        assertThat(store.exists(Note.class, key)).isTrue();
        assertThat(store.exists(Code.class, key)).isTrue();
        assertThat(store.get(Note.class, key)).contains(new Note("1", "text"));

        assertThat(REQUESTS)
                .extracting(GetItemRequest::projectionExpression)
                .containsExactly("PK, SK", "PK, SK, #n0", null);
        assertThat(REQUESTS.get(0).hasExpressionAttributeNames()).isFalse();
        assertThat(REQUESTS.get(1).expressionAttributeNames()).isEqualTo(Map.of("#n0", "ttl"));
        assertThat(RESPONSES.get(0).item()).containsOnlyKeys("PK", "SK");
        assertThat(RESPONSES.get(1).item()).containsOnlyKeys("PK", "SK", "ttl");
        assertThat(RESPONSES.get(2).item()).containsOnlyKeys("PK", "SK", "schema_version", "id", "text");
    }
}
