package io.dynawrap.change;

/**
 * Handles the changes of one model. A record may come more than once, as streams deliver at least once.
 *
 * @param <T> the model
 */
@FunctionalInterface
public interface ItemChangeHandler<T> {

    /**
     * Handles a change. An exception makes the record a failed one, to be delivered again.
     *
     * @param change the change
     */
    void handle(ItemChange<T> change);

    /**
     * Handles a change of which only the key is known. Fails unless overridden, so that no change is lost silently when
     * a stream carries no images.
     *
     * @param change what happened to which item
     */
    default void handleKeysOnly(ChangeResult.KeysOnly<T> change) {
        change.orElseThrow();
    }
}
