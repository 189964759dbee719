package io.dynawrap;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something about a call is wrong; nothing was read or written. The message says what, where and what to do. */
public abstract sealed class InvalidRequestException extends IllegalArgumentException
        permits InvalidArgumentException,
                InvalidCursorException,
                InvalidItemException,
                InvalidKeyException,
                InvalidModelException {

    private static final long serialVersionUID = 1L;

    /** The field that is wrong, or {@code null}. */
    private final @Nullable String field;

    InvalidRequestException(String message, @Nullable String field, @Nullable Throwable cause) {
        super(message, cause);
        this.field = field;
    }

    /**
     * The serialised name of the field that is wrong, as the caller may show it to whoever sent the value.
     *
     * @return the field, or empty where it is not one field's fault
     */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
