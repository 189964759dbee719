package io.dynawrap;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when an {@link ItemUpdate} does not fit its model. The update names an unknown field, a field of the key or the
 * version, or a field twice. Other reasons are a value that the field cannot have, no changes, changes that are too long, and
 * in a transaction an item to create. Nothing was read or written.
 */
public final class InvalidUpdateException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is wrong and what to do
     * @param field the serialised name of the field that is wrong, or {@code null} if it is not a single field
     * @param cause what was thrown while a value was converted, or {@code null}
     */
    public InvalidUpdateException(String message, @Nullable String field, @Nullable Throwable cause) {
        super(PrintableText.of(message), field, cause);
    }
}
