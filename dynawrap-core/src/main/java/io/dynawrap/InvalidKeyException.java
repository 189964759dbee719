package io.dynawrap;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a key cannot be built from the given values. A value is missing, empty or too long, or has a character or
 * type that a key cannot contain. Also thrown when a bound of an {@link ItemQuery} does not fit the sort key, and when an item has
 * another key than its operation. Nothing was written.
 */
public final class InvalidKeyException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is wrong and what to do
     * @param field the serialised name of the field that is wrong, or {@code null} if it is not a single field
     */
    public InvalidKeyException(String message, @Nullable String field) {
        super(PrintableText.of(message), field, null);
    }
}
