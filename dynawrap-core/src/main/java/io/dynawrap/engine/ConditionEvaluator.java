package io.dynawrap.engine;

import io.dynawrap.engine.StoredValues.StoredSet;
import io.dynawrap.key.StorableText;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.StoredItem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates conditions in Java, with the results of both databases. Each comparison is true or false, also for a field that is
 * absent.
 */
final class ConditionEvaluator {

    private final boolean exists;
    private final StoredValues values;

    private ConditionEvaluator(boolean exists, StoredValues values) {
        this.exists = exists;
        this.values = values;
    }

    /**
     * Reports whether a condition holds.
     *
     * @param item the stored item, or {@code null} if there is no item
     * @throws io.dynawrap.UnreadableItemException if the stored form of the item cannot be read at all
     */
    static boolean holds(BoundCondition condition, @Nullable StoredItem item) {
        if (item == null) {
            return new ConditionEvaluator(false, StoredValues.ofNoItem()).holds(condition);
        }
        Set<String> fields = ConditionLeaves.of(condition)
                .flatMap(ConditionEvaluator::fieldOf)
                .collect(Collectors.toSet());
        return new ConditionEvaluator(true, StoredValues.of(item, fields)).holds(condition);
    }

    private boolean holds(BoundCondition condition) {
        if (condition instanceof BoundCondition.ItemExists itemExists) {
            return exists && !hasExpired(itemExists.expiry());
        } else if (condition instanceof BoundCondition.ItemAbsent itemAbsent) {
            return !exists || hasExpired(itemAbsent.expiry());
        } else if (condition instanceof BoundCondition.Present present) {
            return values.get(present.path()) != null;
        } else if (condition instanceof BoundCondition.Comparison comparison) {
            return holds(comparison, values.get(comparison.path()));
        } else if (condition instanceof BoundCondition.In in) {
            Object value = values.get(in.path());
            return in.operands().stream().anyMatch(operand -> ValueEquality.isEqual(value, operand));
        } else if (condition instanceof BoundCondition.BeginsWith prefixed) {
            return values.get(prefixed.path()) instanceof String text && text.startsWith(prefixed.prefix());
        } else if (condition instanceof BoundCondition.Contains contains) {
            return contains(values.get(contains.path()), contains.operand());
        } else if (condition instanceof BoundCondition.SameElements same) {
            return hasSameElements(values.get(same.path()), same.elements());
        } else if (condition instanceof BoundCondition.All all) {
            return holdsEach(all.conditions(), true);
        } else if (condition instanceof BoundCondition.Any any) {
            return !holdsEach(any.conditions(), false);
        }
        return !holds(((BoundCondition.Not) condition).condition());
    }

    /** Reports whether each condition has the same result. */
    private boolean holdsEach(List<BoundCondition> conditions, boolean result) {
        for (BoundCondition condition : conditions) {
            if (holds(condition) != result) {
                return false;
            }
        }
        return true;
    }

    private boolean hasExpired(BoundCondition.@Nullable Expiry expiry) {
        return expiry != null
                && values.get(List.of(expiry.field())) instanceof BigDecimal second
                && ItemExpiry.isOver(expiry, second);
    }

    private static boolean holds(BoundCondition.Comparison comparison, @Nullable Object value) {
        Object operand = comparison.operand();
        return switch (comparison.operator()) {
            case EQUAL -> ValueEquality.isEqual(value, operand);
            case NOT_EQUAL -> !ValueEquality.isEqual(value, operand);
            case LESS -> isOrdered(value, operand, order -> order < 0);
            case AT_MOST -> isOrdered(value, operand, order -> order <= 0);
            case GREATER -> isOrdered(value, operand, order -> order > 0);
            case AT_LEAST -> isOrdered(value, operand, order -> order >= 0);
        };
    }

    private static boolean isOrdered(@Nullable Object value, Object operand, IntPredicate expected) {
        if (value instanceof String text && operand instanceof String other) {
            return expected.test(StorableText.compare(text, other));
        }
        return value instanceof BigDecimal number
                && operand instanceof BigDecimal other
                && expected.test(number.compareTo(other));
    }

    private static boolean contains(@Nullable Object value, Object operand) {
        if (value instanceof String text) {
            return operand instanceof String part && text.contains(part);
        }
        return elements(value).stream().anyMatch(element -> ValueEquality.isEqualElement(element, operand));
    }

    private static boolean hasSameElements(@Nullable Object value, List<Object> operands) {
        List<?> elements = elements(value);
        return elements.size() == operands.size()
                && operands.stream()
                        .allMatch(operand ->
                                elements.stream().anyMatch(element -> ValueEquality.isEqualElement(element, operand)));
    }

    private static List<?> elements(@Nullable Object value) {
        return value instanceof StoredSet set ? set.elements() : value instanceof List<?> list ? list : List.of();
    }

    private static Stream<String> fieldOf(BoundCondition leaf) {
        if (leaf instanceof BoundCondition.FieldCondition field) {
            return Stream.of(field.path().get(0));
        }
        BoundCondition.Expiry expiry = leaf instanceof BoundCondition.ItemExists exists
                ? exists.expiry()
                : ((BoundCondition.ItemAbsent) leaf).expiry();
        return Stream.ofNullable(expiry).map(BoundCondition.Expiry::field);
    }
}
