package io.dynawrap.change;

import java.util.Optional;

/**
 * One change of one item, as a change stream reports it. Which images it has depends on what the stream is configured
 * to carry.
 *
 * @param <T> the model
 */
public sealed interface ItemChange<T> {

    /**
     * Returns the item before the change.
     *
     * @return the old image, or empty if the item did not exist or the stream does not carry it
     */
    Optional<T> oldItem();

    /**
     * Returns the item after the change.
     *
     * @return the new image, or empty if the item no longer exists or the stream does not carry it
     */
    Optional<T> newItem();

    /**
     * An item was stored under a key that held no item.
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
     * An item was replaced or updated. At least one image is present.
     *
     * @param oldItem the item before
     * @param newItem the item after
     * @param <T> the model
     */
    record Modified<T>(Optional<T> oldItem, Optional<T> newItem) implements ItemChange<T> {}

    /**
     * An item was deleted.
     *
     * @param item the item before it was deleted
     * @param expired whether the database deleted it because its time to live expired
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
