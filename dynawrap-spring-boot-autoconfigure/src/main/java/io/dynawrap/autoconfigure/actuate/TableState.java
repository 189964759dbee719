package io.dynawrap.autoconfigure.actuate;

/** The result of reading a table. */
enum TableState {
    /** It can be read. */
    UP,
    /** It does not exist. */
    MISSING,
    /** The database refused, or could not be reached; the log has the reason. */
    FAILED,
    /** It did not answer in time. */
    NO_ANSWER,
    /** There are so many tables that it was not read in time, although the database answers. */
    NOT_READ;

    boolean isProblem() {
        return this != UP && this != NOT_READ;
    }
}
