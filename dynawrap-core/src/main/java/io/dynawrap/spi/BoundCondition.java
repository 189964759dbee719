package io.dynawrap.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the stored form of one item. The engine has checked it: each path names a field of the model, and each operand has
 * the form in which that field is stored. It is printed to the language of each database, and evaluated in Java with the
 * same result. It may guard a write or filter what is read.
 *
 * <p>A value is a {@code String}, a {@code java.math.BigDecimal}, a {@code Boolean}, a {@code byte[]}, a {@code List} of values or a
 * {@code Map} of texts to values; inside lists and maps {@code null} stands for a stored NULL. A path has a name for each level of
 * maps. A field that is absent, or stored as NULL, is no value: every comparison with it is false, except {@link
 * Operator#NOT_EQUAL}. So is every field if there is no item. A value of another type than the operand is not equal to it, and
 * neither less nor greater.
 *
 * <p>Bytes are equal to the text of their base64. If a database has sets, a set is equal to a list of its elements in any order,
 * but not if it is inside of another value.
 */
public sealed interface BoundCondition {

    /** How a value is compared with an operand. */
    enum Operator {
        /** The values are equal; numbers by value, whatever their scale. */
        EQUAL,
        /** The values are not equal. Holds for an absent field. */
        NOT_EQUAL,
        /** Less: numbers by value, texts by their UTF-8 bytes. */
        LESS,
        /** Less or equal, ordered as {@link #LESS}. */
        AT_MOST,
        /** Greater, ordered as {@link #LESS}. */
        GREATER,
        /** Greater or equal, ordered as {@link #LESS}. */
        AT_LEAST
    }

    /**
     * The field that holds the second at which items of a model expire, and the present second. An item has expired if that field
     * is a number and at most the present second.
     *
     * @param field the serialised name of the field
     * @param now the present second, counted from 1970-01-01T00:00:00Z
     */
    record Expiry(String field, long now) {}

    /**
     * The item exists, and has not expired.
     *
     * @param expiry the field to look at, or {@code null} if items of the model never expire
     */
    record ItemExists(@Nullable Expiry expiry) implements BoundCondition {}

    /**
     * The item does not exist, or has expired.
     *
     * @param expiry the field to look at, or {@code null} if items of the model never expire
     */
    record ItemAbsent(@Nullable Expiry expiry) implements BoundCondition {}

    /** A condition on one field. */
    sealed interface FieldCondition extends BoundCondition {

        /**
         * Returns the path of the field.
         *
         * @return at least one name
         */
        List<String> path();
    }

    /**
     * A field has a value other than NULL.
     *
     * @param path the field
     */
    record Present(List<String> path) implements FieldCondition {}

    /**
     * A comparison of a field with a value.
     *
     * @param path the field
     * @param operator how to compare
     * @param operand the value: any value for {@link Operator#EQUAL} and {@link Operator#NOT_EQUAL}, otherwise a text or a
     *     number
     */
    record Comparison(List<String> path, Operator operator, Object operand) implements FieldCondition {}

    /**
     * A field is equal to one of several values.
     *
     * @param path the field
     * @param operands at least one value
     */
    record In(List<String> path, List<Object> operands) implements FieldCondition {}

    /**
     * A field is a text that begins with another one.
     *
     * @param path the field
     * @param prefix a text with at least one character
     */
    record BeginsWith(List<String> path, String prefix) implements FieldCondition {}

    /**
     * A field is a list or a set of certain elements, in any order.
     *
     * @param path the field
     * @param elements at least one element, all of them different
     */
    record SameElements(List<String> path, List<Object> elements) implements FieldCondition {}

    /**
     * A field is a list or a set with an element that is equal to a value, or a text in which a text occurs.
     *
     * @param path the field
     * @param operand the element, or the text, which has at least one character
     */
    record Contains(List<String> path, Object operand) implements FieldCondition {}

    /**
     * All conditions hold.
     *
     * @param conditions the conditions; without any it holds
     */
    record All(List<BoundCondition> conditions) implements BoundCondition {}

    /**
     * One of the conditions holds.
     *
     * @param conditions the conditions; without any it does not hold
     */
    record Any(List<BoundCondition> conditions) implements BoundCondition {}

    /**
     * A condition does not hold.
     *
     * @param condition the condition
     */
    record Not(BoundCondition condition) implements BoundCondition {}
}
