package io.dynawrap.benchmarks.dynamodb;

import io.dynawrap.benchmarks.model.Draft;
import io.dynawrap.benchmarks.model.Story;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Writes that check by the Enhanced Client, with its own extension for versions. */
final class EnhancedChecks {

    private static final Expression ABSENT =
            Expression.builder().expression("attribute_not_exists(PK)").build();

    private final DynamoDbTable<StoryBean> stories;
    private final DynamoDbTable<DraftBean> drafts;

    EnhancedChecks(DynamoDbClient client, String table) {
        DynamoDbEnhancedClient enhanced =
                DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
        stories = enhanced.table(table, TableSchema.fromBean(StoryBean.class));
        drafts = enhanced.table(table, TableSchema.fromBean(DraftBean.class));
    }

    Story create(Story story) {
        put(story, ABSENT);
        return story;
    }

    Story saveBelow(Story story, long limit) {
        Expression below = Expression.builder()
                .expression("attribute_exists(PK) AND likes < :limit")
                .putExpressionValue(":limit", AttributeValue.fromN(Long.toString(limit)))
                .build();
        put(story, below);
        return story;
    }

    /** Replaces the version that the draft has; the extension counts. */
    Draft replace(Draft draft) {
        drafts.putItem(DraftBean.of(draft));
        return draft.withVersion(draft.version() + 1);
    }

    private void put(Story story, Expression condition) {
        stories.putItem(request -> request.item(StoryBean.of(story))
                .conditionExpression(condition)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
    }
}
