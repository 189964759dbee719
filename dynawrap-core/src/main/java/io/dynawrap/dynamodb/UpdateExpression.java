package io.dynawrap.dynamodb;

import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.spi.BoundUpdate;
import io.dynawrap.spi.ItemOperation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An update as the expressions of DynamoDB, for an UpdateItem or the Update of a transaction.
 *
 * <p>Each change has a guard in the condition, so that an item to which it cannot be applied refuses the update and is returned.
 * An attribute that is NULL counts as absent, but {@code if_not_exists} keeps it. So the guard of a change refuses a NULL, and
 * after the engine has seen that the attribute is NULL, another form of the change requires just that.
 *
 * <p>The service itself rejects what has more than 38 digits or 400 KB.
 */
final class UpdateExpression {

    private static final MathContext UP = new MathContext(ItemCodec.MAX_NUMBER_DIGITS, RoundingMode.CEILING);
    private static final MathContext DOWN = new MathContext(ItemCodec.MAX_NUMBER_DIGITS, RoundingMode.FLOOR);
    private static final int EXPECTED_LENGTH = 150;
    private static final AttributeValue ZERO = AttributeValue.fromN("0");
    private static final AttributeValue NO_ELEMENTS = AttributeValue.fromL(List.of());

    private final Placeholders placeholders;
    private final Map<String, AttributeValue> seen;
    private final StringBuilder condition = new StringBuilder(EXPECTED_LENGTH);
    private final StringBuilder sets = new StringBuilder(EXPECTED_LENGTH);
    private final StringBuilder removals = new StringBuilder();

    private UpdateExpression(ItemOperation.Update update, Placeholders placeholders) {
        this.placeholders = placeholders;
        this.seen = update.seen() != null && update.seen().data() instanceof AttributeData data
                ? data.attributes()
                : Map.of();
        String checks = ConditionExpression.of(update.condition(), placeholders);
        condition.append(checks);
        update.update().actions().forEach(this::add);
        if (condition.length() > checks.length()) {
            condition.insert(checks.length(), ')').insert(0, '(');
        }
    }

    /** Prints an update, and adds its placeholders. */
    static UpdateExpression of(ItemOperation.Update update, Placeholders placeholders) {
        return new UpdateExpression(update, placeholders);
    }

    /** Returns the UpdateExpression. */
    String expression() {
        return sets.isEmpty() || removals.isEmpty() ? sets.toString() + removals : sets + " " + removals;
    }

    /** Returns the ConditionExpression, which is never empty. */
    String condition() {
        return condition.toString();
    }

    private void add(BoundUpdate.Action action) {
        String name = placeholders.name(action.field());
        if (action instanceof BoundUpdate.Set set) {
            set(name, placeholders.value(AttributeForms.of(set.value())));
        } else if (action instanceof BoundUpdate.SetIfAbsent set) {
            String value = placeholders.value(AttributeForms.of(set.value()));
            set(name, isNull(set) ? value : "if_not_exists(" + name + ", " + value + ")");
            guard(isNull(set) ? hasType(name, "NULL") : "NOT " + hasType(name, "NULL"));
        } else if (action instanceof BoundUpdate.Add add) {
            String value = placeholders.value(number(add.number()));
            set(
                    name,
                    isNull(add)
                            ? value
                            : "if_not_exists(" + name + ", " + placeholders.constant(ZERO) + ") + " + value);
            guard(isNull(add) ? hasType(name, "NULL") : absentOr(name, summand(name, add)));
        } else if (action instanceof BoundUpdate.Append append) {
            String value = placeholders.value(AttributeForms.of(append.elements()));
            set(
                    name,
                    isNull(append)
                            ? value
                            : "list_append(if_not_exists(" + name + ", " + placeholders.constant(NO_ELEMENTS) + "), "
                                    + value + ")");
            guard(isNull(append) ? hasType(name, "NULL") : absentOr(name, hasType(name, "L")));
        } else {
            removals.append(removals.isEmpty() ? "REMOVE " : ", ").append(name);
        }
    }

    private void set(String name, String value) {
        sets.append(sets.isEmpty() ? "SET " : ", ").append(name).append(" = ").append(value);
    }

    private void guard(String guard) {
        condition.append(" AND ").append(guard);
    }

    /**
     * The condition that an attribute is a number whose sum with another one is in the range. A number has at most 38 digits, so
     * the rounded bounds leave out no other number than the exact ones.
     */
    private String summand(String name, BoundUpdate.Add add) {
        BoundUpdate.Range range = add.range();
        if (range == null) {
            return hasType(name, "N");
        }
        BigDecimal least = range.lowest().subtract(add.number()).round(UP);
        BigDecimal most = range.highest().subtract(add.number()).round(DOWN);
        return name + " BETWEEN " + placeholders.value(number(least)) + " AND " + placeholders.value(number(most));
    }

    private static String absentOr(String name, String condition) {
        return "(attribute_not_exists(" + name + ") OR " + condition + ")";
    }

    private String hasType(String name, String type) {
        return "attribute_type(" + name + ", " + placeholders.constant(AttributeValue.fromS(type)) + ")";
    }

    private boolean isNull(BoundUpdate.Action action) {
        AttributeValue value = seen.get(action.field());
        return value != null && Boolean.TRUE.equals(value.nul());
    }

    private static AttributeValue number(BigDecimal number) {
        return AttributeValue.fromN(number.toPlainString());
    }
}
