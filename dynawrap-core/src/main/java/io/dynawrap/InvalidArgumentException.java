package io.dynawrap;

/**
 * Thrown when an argument of a call is not allowed. For example, a number is out of range, a table's name is invalid, or the
 * object is not an item. Also thrown when a batch has a model with an {@link ItemVersion}, when {@code modify} has a model
 * without, and when a transaction exceeds its limits. Nothing was written.
 */
public final class InvalidArgumentException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is wrong and what to do
     */
    public InvalidArgumentException(String message) {
        super(PrintableText.of(message), null, null);
    }
}
