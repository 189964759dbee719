package io.dynawrap.benchmarks.dynamodb;

import io.dynawrap.benchmarks.model.Draft;
import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Writes that check, with expressions by hand; a refusal has the item that refused it. As with Dynawrap, likes are added only to a
 * number, or to no value, and only if the sum is a {@code long}: a story with another value could not be read.
 */
final class LowLevelChecks {

    private static final String ADD_LIKES = "SET likes = if_not_exists(likes, :zero) + :likes";
    private static final String CAN_ADD =
            "attribute_exists(PK) AND (attribute_not_exists(likes) OR likes BETWEEN :least AND :most)";

    private final DynamoDbClient client;
    private final String table;

    LowLevelChecks(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    Story create(Story story) {
        client.putItem(put(LowLevelStories.attributes(story))
                .conditionExpression("attribute_not_exists(PK)")
                .build());
        return story;
    }

    Story saveBelow(Story story, long limit) {
        client.putItem(put(LowLevelStories.attributes(story))
                .conditionExpression("attribute_exists(PK) AND likes < :limit")
                .expressionAttributeValues(Map.of(":limit", AttributeValue.fromN(Long.toString(limit))))
                .build());
        return story;
    }

    Draft replace(Draft draft) {
        Draft stored = draft.withVersion(draft.version() + 1);
        client.putItem(put(attributes(stored))
                .conditionExpression("version = :version")
                .expressionAttributeValues(Map.of(":version", AttributeValue.fromN(Long.toString(draft.version()))))
                .build());
        return stored;
    }

    /** Adds likes, at least 0, to a story and returns it. */
    Story addLikes(Story story, long likes) {
        return LowLevelStories.story(client.updateItem(request -> request.tableName(table)
                        .key(Map.of(
                                "PK", AttributeValue.fromS(Stories.partitionKey(story.owner())),
                                "SK", AttributeValue.fromS(Stories.sortKey(story.storyId()))))
                        .updateExpression(ADD_LIKES)
                        .conditionExpression(CAN_ADD)
                        .expressionAttributeValues(added(likes))
                        .returnValues(ReturnValue.ALL_NEW)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .attributes());
    }

    /** Creates a story, saves one with few likes, adds a like to one, checks that one is absent and deletes a draft. */
    Story transact(Story created, Story saved, long limit, Story liked, Draft deleted) {
        ReturnValuesOnConditionCheckFailure allOld = ReturnValuesOnConditionCheckFailure.ALL_OLD;
        client.transactWriteItems(request -> request.transactItems(
                TransactWriteItem.builder()
                        .put(put -> put.tableName(table)
                                .item(LowLevelStories.attributes(created))
                                .conditionExpression("attribute_not_exists(PK)")
                                .returnValuesOnConditionCheckFailure(allOld))
                        .build(),
                TransactWriteItem.builder()
                        .put(put -> put.tableName(table)
                                .item(LowLevelStories.attributes(saved))
                                .conditionExpression("attribute_exists(PK) AND likes < :limit")
                                .expressionAttributeValues(Map.of(":limit", AttributeValue.fromN(Long.toString(limit))))
                                .returnValuesOnConditionCheckFailure(allOld))
                        .build(),
                TransactWriteItem.builder()
                        .update(update -> update.tableName(table)
                                .key(key(Stories.partitionKey(liked.owner()), Stories.sortKey(liked.storyId())))
                                .updateExpression(ADD_LIKES)
                                .conditionExpression(CAN_ADD)
                                .expressionAttributeValues(added(1))
                                .returnValuesOnConditionCheckFailure(allOld))
                        .build(),
                TransactWriteItem.builder()
                        .conditionCheck(check -> check.tableName(table)
                                .key(key(Stories.partitionKey("third"), Stories.sortKey("3")))
                                .conditionExpression("attribute_not_exists(PK)")
                                .returnValuesOnConditionCheckFailure(allOld))
                        .build(),
                TransactWriteItem.builder()
                        .delete(delete -> delete.tableName(table)
                                .key(key(
                                        Stories.partitionKey(deleted.owner()), Stories.draftSortKey(deleted.draftId())))
                                .conditionExpression("attribute_not_exists(PK) OR version = :version")
                                .expressionAttributeValues(
                                        Map.of(":version", AttributeValue.fromN(Long.toString(deleted.version()))))
                                .returnValuesOnConditionCheckFailure(allOld))
                        .build()));
        return created;
    }

    private static Map<String, AttributeValue> added(long likes) {
        return Map.of(
                ":zero", AttributeValue.fromN("0"),
                ":likes", AttributeValue.fromN(Long.toString(likes)),
                ":least", AttributeValue.fromN(Long.toString(Long.MIN_VALUE)),
                ":most", AttributeValue.fromN(Long.toString(Long.MAX_VALUE - likes)));
    }

    private static Map<String, AttributeValue> key(String partitionKey, String sortKey) {
        return Map.of("PK", AttributeValue.fromS(partitionKey), "SK", AttributeValue.fromS(sortKey));
    }

    private PutItemRequest.Builder put(Map<String, AttributeValue> item) {
        return PutItemRequest.builder()
                .tableName(table)
                .item(item)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    static Map<String, AttributeValue> attributes(Draft draft) {
        Map<String, AttributeValue> item = new HashMap<>(16);
        item.put("PK", AttributeValue.fromS(Stories.partitionKey(draft.owner())));
        item.put("SK", AttributeValue.fromS(Stories.draftSortKey(draft.draftId())));
        item.put("schema_version", AttributeValue.fromS(Stories.DRAFT_VERSION));
        item.put("owner", AttributeValue.fromS(draft.owner()));
        item.put("draftId", AttributeValue.fromS(draft.draftId()));
        item.put("title", AttributeValue.fromS(draft.title()));
        item.put("content", AttributeValue.fromS(draft.content()));
        item.put("version", AttributeValue.fromN(Long.toString(draft.version())));
        return item;
    }
}
