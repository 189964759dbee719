package io.dynawrap.engine;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
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
     * @throws io.dynawrap.ConditionFailedException if a check does not hold
     * @throws StoreException if the database fails, or the write conflicts with others for too long
     */
    void write(StoreCall call, ItemType<?> type, CheckedWrite write) {
        for (int repeat = 0; repeat <= MAX_REPEATS; repeat++) {
            WriteResult result = send(call.backend(), write.operation());
            if (!(result instanceof WriteResult.Refused refused) || isDone(write, refused)) {
                call.items(1);
                return;
            }
            Optional<CheckedWrite.Check> failing = write.failing(refused.current());
            if (failing.isPresent()) {
                throw failing.get().refusal().with(reader(type, refused.current()));
            }
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

    /** An item that has expired is absent in the exception too. */
    private @Nullable Function<Class<?>, ?> reader(ItemType<?> type, @Nullable StoredItem current) {
        return current == null || expiry.hasExpired(type, current)
                ? null
                : model -> coding.decode(coding.type(model), current);
    }

    /**
     * Sends a write, and repeats it if it conflicts with a transaction. In a transaction of the caller it is not repeated: the
     * conflict has undone all of it.
     */
    private WriteResult send(Backend backend, ItemOperation operation) {
        WriteRequest request = new WriteRequest(operation, false);
        long since = backoff.nanoTime();
        boolean answerLost = false;
        for (int attempt = 1; ; attempt++) {
            try {
                return withLostAnswer(backend.write(request), answerLost);
            } catch (StoreException e) {
                answerLost |= e instanceof LostAnswerException;
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
