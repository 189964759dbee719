package io.dynawrap;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when {@code save} or {@code delete} gets an item whose {@link ItemVersion} is not the stored version: another writer
 * has changed or deleted the item. Nothing was written. {@link #current} returns the stored item, or empty if it was deleted.
 */
public final class StaleItemException extends ConditionFailedException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message the model, the key and what to do
     * @param current reads the stored item as a given model, or {@code null} if there is no item
     */
    public StaleItemException(String message, @Nullable Function<Class<?>, ?> current) {
        super(message, current);
    }
}
