package io.dynawrap.autoconfigure;

/** The database does not allow the name that a table of the models has there. */
final class InvalidTableNameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String logicalName;

    InvalidTableNameException(String logicalName, IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
        this.logicalName = logicalName;
    }

    /** Returns the name of the table in the code. */
    String logicalName() {
        return logicalName;
    }
}
