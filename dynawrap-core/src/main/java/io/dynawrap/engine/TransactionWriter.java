package io.dynawrap.engine;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.WrittenItems;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.TransactionRequest;
import io.dynawrap.spi.TransactionResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Executes transactions. As with single writes, the items that a backend reports are evaluated: a transaction fails only with
 * items that really refuse an operation, and is repeated otherwise.
 */
final class TransactionWriter {

    private final Refusals refusals;
    private final WriteRetries retries;

    TransactionWriter(Refusals refusals, WriteRetries retries) {
        this.refusals = refusals;
        this.retries = retries;
    }

    /**
     * Executes a transaction.
     *
     * @throws TransactionFailedException if a check of an operation does not hold
     * @throws io.dynawrap.StoreException if the database fails, or the transaction conflicts with others for too long
     */
    WrittenItems write(StoreCall call, TransactionOperations.Complete transaction) {
        List<PreparedWrite<?>> writes = transaction.writes();
        List<ItemOperation> operations =
                writes.stream().map(write -> write.write().operation()).toList();
        TransactionRequest request =
                new TransactionRequest(operations, UUID.randomUUID().toString(), transaction.token(), false);
        retries.untilDecided(() -> isDecided(call, writes, request), "The transaction on '" + request.tables() + "'");
        call.items(operations.stream()
                .filter(operation -> !(operation instanceof ItemOperation.Check))
                .count());
        return new WrittenItems(writes.stream()
                .map(PreparedWrite::item)
                .filter(Objects::nonNull)
                .toList());
    }

    private boolean isDecided(StoreCall call, List<PreparedWrite<?>> writes, TransactionRequest request) {
        TransactionResult result = retries.untilWithoutConflict(
                call.backend(), answerLost -> call.backend().writeAll(request));
        if (!(result instanceof TransactionResult.Refused refused)) {
            return true;
        }
        List<Optional<ConditionFailedException>> reasons =
                new ArrayList<>(Collections.nCopies(writes.size(), Optional.empty()));
        for (TransactionResult.Refusal refusal : refused.refusals()) {
            PreparedWrite<?> write = writes.get(refusal.index());
            reasons.set(refusal.index(), refusals.of(write.type(), write.write(), refusal.current()));
        }
        if (reasons.stream().anyMatch(Optional::isPresent)) {
            throw new TransactionFailedException(reasons);
        }
        return false;
    }
}
