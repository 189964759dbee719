package io.dynawrap.mapping;

import org.jspecify.annotations.Nullable;

/**
 * A field of an item as it is stored.
 *
 * @param name the serialised name
 * @param operand the value, or {@code null} if the field is not stored
 * @param absentToo whether an item in which the field is not stored is read with the same value
 */
public record ItemField(String name, @Nullable FieldOperand operand, boolean absentToo) {}
