package io.dynawrap;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a batch ends early. {@link #unwrittenItems} returns the items that might not have been stored.
 * {@link #undeletedKeys} returns the keys that might not have been deleted. The batch is completed by
 * {@code store.batch(e.remaining())}.
 */
public final class BatchWriteException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable List<Object> unwrittenItems;
    private final transient @Nullable List<UndeletedKey> undeletedKeys;
    /** The number of items that are known to be stored or deleted. */
    private final int written;

    /**
     * A key that might not have been deleted.
     *
     * @param model the model's class
     * @param key a value for every placeholder of both patterns
     */
    public record UndeletedKey(Class<?> model, KeyValues key) {}

    /**
     * Creates an exception of a batch without deletions.
     *
     * @param message what happened
     * @param unwrittenItems the items that might not have been stored, as the caller gave them
     * @param written how many items were stored
     * @param cause the failure, or {@code null} if the database only left items unprocessed
     */
    public BatchWriteException(String message, List<?> unwrittenItems, int written, @Nullable StoreException cause) {
        this(message, unwrittenItems, List.of(), written, cause);
    }

    /**
     * Creates an exception.
     *
     * @param message what happened
     * @param unwrittenItems the items that might not have been stored, as the caller gave them
     * @param undeletedKeys the keys that might not have been deleted
     * @param written how many items were stored or deleted
     * @param cause the failure, or {@code null} if the database only left items unprocessed
     */
    public BatchWriteException(
            String message,
            List<?> unwrittenItems,
            List<UndeletedKey> undeletedKeys,
            int written,
            @Nullable StoreException cause) {
        super(
                message,
                cause,
                cause == null ? StoreProblem.THROTTLED : cause.problem(),
                cause == null || cause.isTransient());
        this.unwrittenItems = List.copyOf(unwrittenItems);
        this.undeletedKeys = List.copyOf(undeletedKeys);
        this.written = written;
    }

    /**
     * Returns the items that might not have been stored, as the caller gave them. If the response of the database was lost,
     * some of them may be stored. A delayed request may also store them later, and overwrite what was written in the meantime.
     * Writing the items again is safe if no other writer changes them. An object that was changed after it was added, so that it has
     * another key now, is replaced by another object, which is read from what would have been stored.
     *
     * @return the items
     * @throws IllegalStateException if the exception was serialized: items are not serialized with it
     */
    public List<Object> unwrittenItems() {
        return present(unwrittenItems, "unwrittenItems");
    }

    /**
     * Returns the keys that might not have been deleted, for {@code batchWrite} an empty list. If the response of the database
     * was lost, some of these items may be deleted, or may be deleted later.
     *
     * @return the keys
     * @throws IllegalStateException if the exception was serialized: keys are not serialized with it
     */
    public List<UndeletedKey> undeletedKeys() {
        return present(undeletedKeys, "undeletedKeys");
    }

    /**
     * Returns the operations that might not have been executed, as a batch for the store that threw this exception.
     *
     * @return what {@link ItemStore#batch} executes to complete the batch
     * @throws IllegalStateException if the exception was serialized: operations are not serialized with it
     */
    public Consumer<ItemBatch> remaining() {
        List<Object> items = unwrittenItems();
        List<UndeletedKey> keys = undeletedKeys();
        return batch -> {
            items.forEach(batch::save);
            keys.forEach(key -> batch.delete(key.model(), key.key()));
        };
    }

    private static <T> List<T> present(@Nullable List<T> operations, String method) {
        if (operations == null) {
            throw new IllegalStateException("The operations of the batch were not serialized with this exception. Call "
                    + method + "() where it is thrown.");
        }
        return operations;
    }

    /**
     * Returns how many items are known to be stored or deleted.
     *
     * @return the number of items, each key counted once
     */
    public int written() {
        return written;
    }
}
