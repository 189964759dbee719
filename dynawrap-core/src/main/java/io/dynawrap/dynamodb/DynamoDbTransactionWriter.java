package io.dynawrap.dynamodb;

import io.dynawrap.StoreException;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.LostAnswerException;
import io.dynawrap.spi.TransactionRequest;
import io.dynawrap.spi.TransactionResult;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Executes transactions. The service reports a reason for each operation, with the item that refuses it. */
final class DynamoDbTransactionWriter {

    private static final String INVALID = "ValidationError";

    private static final String REFUSED = "ConditionalCheckFailed";

    private final DynamoDbClient client;

    DynamoDbTransactionWriter(DynamoDbClient client) {
        this.client = client;
    }

    TransactionResult write(TransactionRequest request) {
        String token = request.token();
        // with a token the same is asked for in any case: a repeat with other parameters might be refused
        boolean reportCapacity = request.reportCapacity() || token != null;
        TransactWriteItemsRequest transaction = TransactWriteItemsRequest.builder()
                .transactItems(request.operations().stream()
                        .map(DynamoDbTransactionWriter::item)
                        .toList())
                .clientRequestToken(token == null ? request.id() : token)
                .returnConsumedCapacity(Capacity.requested(reportCapacity))
                .build();
        try {
            return ServiceCall.<TransactionResult>call(
                    "TransactWriteItems", request::tables, () -> send(transaction, request.reportCapacity()));
        } catch (StoreException e) {
            if (e.getCause() instanceof DynamoDbException service
                    && isInvalid(service)
                    && request.operations().stream().anyMatch(ItemOperation.Update.class::isInstance)) {
                return new TransactionResult.Rejected(e, null);
            }
            throw e.getCause() instanceof SdkException sdk ? withOutcome(e, sdk) : e;
        }
    }

    private TransactionResult send(TransactWriteItemsRequest transaction, boolean reportCapacity) {
        try {
            Double units = Capacity.units(client.transactWriteItems(transaction).consumedCapacity());
            return new TransactionResult.Written(reportCapacity ? units : null);
        } catch (TransactionCanceledException e) {
            List<TransactionResult.Refusal> refusals = refusals(e.cancellationReasons());
            if (refusals.isEmpty()) {
                throw e;
            }
            return new TransactionResult.Refused(refusals, null);
        }
    }

    /** A refusal is a definite answer, although another operation may have met a conflict at the same time. */
    private static List<TransactionResult.Refusal> refusals(List<CancellationReason> reasons) {
        List<TransactionResult.Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < reasons.size(); i++) {
            CancellationReason reason = reasons.get(i);
            if (REFUSED.equals(reason.code())) {
                refusals.add(new TransactionResult.Refusal(
                        i, reason.hasItem() ? StoredItems.fromAttributes(reason.item()) : null));
            }
        }
        return refusals;
    }

    /** The service cancels a transaction because of an operand of the wrong type; DynamoDB Local rejects the request. */
    private static boolean isInvalid(DynamoDbException e) {
        return e instanceof TransactionCanceledException cancelled
                ? cancelled.cancellationReasons().stream().anyMatch(reason -> INVALID.equals(reason.code()))
                : DynamoDbItemWriter.VALIDATION.equals(ServiceProblems.errorCode(e));
    }

    private static StoreException withOutcome(StoreException failure, SdkException cause) {
        StoreException unknown = LostAnswers.outcomeUnknown(failure, cause, "items");
        if (unknown != null) {
            return unknown;
        }
        // an attempt of this request, or another one with its token, has not completed
        return cause instanceof TransactionInProgressException
                ? new LostAnswerException(failure, () -> false)
                : failure;
    }

    private static TransactWriteItem item(ItemOperation operation) {
        TransactWriteItem.Builder item = TransactWriteItem.builder();
        if (operation instanceof ItemOperation.Put put) {
            return item.put(put(put)).build();
        } else if (operation instanceof ItemOperation.Update update) {
            return item.update(update(update)).build();
        } else if (operation instanceof ItemOperation.Check check) {
            return item.conditionCheck(check(check)).build();
        }
        return item.delete(delete(operation)).build();
    }

    private static Put put(ItemOperation.Put put) {
        Put.Builder item = Put.builder().tableName(put.table()).item(StoredItems.toAttributes(put.item()));
        if (put.condition() != null) {
            Placeholders placeholders = new Placeholders();
            item.conditionExpression(ConditionExpression.of(put.condition(), placeholders))
                    .expressionAttributeNames(placeholders.names())
                    .expressionAttributeValues(placeholders.values())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        }
        return item.build();
    }

    private static Update update(ItemOperation.Update update) {
        Placeholders placeholders = new Placeholders();
        UpdateExpression printed = UpdateExpression.of(update, placeholders);
        return Update.builder()
                .tableName(update.table())
                .key(StoredItems.keyAttributes(update.key()))
                .updateExpression(printed.expression())
                .conditionExpression(printed.condition())
                .expressionAttributeNames(placeholders.names())
                .expressionAttributeValues(placeholders.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    private static Delete delete(ItemOperation delete) {
        Delete.Builder item = Delete.builder().tableName(delete.table()).key(StoredItems.keyAttributes(delete.key()));
        BoundCondition condition = delete.condition();
        if (condition != null) {
            Placeholders placeholders = new Placeholders();
            item.conditionExpression(ConditionExpression.of(condition, placeholders))
                    .expressionAttributeNames(placeholders.names())
                    .expressionAttributeValues(placeholders.values())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        }
        return item.build();
    }

    private static ConditionCheck check(ItemOperation.Check check) {
        Placeholders placeholders = new Placeholders();
        return ConditionCheck.builder()
                .tableName(check.table())
                .key(StoredItems.keyAttributes(check.key()))
                .conditionExpression(ConditionExpression.of(check.condition(), placeholders))
                .expressionAttributeNames(placeholders.names())
                .expressionAttributeValues(placeholders.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }
}
