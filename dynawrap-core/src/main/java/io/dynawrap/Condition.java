package io.dynawrap;

import java.util.List;

/**
 * Says what must hold of a stored item. Immutable. The call that takes it binds it to the model and checks it before any
 * I/O.
 */
public sealed interface Condition {

    /**
     * Returns the condition that the item exists.
     *
     * @return the condition
     */
    static Condition itemExists() {
        return new Existence(true);
    }

    /**
     * Returns the condition that the item does not exist.
     *
     * @return the condition
     */
    static Condition itemAbsent() {
        return new Existence(false);
    }

    /**
     * Returns the condition that both this and another one hold.
     *
     * @param other the other condition
     * @return the condition
     */
    default Condition and(Condition other) {
        return new All(List.of(this, other));
    }

    /**
     * The item exists, or does not exist.
     *
     * @param exists whether it must exist
     */
    record Existence(boolean exists) implements Condition {}

    /**
     * All conditions hold.
     *
     * @param conditions the conditions
     */
    record All(List<Condition> conditions) implements Condition {}
}
