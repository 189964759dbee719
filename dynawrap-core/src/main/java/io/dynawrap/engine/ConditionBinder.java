package io.dynawrap.engine;

import io.dynawrap.Condition;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.BoundCondition;
import org.jspecify.annotations.Nullable;

/** Binds conditions to models: checks paths and operands, and converts operands to the form in which fields are stored. */
final class ConditionBinder {

    private ConditionBinder() {}

    /**
     * Binds a condition.
     *
     * @param expiry how items of the model expire, or {@code null} if they do not
     */
    static BoundCondition bind(ItemType<?> type, Condition condition, BoundCondition.@Nullable Expiry expiry) {
        if (condition instanceof Condition.Existence existence) {
            return existence.exists() ? new BoundCondition.ItemExists(expiry) : new BoundCondition.ItemAbsent(expiry);
        }
        Condition.All all = (Condition.All) condition;
        return new BoundCondition.All(
                all.conditions().stream().map(part -> bind(type, part, expiry)).toList());
    }
}
