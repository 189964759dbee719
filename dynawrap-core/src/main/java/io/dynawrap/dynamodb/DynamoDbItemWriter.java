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
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Writes single items. The service checks a condition and writes in one step, and returns the item that refuses it. */
final class DynamoDbItemWriter {

    /** The code of a request that cannot be executed: because of the request, or of the item that it would change. */
    static final String VALIDATION = "ValidationException";

    private final DynamoDbClient client;

    DynamoDbItemWriter(DynamoDbClient client) {
        this.client = client;
    }

    WriteResult write(WriteRequest request) {
        if (request.operation() instanceof ItemOperation.Update update) {
            return update(update, request);
        }
        return request.operation() instanceof ItemOperation.Put put
                ? put(put, request)
                : delete(request.operation(), request);
    }

    private WriteResult update(ItemOperation.Update update, WriteRequest request) {
        Placeholders placeholders = new Placeholders();
        UpdateExpression printed = UpdateExpression.of(update, placeholders);
        UpdateItemRequest item = UpdateItemRequest.builder()
                .tableName(update.table())
                .key(StoredItems.keyAttributes(update.key()))
                .updateExpression(printed.expression())
                .conditionExpression(printed.condition())
                .expressionAttributeNames(placeholders.names())
                .expressionAttributeValues(placeholders.values())
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .returnConsumedCapacity(Capacity.requested(request.reportCapacity()))
                .build();
        try {
            return send("UpdateItem", update.table(), () -> {
                UpdateItemResponse response = client.updateItem(item);
                return new WriteResult.Updated(
                        StoredItems.fromAttributes(response.attributes()), Capacity.units(response.consumedCapacity()));
            });
        } catch (StoreException e) {
            if (e.getCause() instanceof DynamoDbException service
                    && VALIDATION.equals(ServiceProblems.errorCode(service))) {
                return new WriteResult.Rejected(e, LostAnswers.attempts(service), null);
            }
            throw e;
        }
    }

    private WriteResult put(ItemOperation.Put put, WriteRequest request) {
        PutItemRequest.Builder item = PutItemRequest.builder()
                .tableName(put.table())
                .item(StoredItems.toAttributes(put.item()))
                .returnConsumedCapacity(Capacity.requested(request.reportCapacity()));
        if (put.condition() != null) {
            Placeholders placeholders = new Placeholders();
            item.conditionExpression(ConditionExpression.of(put.condition(), placeholders))
                    .expressionAttributeNames(placeholders.names())
                    .expressionAttributeValues(placeholders.values())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        }
        return send(
                "PutItem",
                put.table(),
                () -> written(client.putItem(item.build()).consumedCapacity()));
    }

    private WriteResult delete(ItemOperation delete, WriteRequest request) {
        DeleteItemRequest.Builder item = DeleteItemRequest.builder()
                .tableName(delete.table())
                .key(StoredItems.keyAttributes(delete.key()))
                .returnConsumedCapacity(Capacity.requested(request.reportCapacity()));
        BoundCondition condition = delete.condition();
        if (condition != null) {
            Placeholders placeholders = new Placeholders();
            item.conditionExpression(ConditionExpression.of(condition, placeholders))
                    .expressionAttributeNames(placeholders.names())
                    .expressionAttributeValues(placeholders.values())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        }
        return send(
                "DeleteItem",
                delete.table(),
                () -> written(client.deleteItem(item.build()).consumedCapacity()));
    }

    private static WriteResult written(@Nullable ConsumedCapacity consumed) {
        return new WriteResult.Written(Capacity.units(consumed));
    }

    private static WriteResult send(String operation, String table, Supplier<WriteResult> request) {
        try {
            return ServiceCall.<WriteResult>call(operation, table, () -> {
                try {
                    return request.get();
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
