package io.dynawrap;

/**
 * Collects the operations of one {@link ItemStore#batch}. Each operation is checked when it is added, and nothing is written
 * before all are checked. If several operations have the same key, the last one is executed. Usable only inside the call that
 * creates it, by one thread; afterwards every method throws {@link IllegalStateException}.
 */
public interface ItemBatch {

    /**
     * Adds an item to store, which replaces an item with the same key.
     *
     * @param item the item
     * @return this
     * @throws InvalidKeyException if a key part is missing or invalid
     * @throws InvalidItemException if the item exceeds a limit, has a value that cannot be stored, or could not be read
     *     back
     * @throws InvalidArgumentException if the model has a version, which a batch does not check
     */
    ItemBatch save(Object item);

    /**
     * Adds the deletion of the item with the key of the given item. Deleting an absent item is not an error.
     *
     * @param item an item, of which only the key fields matter
     * @return this
     * @throws InvalidKeyException if a key part is missing or invalid
     * @throws InvalidArgumentException if the model has a version, which a batch does not check; delete its items by key
     */
    ItemBatch delete(Object item);

    /**
     * Adds the deletion of the item with a key. Deleting an absent item is not an error.
     *
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @return this
     * @throws InvalidKeyException if a key part is missing or invalid
     */
    ItemBatch delete(Class<?> model, KeyValues key);
}
