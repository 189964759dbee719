package io.dynawrap.docs.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.docs.Guides;
import io.dynawrap.docs.Server;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.spi.TableSpec;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** The policies of the guide allow the calls that the backend makes, and no others. */
class DynamoDbPolicyTest {

    private final Set<String> calls = new TreeSet<>();
    private final DynamoDbClient client = Server.dynamoDb()
            .overrideConfiguration(config -> config.addExecutionInterceptor(new ExecutionInterceptor() {
                @Override
                public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                    if (context.request() instanceof TransactWriteItemsRequest transaction) {
                        transaction.transactItems().forEach(item -> calls.add("dynamodb:" + actionOf(item)));
                    } else {
                        calls.add("dynamodb:" + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
                    }
                }
            }))
            .build();

    @Test
    void thePoliciesAllowTheCallsThatAreMadeAndNoOthers() throws IOException {
        List<String> policies = Guides.blocks("production.md", "json");
        Set<String> items = actions(policies.get(0));
        Set<String> tables = actions(policies.get(1));
        Set<String> expiry = actions(policies.get(2));

        new DynamoDbBackend(client).createTable(new TableSpec("stories"));
        assertThat(calls).isEqualTo(tables);

        new DynamoDbBackend(client).createTable(new TableSpec("stories", "expiresAt", true));
        tables.addAll(expiry);
        assertThat(calls).isEqualTo(tables);

        Operations.runAll(new DefaultItemStore(new DynamoDbBackend(client)));
        Set<String> both = new TreeSet<>(items);
        both.addAll(tables);
        assertThat(calls).isEqualTo(both);
    }

    /** The right that an operation of a transaction needs (developer guide, "DynamoDB transactions and IAM"). */
    private static String actionOf(TransactWriteItem item) {
        if (item.put() != null) {
            return "PutItem";
        }
        return item.update() != null ? "UpdateItem" : item.delete() != null ? "DeleteItem" : "ConditionCheckItem";
    }

    private static Set<String> actions(String policy) throws IOException {
        Set<String> actions = new TreeSet<>();
        for (JsonNode action : new JsonMapper().readTree(policy).at("/Statement/0/Action")) {
            actions.add(action.textValue());
        }
        return actions;
    }
}
