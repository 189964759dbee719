package io.dynawrap;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a call is invalid. Nothing was written. It is thrown before any I/O, except for an invalid result of the function of
 * {@link ItemStore#modify}. The message says what is wrong, where, and what to do.
 */
public abstract sealed class InvalidRequestException extends IllegalArgumentException
        permits InvalidArgumentException,
                InvalidConditionException,
                InvalidCursorException,
                InvalidItemException,
                InvalidKeyException,
                InvalidModelException,
                InvalidUpdateException {

    private static final long serialVersionUID = 1L;

    /** The field that is wrong, or {@code null}. */
    private final @Nullable String field;

    InvalidRequestException(String message, @Nullable String field, @Nullable Throwable cause) {
        super(message, cause);
        this.field = field;
    }

    /**
     * Returns the serialised name of the field that is wrong. It contains no value, so it can be shown to the sender of
     * the value.
     *
     * @return the field, or empty if the problem is not that of a single field
     */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
