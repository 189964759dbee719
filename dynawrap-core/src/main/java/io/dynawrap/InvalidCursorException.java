package io.dynawrap;

/**
 * Thrown when a cursor is malformed or belongs to another query, that is to another table, model, key values or
 * direction.
 */
public final class InvalidCursorException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is wrong and what to do
     */
    public InvalidCursorException(String message) {
        super(message, "cursor", null);
    }
}
