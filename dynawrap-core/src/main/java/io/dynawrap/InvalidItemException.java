package io.dynawrap;

import org.jspecify.annotations.Nullable;

/** Thrown when an item exceeds a limit or has a value that cannot be stored on every backend. Nothing was written. */
public final class InvalidItemException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is wrong and what to do
     * @param field the serialised name of the field that is wrong, or {@code null} if it is not a single field
     * @param cause what was thrown while the item was serialised, or {@code null}
     */
    public InvalidItemException(String message, @Nullable String field, @Nullable Throwable cause) {
        super(PrintableText.of(message), field, cause);
    }
}
