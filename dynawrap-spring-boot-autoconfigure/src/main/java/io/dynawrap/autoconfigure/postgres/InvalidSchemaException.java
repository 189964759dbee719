package io.dynawrap.autoconfigure.postgres;

/** The name of the schema is not one that PostgreSQL allows. */
final class InvalidSchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidSchemaException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
