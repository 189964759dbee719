package io.dynawrap.mapping;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A value of an update as its field stores it.
 *
 * @param value a value as {@link FieldOperand} has it, or {@code null} if the field would be stored as NULL
 * @param bytes the size of the value with its name, as DynamoDB counts; it may be some bytes too large
 * @param lowest the smallest number that the field can hold, or {@code null} if it has no range
 * @param highest the largest number that the field can hold, or {@code null} if it has no range
 */
public record FieldValue(
        @Nullable Object value,
        int bytes,
        @Nullable BigDecimal lowest,
        @Nullable BigDecimal highest) {}
