package io.dynawrap.dynamodb;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.LostAnswerException;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Writes single items. The service checks a condition and writes in one step, and returns the item that refuses it. */
final class DynamoDbItemWriter {

    private final DynamoDbClient client;

    DynamoDbItemWriter(DynamoDbClient client) {
        this.client = client;
    }

    WriteResult write(WriteRequest request) {
        return request.operation() instanceof ItemOperation.Put put
                ? put(put, request)
                : delete(request.operation(), request);
    }

    private WriteResult put(ItemOperation.Put put, WriteRequest request) {
        PutItemRequest.Builder item = PutItemRequest.builder()
                .tableName(put.table())
                .item(StoredItems.toAttributes(put.item()))
                .returnConsumedCapacity(Capacity.requested(request.reportCapacity()));
        ConditionExpression condition = expression(put.condition());
        if (condition != null) {
            item.conditionExpression(condition.expression())
                    .expressionAttributeNames(condition.names().isEmpty() ? null : condition.names())
                    .expressionAttributeValues(condition.values().isEmpty() ? null : condition.values())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        }
        return send("PutItem", put.table(), () -> client.putItem(item.build()).consumedCapacity());
    }

    private WriteResult delete(ItemOperation delete, WriteRequest request) {
        DeleteItemRequest.Builder item = DeleteItemRequest.builder()
                .tableName(delete.table())
                .key(StoredItems.keyAttributes(delete.key()))
                .returnConsumedCapacity(Capacity.requested(request.reportCapacity()));
        ConditionExpression condition = expression(delete.condition());
        if (condition != null) {
            item.conditionExpression(condition.expression())
                    .expressionAttributeNames(condition.names().isEmpty() ? null : condition.names())
                    .expressionAttributeValues(condition.values().isEmpty() ? null : condition.values())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        }
        return send(
                "DeleteItem",
                delete.table(),
                () -> client.deleteItem(item.build()).consumedCapacity());
    }

    private static @Nullable ConditionExpression expression(@Nullable BoundCondition condition) {
        return condition == null ? null : ConditionExpression.of(condition);
    }

    private static WriteResult send(String operation, String table, Supplier<@Nullable ConsumedCapacity> request) {
        try {
            return ServiceCall.<WriteResult>call(operation, table, () -> {
                try {
                    return new WriteResult.Written(Capacity.units(request.get()));
                } catch (ConditionalCheckFailedException e) {
                    return new WriteResult.Refused(
                            e.hasItem() ? StoredItems.fromAttributes(e.item()) : null, LostAnswers.attempts(e), null);
                }
            });
        } catch (StoreException e) {
            throw e.getCause() instanceof SdkException sdk ? withOutcome(e, sdk) : e;
        }
    }

    private static StoreException withOutcome(StoreException failure, SdkException cause) {
        StoreException unknown = LostAnswers.outcomeUnknown(failure, cause, "item");
        if (unknown != null) {
            return unknown;
        }
        // the conflict itself changed nothing, but an earlier attempt might have
        return failure.problem() == StoreProblem.CONFLICT && LostAnswers.attempts(cause) > 1
                ? new LostAnswerException(failure, () -> true)
                : failure;
    }
}
