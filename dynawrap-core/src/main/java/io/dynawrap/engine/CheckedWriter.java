package io.dynawrap.engine;

import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;

/**
 * Executes single writes. Only this class decides whether a refused write was executed although its answer was lost.
 *
 * <p>The item that a backend reports may be newer than the item that refused the write. So its checks are evaluated on it, and
 * if they hold the write is repeated. The item of the exception therefore always refuses the write.
 */
final class CheckedWriter {

    private final Refusals refusals;
    private final WriteRetries retries;

    CheckedWriter(Refusals refusals, WriteRetries retries) {
        this.refusals = refusals;
        this.retries = retries;
    }

    /**
     * Executes a write.
     *
     * @throws io.dynawrap.ConditionFailedException if a check does not hold
     * @throws io.dynawrap.StoreException if the database fails, or the write conflicts with others for too long
     */
    void write(StoreCall call, ItemType<?> type, CheckedWrite write) {
        retries.untilDecided(
                () -> isDecided(call, type, write),
                "The write of a " + type.name() + " to '" + write.operation().table() + "'");
        call.items(1);
    }

    private boolean isDecided(StoreCall call, ItemType<?> type, CheckedWrite write) {
        WriteResult result = send(call.backend(), write.operation());
        if (!(result instanceof WriteResult.Refused refused) || isDone(write, refused)) {
            return true;
        }
        refusals.of(type, write, refused.current()).ifPresent(refusal -> {
            throw refusal;
        });
        return false;
    }

    /**
     * Reports whether a refused write needs no repeat because what it does is done. After more than one attempt an earlier
     * one may have been executed although its answer was lost: an item that is equal to the sent one counts as stored by
     * this call, and an absent item as deleted by it. The absence of an item whose condition holds of absence needs no
     * delete in any case.
     */
    private static boolean isDone(CheckedWrite write, WriteResult.Refused refused) {
        StoredItem current = refused.current();
        if (write.operation() instanceof ItemOperation.Put put) {
            return refused.attempts() > 1 && current != null && PlainForm.areEqual(put.item(), current);
        }
        return current == null && (refused.attempts() > 1 || write.failing(null).isEmpty());
    }

    private WriteResult send(Backend backend, ItemOperation operation) {
        WriteRequest request = new WriteRequest(operation, false);
        return retries.untilWithoutConflict(backend, answerLost -> withLostAnswer(backend.write(request), answerLost));
    }

    private static WriteResult withLostAnswer(WriteResult result, boolean answerLost) {
        return answerLost && result instanceof WriteResult.Refused refused
                ? new WriteResult.Refused(refused.current(), refused.attempts() + 1, refused.capacity())
                : result;
    }
}
