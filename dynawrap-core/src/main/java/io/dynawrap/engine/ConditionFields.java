package io.dynawrap.engine;

import io.dynawrap.InvalidConditionException;
import io.dynawrap.mapping.FieldOperand;
import io.dynawrap.mapping.ItemField;
import io.dynawrap.mapping.ItemType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a condition can name. Every method throws an {@link InvalidConditionException} if a path or an operand does not
 * fit.
 */
interface ConditionFields {

    /** Returns the name of the model, or of the models together, for messages. */
    String name();

    /** Checks that a path names a field. */
    void check(List<String> path);

    /** Converts an operand to the form in which a field is stored. */
    FieldOperand operand(List<String> path, @Nullable Object value);

    /** Converts an operand with which the values of a field are ordered, without losing a part of it. */
    FieldOperand bound(List<String> path, @Nullable Object value);

    /** Converts an operand to the form of an element of a field. */
    FieldOperand element(List<String> path, @Nullable Object value);

    /** Returns the fields of an item as they are stored. */
    List<ItemField> of(Object item);

    static ConditionFields of(ItemType<?> type) {
        return new ConditionFields() {
            @Override
            public String name() {
                return type.name();
            }

            @Override
            public void check(List<String> path) {
                type.fields().check(path);
            }

            @Override
            public FieldOperand operand(List<String> path, @Nullable Object value) {
                return type.fields().operand(path, value);
            }

            @Override
            public FieldOperand bound(List<String> path, @Nullable Object value) {
                return type.fields().bound(path, value);
            }

            @Override
            public FieldOperand element(List<String> path, @Nullable Object value) {
                return type.fields().element(path, value);
            }

            @Override
            public List<ItemField> of(Object item) {
                return type.fields().of(item);
            }
        };
    }
}
