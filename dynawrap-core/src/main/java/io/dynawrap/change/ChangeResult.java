package io.dynawrap.change;

import io.dynawrap.KeyValues;
import io.dynawrap.UnreadableItemException;

/**
 * What reading one record of a change stream as one model gave.
 *
 * @param <T> the model
 */
public sealed interface ChangeResult<T> {

    /**
     * The change, for callers to whom anything else is an error.
     *
     * @return the change
     * @throws UnreadableItemException if the record is broken
     * @throws IllegalStateException if the record is of another model or carries keys only
     */
    ItemChange<T> orElseThrow();

    /**
     * The record is a change of an item of the model.
     *
     * @param change the change
     * @param <T> the model
     */
    record Changed<T>(ItemChange<T> change) implements ChangeResult<T> {
        @Override
        public ItemChange<T> orElseThrow() {
            return change;
        }
    }

    /**
     * An item of the model changed, but the record carries no image that could be read, only the key.
     *
     * @param kind what happened to the item
     * @param key the values of the key's placeholders
     * @param expired whether the item was deleted because its time to live had ended
     * @param <T> the model
     */
    record KeysOnly<T>(Kind kind, KeyValues key, boolean expired) implements ChangeResult<T> {
        @Override
        public ItemChange<T> orElseThrow() {
            throw new IllegalStateException("The change record carries only the key of the item that was " + kind
                    + ". Let the stream carry images: the view type NEW_AND_OLD_IMAGES has both.");
        }
    }

    /**
     * The record is of an item whose key does not fit the model's patterns.
     *
     * @param <T> the model
     */
    record OtherModel<T>() implements ChangeResult<T> {
        @Override
        public ItemChange<T> orElseThrow() {
            throw new IllegalStateException(
                    "The change record is of another model: its key does not fit the patterns of this one.");
        }
    }

    /**
     * The record has the key of the model but cannot be read, or is no change record at all.
     *
     * @param error what is wrong
     * @param <T> the model
     */
    record Broken<T>(UnreadableItemException error) implements ChangeResult<T> {
        @Override
        public ItemChange<T> orElseThrow() {
            throw error;
        }
    }

    /** What happened to an item. */
    enum Kind {
        /** There was none before. */
        INSERTED,
        /** There was one before. */
        MODIFIED,
        /** There is none any more. */
        REMOVED
    }
}
