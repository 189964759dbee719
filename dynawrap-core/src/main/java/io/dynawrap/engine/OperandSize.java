package io.dynawrap.engine;

import io.dynawrap.spi.BoundCondition;
import org.jspecify.annotations.Nullable;

/** The number of bytes that the operands of a condition add to a request, as DynamoDB counts. */
final class OperandSize {

    private OperandSize() {}

    static long of(@Nullable BoundCondition condition) {
        return condition == null
                ? 0
                : ConditionLeaves.of(condition).mapToLong(OperandSize::ofLeaf).sum();
    }

    private static long ofLeaf(BoundCondition leaf) {
        if (leaf instanceof BoundCondition.Comparison comparison) {
            return StoredSize.of(comparison.operand());
        } else if (leaf instanceof BoundCondition.In in) {
            return StoredSize.of(in.operands());
        } else if (leaf instanceof BoundCondition.BeginsWith prefixed) {
            return StoredSize.of(prefixed.prefix());
        } else if (leaf instanceof BoundCondition.Contains contains) {
            return StoredSize.of(contains.operand());
        } else if (leaf instanceof BoundCondition.SameElements same) {
            return StoredSize.of(same.elements());
        }
        return 0;
    }
}
