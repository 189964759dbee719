package io.dynawrap.spi;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of an update of one item. The engine has checked them: each names another top-level field of the model, never one
 * of the key, and each value has the form in which its field is stored. A value is one of those of {@link BoundCondition}. An
 * update is printed to the language of each database, and evaluated in Java with the same result.
 *
 * <p>A field that is stored as NULL counts as absent. Each change sees the item as it is before the update. If one change cannot be
 * made, nothing is changed.
 *
 * @param actions at least one action
 */
public record BoundUpdate(List<Action> actions) {

    /** The maximum size of an item after an update: 400 KB, as DynamoDB counts. */
    public static final int MAX_ITEM_BYTES = 400 * 1024;

    /** A change of one field. */
    public sealed interface Action {

        /**
         * Returns the serialised name of the field.
         *
         * @return the name
         */
        String field();
    }

    /**
     * Sets a field, whatever it holds.
     *
     * @param field the field
     * @param value the value
     */
    public record Set(String field, Object value) implements Action {}

    /**
     * Sets a field if it is absent.
     *
     * @param field the field
     * @param value the value
     */
    public record SetIfAbsent(String field, Object value) implements Action {}

    /**
     * Adds a number to a field. An absent field becomes that number. Cannot be made if the field is no number, or the sum is outside
     * of the range, has more than 38 significant digits or is no number of DynamoDB.
     *
     * @param field the field
     * @param number the number, which is in the range
     * @param range the range of the sum, or {@code null} without one
     */
    public record Add(
            String field, BigDecimal number, @Nullable Range range) implements Action {}

    /**
     * The numbers that a field can hold.
     *
     * @param lowest the smallest number
     * @param highest the largest number
     */
    public record Range(BigDecimal lowest, BigDecimal highest) {}

    /**
     * Appends elements to a list. An absent field becomes a list of these. Cannot be made if the field is no list.
     *
     * @param field the field
     * @param elements the elements
     */
    public record Append(String field, List<@Nullable Object> elements) implements Action {}

    /**
     * Removes a field, if it is present.
     *
     * @param field the field
     */
    public record Remove(String field) implements Action {}
}
