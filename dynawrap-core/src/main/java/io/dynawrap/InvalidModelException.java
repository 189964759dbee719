package io.dynawrap;

import org.jspecify.annotations.Nullable;

/**
 * A class cannot be used as a model: no {@link DbItem}, a pattern with bad syntax or an unknown field, a reserved field
 * name, or keys that another model of the table also has. Thrown when the model is first used, at startup in Spring.
 */
public final class InvalidModelException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what is wrong and what to do
     */
    public InvalidModelException(String message) {
        super(message, null, null);
    }

    /**
     * Makes an exception with a cause.
     *
     * @param message what is wrong and what to do
     * @param cause what was thrown while the class was examined, or {@code null}
     */
    public InvalidModelException(String message, @Nullable Throwable cause) {
        super(message, null, cause);
    }
}
