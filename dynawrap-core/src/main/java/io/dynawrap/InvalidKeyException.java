package io.dynawrap;

import org.jspecify.annotations.Nullable;

/** A key cannot be built from the given values: one is missing, empty, too long, or holds what cannot be in a key. */
public final class InvalidKeyException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what is wrong and what to do
     * @param field the field it is about, or {@code null}
     */
    public InvalidKeyException(String message, @Nullable String field) {
        super(PrintableText.of(message), field, null);
    }
}
