package io.dynawrap.engine;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.WrittenItems;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TransactionRequest;
import io.dynawrap.spi.TransactionResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Executes transactions. As with single writes, the items that a backend reports are evaluated: a transaction fails only with
 * items that really refuse an operation, and is repeated otherwise.
 */
final class TransactionWriter {

    /** How often a transaction is repeated that the database rejects although its updates can be applied. */
    private static final int MAX_REJECTIONS = 3;

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
        TransactionRequest request = request(writes, Map.of(), transaction.token());
        for (int repeat = 0; retries.mayRepeat(repeat); repeat++) {
            TransactionRequest next = request;
            TransactionResult result = retries.untilWithoutConflict(
                    call.backend(), answerLost -> call.backend().writeAll(next));
            if (result instanceof TransactionResult.Written) {
                call.items(writes(request));
                return written(writes);
            }
            Map<Integer, Optional<StoredItem>> current = current(call.backend(), request, result);
            checkRefusals(writes, current);
            if (result instanceof TransactionResult.Rejected rejected && repeat >= MAX_REJECTIONS) {
                throw rejected.failure();
            }
            request = request(writes, current, transaction.token());
        }
        throw WriteRetries.undecided("The transaction on '" + request.tables() + "'");
    }

    /**
     * Creates the request of an attempt. Its id is new: the answer to the attempt before is known, and the updates may be sent in
     * another form.
     */
    private static TransactionRequest request(
            List<PreparedWrite<?>> writes, Map<Integer, Optional<StoredItem>> seen, @Nullable String token) {
        List<ItemOperation> operations = new ArrayList<>(writes.size());
        for (PreparedWrite<?> write : writes) {
            StoredItem item =
                    seen.getOrDefault(operations.size(), Optional.empty()).orElse(null);
            operations.add(write.write().seen(item).operation());
        }
        return new TransactionRequest(operations, UUID.randomUUID().toString(), token, false);
    }

    private static int writes(TransactionRequest request) {
        int writes = 0;
        for (ItemOperation operation : request.operations()) {
            writes += operation instanceof ItemOperation.Check ? 0 : 1;
        }
        return writes;
    }

    private static WrittenItems written(List<PreparedWrite<?>> writes) {
        List<Object> items = new ArrayList<>(writes.size());
        for (PreparedWrite<?> write : writes) {
            if (write.item() != null) {
                items.add(write.item());
            }
        }
        return new WrittenItems(items);
    }

    /**
     * Returns the items that may have refused operations, by the indexes of these. A request that was rejected as a whole reports
     * no items, so they are read here.
     */
    private static Map<Integer, Optional<StoredItem>> current(
            Backend backend, TransactionRequest request, TransactionResult result) {
        Map<Integer, Optional<StoredItem>> current = new HashMap<>();
        if (result instanceof TransactionResult.Refused refused) {
            refused.refusals().forEach(refusal -> current.put(refusal.index(), Optional.ofNullable(refusal.current())));
            return current;
        }
        for (int i = 0; i < request.operations().size(); i++) {
            ItemOperation operation = request.operations().get(i);
            if (operation.condition() != null) {
                GetRequest get = new GetRequest(operation.table(), operation.key(), true, false);
                current.put(i, Optional.ofNullable(backend.get(get).item()));
            }
        }
        return current;
    }

    private void checkRefusals(List<PreparedWrite<?>> writes, Map<Integer, Optional<StoredItem>> current) {
        List<Optional<ConditionFailedException>> reasons =
                new ArrayList<>(Collections.nCopies(writes.size(), Optional.empty()));
        current.forEach((index, item) -> {
            PreparedWrite<?> write = writes.get(index);
            reasons.set(index, refusals.of(write.type(), write.write(), item.orElse(null)));
        });
        if (reasons.stream().anyMatch(Optional::isPresent)) {
            throw new TransactionFailedException(reasons);
        }
    }
}
