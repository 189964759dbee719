package io.dynawrap;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a class cannot be used as a model. Examples are a missing {@link DbItem}, a pattern with bad syntax or an unknown
 * field, a reserved field name, and keys that collide with those of another model of the table. Thrown when the model is first
 * used, in Spring Boot at startup. Also thrown when a call needs another kind of model: a view cannot be written, and a sealed
 * interface can only be queried and scanned.
 */
public final class InvalidModelException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is wrong and what to do
     */
    public InvalidModelException(String message) {
        super(message, null, null);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message what is wrong and what to do
     * @param cause what was thrown while the class was examined, or {@code null}
     */
    public InvalidModelException(String message, @Nullable Throwable cause) {
        super(message, null, cause);
    }
}
