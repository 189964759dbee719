package io.dynawrap.dynamodb;

import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.spi.BoundUpdate;
import io.dynawrap.spi.ItemOperation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An update as the expressions of DynamoDB, with the names and values of their placeholders, for an UpdateItem or the Update of a
 * transaction. The placeholders are {@code #u0}, {@code :u0} and so on; those of the condition start with a {@code c}.
 *
 * <p>Each change has a guard in the condition, so that an item to which it cannot be applied refuses the update and is returned.
 * An attribute that is NULL counts as absent, but {@code if_not_exists} keeps it. So the guard of a change refuses a NULL, and
 * after the engine has seen that the attribute is NULL, another form of the change requires just that.
 *
 * <p>The service itself rejects what has more than 38 digits or 400 KB.
 */
final class UpdateExpression {

    private static final int MAX_DIGITS = ItemCodec.MAX_NUMBER_DIGITS;
    private static final AttributeValue ZERO = AttributeValue.fromN("0");
    private static final AttributeValue NO_ELEMENTS = AttributeValue.fromL(List.of());

    private final ConditionExpression condition;
    private final Map<String, AttributeValue> seen;
    private final List<String> guards = new ArrayList<>();
    private final List<String> sets = new ArrayList<>();
    private final List<String> removals = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, AttributeValue> values = new LinkedHashMap<>();
    private final Map<AttributeValue, String> constants = new HashMap<>();

    private UpdateExpression(ItemOperation.Update update) {
        this.condition = ConditionExpression.of(update.condition());
        this.names.putAll(condition.names());
        this.values.putAll(condition.values());
        this.seen = update.seen() != null && update.seen().data() instanceof AttributeData data
                ? data.attributes()
                : Map.of();
        update.update().actions().forEach(this::add);
    }

    static UpdateExpression of(ItemOperation.Update update) {
        return new UpdateExpression(update);
    }

    /** Returns the UpdateExpression. */
    String expression() {
        String set = sets.isEmpty() ? "" : "SET " + String.join(", ", sets);
        String remove = removals.isEmpty() ? "" : "REMOVE " + String.join(", ", removals);
        return set.isEmpty() || remove.isEmpty() ? set + remove : set + " " + remove;
    }

    /** Returns the ConditionExpression, which is never empty. */
    String condition() {
        return guards.isEmpty()
                ? condition.expression()
                : "(" + condition.expression() + ") AND " + String.join(" AND ", guards);
    }

    /** Returns the attribute names by placeholder, at least one. */
    Map<String, String> names() {
        return names;
    }

    /** Returns the values by placeholder; empty if there are no placeholders, which a request must not have then. */
    Map<String, AttributeValue> values() {
        return values;
    }

    private void add(BoundUpdate.Action action) {
        String name = name(action.field());
        if (action instanceof BoundUpdate.Set set) {
            sets.add(name + " = " + value(AttributeForms.of(set.value())));
        } else if (action instanceof BoundUpdate.SetIfAbsent set) {
            String value = value(AttributeForms.of(set.value()));
            sets.add(name + " = " + (isNull(set) ? value : "if_not_exists(" + name + ", " + value + ")"));
            guards.add(isNull(set) ? hasType(name, "NULL") : "NOT " + hasType(name, "NULL"));
        } else if (action instanceof BoundUpdate.Add add) {
            String value = value(number(add.number()));
            sets.add(name + " = "
                    + (isNull(add) ? value : "if_not_exists(" + name + ", " + constant(ZERO) + ") + " + value));
            guards.add(isNull(add) ? hasType(name, "NULL") : absentOr(name, summand(name, add)));
        } else if (action instanceof BoundUpdate.Append append) {
            String value = value(AttributeForms.of(append.elements()));
            sets.add(name + " = "
                    + (isNull(append)
                            ? value
                            : "list_append(if_not_exists(" + name + ", " + constant(NO_ELEMENTS) + "), " + value
                                    + ")"));
            guards.add(isNull(append) ? hasType(name, "NULL") : absentOr(name, hasType(name, "L")));
        } else {
            removals.add(name);
        }
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
        BigDecimal least =
                range.lowest().subtract(add.number()).round(new MathContext(MAX_DIGITS, RoundingMode.CEILING));
        BigDecimal most = range.highest().subtract(add.number()).round(new MathContext(MAX_DIGITS, RoundingMode.FLOOR));
        return name + " BETWEEN " + value(number(least)) + " AND " + value(number(most));
    }

    private static String absentOr(String name, String condition) {
        return "(attribute_not_exists(" + name + ") OR " + condition + ")";
    }

    private String hasType(String name, String type) {
        return "attribute_type(" + name + ", " + constant(AttributeValue.fromS(type)) + ")";
    }

    private boolean isNull(BoundUpdate.Action action) {
        AttributeValue value = seen.get(action.field());
        return value != null && Boolean.TRUE.equals(value.nul());
    }

    private static AttributeValue number(BigDecimal number) {
        return AttributeValue.fromN(number.toPlainString());
    }

    private String name(String field) {
        String placeholder = "#u" + names.size();
        names.put(placeholder, field);
        return placeholder;
    }

    private String value(AttributeValue value) {
        String placeholder = ":u" + values.size();
        values.put(placeholder, value);
        return placeholder;
    }

    /** A small value that may be needed again. */
    private String constant(AttributeValue value) {
        return constants.computeIfAbsent(value, this::value);
    }
}
