package io.dynawrap;

/** What a query or scan does with an item that cannot be read as the model. */
public enum OnError {
    /** Logs the model and the key at level WARN and goes on with the next item. */
    WARN,
    /** Goes on with the next item and says nothing. */
    SKIP,
    /** Throws {@link UnreadableItemException}. */
    RAISE
}
