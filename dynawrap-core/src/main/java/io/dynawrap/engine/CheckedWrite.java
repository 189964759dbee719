package io.dynawrap.engine;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.StoredItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A write that is executed only if all its checks hold. Without checks it is executed in any case.
 *
 * @param operation the write, whose condition is that all checks hold
 * @param checks what must hold, in the order in which a refusal is judged
 * @param applicability whether an update can be applied to an item for which all checks hold; {@code null} for other writes
 */
record CheckedWrite(
        ItemOperation operation,
        List<Check> checks,
        @Nullable Applicability applicability) {

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

    /** Decides whether an update can be applied to an item. */
    @FunctionalInterface
    interface Applicability {

        /** Returns what is thrown if it cannot, or {@code null} if it can. */
        @Nullable Refusal refusal(StoredItem item);
    }

    static CheckedWrite put(String table, StoredItem item, List<Check> checks) {
        BoundCondition condition = all(checks);
        boolean mayCreate = condition == null || ConditionEvaluator.holds(condition, null);
        return new CheckedWrite(new ItemOperation.Put(table, item, condition, mayCreate), checks, null);
    }

    static CheckedWrite delete(String table, ItemKey key, List<Check> checks) {
        return new CheckedWrite(new ItemOperation.Delete(table, key, all(checks)), checks, null);
    }

    static CheckedWrite update(
            String table, ItemKey key, UpdateBinder.Bound update, List<Check> checks, Applicability applicability) {
        List<BoundCondition> conditions = new ArrayList<>(checks.size());
        for (Check check : checks) {
            if (!conditions.contains(check.condition())) {
                conditions.add(check.condition());
            }
        }
        BoundCondition condition = ConditionBinder.all(conditions);
        return new CheckedWrite(
                new ItemOperation.Update(table, key, update.update(), condition, null, update.bytes()),
                checks,
                applicability);
    }

    /** Returns a copy for another attempt, after the write was refused by mistake. */
    CheckedWrite seen(@Nullable StoredItem item) {
        return operation instanceof ItemOperation.Update update && item != null
                ? new CheckedWrite(update.seen(item), checks, applicability)
                : this;
    }

    static CheckedWrite check(String table, ItemKey key, Check check) {
        return new CheckedWrite(new ItemOperation.Check(table, key, check.condition()), List.of(check), null);
    }

    private static @Nullable BoundCondition all(List<Check> checks) {
        if (checks.size() < 2) {
            return checks.isEmpty() ? null : checks.get(0).condition();
        }
        List<BoundCondition> conditions = new ArrayList<>(checks.size());
        checks.forEach(check -> conditions.add(check.condition()));
        return new BoundCondition.All(conditions);
    }

    /** Returns what is thrown because of an item, or empty if it does not refuse the write. */
    Optional<Refusal> refusal(@Nullable StoredItem item) {
        for (Check check : checks) {
            if (!ConditionEvaluator.holds(check.condition(), item)) {
                return Optional.of(check.refusal());
            }
        }
        return applicability == null || item == null
                ? Optional.empty()
                : Optional.ofNullable(applicability.refusal(item));
    }
}
