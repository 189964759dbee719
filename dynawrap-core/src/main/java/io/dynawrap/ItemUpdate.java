package io.dynawrap;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Collects the changes of one {@link ItemStore#update}, as in {@code u -> u.set("title", "New").add("likes", 1)}. When a change
 * is added, it is checked, and its value is converted to the stored form of its field. Usable only inside the call that creates
 * it, by one thread.
 *
 * <p>A change names a top-level field of the model by its serialised name, each field once. Fields of the key, the field with
 * {@link ItemVersion} and the schema version cannot be changed. A field that is stored as NULL counts as absent. All changes start
 * from the item as it is before the update.
 *
 * <p>The values of an update have at most 400 KB. Each of its two expressions on DynamoDB has about 4 KB of text and 290 operators
 * at most (developer guide of DynamoDB, "Quotas"). These limits hold on every backend.
 *
 * <p>The methods that change a field throw {@link InvalidUpdateException} if the field or the value does not fit the model. After
 * the call of {@code update} every method throws {@link IllegalStateException}.
 *
 * @param <T> the model
 */
public interface ItemUpdate<T> {

    /**
     * Sets a field, whatever it holds.
     *
     * @param field the serialised name of the field
     * @param value a value of the field's type; {@code null} removes the field, as {@link #remove} does
     * @return this
     */
    ItemUpdate<T> set(String field, @Nullable Object value);

    /**
     * Sets a field that is absent. Otherwise the field keeps its value.
     *
     * @param field the serialised name of the field
     * @param value a value of the field's type, not null
     * @return this
     */
    ItemUpdate<T> setIfAbsent(String field, Object value);

    /**
     * Adds a number to a field. An absent field counts as 0. The update is refused with an {@link InapplicableUpdateException}
     * if the field holds no number, or if the sum leaves the range of the field's integer type. A sum has at most 38
     * significant digits (developer guide of DynamoDB, "Constraints", data types); a longer sum is refused too.
     *
     * <p>Sums are exact. If the sum of a {@code double} field has more digits than a {@code double} can hold, the item cannot
     * be read. Use a {@code BigDecimal} or a whole number for sums.
     *
     * @param field the serialised name of a field that is a number
     * @param number the number, negative to subtract
     * @return this
     */
    ItemUpdate<T> add(String field, Number number);

    /**
     * Appends elements to a list. An absent field counts as an empty list. The update is refused with an {@link
     * InapplicableUpdateException} if the field holds no list.
     *
     * @param field the serialised name of a field that is stored as a list
     * @param elements the elements, of the type of the field's elements
     * @return this
     */
    ItemUpdate<T> append(String field, Collection<?> elements);

    /**
     * Removes a field. It is then read as null, or as the default that its type or the class has for it.
     *
     * @param field the serialised name of the field
     * @return this
     */
    ItemUpdate<T> remove(String field);

    /**
     * Executes the update only if a condition holds for the stored item; otherwise the update throws {@link
     * ConditionFailedException}. If this method is called several times, all conditions must hold.
     *
     * @param condition what must hold of the stored item before the update
     * @return this
     * @throws InvalidConditionException if the condition does not fit the model
     */
    ItemUpdate<T> onlyIf(Condition condition);

    /**
     * Creates the given item, with the changes of this update applied to it, if no item has the key. The conditions of {@link
     * #onlyIf} apply to an existing item only. Not possible in an {@link ItemTransaction}.
     *
     * @param item the item, whose key is that of the update
     * @return this
     * @throws InvalidKeyException if the key of the item is not that of the update
     * @throws InvalidItemException if the item exceeds a limit or has a value that cannot be stored
     */
    ItemUpdate<T> orCreate(T item);
}
