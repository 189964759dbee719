package io.dynawrap;

/**
 * A text given as a cursor is none, or is the cursor of another query: other table, model, key values or direction.
 */
public final class InvalidCursorException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what is wrong and what to do
     */
    public InvalidCursorException(String message) {
        super(message, "cursor", null);
    }
}
