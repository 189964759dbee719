package io.dynawrap;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Collects the changes of one {@link ItemStore#update}, as in {@code u -> u.set("title", "New").add("likes", 1)}. Each change is
 * checked when it is added, and its value is converted to the stored form of its field then. Usable only inside the call that
 * creates it, by one thread.
 *
 * <p>A change names a field of the model by its serialised name, each field once. Fields of the key and the field with {@link
 * ItemVersion} cannot be changed. A field that is stored as NULL counts as absent. All changes start from the item as it is before
 * the update.
 *
 * <p>Every method throws {@link InvalidUpdateException} if the field or the value does not fit the model.
 *
 * @param <T> the model
 */
public interface ItemUpdate<T> {

    /**
     * Sets a field, whatever it holds.
     *
     * @param field the serialised name of the field
     * @param value a value of the field's type; {@code null} removes the field
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
     * Adds a number to a number. An absent field counts as 0. The update is refused if the field holds no number, or if the sum
     * leaves the range of the field's Java type or has more than 38 digits.
     *
     * <p>A sum of decimal numbers is exact, so it might have more digits than a {@code double} can hold, and the item could not
     * be read then. Use a {@code BigDecimal} or a whole number for sums.
     *
     * @param field the serialised name of a field that is a number
     * @param number the number, negative to subtract
     * @return this
     */
    ItemUpdate<T> add(String field, Number number);

    /**
     * Appends elements to a list. An absent field counts as an empty list. The update is refused if the field holds no list.
     *
     * @param field the serialised name of a field that is stored as a list
     * @param elements the elements, of the type of the field's elements
     * @return this
     */
    ItemUpdate<T> append(String field, Collection<?> elements);

    /**
     * Removes a field. It is read as null afterwards, or as the default of its primitive type.
     *
     * @param field the serialised name of the field
     * @return this
     */
    ItemUpdate<T> remove(String field);

    /**
     * Executes the update only if a condition holds for the stored item. Several conditions must all hold.
     *
     * @param condition what must hold of the stored item before the update
     * @return this
     * @throws InvalidConditionException if the condition does not fit the model
     */
    ItemUpdate<T> onlyIf(Condition condition);

    /**
     * Creates an item if it does not exist: the given one, with the changes of this update applied to it. The condition of {@link
     * #onlyIf} is that of an existing item, so it is not checked then.
     *
     * @param item the item, whose key is that of the update
     * @return this
     * @throws InvalidKeyException if the key of the item is not that of the update
     * @throws InvalidItemException if the item exceeds a limit or has a value that cannot be stored
     */
    ItemUpdate<T> orCreate(T item);
}
