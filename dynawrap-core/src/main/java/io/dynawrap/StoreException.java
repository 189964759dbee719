package io.dynawrap;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the database fails or rejects a call. The cause is the exception of its client library. It is {@code null} if no
 * request failed, for example because items stayed unprocessed. {@link #problem} returns the kind of problem.
 * {@link #isTransient} returns whether the same call can succeed later.
 */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The kind of the problem. */
    private final StoreProblem problem;

    /** Whether the same call may succeed later. */
    private final boolean isTransient;

    /**
     * Creates an exception.
     *
     * @param message the operation that failed, where, and what to do if that is known
     * @param cause the exception of the client library, or {@code null}
     * @param problem the kind of the problem
     * @param isTransient whether the same call may succeed later, as after throttling or a lost connection
     */
    public StoreException(String message, @Nullable Throwable cause, StoreProblem problem, boolean isTransient) {
        super(message, cause);
        this.problem = problem;
        this.isTransient = isTransient;
    }

    /**
     * Returns the kind of the problem.
     *
     * @return the problem
     */
    public final StoreProblem problem() {
        return problem;
    }

    /**
     * Reports whether the same call may succeed later without any change, as after throttling or a lost connection.
     *
     * @return whether a retry makes sense
     */
    public final boolean isTransient() {
        return isTransient;
    }
}
