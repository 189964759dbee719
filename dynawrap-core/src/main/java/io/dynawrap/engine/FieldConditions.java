package io.dynawrap.engine;

import io.dynawrap.Condition;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.key.StorableText;
import io.dynawrap.mapping.FieldOperand;
import io.dynawrap.mapping.FieldOperand.Order;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundCondition.Operator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds the conditions on single fields of a model. */
final class FieldConditions {

    /** ISO 8601 puts this before years of more than four digits, and Java uses it for the last instant and the last date. */
    private static final String LATER_YEAR = "+";

    private static final int LOCAL_DATE_LENGTH = "2026-11-30".length();

    private final ConditionFields model;
    private long operandBytes;

    FieldConditions(ConditionFields model) {
        this.model = model;
    }

    /** Returns the size of all operands so far. */
    long operandBytes() {
        return operandBytes;
    }

    /** Returns conditions of which one has to hold if a field has the value of an item. */
    List<BoundCondition> unchanged(List<String> path, FieldOperand operand, List<FieldOperand> otherForms) {
        operandBytes += operand.bytes();
        if (otherForms.isEmpty()) {
            return List.of(equal(path, operand));
        }
        otherForms.forEach(form -> operandBytes += form.bytes());
        List<FieldOperand> operands = new ArrayList<>(List.of(operand));
        operands.addAll(otherForms);
        return equalToAny(path, operands);
    }

    BoundCondition present(List<String> path) {
        model.check(path);
        return new BoundCondition.Present(path);
    }

    BoundCondition comparison(Condition.Comparison comparison) {
        List<String> path = comparison.path();
        Object operand = comparison.operand();
        return switch (comparison.comparator()) {
            case IS -> equal(path, operand(path, operand));
            case IS_NOT -> notEqual(path, operand(path, operand));
            case LESS_THAN -> ordered(path, Operator.LESS, ordered(path, operand));
            case AT_MOST -> ordered(path, Operator.AT_MOST, ordered(path, operand));
            case GREATER_THAN -> ordered(path, Operator.GREATER, ordered(path, operand));
            case AT_LEAST -> ordered(path, Operator.AT_LEAST, ordered(path, operand));
            case BEGINS_WITH -> beginsWith(path, operand);
            case CONTAINS -> contains(path, operand);
        };
    }

    /** Returns conditions of which one has to hold. */
    List<BoundCondition> membership(Condition.Membership membership) {
        List<String> path = membership.path();
        model.check(path);
        List<FieldOperand> operands = new ArrayList<>();
        for (Object operand : membership.operands()) {
            operands.add(operand(path, operand));
        }
        return equalToAny(path, operands);
    }

    private List<BoundCondition> equalToAny(List<String> path, List<FieldOperand> operands) {
        List<BoundCondition> any = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (FieldOperand operand : operands) {
            BoundCondition equal = equal(path, operand);
            if (equal instanceof BoundCondition.In times) {
                values.addAll(times.operands());
            } else if (equal instanceof BoundCondition.Comparison single) {
                values.add(single.operand());
            } else {
                any.add(equal);
            }
        }
        if (!values.isEmpty()) {
            any.add(new BoundCondition.In(path, values));
        }
        return any;
    }

    /** Returns conditions that all have to hold. */
    List<BoundCondition> range(Condition.Range range) {
        List<String> path = range.path();
        FieldOperand first = ordered(path, range.first());
        FieldOperand last = ordered(path, range.last());
        if (first.order() != last.order() || isAfter(first, last)) {
            throw invalid(
                    path, "is compared with a range whose first value is not before its last. Swap the two values.");
        }
        return List.of(compared(path, Operator.AT_LEAST, first), compared(path, Operator.AT_MOST, last));
    }

    private static boolean isAfter(FieldOperand one, FieldOperand other) {
        if (one.value() instanceof BigDecimal number) {
            return number.compareTo((BigDecimal) other.value()) > 0;
        }
        TimeText time = time(one);
        TimeText otherTime = time(other);
        return time == null || otherTime == null
                ? StorableText.compare((String) one.value(), (String) other.value()) > 0
                : time.isAfter(otherTime);
    }

    /** Returns the condition that a field has a value. */
    BoundCondition equal(List<String> path, FieldOperand operand) {
        TimeText time = time(operand);
        if (time != null) {
            return new BoundCondition.In(path, List.copyOf(time.equal()));
        }
        if (operand.anyOrder() && operand.value() instanceof List<?> elements && !elements.isEmpty()) {
            return sameElements(path, elements);
        }
        return new BoundCondition.Comparison(path, Operator.EQUAL, operand.value());
    }

    private BoundCondition notEqual(List<String> path, FieldOperand operand) {
        BoundCondition equal = equal(path, operand);
        return equal instanceof BoundCondition.Comparison comparison
                ? new BoundCondition.Comparison(path, Operator.NOT_EQUAL, comparison.operand())
                : new BoundCondition.Not(equal);
    }

    private BoundCondition sameElements(List<String> path, List<?> elements) {
        Set<Object> different = new HashSet<>();
        List<Object> values = new ArrayList<>();
        for (Object element : elements) {
            if (element == null || !different.add(element)) {
                throw invalid(
                        path,
                        "is compared with a set in which a null is stored, or the same value twice. Compare other fields.");
            }
            values.add(element);
        }
        return new BoundCondition.SameElements(path, values);
    }

    private static BoundCondition ordered(List<String> path, Operator operator, FieldOperand operand) {
        BoundCondition compared = compared(path, operator, operand);
        if (!hasLaterYears(operand)) {
            return compared;
        }
        BoundCondition later = new BoundCondition.BeginsWith(path, LATER_YEAR);
        return operator == Operator.LESS || operator == Operator.AT_MOST
                ? new BoundCondition.All(List.of(new BoundCondition.Not(later), compared))
                : new BoundCondition.Any(List.of(later, compared));
    }

    /** Whether the field may have years after 9999, whose texts sort before all others. Those before 0000 sort before all others too. */
    private static boolean hasLaterYears(FieldOperand operand) {
        return switch (operand.order()) {
            case INSTANT -> true;
            case DATE -> ((String) operand.value()).length() == LOCAL_DATE_LENGTH;
            case LOCAL_TIME ->
                ((String) operand.value()).length() > LOCAL_DATE_LENGTH
                        && ((String) operand.value()).charAt(LOCAL_DATE_LENGTH) == 'T';
            default -> false;
        };
    }

    private static BoundCondition compared(List<String> path, Operator operator, FieldOperand operand) {
        TimeText time = time(operand);
        if (time == null) {
            return new BoundCondition.Comparison(path, operator, operand.value());
        }
        List<Object> before = new ArrayList<>(time.sortedBehind());
        if (operator == Operator.AT_MOST || operator == Operator.GREATER) {
            before.addAll(time.equal());
        }
        BoundCondition in = new BoundCondition.In(path, before);
        boolean less = operator == Operator.LESS || operator == Operator.AT_MOST;
        BoundCondition start =
                new BoundCondition.Comparison(path, less ? Operator.LESS : Operator.AT_LEAST, time.start());
        if (before.isEmpty()) {
            return start;
        }
        return less
                ? new BoundCondition.Any(List.of(start, in))
                : new BoundCondition.All(List.of(start, new BoundCondition.Not(in)));
    }

    private BoundCondition beginsWith(List<String> path, @Nullable Object operand) {
        FieldOperand prefix = operand(path, operand);
        if (prefix.order() != Order.TEXT) {
            throw invalid(path, "is no text, so it begins with nothing. Compare it with is(..) or atLeast(..).");
        }
        return new BoundCondition.BeginsWith(path, notEmpty(path, (String) prefix.value()));
    }

    private BoundCondition contains(List<String> path, @Nullable Object operand) {
        FieldOperand element = model.element(path, operand);
        operandBytes += element.bytes();
        // an element may be the empty text, but on a field that is a text it would be found everywhere
        return new BoundCondition.Contains(
                path, element.value() instanceof String text ? notEmpty(path, text) : element.value());
    }

    private String notEmpty(List<String> path, String text) {
        if (text.isEmpty()) {
            throw invalid(
                    path, "is compared with the empty text, which is in every text. Give at least one character.");
        }
        return text;
    }

    private FieldOperand ordered(List<String> path, @Nullable Object value) {
        FieldOperand operand = model.bound(path, value);
        operandBytes += operand.bytes();
        if (operand.order() == Order.NONE) {
            throw invalid(
                    path,
                    "has no order in its stored form. Numbers, texts, instants, and local dates and times of the years 0000 to"
                            + " 9999 have an order; compare this field with is(..) or isIn(..).");
        }
        return operand;
    }

    private FieldOperand operand(List<String> path, @Nullable Object value) {
        FieldOperand operand = model.operand(path, value);
        operandBytes += operand.bytes();
        return operand;
    }

    private static @Nullable TimeText time(FieldOperand operand) {
        return switch (operand.order()) {
            case INSTANT -> TimeText.ofInstant((String) operand.value());
            case LOCAL_TIME -> TimeText.ofLocalTime((String) operand.value());
            default -> null;
        };
    }

    private InvalidConditionException invalid(List<String> path, String problem) {
        return new InvalidConditionException(
                model.name() + ": the field '" + String.join("/", path) + "' of a condition " + problem,
                path.get(0),
                null);
    }
}
