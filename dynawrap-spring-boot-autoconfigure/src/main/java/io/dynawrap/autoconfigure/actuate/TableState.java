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
    NO_ANSWER
}
