package io.dynawrap;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** The items that a transaction created and saved, as they are stored. Immutable. */
public final class WrittenItems {

    private final List<Object> items;

    /**
     * Creates the result of a transaction.
     *
     * @param items the items, in the order of the operations
     */
    public WrittenItems(Collection<?> items) {
        this.items = List.copyOf(items);
    }

    /**
     * Returns the created and saved items of a model, each as {@link ItemStore#save(Object)} would return it, with its next
     * version. Other operations return no items.
     *
     * @param model the model's class
     * @param <T> the model
     * @return the items in the order of the operations; empty if no item of the model was created or saved
     */
    public <T> List<T> of(Class<T> model) {
        Objects.requireNonNull(model, "'model' must not be null");
        return items.stream().filter(model::isInstance).map(model::cast).toList();
    }

    @Override
    public String toString() {
        return "WrittenItems[" + items.size() + "]";
    }
}
