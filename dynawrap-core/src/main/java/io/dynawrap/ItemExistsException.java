package io.dynawrap;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link ItemStore#create} when an item with the same key exists. Can also be a reason of a {@link
 * TransactionFailedException}. Nothing was written. {@link #current} returns the stored item.
 */
public final class ItemExistsException extends ConditionFailedException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message the model, the key and what to do
     * @param current reads the stored item as a given model, or {@code null} if there is no item
     */
    public ItemExistsException(String message, @Nullable Function<Class<?>, ?> current) {
        super(message, current);
    }
}
