package io.dynawrap.change;

import io.dynawrap.KeyValues;
import io.dynawrap.UnreadableItemException;

/**
 * The result of reading one record of a change stream as one model.
 *
 * @param <T> the model
 */
public sealed interface ChangeResult<T> {

    /**
     * Returns the change of {@link Changed}, or throws an exception for any other result.
     *
     * @return the change
     * @throws UnreadableItemException if the record is {@link Broken}
     * @throws IllegalStateException if the record is of {@link OtherModel} or has {@link KeysOnly}
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
     * An item of the model changed, but the record carries only the key, not an image that the change needs.
     *
     * @param kind what happened to the item
     * @param key the values of the key's placeholders
     * @param expired whether the item was deleted because its time to live expired
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
     * The record belongs to an item whose key does not fit the model's patterns.
     *
     * @param <T> the model
     */
    record OtherModel<T>() implements ChangeResult<T> {
        @Override
        public ItemChange<T> orElseThrow() {
            throw new IllegalStateException(
                    "The change record belongs to another model: its key does not fit the patterns of this model.");
        }
    }

    /**
     * The record has a key of the model but cannot be read, or is not a change record.
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

    /** The kind of a change. */
    enum Kind {
        /** The item did not exist before. */
        INSERTED,
        /** The item existed before and was replaced or updated. */
        MODIFIED,
        /** The item no longer exists. */
        REMOVED
    }
}
