package io.dynawrap;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when an update cannot be applied to the stored item. A field holds a value of another type, a number would leave its
 * range, or the item would have more than 400 KB. Thrown by {@link ItemStore#update}. Can also be a reason of a {@link
 * TransactionFailedException}. Nothing was written. {@link #current} returns the stored item.
 */
public final class InapplicableUpdateException extends ConditionFailedException {

    private static final long serialVersionUID = 1L;

    /** The field that cannot be changed, or {@code null}. */
    private final @Nullable String field;

    /**
     * Creates an exception.
     *
     * @param message the model, the key, the field and what to do
     * @param field the serialised name of the field that cannot be changed, or {@code null} for the item as a whole
     * @param current reads the stored item as a given model, or {@code null} if there is no item
     */
    public InapplicableUpdateException(
            String message, @Nullable String field, @Nullable Function<Class<?>, ?> current) {
        super(message, current);
        this.field = field;
    }

    /**
     * Returns the serialised name of the field that cannot be changed.
     *
     * @return the field, or empty for the item as a whole
     */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
