package io.dynawrap.engine;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.key.TypeNames;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.LostAnswerException;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Executes single writes. Only this class decides whether a refused write was executed although its answer was lost.
 *
 * <p>The item that a backend reports may be newer than the item that refused the write. So its checks are evaluated on it, and
 * if they hold the write is repeated. The item of the exception therefore always refuses the write.
 */
final class CheckedWriter {

    /** How often an update is repeated that the database rejects although it can be applied to the stored item. */
    private static final int MAX_REJECTIONS = 3;

    private final Refusals refusals;
    private final WriteRetries retries;

    CheckedWriter(Refusals refusals, WriteRetries retries) {
        this.refusals = refusals;
        this.retries = retries;
    }

    /**
     * Executes a write.
     *
     * @return the item as an update left it; {@code null} after other writes
     * @throws io.dynawrap.ConditionFailedException if a check does not hold
     * @throws StoreException if the database fails, or the write conflicts with others for too long
     */
    @Nullable StoredItem write(StoreCall call, ItemType<?> type, CheckedWrite write) {
        CheckedWrite next = write;
        for (int repeat = 0; retries.mayRepeat(repeat); repeat++) {
            WriteResult result = send(call.backend(), type, next.operation());
            if (result instanceof WriteResult.Updated updated) {
                call.items(1);
                return updated.item();
            }
            if (result instanceof WriteResult.Written) {
                call.items(1);
                return null;
            }
            Doubt doubt = doubt(call.backend(), write, result);
            if (isDone(write, doubt)) {
                call.items(1);
                return null;
            }
            checkRefusal(type, write, doubt);
            if (doubt.failure() != null && repeat >= MAX_REJECTIONS) {
                throw doubt.failure();
            }
            next = write.seen(doubt.current());
        }
        throw WriteRetries.undecided("The write of " + TypeNames.withArticle(type.name()) + " to '"
                + write.operation().table() + "'");
    }

    /**
     * A write that the database did not execute, for a reason that is still to be found.
     *
     * @param current the stored item, or {@code null} if there is no item
     * @param attempts the number of requests that were sent
     * @param failure the failure if the stored item is not the reason, or {@code null}
     */
    private record Doubt(
            @Nullable StoredItem current,
            int attempts,
            @Nullable StoreException failure) {}

    private static Doubt doubt(Backend backend, CheckedWrite write, WriteResult result) {
        if (result instanceof WriteResult.Rejected rejected) {
            ItemOperation operation = write.operation();
            StoredItem current = backend.get(new GetRequest(operation.table(), operation.key(), true, false))
                    .item();
            return new Doubt(current, rejected.attempts(), rejected.failure());
        }
        WriteResult.Refused refused = (WriteResult.Refused) result;
        return new Doubt(refused.current(), refused.attempts(), null);
    }

    /**
     * Throws the exception for an item that refuses a write. If an earlier attempt of an update may have been executed, and this
     * item may be its result, it is unknown whether the update was executed.
     */
    private void checkRefusal(ItemType<?> type, CheckedWrite write, Doubt doubt) {
        Optional<ConditionFailedException> refusal = refusals.of(type, write, doubt.current());
        if (refusal.isEmpty()) {
            return;
        }
        if (write.operation() instanceof ItemOperation.Update update
                && doubt.attempts() > 1
                && doubt.current() != null
                && UpdateEvaluator.mayBeResult(update.update(), doubt.current())) {
            throw unknown(type, update, null);
        }
        throw refusal.get();
    }

    private static StoreException unknown(
            ItemType<?> type, ItemOperation.Update update, @Nullable StoreException cause) {
        return new StoreException(
                "The answer to an update of " + TypeNames.withArticle(type.name()) + " in '" + update.table()
                        + "' was lost. The update might have been executed. Read the item before you repeat it.",
                cause,
                StoreProblem.OUTCOME_UNKNOWN,
                cause != null && cause.isTransient());
    }

    /**
     * Reports whether a refused write needs no repeat because what it does is done. After more than one attempt an earlier
     * one may have been executed although its answer was lost: an item that is equal to the sent one counts as stored by
     * this call, and an absent item as deleted by it. The absence of an item whose condition holds of absence needs no
     * delete in any case.
     */
    private static boolean isDone(CheckedWrite write, Doubt doubt) {
        StoredItem current = doubt.current();
        if (write.operation() instanceof ItemOperation.Put put) {
            return doubt.attempts() > 1 && current != null && PlainForm.areEqual(put.item(), current);
        }
        return write.operation() instanceof ItemOperation.Delete
                && current == null
                && (doubt.attempts() > 1 || write.refusal(null).isEmpty());
    }

    /** Sends a write. An update of which an earlier attempt might have been executed is not repeated after a conflict. */
    private WriteResult send(Backend backend, ItemType<?> type, ItemOperation operation) {
        WriteRequest request = new WriteRequest(operation, false);
        return retries.untilWithoutConflict(backend, answerLost -> {
            try {
                return withLostAnswer(backend.write(request), answerLost);
            } catch (LostAnswerException e) {
                throw operation instanceof ItemOperation.Update update ? unknown(type, update, e) : e;
            }
        });
    }

    private static WriteResult withLostAnswer(WriteResult result, boolean answerLost) {
        return answerLost && result instanceof WriteResult.Refused refused
                ? new WriteResult.Refused(refused.current(), refused.attempts() + 1, refused.capacity())
                : result;
    }
}
