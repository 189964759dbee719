package io.dynawrap.benchmarks.dynamodb;

import io.dynawrap.benchmarks.model.Draft;
import io.dynawrap.benchmarks.model.Stories;
import io.dynawrap.benchmarks.model.Story;
import io.dynawrap.benchmarks.model.Writing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Questions to a partition with expressions by hand. The service said that each answer has one page. */
final class LowLevelQuestions {

    private static final String STORY_PREFIX = "STORY#";
    private static final String STORIES = "PK = :pk AND begins_with(SK, :sk)";

    private final DynamoDbClient client;
    private final String table;

    LowLevelQuestions(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    List<Story> range(String owner, String first, String last) {
        return stories(query(
                owner,
                request -> request.keyConditionExpression("PK = :pk AND SK BETWEEN :first AND :last"),
                Map.of(
                        ":first",
                        AttributeValue.fromS(Stories.sortKey(first)),
                        ":last",
                        AttributeValue.fromS(Stories.sortKey(last)))));
    }

    List<Story> published(String owner) {
        return stories(query(
                owner,
                request -> request.keyConditionExpression(STORIES).filterExpression("published = :true"),
                Map.of(":sk", AttributeValue.fromS(STORY_PREFIX), ":true", AttributeValue.fromBool(true))));
    }

    /** Keys decide which items are stories: {@code Select=COUNT} would also count the items below a story. */
    long count(String owner) {
        long count = 0;
        for (Map<String, AttributeValue> item : query(
                owner,
                request -> request.keyConditionExpression(STORIES).projectionExpression("SK"),
                Map.of(":sk", AttributeValue.fromS(STORY_PREFIX)))) {
            String key = LowLevelStories.attribute(item, "SK").s();
            if (key.length() > STORY_PREFIX.length() && key.indexOf('#', STORY_PREFIX.length()) < 0) {
                count++;
            }
        }
        return count;
    }

    List<Writing> all(String owner) {
        List<Writing> found = new ArrayList<>();
        for (Map<String, AttributeValue> item :
                query(owner, request -> request.keyConditionExpression("PK = :pk"), Map.of())) {
            boolean isStory = LowLevelStories.attribute(item, "SK").s().startsWith(STORY_PREFIX);
            found.add(isStory ? LowLevelStories.story(item) : draft(item));
        }
        return found;
    }

    private static Draft draft(Map<String, AttributeValue> item) {
        return new Draft(
                LowLevelStories.attribute(item, "owner").s(),
                LowLevelStories.attribute(item, "draftId").s(),
                LowLevelStories.attribute(item, "title").s(),
                LowLevelStories.attribute(item, "content").s(),
                Long.parseLong(LowLevelStories.attribute(item, "version").n()));
    }

    /** Sets what the question asks for. */
    @FunctionalInterface
    private interface Question {
        void of(QueryRequest.Builder request);
    }

    private List<Map<String, AttributeValue>> query(
            String owner, Question question, Map<String, AttributeValue> values) {
        Map<String, AttributeValue> all = new HashMap<>(values);
        all.put(":pk", AttributeValue.fromS(Stories.partitionKey(owner)));
        QueryRequest.Builder request = QueryRequest.builder()
                .tableName(table)
                .expressionAttributeValues(all)
                .consistentRead(true);
        question.of(request);
        return client.query(request.build()).items();
    }

    private static List<Story> stories(List<Map<String, AttributeValue>> items) {
        List<Story> stories = new ArrayList<>(items.size());
        for (Map<String, AttributeValue> item : items) {
            stories.add(LowLevelStories.story(item));
        }
        return stories;
    }
}
