package io.dynawrap;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a {@link Condition} does not fit the model of the call that takes it. It names an unknown field, has an operand
 * that the field cannot have, needs an order that the field does not have, or is too long. Nothing was read or written.
 */
public final class InvalidConditionException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is wrong and what to do
     * @param field the serialised name of the field that is wrong, or {@code null} if it is not a single field
     * @param cause what was thrown while an operand was converted, or {@code null}
     */
    public InvalidConditionException(String message, @Nullable String field, @Nullable Throwable cause) {
        super(PrintableText.of(message), field, cause);
    }
}
