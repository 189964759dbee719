package io.dynawrap.engine;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.LostAnswerException;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Executes single writes. Only this class decides what a refusal means: whether the reported item really refuses the write,
 * and whether the write was executed although its answer was lost.
 *
 * <p>The item that a backend reports may be newer than the item that refused the write. So its checks are evaluated on it, and
 * if they hold the write is repeated. The item of the exception therefore always refuses the write.
 */
final class CheckedWriter {

    /** How often a write is repeated because the reported item does not refuse it; each time another writer was faster. */
    private static final int MAX_REPEATS = 25;

    /** How often an update is repeated that the database rejects although it can be applied to the stored item. */
    private static final int MAX_REJECTIONS = 3;

    /** How often a write is sent that conflicts with a transaction of another writer. */
    private static final int MAX_CONFLICTS = 10;

    private static final Duration MAX_CONFLICT_TIME = Duration.ofSeconds(5);

    private final ItemCoding coding;
    private final Backoff backoff;
    private final ItemExpiry expiry;

    CheckedWriter(ItemCoding coding, Backoff backoff, ItemExpiry expiry) {
        this.coding = coding;
        this.backoff = backoff;
        this.expiry = expiry;
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
        for (int repeat = 0; repeat <= MAX_REPEATS; repeat++) {
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
            // the first repeat follows at once: the item has just been changed, so another change at the same moment is
            // unlikely
            if (repeat > 0 && !backoff.paused(repeat - 1)) {
                break;
            }
        }
        ItemOperation operation = write.operation();
        throw new StoreException(
                "The write of a " + type.name() + " to '" + operation.table()
                        + "' was refused by items that other writers replaced meanwhile. Retry it later.",
                null,
                StoreProblem.CONFLICT,
                true);
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
        Optional<CheckedWrite.Refusal> refusal = write.refusal(doubt.current());
        if (refusal.isEmpty()) {
            return;
        }
        if (write.operation() instanceof ItemOperation.Update update
                && doubt.attempts() > 1
                && doubt.current() != null
                && UpdateEvaluator.mayBeResult(update.update(), doubt.current())) {
            throw unknown(type, update, null);
        }
        throw refusal.get().with(reader(type, doubt.current()));
    }

    private static StoreException unknown(
            ItemType<?> type, ItemOperation.Update update, @Nullable StoreException cause) {
        return new StoreException(
                "The answer to an update of a " + type.name() + " in '" + update.table()
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

    /** An item that has expired is absent in the exception too. */
    private @Nullable Function<Class<?>, ?> reader(ItemType<?> type, @Nullable StoredItem current) {
        return current == null || expiry.hasExpired(type, current)
                ? null
                : model -> coding.decode(coding.type(model), current);
    }

    /**
     * Sends a write, and repeats it if it conflicts with a transaction. In a transaction of the caller it is not repeated: the
     * conflict has undone all of it. Nor is an update of which an earlier attempt might have been executed.
     */
    private WriteResult send(Backend backend, ItemType<?> type, ItemOperation operation) {
        WriteRequest request = new WriteRequest(operation, false);
        long since = backoff.nanoTime();
        boolean answerLost = false;
        for (int attempt = 1; ; attempt++) {
            try {
                return withLostAnswer(backend.write(request), answerLost);
            } catch (StoreException e) {
                answerLost |= e instanceof LostAnswerException;
                if (answerLost && operation instanceof ItemOperation.Update update) {
                    throw unknown(type, update, e);
                }
                boolean repeats = e.problem() == StoreProblem.CONFLICT
                        && attempt < MAX_CONFLICTS
                        && !backoff.isOver(MAX_CONFLICT_TIME, since)
                        && !backend.inTransaction();
                if (!repeats || !backoff.paused(attempt - 1)) {
                    throw e;
                }
            }
        }
    }

    private static WriteResult withLostAnswer(WriteResult result, boolean answerLost) {
        return answerLost && result instanceof WriteResult.Refused refused
                ? new WriteResult.Refused(refused.current(), refused.attempts() + 1, refused.capacity())
                : result;
    }
}
