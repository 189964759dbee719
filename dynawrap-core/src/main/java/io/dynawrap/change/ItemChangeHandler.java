package io.dynawrap.change;

/**
 * Handles the changes of one model. A record may be handled more than once, because streams deliver at least once.
 *
 * @param <T> the model
 */
@FunctionalInterface
public interface ItemChangeHandler<T> {

    /**
     * Handles a change. If it throws an exception, the record counts as failed and is redelivered.
     *
     * @param change the change
     */
    void handle(ItemChange<T> change);

    /**
     * Handles a change of which the record has only the key. The default throws an exception, so that no change is lost
     * silently if a stream carries no images.
     *
     * @param change the change and the key of the item
     * @throws IllegalStateException by default
     */
    default void handleKeysOnly(ChangeResult.KeysOnly<T> change) {
        change.orElseThrow();
    }
}
