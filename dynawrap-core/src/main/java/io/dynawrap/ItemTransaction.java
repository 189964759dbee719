package io.dynawrap;

import java.util.function.Consumer;

/**
 * Collects the operations of one {@link ItemStore#transaction}, which are executed together or not at all. This is not a Spring
 * transaction but one atomic request. Each operation is checked when it is added, and nothing is sent before all are checked.
 * Usable only inside the call that creates it, by one thread; afterwards every method throws {@link IllegalStateException}.
 *
 * <p>A transaction has 1 to 100 operations, and at most one on each item. All operations together send at most 4 MB. These are the
 * limits of TransactWriteItems in the DynamoDB developer guide, "Quotas", and hold on every backend.
 *
 * <p>Each operation has the conditions of the method of the same name in {@link ItemStore}. If a condition does not hold,
 * nothing is written, and {@code transaction} throws {@link TransactionFailedException}.
 */
public interface ItemTransaction {

    /**
     * Adds an item to store if no item has its key, as {@link ItemStore#create} does.
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
     * Adds an item to store, as {@link ItemStore#save(Object)} does. If the model has an {@link ItemVersion}, the stored item
     * must have the version of the given item.
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
     * Adds an update of an item, as {@link ItemStore#update} does. The update can have a condition with {@link ItemUpdate#onlyIf},
     * but no item to create with {@link ItemUpdate#orCreate}. The item must exist. {@link WrittenItems} does not contain it.
     *
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     * @param changes adds the changes; called once, in the calling thread
     * @param <T> the model
     * @return this
     * @throws InvalidKeyException as {@link #create} does
     * @throws InvalidArgumentException as {@link #create} does
     * @throws InvalidUpdateException if the changes do not fit the model, or have an item to create
     * @throws InvalidConditionException if a condition of the update does not fit the model
     */
    <T> ItemTransaction update(Class<T> model, KeyValues key, Consumer<? super ItemUpdate<T>> changes);

    /**
     * Adds the deletion of the item with the key of the given item, as {@link ItemStore#delete(Object)} does. If the model has
     * an {@link ItemVersion}, a stored item must have the version of the given item.
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
     * holds for that item. With {@link Condition#itemAbsent}, no other writer can create the item until the transaction is
     * complete.
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
     * Sets a token that identifies the transaction, such as the id of a request. If a transaction with the same token, and the
     * same operations, items and contents, was executed in the last ten minutes, this transaction succeeds without being
     * executed. If the operations, items or contents differ, the call throws a {@link StoreException} with {@link
     * StoreProblem#TOKEN_REUSED}. A transaction that is refused does not use up its token. These are the rules of DynamoDB (API
     * reference, TransactWriteItems, ClientRequestToken), and hold on every backend.
     *
     * <p>With a token, a transaction whose outcome is unknown can be repeated. On PostgreSQL a token needs the table {@code
     * dynawrap_token} in the schema of the backend. If the table does not exist, the message of the exception describes it.
     *
     * @param token 1 to 256 characters, not only white space; it is sent as a hash, together with the tables
     * @return this
     * @throws InvalidArgumentException if the token is blank, too long, or contains U+0000 or half of a surrogate pair, or the
     *     transaction has a token already. Thrown by {@link ItemStore#transaction} if a model has {@link ExpiresAt}, because the
     *     time of a call is part of its contents
     */
    ItemTransaction token(String token);
}
