package io.dynawrap.engine;

import io.dynawrap.InvalidConditionException;
import io.dynawrap.key.StorableText;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.spi.BoundCondition;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses conditions that DynamoDB could not evaluate, on both databases. An expression has at most 4 KB of text and 300
 * operators (developer guide, "Quotas"). Neither is counted exactly, but never too low, and room is left for what the engine adds.
 */
final class ConditionLimits {

    private static final int MAX_TEXT = 3500;
    private static final int MAX_OPERATORS = 280;

    /** Of a placeholder, with what separates it from the next one. */
    private static final int PLACEHOLDER = 7;

    /** A condition names at most some hundred fields, so shorter names are far below the 2 MB that DynamoDB allows for all. */
    private static final int LONG_NAME = 255;

    private static final int MAX_IN = 100;

    /** The types of attributes that only other writers store for a value: the three sets, and text for bytes. */
    private static final int OTHER_TYPES = 4;

    private final String model;
    private final long operandBytes;
    private final Set<String> longNames = new HashSet<>();
    private int text;
    private int operators;

    ConditionLimits(String model, long operandBytes) {
        this.model = model;
        this.operandBytes = operandBytes;
    }

    void check(BoundCondition condition) {
        count(condition);
        if (operandBytes + longNameBytes() > ItemCodec.MAX_ITEM_BYTES) {
            throw invalid("the values of a condition have more than " + ItemCodec.MAX_ITEM_BYTES
                    + " bytes together, with names of more than " + LONG_NAME
                    + " characters. Compare less, or use @ItemVersion.");
        }
        if (text > MAX_TEXT || operators > MAX_OPERATORS) {
            throw invalid(
                    "a condition is too long for DynamoDB, whose expressions have 4 KB and 300 operators. Compare fewer"
                            + " fields or values, or use @ItemVersion.");
        }
    }

    /** Counts what a condition has. */
    static ConditionLimits of(BoundCondition condition) {
        ConditionLimits limits = new ConditionLimits("", 0);
        limits.count(condition);
        return limits;
    }

    /** Returns a number of operators that the condition on DynamoDB does not exceed. */
    int maxOperators() {
        return operators;
    }

    /** Returns a length that the text of the condition on DynamoDB does not exceed. */
    int maxLength() {
        return text;
    }

    /** Returns the bytes of the different names that are not short. */
    long longNameBytes() {
        return longNames.stream().mapToLong(StorableText::utf8Length).sum();
    }

    private void count(BoundCondition condition) {
        if (condition instanceof BoundCondition.All all) {
            join(all.conditions());
        } else if (condition instanceof BoundCondition.Any any) {
            join(any.conditions());
        } else if (condition instanceof BoundCondition.Not not) {
            add("NOT ()".length(), 1, not.condition());
        } else if (condition instanceof BoundCondition.FieldCondition field) {
            count(field, PLACEHOLDER * field.path().size());
        } else {
            add(75, 4, null);
        }
    }

    private void join(List<BoundCondition> conditions) {
        for (BoundCondition part : conditions) {
            add(" AND ()".length(), 1, part);
        }
        if (conditions.isEmpty()) {
            add(75, 3, null); // DynamoDB has no constants
        }
    }

    private void count(BoundCondition.FieldCondition field, int path) {
        for (String name : field.path()) {
            if (name.length() > LONG_NAME) {
                longNames.add(name);
            }
        }
        if (field instanceof BoundCondition.Present) {
            add(2 * path + 34, 3, null);
        } else if (field instanceof BoundCondition.Comparison comparison) {
            in(path, 1, forms(comparison.operand()), 1);
        } else if (field instanceof BoundCondition.In in) {
            in(path, in.operands());
        } else if (field instanceof BoundCondition.SameElements same) {
            add(3 * path + 90, 6, null);
            same.elements().forEach(element -> contains(path, element));
        } else if (field instanceof BoundCondition.Contains contains) {
            add(2 * path + 70, 5, null);
            contains(path, contains.operand());
        } else {
            add(path + 25, 1, null);
        }
    }

    private void in(int path, List<Object> operands) {
        int forms = operands.stream().mapToInt(ConditionLimits::forms).sum();
        long types = operands.stream().map(Object::getClass).distinct().count();
        in(path, operands.size(), forms, (int) types);
    }

    private void in(int path, int operands, int forms, int types) {
        int chunks = types + Math.min(forms - operands, OTHER_TYPES) + forms / MAX_IN;
        add(forms * PLACEHOLDER + chunks * (path + 16), 2 * chunks, null);
    }

    private void contains(int path, Object element) {
        int forms = element instanceof String ? 1 : 2;
        add(forms * (path + 25), 2 * forms, null);
    }

    /** The operand as it is; as bytes and as text; as a list and as a set. */
    private static int forms(Object operand) {
        return operand instanceof List || operand instanceof Map || operand instanceof byte[] ? 3 : 1;
    }

    private void add(int characters, int more, @Nullable BoundCondition part) {
        text += characters;
        operators += more;
        if (part != null) {
            count(part);
        }
    }

    private InvalidConditionException invalid(String problem) {
        return new InvalidConditionException(model + ": " + problem, null, null);
    }
}
