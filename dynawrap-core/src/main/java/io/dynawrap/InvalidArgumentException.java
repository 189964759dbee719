package io.dynawrap;

/**
 * Thrown when an argument of a call is out of range, or a table's name is not allowed. Nothing was read or written.
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
