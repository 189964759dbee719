package io.dynawrap.engine;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.StoredItem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A write that is executed only if all its checks hold. Without checks it is executed in any case.
 *
 * @param operation the write, whose condition is that all checks hold
 * @param checks what must hold, in the order in which a refusal is judged
 */
record CheckedWrite(ItemOperation operation, List<Check> checks) {

    /**
     * One condition, and what is thrown if it does not hold.
     *
     * @param condition the condition
     * @param refusal creates the exception
     */
    record Check(BoundCondition condition, Refusal refusal) {}

    /** Creates the exception for the item that refused a write. */
    @FunctionalInterface
    interface Refusal {

        /**
         * Creates the exception.
         *
         * @param current reads the item, or {@code null} if there is no item
         */
        ConditionFailedException with(@Nullable Function<Class<?>, ?> current);
    }

    static CheckedWrite put(String table, StoredItem item, List<Check> checks) {
        BoundCondition condition = all(checks);
        boolean mayCreate = condition == null || ConditionEvaluator.holds(condition, null);
        return new CheckedWrite(new ItemOperation.Put(table, item, condition, mayCreate), checks);
    }

    static CheckedWrite delete(String table, ItemKey key, List<Check> checks) {
        return new CheckedWrite(new ItemOperation.Delete(table, key, all(checks)), checks);
    }

    static CheckedWrite check(String table, ItemKey key, Check check) {
        return new CheckedWrite(new ItemOperation.Check(table, key, check.condition()), List.of(check));
    }

    private static @Nullable BoundCondition all(List<Check> checks) {
        if (checks.size() < 2) {
            return checks.isEmpty() ? null : checks.get(0).condition();
        }
        return new BoundCondition.All(checks.stream().map(Check::condition).toList());
    }

    /** Returns the first check that does not hold for an item, or empty if all hold. */
    Optional<Check> failing(@Nullable StoredItem item) {
        return checks.stream()
                .filter(check -> !ConditionEvaluator.holds(check.condition(), item))
                .findFirst();
    }
}
