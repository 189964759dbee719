package io.dynawrap;

/** Selects what a query or scan does with an item that cannot be read as the model. */
public enum OnError {
    /** Logs the model and the key at level WARN and continues with the next item. */
    WARN,
    /** Continues with the next item without a log entry. */
    SKIP,
    /** Throws {@link UnreadableItemException}. */
    RAISE
}
