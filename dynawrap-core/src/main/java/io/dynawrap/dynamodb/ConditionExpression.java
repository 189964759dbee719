package io.dynawrap.dynamodb;

import io.dynawrap.SchemaVersion;
import io.dynawrap.spi.BoundCondition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition as an expression of DynamoDB.
 *
 * <p>{@link #of} is for a ConditionExpression, and for the FilterExpression of a Scan. {@link #filterOf} is for the
 * FilterExpression of a Query, which must not name attributes of the key: there the existence of an item is not tested.
 *
 * <p>DynamoDB evaluates with two values: a comparison with an absent attribute or an attribute of another type is false, and
 * {@code <>} is true.
 */
final class ConditionExpression {

    /** The most operands of one {@code IN} (developer guide, "Comparison operator and function reference"). */
    private static final int MAX_IN = 100;

    private static final AttributeValue NULL = AttributeValue.fromNul(true);
    private static final Part EXISTS = leaf("attribute_exists(" + StoredItems.PARTITION_KEY + ")");
    private static final Part ABSENT = leaf("attribute_not_exists(" + StoredItems.PARTITION_KEY + ")");
    private static final int EXPECTED_LENGTH = 80;

    /** A part of the expression, and whether it needs parentheses inside of another part. */
    private record Part(String text, boolean composite) {
        String inParentheses() {
            return composite ? "(" + text + ")" : text;
        }
    }

    private final boolean testsExistence;
    private final Placeholders placeholders;

    private ConditionExpression(boolean testsExistence, Placeholders placeholders) {
        this.testsExistence = testsExistence;
        this.placeholders = placeholders;
    }

    /** Returns the text, which is never empty, and adds its placeholders. */
    static String of(BoundCondition condition, Placeholders placeholders) {
        return new ConditionExpression(true, placeholders).print(condition).text();
    }

    /** Returns the text for a Query, which is never empty, and adds its placeholders. */
    static String filterOf(BoundCondition condition, Placeholders placeholders) {
        return new ConditionExpression(false, placeholders).print(condition).text();
    }

    private Part print(BoundCondition condition) {
        if (condition instanceof BoundCondition.ItemExists exists) {
            return exists(exists);
        } else if (condition instanceof BoundCondition.ItemAbsent absent) {
            return absent(absent);
        } else if (condition instanceof BoundCondition.Present present) {
            String path = path(present.path());
            return all(List.of(leaf("attribute_exists(" + path + ")"), leaf(path + " <> " + constant(NULL))));
        } else if (condition instanceof BoundCondition.Comparison comparison) {
            return comparison(comparison);
        } else if (condition instanceof BoundCondition.In in) {
            List<AttributeValue> forms = new ArrayList<>();
            in.operands().forEach(operand -> forms.addAll(AttributeForms.equalTo(operand)));
            return in(path(in.path()), forms);
        } else if (condition instanceof BoundCondition.BeginsWith prefixed) {
            return leaf("begins_with(" + path(prefixed.path()) + ", " + value(AttributeValue.fromS(prefixed.prefix()))
                    + ")");
        } else if (condition instanceof BoundCondition.Contains contains) {
            return contains(contains);
        } else if (condition instanceof BoundCondition.SameElements same) {
            return sameElements(same);
        } else if (condition instanceof BoundCondition.All all) {
            return all(print(all.conditions()));
        } else if (condition instanceof BoundCondition.Any any) {
            return any(print(any.conditions()));
        }
        return not(print(((BoundCondition.Not) condition).condition()));
    }

    private List<Part> print(List<BoundCondition> conditions) {
        List<Part> parts = new ArrayList<>(conditions.size());
        for (BoundCondition condition : conditions) {
            parts.add(print(condition));
        }
        return parts;
    }

    private Part exists(BoundCondition.ItemExists exists) {
        if (exists.expiry() == null) {
            return testsExistence ? EXISTS : always();
        }
        Part present = not(expired(exists.expiry()));
        return testsExistence ? all(List.of(EXISTS, present)) : present;
    }

    private Part absent(BoundCondition.ItemAbsent absent) {
        if (absent.expiry() == null) {
            return testsExistence ? ABSENT : never();
        }
        Part over = expired(absent.expiry());
        return testsExistence ? any(List.of(ABSENT, over)) : over;
    }

    /** False if the attribute is absent, or no number. */
    private Part expired(BoundCondition.Expiry expiry) {
        AttributeValue now = AttributeValue.fromN(Long.toString(expiry.now()));
        return leaf(placeholders.name(expiry.field()) + " <= " + constant(now));
    }

    private Part comparison(BoundCondition.Comparison comparison) {
        String path = path(comparison.path());
        return switch (comparison.operator()) {
            case EQUAL -> equal(path, comparison.operand());
            case NOT_EQUAL -> notEqual(path, comparison.operand());
            case LESS -> ordered(path, "<", comparison.operand());
            case AT_MOST -> ordered(path, "<=", comparison.operand());
            case GREATER -> ordered(path, ">", comparison.operand());
            case AT_LEAST -> ordered(path, ">=", comparison.operand());
        };
    }

    private Part equal(String path, Object operand) {
        List<AttributeValue> forms = AttributeForms.equalTo(operand);
        return forms.size() == 1 ? leaf(path + " = " + value(forms.get(0))) : in(path, forms);
    }

    private Part notEqual(String path, Object operand) {
        List<AttributeValue> forms = AttributeForms.equalTo(operand);
        return forms.size() == 1 ? leaf(path + " <> " + value(forms.get(0))) : not(in(path, forms));
    }

    private Part ordered(String path, String operator, Object operand) {
        return leaf(path + " " + operator + " " + value(AttributeForms.of(operand)));
    }

    /** Operands of one {@code IN} have one type. */
    private Part in(String path, List<AttributeValue> operands) {
        Map<AttributeValue.Type, List<AttributeValue>> byType = new LinkedHashMap<>();
        operands.forEach(operand -> byType.computeIfAbsent(operand.type(), type -> new ArrayList<>())
                .add(operand));
        List<Part> parts = new ArrayList<>();
        for (List<AttributeValue> sameType : byType.values()) {
            for (int from = 0; from < sameType.size(); from += MAX_IN) {
                parts.add(inOne(path, sameType.subList(from, Math.min(from + MAX_IN, sameType.size()))));
            }
        }
        return any(parts);
    }

    private Part inOne(String path, List<AttributeValue> operands) {
        String values = operands.stream().map(this::value).collect(Collectors.joining(", "));
        return leaf(operands.size() == 1 ? path + " = " + values : path + " IN (" + values + ")");
    }

    /** Bytes are searched as elements only, and not in the bytes or the text that the attribute may be. */
    private Part contains(BoundCondition.Contains contains) {
        String path = path(contains.path());
        List<Part> forms = AttributeForms.elementsEqualTo(contains.operand()).stream()
                .map(form -> leaf("contains(" + path + ", " + value(form) + ")"))
                .toList();
        if (!(contains.operand() instanceof byte[])) {
            return any(forms);
        }
        return all(List.of(notOfType(path, "S"), notOfType(path, "B"), any(forms)));
    }

    /** The number of elements is that of the different elements, so no other element is among them. */
    private Part sameElements(BoundCondition.SameElements same) {
        String path = path(same.path());
        List<Part> parts = new ArrayList<>();
        // size and contains have other meanings for the characters of a text
        if (same.elements().stream().allMatch(String.class::isInstance)) {
            parts.add(notOfType(path, "S"));
        } else if (same.elements().stream().allMatch(byte[].class::isInstance)) {
            parts.add(notOfType(path, "S"));
            parts.add(notOfType(path, "B"));
        }
        AttributeValue size =
                AttributeValue.fromN(Integer.toString(same.elements().size()));
        parts.add(leaf("size(" + path + ") = " + constant(size)));
        for (Object element : same.elements()) {
            parts.add(any(AttributeForms.elementsEqualTo(element).stream()
                    .map(form -> leaf("contains(" + path + ", " + value(form) + ")"))
                    .toList()));
        }
        return all(parts);
    }

    private Part notOfType(String path, String type) {
        return leaf("NOT attribute_type(" + path + ", " + constant(AttributeValue.fromS(type)) + ")");
    }

    private Part all(List<Part> parts) {
        return parts.isEmpty() ? always() : join(" AND ", parts);
    }

    private Part any(List<Part> parts) {
        return parts.isEmpty() ? never() : join(" OR ", parts);
    }

    /** Parentheses around a single part, or twice around the same, are an error. */
    private static Part join(String operator, List<Part> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        StringBuilder text = new StringBuilder(EXPECTED_LENGTH);
        for (Part part : parts) {
            text.append(text.isEmpty() ? "" : operator).append(part.inParentheses());
        }
        return new Part(text.toString(), true);
    }

    private static Part not(Part part) {
        return leaf("NOT (" + part.text() + ")");
    }

    private static Part leaf(String text) {
        return new Part(text, false);
    }

    /** An expression has no constants. */
    private Part always() {
        String path = placeholders.name(SchemaVersion.FIELD_NAME);
        return any(List.of(leaf("attribute_exists(" + path + ")"), leaf("attribute_not_exists(" + path + ")")));
    }

    private Part never() {
        String path = placeholders.name(SchemaVersion.FIELD_NAME);
        return all(List.of(leaf("attribute_exists(" + path + ")"), leaf("attribute_not_exists(" + path + ")")));
    }

    private String path(List<String> path) {
        return placeholders.path(path);
    }

    private String value(AttributeValue value) {
        return placeholders.value(value);
    }

    private String constant(AttributeValue value) {
        return placeholders.constant(value);
    }
}
