package io.dynawrap.engine;

import io.dynawrap.spi.BoundCondition;
import java.util.stream.Stream;

/** The conditions of which a condition is composed, without {@code All}, {@code Any} and {@code Not}. */
final class ConditionLeaves {

    private ConditionLeaves() {}

    static Stream<BoundCondition> of(BoundCondition condition) {
        if (condition instanceof BoundCondition.All all) {
            return all.conditions().stream().flatMap(ConditionLeaves::of);
        } else if (condition instanceof BoundCondition.Any any) {
            return any.conditions().stream().flatMap(ConditionLeaves::of);
        }
        return condition instanceof BoundCondition.Not not ? of(not.condition()) : Stream.of(condition);
    }
}
