package io.dynawrap.differential;

import io.dynawrap.Condition;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a write requires of the stored item, with rules of its own for whether it holds. */
sealed interface Check {

    record Exists() implements Check {}

    record Absent() implements Check {}

    record Present(String field) implements Check {}

    record Compares(String field, How how, Object operand) implements Check {}

    record In(String field, List<Object> operands) implements Check {}

    record And(Check one, Check other) implements Check {}

    record Or(Check one, Check other) implements Check {}

    record Not(Check check) implements Check {}

    enum How {
        IS,
        IS_NOT,
        LESS_THAN,
        AT_MOST,
        GREATER_THAN,
        AT_LEAST,
        BEGINS_WITH
    }

    /** Whether it holds of the stored fields, or of no item. */
    default boolean holds(@Nullable Map<String, @Nullable Object> stored) {
        if (stored == null && hasField() && !namesAbsence()) {
            return false;
        }
        return isTrue(stored);
    }

    private boolean isTrue(@Nullable Map<String, @Nullable Object> stored) {
        if (this instanceof Exists) {
            return stored != null;
        } else if (this instanceof Absent) {
            return stored == null;
        } else if (this instanceof Present present) {
            return value(stored, present.field) != null;
        } else if (this instanceof Compares compares) {
            return compares(value(stored, compares.field), compares.how, stored(compares.operand));
        } else if (this instanceof In in) {
            Object value = value(stored, in.field);
            return in.operands.stream().anyMatch(operand -> compares(value, How.IS, stored(operand)));
        } else if (this instanceof And and) {
            return and.one.isTrue(stored) && and.other.isTrue(stored);
        } else if (this instanceof Or or) {
            return or.one.isTrue(stored) || or.other.isTrue(stored);
        }
        return !((Not) this).check.isTrue(stored);
    }

    private static @Nullable Object value(@Nullable Map<String, @Nullable Object> stored, String field) {
        return stored == null ? null : stored.get(field);
    }

    private static Object stored(Object operand) {
        return operand instanceof Number number
                ? new BigDecimal(number.toString())
                : operand instanceof Enum<?> constant ? constant.name() : operand;
    }

    private static boolean compares(@Nullable Object value, How how, Object operand) {
        if (how == How.IS || how == How.IS_NOT) {
            boolean equal = value instanceof BigDecimal number && operand instanceof BigDecimal other
                    ? number.compareTo(other) == 0
                    : operand.equals(value);
            return equal == (how == How.IS);
        }
        if (how == How.BEGINS_WITH) {
            return value instanceof String text && text.startsWith((String) operand);
        }
        int order;
        if (value instanceof BigDecimal number && operand instanceof BigDecimal other) {
            order = number.compareTo(other);
        } else if (value instanceof String text && operand instanceof String other) {
            order = Arrays.compareUnsigned(
                    text.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
        } else {
            return false;
        }
        return switch (how) {
            case LESS_THAN -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER_THAN -> order > 0;
            default -> order >= 0;
        };
    }

    private boolean hasField() {
        return this instanceof Present
                || this instanceof Compares
                || this instanceof In
                || parts().stream().anyMatch(Check::hasField);
    }

    private boolean namesAbsence() {
        return this instanceof Absent || parts().stream().anyMatch(Check::namesAbsence);
    }

    /** The fields that it compares with something. */
    default Set<String> comparedFields() {
        Set<String> fields = new LinkedHashSet<>();
        if (this instanceof Compares compares) {
            fields.add(compares.field);
        } else if (this instanceof In in) {
            fields.add(in.field);
        }
        parts().forEach(part -> fields.addAll(part.comparedFields()));
        return fields;
    }

    private List<Check> parts() {
        return this instanceof And and
                ? List.of(and.one, and.other)
                : this instanceof Or or
                        ? List.of(or.one, or.other)
                        : this instanceof Not not ? List.of(not.check) : List.of();
    }

    /** The condition of the library. */
    default Condition condition() {
        if (this instanceof Exists) {
            return Condition.itemExists();
        } else if (this instanceof Absent) {
            return Condition.itemAbsent();
        } else if (this instanceof Present present) {
            return Condition.field(present.field).isPresent();
        } else if (this instanceof Compares compares) {
            return condition(Condition.field(compares.field), compares.how, compares.operand);
        } else if (this instanceof In in) {
            return Condition.field(in.field).isIn(in.operands);
        } else if (this instanceof And and) {
            return and.one.condition().and(and.other.condition());
        } else if (this instanceof Or or) {
            return or.one.condition().or(or.other.condition());
        }
        return ((Not) this).check.condition().not();
    }

    private static Condition condition(Condition.Field<Object> field, How how, Object operand) {
        return switch (how) {
            case IS -> field.is(operand);
            case IS_NOT -> field.isNot(operand);
            case LESS_THAN -> field.lessThan(operand);
            case AT_MOST -> field.atMost(operand);
            case GREATER_THAN -> field.greaterThan(operand);
            case AT_LEAST -> field.atLeast(operand);
            case BEGINS_WITH -> field.beginsWith((String) operand);
        };
    }
}
