package io.dynawrap;

import org.jspecify.annotations.Nullable;

/** The database failed or refused. The cause is the exception of its client library. */
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whether the same call may succeed later. */
    private final boolean passing;

    /**
     * Makes an exception.
     *
     * @param message what was tried, where, and what to do if that is known
     * @param cause the exception of the client library, or {@code null}
     * @param passing whether the same call may succeed later, as after throttling or a lost connection
     */
    public StoreException(String message, @Nullable Throwable cause, boolean passing) {
        super(message, cause);
        this.passing = passing;
    }

    /**
     * Whether the same call may succeed later without any change, as after throttling or a lost connection.
     *
     * @return whether a retry makes sense
     */
    public final boolean isPassing() {
        return passing;
    }
}
