package io.dynawrap.engine;

import io.dynawrap.Condition;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.mapping.FieldOperand;
import io.dynawrap.mapping.ItemField;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.BoundCondition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Binds conditions to models: checks paths and operands, and converts operands to the form in which fields are stored. What is no
 * comparison of the databases becomes one: times, ranges, sets, {@code unchanged}.
 *
 * <p>A condition with fields requires that the item exists, unless it names {@code itemAbsent()}. Then the fields of an item that is
 * absent or has expired count as absent.
 */
final class ConditionBinder {

    private static final int MAX_OPERANDS = 100;
    private static final int MAX_COMPARISONS = 100;
    private static final int MAX_DEPTH = 100;

    private final ConditionFields model;
    private final BoundCondition.@Nullable Expiry expiry;
    private final FieldConditions fields;
    private int comparisons;
    private boolean namesFields;
    private boolean namesAbsence;

    private ConditionBinder(ConditionFields model, BoundCondition.@Nullable Expiry expiry) {
        this.model = model;
        this.expiry = expiry;
        this.fields = new FieldConditions(model);
    }

    /**
     * Binds a condition.
     *
     * @param expiry how items of the model expire, or {@code null} if they do not
     * @throws InvalidConditionException if it does not fit the model
     */
    static BoundCondition bind(ItemType<?> type, Condition condition, BoundCondition.@Nullable Expiry expiry) {
        return new ConditionBinder(ConditionFields.of(type), expiry).bind(condition);
    }

    /**
     * Binds a condition on items of several models, which does not say whether they have expired.
     *
     * @throws InvalidConditionException if it does not fit the models
     */
    static BoundCondition bind(ModelSet<?> models, Condition condition) {
        return new ConditionBinder(models, null).bind(condition);
    }

    private BoundCondition bind(Condition condition) {
        BoundCondition bound = withExistence(bind(condition, 0));
        new ConditionLimits(model.name(), fields.operandBytes()).check(bound);
        return bound;
    }

    private BoundCondition withExistence(BoundCondition bound) {
        if (!namesFields) {
            return bound;
        }
        BoundCondition exists = new BoundCondition.ItemExists(expiry);
        if (!namesAbsence || !ConditionEvaluator.holds(bound, null)) {
            return all(List.of(exists, bound));
        }
        BoundCondition absent = new BoundCondition.ItemAbsent(expiry);
        boolean named =
                bound instanceof BoundCondition.Any any && any.conditions().contains(absent);
        return named ? bound : any(List.of(absent, bound));
    }

    private BoundCondition bind(Condition condition, int depth) {
        if (depth > MAX_DEPTH) {
            throw invalid("a condition is nested more than " + MAX_DEPTH + " levels deep. Simplify it.");
        }
        if (condition instanceof Condition.Existence existence) {
            namesAbsence |= !existence.exists();
            return existence.exists() ? new BoundCondition.ItemExists(expiry) : new BoundCondition.ItemAbsent(expiry);
        } else if (condition instanceof Condition.All parts) {
            return all(bind(parts.conditions(), depth));
        } else if (condition instanceof Condition.Any parts) {
            return any(bind(parts.conditions(), depth));
        } else if (condition instanceof Condition.Not not) {
            return new BoundCondition.Not(bind(not.condition(), depth + 1));
        }
        namesFields = true;
        if (condition instanceof Condition.Unchanged unchanged) {
            return unchanged(unchanged.item());
        }
        comparisons++;
        if (comparisons > MAX_COMPARISONS) {
            throw invalid("a condition has more than " + MAX_COMPARISONS
                    + " comparisons, and DynamoDB limits an expression. Use fewer.");
        }
        if (condition instanceof Condition.Presence presence) {
            return fields.present(presence.path());
        } else if (condition instanceof Condition.Comparison comparison) {
            return fields.comparison(comparison);
        } else if (condition instanceof Condition.Range range) {
            return all(fields.range(range));
        }
        return membership((Condition.Membership) condition);
    }

    private List<BoundCondition> bind(List<Condition> conditions, int depth) {
        List<BoundCondition> bound = new ArrayList<>(conditions.size());
        for (Condition part : conditions) {
            bound.add(bind(part, depth + 1));
        }
        return bound;
    }

    private BoundCondition membership(Condition.Membership membership) {
        if (membership.operands().size() > MAX_OPERANDS) {
            throw new InvalidConditionException(
                    model.name() + ": isIn of the field '" + String.join("/", membership.path()) + "' has "
                            + membership.operands().size() + " values, more than the " + MAX_OPERANDS
                            + " that DynamoDB allows. Use fewer.",
                    membership.path().get(0),
                    null);
        }
        return any(fields.membership(membership));
    }

    private BoundCondition unchanged(Object item) {
        List<BoundCondition> all = new ArrayList<>();
        for (ItemField field : model.of(item)) {
            List<String> path = List.of(field.name());
            BoundCondition absent = new BoundCondition.Not(new BoundCondition.Present(path));
            FieldOperand operand = field.operand();
            if (operand == null) {
                all.add(absent);
            } else {
                List<BoundCondition> equal = fields.unchanged(path, operand, field.otherForms());
                all.add(field.absentToo() ? any(List.of(absent, any(equal))) : any(equal));
            }
        }
        return all(all);
    }

    /** Returns a conjunction without conjunctions in it. */
    static BoundCondition all(List<BoundCondition> conditions) {
        List<BoundCondition> all = new ArrayList<>(conditions.size());
        for (BoundCondition condition : conditions) {
            if (condition instanceof BoundCondition.All parts) {
                all.addAll(parts.conditions());
            } else {
                all.add(condition);
            }
        }
        return all.size() == 1 ? all.get(0) : new BoundCondition.All(List.copyOf(all));
    }

    /** Returns a disjunction without disjunctions in it. */
    static BoundCondition any(List<BoundCondition> conditions) {
        List<BoundCondition> any = new ArrayList<>(conditions.size());
        for (BoundCondition condition : conditions) {
            if (condition instanceof BoundCondition.Any parts) {
                any.addAll(parts.conditions());
            } else {
                any.add(condition);
            }
        }
        return any.size() == 1 ? any.get(0) : new BoundCondition.Any(List.copyOf(any));
    }

    private InvalidConditionException invalid(String problem) {
        return new InvalidConditionException(model.name() + ": " + problem, null, null);
    }
}
