package io.dynawrap;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link ItemStore#update} and {@link ItemStore#modify} when the item does not exist or has expired. Can also be a
 * reason of a {@link TransactionFailedException}. Nothing was written. {@link #current} is empty.
 */
public final class ItemNotFoundException extends ConditionFailedException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message the model, the key and what to do
     * @param current reads the stored item as a given model, or {@code null} if there is no item
     */
    public ItemNotFoundException(String message, @Nullable Function<Class<?>, ?> current) {
        super(message, current);
    }
}
