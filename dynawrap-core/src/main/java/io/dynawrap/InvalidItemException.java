package io.dynawrap;

import org.jspecify.annotations.Nullable;

/** An item breaks a limit or has a value that cannot be stored on every backend; nothing was written. */
public final class InvalidItemException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what is wrong and what to do
     * @param field the field it is about, or {@code null}
     * @param cause what was thrown while the item was serialised, or {@code null}
     */
    public InvalidItemException(String message, @Nullable String field, @Nullable Throwable cause) {
        super(PrintableText.of(message), field, cause);
    }
}
