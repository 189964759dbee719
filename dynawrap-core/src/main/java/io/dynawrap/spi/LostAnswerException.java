package io.dynawrap.spi;

import io.dynawrap.StoreException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link Backend#writeBatch} when the answer of the database was lost and the database might still execute
 * the request. The engine repeats the request only when it is certain that the lost request is complete: it would
 * otherwise overwrite what is written after the repeat.
 *
 * <p>Thrown by {@link Backend#write} with the problem {@link io.dynawrap.StoreProblem#CONFLICT} when the last attempt met a
 * conflict, and the answer to an earlier attempt may have been lost.
 */
public final class LostAnswerException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable BooleanSupplier completion;

    /**
     * Creates an exception.
     *
     * @param failure the failure, whose message, cause, problem and transience it has
     * @param completion ends the request where that is possible, and reports whether it is certain that it no longer takes effect;
     *     called from the thread of the operation, any number of times, and throws nothing
     */
    public LostAnswerException(StoreException failure, BooleanSupplier completion) {
        super(String.valueOf(failure.getMessage()), failure.getCause(), failure.problem(), failure.isTransient());
        this.completion = completion;
    }

    /**
     * Ends the request where that is possible.
     *
     * @return whether it is certain that the request no longer takes effect; always false if the exception was serialized
     */
    public boolean hasEnded() {
        return completion != null && completion.getAsBoolean();
    }
}
