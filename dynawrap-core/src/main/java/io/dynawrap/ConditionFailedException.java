package io.dynawrap;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the condition of a write does not hold. Nothing was written. {@link #current} returns the stored item. The
 * message contains the model and the key, but no other stored values.
 */
public sealed class ConditionFailedException extends RuntimeException
        permits InapplicableUpdateException, ItemExistsException, ItemNotFoundException, StaleItemException {

    private static final long serialVersionUID = 1L;

    /** Reads the item that refused the write, or {@code null} if there was no item. */
    private final transient @Nullable Function<Class<?>, ?> current;

    /** Whether there was an item, which is not serialized. */
    private final boolean present;

    /**
     * Creates an exception.
     *
     * @param message the model, the key and what to do
     * @param current reads the item that refused the write as a given model, or {@code null} if there was no item
     */
    public ConditionFailedException(String message, @Nullable Function<Class<?>, ?> current) {
        super(PrintableText.of(message));
        this.current = current;
        this.present = current != null;
    }

    /**
     * Returns the item that refused the write. The condition does not hold for it. The item was read from the database with the
     * refusal; each call only converts it to the model.
     *
     * @param model the model's class, or that of a view of it
     * @param <T> the model
     * @return the item, or empty if no item had the key, or the item had expired
     * @throws UnreadableItemException if the stored item cannot be read as the model
     * @throws IllegalStateException if the exception was serialized: the item is not serialized with it
     */
    public final <T> Optional<T> current(Class<T> model) {
        Objects.requireNonNull(model, "'model' must not be null");
        if (!present) {
            return Optional.empty();
        }
        if (current == null) {
            throw new IllegalStateException(
                    "The item was not serialized with this exception. Call current(..) where it is thrown.");
        }
        return Optional.ofNullable(model.cast(current.apply(model)));
    }
}
