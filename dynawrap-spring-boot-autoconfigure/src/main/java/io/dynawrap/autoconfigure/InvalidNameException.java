package io.dynawrap.autoconfigure;

/** A name that the configuration gives, or leaves as it is, cannot be one in the database. */
final class InvalidNameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    InvalidNameException(String remedy, IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
        this.remedy = remedy;
    }

    /** What to write, as sentences. */
    String remedy() {
        return remedy;
    }
}
