package io.dynawrap.engine;

import io.dynawrap.spi.BoundCondition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The number of bytes that the operands of a condition add to a request, as DynamoDB counts. */
final class OperandSize {

    private OperandSize() {}

    static long of(@Nullable BoundCondition condition) {
        if (condition instanceof BoundCondition.All all) {
            return ofAll(all.conditions());
        } else if (condition instanceof BoundCondition.Any any) {
            return ofAll(any.conditions());
        } else if (condition instanceof BoundCondition.Not not) {
            return of(not.condition());
        } else if (condition instanceof BoundCondition.Comparison comparison) {
            return StoredSize.of(comparison.operand());
        } else if (condition instanceof BoundCondition.In in) {
            return StoredSize.of(in.operands());
        } else if (condition instanceof BoundCondition.BeginsWith prefixed) {
            return StoredSize.of(prefixed.prefix());
        } else if (condition instanceof BoundCondition.Contains contains) {
            return StoredSize.of(contains.operand());
        } else if (condition instanceof BoundCondition.SameElements same) {
            return StoredSize.of(same.elements());
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
}
