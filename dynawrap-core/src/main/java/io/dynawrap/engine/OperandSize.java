package io.dynawrap.engine;

import io.dynawrap.key.StorableText;
import io.dynawrap.spi.BoundCondition;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The approximate number of bytes that the operands of a condition add to a request. */
final class OperandSize {

    /** Of a number, a boolean or NULL: at least what DynamoDB counts. */
    private static final int SCALAR = 21;

    private OperandSize() {}

    static long of(@Nullable BoundCondition condition) {
        if (condition instanceof BoundCondition.All all) {
            return ofAll(all.conditions());
        } else if (condition instanceof BoundCondition.Any any) {
            return ofAll(any.conditions());
        } else if (condition instanceof BoundCondition.Not not) {
            return of(not.condition());
        } else if (condition instanceof BoundCondition.Comparison comparison) {
            return ofValue(comparison.operand());
        } else if (condition instanceof BoundCondition.In in) {
            return ofValue(in.operands());
        } else if (condition instanceof BoundCondition.BeginsWith prefixed) {
            return ofValue(prefixed.prefix());
        } else if (condition instanceof BoundCondition.Contains contains) {
            return ofValue(contains.operand());
        } else if (condition instanceof BoundCondition.SameElements same) {
            return ofValue(same.elements());
        }
        return 0;
    }

    private static long ofAll(List<BoundCondition> conditions) {
        long bytes = 0;
        for (BoundCondition condition : conditions) {
            bytes += of(condition);
        }
        return bytes;
    }

    private static long ofValue(@Nullable Object value) {
        if (value instanceof String text) {
            return StorableText.utf8Length(text);
        } else if (value instanceof byte[] bytes) {
            return bytes.length;
        } else if (value instanceof Collection<?> values) {
            return values.stream().mapToLong(OperandSize::ofValue).sum();
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .mapToLong(entry -> ofValue(entry.getKey()) + ofValue(entry.getValue()))
                    .sum();
        }
        return value instanceof BigDecimal number ? Math.max(SCALAR, number.precision()) : SCALAR;
    }
}
