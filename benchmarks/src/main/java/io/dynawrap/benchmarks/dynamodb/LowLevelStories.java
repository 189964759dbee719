package io.dynawrap.benchmarks.dynamodb;

import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The low-level client with a mapping written by hand, for one record. */
final class LowLevelStories {

    private static final int BATCH = 25;

    private final DynamoDbClient client;
    private final String table;

    LowLevelStories(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    Story put(Story story) {
        putAttributes(attributes(story));
        return story;
    }

    Map<String, AttributeValue> putAttributes(Map<String, AttributeValue> item) {
        client.putItem(PutItemRequest.builder().tableName(table).item(item).build());
        return item;
    }

    @Nullable Story get(String owner, String storyId) {
        Map<String, AttributeValue> item = getAttributes(owner, storyId);
        return item == null ? null : story(item);
    }

    @Nullable Map<String, AttributeValue> getAttributes(String owner, String storyId) {
        GetItemResponse response = client.getItem(GetItemRequest.builder()
                .tableName(table)
                .key(Map.of(
                        "PK", AttributeValue.fromS(Stories.partitionKey(owner)),
                        "SK", AttributeValue.fromS(Stories.sortKey(storyId))))
                .consistentRead(true)
                .build());
        return response.hasItem() ? response.item() : null;
    }

    /** Reads at most 100 stories, in the order of the keys; the service said that nothing is left unprocessed. */
    List<Story> getAll(List<Story> keys) {
        Map<Map<String, AttributeValue>, Story> found = new HashMap<>();
        for (Map<String, AttributeValue> item : getAllAttributes(keys)) {
            found.put(Map.of("PK", attribute(item, "PK"), "SK", attribute(item, "SK")), story(item));
        }
        return keys.stream().map(LowLevelStories::key).map(found::get).toList();
    }

    List<Map<String, AttributeValue>> getAllAttributes(List<Story> keys) {
        KeysAndAttributes requested = KeysAndAttributes.builder()
                .keys(keys.stream().map(LowLevelStories::key).toList())
                .consistentRead(true)
                .build();
        return client.batchGetItem(BatchGetItemRequest.builder()
                        .requestItems(Map.of(table, requested))
                        .build())
                .responses()
                .getOrDefault(table, List.of());
    }

    int delete(List<Story> keys) {
        List<WriteRequest> writes = new ArrayList<>(keys.size());
        for (Story story : keys) {
            writes.add(WriteRequest.builder()
                    .deleteRequest(DeleteRequest.builder().key(key(story)).build())
                    .build());
        }
        client.batchWriteItem(BatchWriteItemRequest.builder()
                .requestItems(Map.of(table, writes))
                .build());
        return keys.size();
    }

    private static Map<String, AttributeValue> key(Story story) {
        return Map.of(
                "PK", AttributeValue.fromS(Stories.partitionKey(story.owner())),
                "SK", AttributeValue.fromS(Stories.sortKey(story.storyId())));
    }

    List<Story> query(String owner) {
        List<Map<String, AttributeValue>> items = queryAttributes(owner);
        List<Story> stories = new ArrayList<>(items.size());
        for (Map<String, AttributeValue> item : items) {
            stories.add(story(item));
        }
        return stories;
    }

    /** Reads one page; the service said that there is no other. */
    List<Map<String, AttributeValue>> queryAttributes(String owner) {
        QueryRequest request = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("PK = :pk AND begins_with(SK, :sk)")
                .expressionAttributeValues(Map.of(
                        ":pk",
                        AttributeValue.fromS(Stories.partitionKey(owner)),
                        ":sk",
                        AttributeValue.fromS("STORY#")))
                .consistentRead(true)
                .build();
        return client.query(request).items();
    }

    /** A loop of requests, each sent again with what the service left unprocessed. */
    int batchWrite(List<Story> stories) {
        return batchWrite(stories, LowLevelStories::attributes);
    }

    int batchWriteAttributes(List<Map<String, AttributeValue>> items) {
        return batchWrite(items, Function.identity());
    }

    private <T> int batchWrite(List<T> items, Function<T, Map<String, AttributeValue>> mapping) {
        for (int from = 0; from < items.size(); from += BATCH) {
            List<WriteRequest> writes = new ArrayList<>(BATCH);
            for (T item : items.subList(from, Math.min(items.size(), from + BATCH))) {
                PutRequest put = PutRequest.builder().item(mapping.apply(item)).build();
                writes.add(WriteRequest.builder().putRequest(put).build());
            }
            Map<String, List<WriteRequest>> waiting = Map.of(table, writes);
            while (!waiting.isEmpty()) {
                BatchWriteItemResponse response = client.batchWriteItem(
                        BatchWriteItemRequest.builder().requestItems(waiting).build());
                waiting = response.unprocessedItems();
            }
        }
        return items.size();
    }

    static Map<String, AttributeValue> attributes(Story story) {
        Map<String, AttributeValue> item = new HashMap<>(16);
        item.put("PK", AttributeValue.fromS(Stories.partitionKey(story.owner())));
        item.put("SK", AttributeValue.fromS(Stories.sortKey(story.storyId())));
        item.put("schema_version", AttributeValue.fromS(Stories.VERSION));
        item.put("owner", AttributeValue.fromS(story.owner()));
        item.put("storyId", AttributeValue.fromS(story.storyId()));
        item.put("title", AttributeValue.fromS(story.title()));
        item.put("content", AttributeValue.fromS(story.content()));
        item.put("likes", AttributeValue.fromN(Long.toString(story.likes())));
        item.put("published", AttributeValue.fromBool(story.published()));
        item.put("createdAt", AttributeValue.fromS(story.createdAt().toString()));
        List<AttributeValue> tags = new ArrayList<>(story.tags().size());
        for (String tag : story.tags()) {
            tags.add(AttributeValue.fromS(tag));
        }
        item.put("tags", AttributeValue.fromL(tags));
        return item;
    }

    static Story story(Map<String, AttributeValue> item) {
        List<AttributeValue> values = attribute(item, "tags").l();
        List<String> tags = new ArrayList<>(values.size());
        for (AttributeValue value : values) {
            tags.add(value.s());
        }
        return new Story(
                attribute(item, "owner").s(),
                attribute(item, "storyId").s(),
                attribute(item, "title").s(),
                attribute(item, "content").s(),
                Long.parseLong(attribute(item, "likes").n()),
                attribute(item, "published").bool(),
                Instant.parse(attribute(item, "createdAt").s()),
                tags);
    }

    static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("The item has no " + name);
        }
        return value;
    }
}
