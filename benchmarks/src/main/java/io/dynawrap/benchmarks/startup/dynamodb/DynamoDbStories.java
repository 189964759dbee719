package io.dynawrap.benchmarks.startup.dynamodb;

import io.dynawrap.benchmarks.startup.BareStories;
import io.dynawrap.benchmarks.startup.BareStory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Stories as items like those of Dynawrap. */
@Component
final class DynamoDbStories implements BareStories {

    private static final String TABLE = "stories";

    private final DynamoDbClient client;

    DynamoDbStories(DynamoDbClient client) {
        this.client = client;
        try {
            client.describeTable(request -> request.tableName(TABLE));
        } catch (ResourceNotFoundException e) {
            createTable();
        }
    }

    private void createTable() {
        client.createTable(request -> request.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("PK"), attribute("SK"))
                .keySchema(keyElement("PK", KeyType.HASH), keyElement("SK", KeyType.RANGE)));
        client.waiter().waitUntilTableExists(request -> request.tableName(TABLE));
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement keyElement(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    @Override
    public void save(BareStory story) {
        Map<String, AttributeValue> item = new HashMap<>(key(story.owner(), story.storyId()));
        item.put("owner", AttributeValue.fromS(story.owner()));
        item.put("storyId", AttributeValue.fromS(story.storyId()));
        if (story.title() != null) {
            item.put("title", AttributeValue.fromS(story.title()));
        }
        if (story.content() != null) {
            item.put("content", AttributeValue.fromS(story.content()));
        }
        client.putItem(request -> request.tableName(TABLE).item(item));
    }

    @Override
    public @Nullable BareStory get(String owner, String storyId) {
        Map<String, AttributeValue> item = client.getItem(
                        request -> request.tableName(TABLE).key(key(owner, storyId)))
                .item();
        return item.isEmpty() ? null : story(item);
    }

    @Override
    public void delete(String owner, String storyId) {
        client.deleteItem(request -> request.tableName(TABLE).key(key(owner, storyId)));
    }

    @Override
    public List<BareStory> list(String owner, String prefix) {
        return client
                .queryPaginator(request -> request.tableName(TABLE)
                        .keyConditionExpression("PK = :pk AND begins_with(SK, :sk)")
                        .expressionAttributeValues(Map.of(
                                ":pk", AttributeValue.fromS("USER#" + owner),
                                ":sk", AttributeValue.fromS("STORY#" + prefix))))
                .items()
                .stream()
                .map(DynamoDbStories::story)
                .toList();
    }

    private static Map<String, AttributeValue> key(String owner, String storyId) {
        return Map.of("PK", AttributeValue.fromS("USER#" + owner), "SK", AttributeValue.fromS("STORY#" + storyId));
    }

    private static BareStory story(Map<String, AttributeValue> item) {
        return new BareStory(
                Objects.requireNonNull(text(item, "owner")),
                Objects.requireNonNull(text(item, "storyId")),
                text(item, "title"),
                text(item, "content"));
    }

    private static @Nullable String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : value.s();
    }
}
