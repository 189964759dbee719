package io.dynawrap.engine;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.LostAnswerException;
import java.time.Duration;
import java.util.function.Function;

/** Repeats checked writes. Only this class decides how often, for single writes and transactions. */
final class WriteRetries {

    /** How often a write is repeated because the reported item does not refuse it; each time another writer was faster. */
    private static final int MAX_REPEATS = 25;

    /** How often a write is sent that conflicts with a transaction of another writer. */
    private static final int MAX_CONFLICTS = 10;

    private static final Duration MAX_CONFLICT_TIME = Duration.ofSeconds(5);

    private final Backoff backoff;

    WriteRetries(Backoff backoff) {
        this.backoff = backoff;
    }

    /**
     * Returns whether a write may be sent, and waits before that. Otherwise it stays undecided.
     *
     * @param repeat how often it was sent
     */
    boolean mayRepeat(int repeat) {
        // the first repeat follows at once: the item has just been changed, so another change at the same moment is
        // unlikely
        return repeat < 2 || repeat <= MAX_REPEATS && backoff.paused(repeat - 2);
    }

    /** Returns the exception for a write that stays undecided. */
    static StoreException undecided(String write) {
        return new StoreException(
                write + " was refused by items that other writers replaced meanwhile. Retry it later.",
                null,
                StoreProblem.CONFLICT,
                true);
    }

    /**
     * Sends a request, and repeats it if it conflicts with others. In a transaction of the caller it is not repeated: the
     * conflict has undone all of it.
     *
     * @param request sends the request; its argument is whether an earlier one may have been executed although its answer was
     *     lost
     * @throws StoreException of the last attempt; with {@link StoreProblem#OUTCOME_UNKNOWN} if an earlier one may have been
     *     executed
     */
    <R> R untilWithoutConflict(Backend backend, Function<Boolean, R> request) {
        long since = 0; // of the first conflict: most requests need no clock
        boolean answerLost = false;
        for (int attempt = 1; ; attempt++) {
            try {
                return request.apply(answerLost);
            } catch (StoreException e) {
                answerLost |= e instanceof LostAnswerException;
                since = attempt == 1 ? backoff.nanoTime() : since;
                boolean repeats = e.problem() == StoreProblem.CONFLICT
                        && attempt < MAX_CONFLICTS
                        && !backoff.isOver(MAX_CONFLICT_TIME, since)
                        && !backend.inTransaction();
                if (!repeats || !backoff.paused(attempt - 1)) {
                    throw answerLost ? outcomeUnknown(e) : e;
                }
            }
        }
    }

    /** The last attempt changed nothing, but an earlier one might have. */
    private static StoreException outcomeUnknown(StoreException failure) {
        return failure.problem() == StoreProblem.OUTCOME_UNKNOWN
                ? failure
                : new StoreException(
                        failure.getMessage()
                                + " An earlier attempt might have been executed. Read what is stored before you repeat the write.",
                        failure,
                        StoreProblem.OUTCOME_UNKNOWN,
                        failure.isTransient());
    }
}
