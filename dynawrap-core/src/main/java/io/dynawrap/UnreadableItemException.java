package io.dynawrap;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is stored under a key of a model cannot be read as that model. The message names the model and the key only. */
public final class UnreadableItemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The cursor after the item, or {@code null}. */
    private final @Nullable String nextCursor;

    /**
     * Makes an exception.
     *
     * @param message the model, the key and what is wrong
     * @param cause what was thrown while the item was read, or {@code null}
     */
    public UnreadableItemException(String message, @Nullable Throwable cause) {
        this(message, cause, null);
    }

    private UnreadableItemException(String message, @Nullable Throwable cause, @Nullable String nextCursor) {
        super(message, cause);
        this.nextCursor = nextCursor;
    }

    /**
     * This exception with the place where reading can go on.
     *
     * @param cursor the cursor after the unreadable item, or {@code null} when no item follows it
     * @return a copy with the cursor
     */
    public UnreadableItemException withNextCursor(@Nullable String cursor) {
        return new UnreadableItemException(String.valueOf(getMessage()), getCause(), cursor);
    }

    /**
     * Thrown by {@link ItemQuery#page}: the cursor after the unreadable item.
     *
     * @return the cursor, or empty when no item follows it
     */
    public Optional<String> nextCursor() {
        return Optional.ofNullable(nextCursor);
    }
}
