package io.dynawrap.change;

import java.util.Optional;

/**
 * One change of one item, as a change stream reports it. Which images are there depends on what the stream was
 * configured to carry.
 *
 * @param <T> the model
 */
public sealed interface ItemChange<T> {

    /**
     * The item before the change.
     *
     * @return the old image, or empty when there was no item or the stream does not carry it
     */
    Optional<T> oldItem();

    /**
     * The item after the change.
     *
     * @return the new image, or empty when there is no item any more or the stream does not carry it
     */
    Optional<T> newItem();

    /**
     * An item was stored under a key that had none.
     *
     * @param item the new item
     * @param <T> the model
     */
    record Inserted<T>(T item) implements ItemChange<T> {
        @Override
        public Optional<T> oldItem() {
            return Optional.empty();
        }

        @Override
        public Optional<T> newItem() {
            return Optional.of(item);
        }
    }

    /**
     * An item was replaced or updated; at least one image is there.
     *
     * @param oldItem the item before
     * @param newItem the item after
     * @param <T> the model
     */
    record Modified<T>(Optional<T> oldItem, Optional<T> newItem) implements ItemChange<T> {}

    /**
     * An item was deleted.
     *
     * @param item the item as it was
     * @param expired whether the database deleted it because its time to live had ended
     * @param <T> the model
     */
    record Removed<T>(T item, boolean expired) implements ItemChange<T> {
        @Override
        public Optional<T> oldItem() {
            return Optional.of(item);
        }

        @Override
        public Optional<T> newItem() {
            return Optional.empty();
        }
    }
}
