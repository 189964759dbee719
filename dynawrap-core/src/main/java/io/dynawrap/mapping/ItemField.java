package io.dynawrap.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of an item as it is stored.
 *
 * @param name the serialised name
 * @param operand the value, or {@code null} without a value
 * @param otherForms other stored forms that the field is read with the same value from
 * @param absentToo whether an item in which the field is not stored is read with the same value
 */
public record ItemField(
        String name, @Nullable FieldOperand operand, List<FieldOperand> otherForms, boolean absentToo) {}
