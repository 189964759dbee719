package io.dynawrap.engine;

import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.StoredItem;
import org.jspecify.annotations.Nullable;

/** Evaluates conditions in Java, with the results of both databases. */
final class ConditionEvaluator {

    private ConditionEvaluator() {}

    /**
     * Reports whether a condition holds.
     *
     * @param item the stored item, or {@code null} if there is no item
     */
    static boolean holds(BoundCondition condition, @Nullable StoredItem item) {
        if (condition instanceof BoundCondition.ItemExists) {
            return item != null;
        }
        if (condition instanceof BoundCondition.ItemAbsent) {
            return item == null;
        }
        if (condition instanceof BoundCondition.All all) {
            return all.conditions().stream().allMatch(part -> holds(part, item));
        }
        throw new UnsupportedOperationException(condition.toString());
    }
}
