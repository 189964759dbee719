package io.dynawrap;

import java.util.function.Consumer;

/**
 * Not Spring's transaction: one atomic request of at most 100 operations. Collects the operations of one {@link
 * ItemStore#transaction}, which are executed together or not at all. Each operation is checked when it is added, and nothing is sent
 * before all are. Usable only inside the call that creates it, by one thread.
 *
 * <p>An item has at most one operation in a transaction. All operations together send at most 4 MB.
 */
public interface ItemTransaction {

    /**
     * Adds an item to store that must not exist yet, as {@link ItemStore#create} does.
     *
     * @param item the item
     * @return this
     * @throws InvalidKeyException if a key part is missing or invalid
     * @throws InvalidItemException if the item exceeds a limit, has a value that cannot be stored, or could not be read
     *     back
     * @throws InvalidArgumentException if the transaction has an operation on the item, 100 operations or 4 MB already
     */
    ItemTransaction create(Object item);

    /**
     * Adds an item to store, as {@link ItemStore#save(Object)} does. An item with the same key is replaced whole. The stored
     * item of a model with {@link ItemVersion} must have the version of the given item.
     *
     * @param item the item
     * @return this
     * @throws InvalidKeyException as {@link #create} does
     * @throws InvalidItemException as {@link #create} does
     * @throws InvalidArgumentException as {@link #create} does
     */
    ItemTransaction save(Object item);

    /**
     * Adds an item to store if a condition holds for the stored item with its key, as {@link ItemStore#save(Object, Condition)}
     * does.
     *
     * @param item the item
     * @param condition what must hold of the stored item
     * @return this
     * @throws InvalidKeyException as {@link #create} does
     * @throws InvalidItemException as {@link #create} does
     * @throws InvalidArgumentException as {@link #create} does
     * @throws InvalidConditionException if the condition does not fit the model
     */
    ItemTransaction save(Object item, Condition condition);

    /**
     * Adds an update of an item, as {@link ItemStore#update} does, which may have a condition with {@link ItemUpdate#onlyIf}. The
     * item must exist; {@link ItemUpdate#orCreate} is not possible. {@link WrittenItems} does not have the updated item.
     *
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @param changes adds the changes; called once, in the calling thread
     * @param <T> the model
     * @return this
     * @throws InvalidKeyException as {@link #create} does
     * @throws InvalidArgumentException as {@link #create} does
     * @throws InvalidUpdateException if the changes do not fit the model
     */
    <T> ItemTransaction update(Class<T> model, KeyValues key, Consumer<? super ItemUpdate<T>> changes);

    /**
     * Adds the deletion of the item with the key of the given item, as {@link ItemStore#delete(Object)} does. The stored item of
     * a model with {@link ItemVersion} must have the version of the given item, if it exists.
     *
     * @param item an item, of which only the key fields and the version matter
     * @return this
     * @throws InvalidKeyException as {@link #create} does
     * @throws InvalidArgumentException as {@link #create} does
     */
    ItemTransaction delete(Object item);

    /**
     * Adds the deletion of the item with the key of the given item if a condition holds for the stored item, as {@link
     * ItemStore#delete(Object, Condition)} does.
     *
     * @param item an item, of which only the key fields and the version matter
     * @param condition what must hold of the stored item
     * @return this
     * @throws InvalidKeyException as {@link #create} does
     * @throws InvalidArgumentException as {@link #create} does
     * @throws InvalidConditionException if the condition does not fit the model
     */
    ItemTransaction delete(Object item, Condition condition);

    /**
     * Adds the deletion of the item with a key. Does not check a version.
     *
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @return this
     * @throws InvalidKeyException as {@link #create} does
     * @throws InvalidArgumentException as {@link #create} does
     */
    ItemTransaction delete(Class<?> model, KeyValues key);

    /**
     * Adds the deletion of the item with a key if a condition holds for the stored item. Does not check a version.
     *
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @param condition what must hold of the stored item
     * @return this
     * @throws InvalidKeyException as {@link #create} does
     * @throws InvalidArgumentException as {@link #create} does
     * @throws InvalidConditionException if the condition does not fit the model
     */
    ItemTransaction delete(Class<?> model, KeyValues key, Condition condition);

    /**
     * Adds a check of an item that the transaction does not write. The other operations are executed only if the condition
     * holds for it. {@link Condition#itemAbsent} checks that there is no item: until the transaction is complete no other writer
     * can create it.
     *
     * @param model the model's class, or that of a view of it
     * @param key a value for every placeholder of both patterns
     * @param condition what must hold of the stored item
     * @return this
     * @throws InvalidKeyException as {@link #create} does
     * @throws InvalidArgumentException as {@link #create} does
     * @throws InvalidConditionException if the condition does not fit the model
     */
    ItemTransaction check(Class<?> model, KeyValues key, Condition condition);

    /**
     * Sets a token that identifies the transaction, such as the id of a request. If a transaction with the same token was
     * executed in the last ten minutes, this one succeeds without being executed. It must have the same operations then, on the
     * same items and with the same contents. A transaction that is refused does not use up its token.
     *
     * <p>A token is the way to repeat a transaction whose outcome is unknown. On PostgreSQL it needs the table {@code
     * dynawrap_token} in the schema of the backend, which the message of the exception describes if it does not exist.
     *
     * @param token 1 to 256 characters, not only white space; it is sent as a hash, together with the tables
     * @return this
     * @throws InvalidArgumentException if the token is empty or too long, if the transaction has a token already, or, when all
     *     operations are added, if a model has {@link ExpiresAt}: a repeat would see another time
     */
    ItemTransaction token(String token);
}
