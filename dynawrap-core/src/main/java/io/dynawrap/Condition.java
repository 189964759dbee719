package io.dynawrap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A requirement on a stored item. Immutable, and independent of a model. The call that takes a condition checks it against its
 * model before any I/O. If it does not fit, the call throws an {@link InvalidConditionException}.
 *
 * <p>A condition is evaluated on the stored form of the item. A field that is stored as NULL counts as absent, and so do all
 * fields of an item that has expired. A condition on fields also requires that the item exists, unless it contains {@link
 * #itemAbsent()}.
 *
 * <p>A condition has at most 100 comparisons, 100 levels and 400 KB of values. As an expression of DynamoDB it has at most
 * about 3.5 KB of text and 280 operators. DynamoDB allows 4 KB and 300 operators (developer guide, "Quotas"); the store needs
 * the rest for its own checks.
 */
public sealed interface Condition {

    /**
     * Returns a field to compare.
     *
     * @param path the serialised name of the field; for a field inside of nested objects or maps, the name at each level.
     *     Elements of lists have no paths
     * @return the field
     */
    static Field<Object> field(String... path) {
        return new Field<>(path);
    }

    /**
     * Returns the condition that the item exists.
     *
     * @return the condition
     */
    static Condition itemExists() {
        return new Existence(true);
    }

    /**
     * Returns the condition that the item does not exist.
     *
     * @return the condition
     */
    static Condition itemAbsent() {
        return new Existence(false);
    }

    /**
     * Returns the condition that the stored item is still as it was read: each field of its model has the same value, and
     * fields that were absent are absent. A field with the default of its class may be absent too. This is a compare-and-set for
     * models without a version.
     *
     * <p>Fields of the stored item that the model does not have are not compared. Another writer might store a value in another
     * form. The forms of the Python edition count as the same, such as a date-time with a space. With any other form, such as an
     * instant with an offset, an item counts as changed until it is saved once. Elements of Java sets are compared in any order.
     *
     * @param item the item as it was read
     * @return the condition
     */
    static Condition unchanged(Object item) {
        return new Unchanged(Objects.requireNonNull(item, "'item' must not be null"));
    }

    /**
     * Returns the condition that both this and another one hold.
     *
     * @param other the other condition
     * @return the condition
     */
    default Condition and(Condition other) {
        Objects.requireNonNull(other, "'other' must not be null");
        List<Condition> all = new ArrayList<>(this instanceof All these ? these.conditions : List.of(this));
        all.addAll(other instanceof All those ? those.conditions : List.of(other));
        return new All(all);
    }

    /**
     * Returns the condition that this or another one holds, or both.
     *
     * @param other the other condition
     * @return the condition
     */
    default Condition or(Condition other) {
        Objects.requireNonNull(other, "'other' must not be null");
        List<Condition> any = new ArrayList<>(this instanceof Any these ? these.conditions : List.of(this));
        any.addAll(other instanceof Any those ? those.conditions : List.of(other));
        return new Any(any);
    }

    /**
     * Returns the negation of this condition. A comparison with an absent field does not hold, so its negation does.
     *
     * @return the condition
     */
    default Condition not() {
        return this instanceof Not negation ? negation.condition : new Not(this);
    }

    /** How a field is compared with an operand. */
    enum Comparator {
        /** The values are equal. */
        IS,
        /** The values are not equal, or the field is absent. */
        IS_NOT,
        /** The field is less. */
        LESS_THAN,
        /** The field is less or equal. */
        AT_MOST,
        /** The field is greater. */
        GREATER_THAN,
        /** The field is greater or equal. */
        AT_LEAST,
        /** The field is a text that begins with the operand. */
        BEGINS_WITH,
        /** The field is a text in which the operand occurs, or a list or set with the operand as an element. */
        CONTAINS
    }

    /**
     * A field of a model, from which conditions are created.
     *
     * <p>An operand has the type of the field. The call that takes the condition converts it, before any I/O, to the stored form
     * of the field. Until then it must not be changed.
     *
     * @param <T> the type of the operands
     */
    final class Field<T> {

        private final List<String> path;

        private Field(String... path) {
            Objects.requireNonNull(path, "'path' must not be null");
            this.path = Collections.unmodifiableList(Arrays.asList(path.clone()));
        }

        /**
         * Returns the condition that the field is equal to a value. Numbers are equal by value.
         *
         * @param value the value, not null: use {@link #isAbsent()}
         * @return the condition
         */
        public Condition is(T value) {
            return new Comparison(path, Comparator.IS, value);
        }

        /**
         * Returns the condition that the field is not equal to a value. It holds if the field is absent.
         *
         * @param value the value, not null: use {@link #isPresent()}
         * @return the condition
         */
        public Condition isNot(T value) {
            return new Comparison(path, Comparator.IS_NOT, value);
        }

        /**
         * Returns the condition that the field is equal to one of several values.
         *
         * @param values at most 100 values; without any, the condition does not hold
         * @return the condition
         */
        @SafeVarargs
        public final Condition isIn(T... values) {
            List<T> operands = new ArrayList<>();
            for (T value : Objects.requireNonNull(values, "'values' must not be null")) {
                operands.add(value);
            }
            return new Membership(path, operands);
        }

        /**
         * Returns the condition that the field is equal to one of several values.
         *
         * @param values at most 100 values; without any, the condition does not hold
         * @return the condition
         */
        public Condition isIn(Collection<? extends T> values) {
            return new Membership(path, new ArrayList<>(Objects.requireNonNull(values, "'values' must not be null")));
        }

        /**
         * Returns the condition that the field is less than a value. Numbers are ordered by value, texts by their UTF-8 bytes,
         * and instants, dates, months and local times by time. Enums, booleans, bytes, lists and maps have no order.
         *
         * @param value the value
         * @return the condition
         */
        public Condition lessThan(T value) {
            return new Comparison(path, Comparator.LESS_THAN, value);
        }

        /**
         * Returns the condition that the field is less than a value or equal to it, in the order of {@link #lessThan}.
         *
         * @param value the value
         * @return the condition
         */
        public Condition atMost(T value) {
            return new Comparison(path, Comparator.AT_MOST, value);
        }

        /**
         * Returns the condition that the field is greater than a value, in the order of {@link #lessThan}.
         *
         * @param value the value
         * @return the condition
         */
        public Condition greaterThan(T value) {
            return new Comparison(path, Comparator.GREATER_THAN, value);
        }

        /**
         * Returns the condition that the field is greater than a value or equal to it, in the order of {@link #lessThan}.
         *
         * @param value the value
         * @return the condition
         */
        public Condition atLeast(T value) {
            return new Comparison(path, Comparator.AT_LEAST, value);
        }

        /**
         * Returns the condition that the field is in a range, in the order of {@link #lessThan}.
         *
         * @param first the first value of the range
         * @param last the last value of the range, at least the first
         * @return the condition
         */
        public Condition between(T first, T last) {
            return new Range(path, first, last);
        }

        /**
         * Returns the condition that the field is a text that begins with a text.
         *
         * @param prefix a text with at least one character
         * @return the condition
         */
        public Condition beginsWith(String prefix) {
            return new Comparison(path, Comparator.BEGINS_WITH, prefix);
        }

        /**
         * Returns the condition that the field is a list or a set with an element, or a text in which a text occurs.
         *
         * @param value the whole element, or a text with at least one character
         * @return the condition
         */
        public Condition contains(Object value) {
            return new Comparison(path, Comparator.CONTAINS, value);
        }

        /**
         * Returns the condition that the field is stored, with a value other than NULL.
         *
         * @return the condition
         */
        public Condition isPresent() {
            return new Presence(path);
        }

        /**
         * Returns the condition that the field is not stored, or is stored as NULL.
         *
         * @return the condition
         */
        public Condition isAbsent() {
            return isPresent().not();
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * The item exists, or does not exist.
     *
     * @param exists whether it must exist
     */
    record Existence(boolean exists) implements Condition {}

    /**
     * The item is as it was read.
     *
     * @param item the item
     */
    record Unchanged(Object item) implements Condition {}

    /**
     * A field is present.
     *
     * @param path the field
     */
    record Presence(List<String> path) implements Condition {}

    /**
     * A field compared with one operand.
     *
     * @param path the field
     * @param comparator how to compare
     * @param operand the operand; {@code null} is refused when the condition is used
     */
    record Comparison(
            List<String> path,
            Comparator comparator,
            @Nullable Object operand) implements Condition {}

    /**
     * A field is equal to one of several operands.
     *
     * @param path the field
     * @param operands the operands; {@code null} among them is refused when the condition is used
     */
    record Membership(List<String> path, List<? extends @Nullable Object> operands) implements Condition {

        /**
         * Creates a condition with a copy of the operands.
         *
         * @param path the field
         * @param operands the operands
         */
        public Membership {
            operands = Collections.unmodifiableList(new ArrayList<>(operands));
        }
    }

    /**
     * A field is in a range, both ends included.
     *
     * @param path the field
     * @param first the first value of the range
     * @param last the last value of the range
     */
    record Range(
            List<String> path,
            @Nullable Object first,
            @Nullable Object last) implements Condition {}

    /**
     * All conditions hold.
     *
     * @param conditions the conditions
     */
    record All(List<Condition> conditions) implements Condition {

        /**
         * Creates a condition with a copy of the list.
         *
         * @param conditions the conditions
         */
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * At least one of the conditions holds.
     *
     * @param conditions the conditions
     */
    record Any(List<Condition> conditions) implements Condition {

        /**
         * Creates a condition with a copy of the list.
         *
         * @param conditions the conditions
         */
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * A condition does not hold.
     *
     * @param condition the condition
     */
    record Not(Condition condition) implements Condition {}
}
