package io.dynawrap.mapping;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The limits and the sizes of numbers as DynamoDB has them. For the engine. */
public final class NumberLimits {

    private NumberLimits() {}

    /**
     * Returns why a number cannot be stored.
     *
     * @param number the number
     * @return the problem and what to do, after the name of the value, or {@code null} if it can be stored
     */
    public static @Nullable String problem(BigDecimal number) {
        return ItemSize.problem(canonical(number));
    }

    /**
     * Returns the size of a number.
     *
     * @param number the number
     * @return the number of bytes
     */
    public static int bytes(BigDecimal number) {
        return ItemSize.ofNumber(canonical(number));
    }

    private static BigDecimal canonical(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
}
