package io.dynawrap.autoconfigure.actuate;

/** What a look at a table found. */
enum TableState {
    /** It can be read. */
    UP,
    /** It is not there. */
    MISSING,
    /** The database refused, or could not be reached; the log says why. */
    FAILED,
    /** There was no answer in time. */
    NO_ANSWER
}
