package io.dynawrap.engine;

import io.dynawrap.spi.BoundCondition;
import java.util.List;

/** The top-level fields that a condition compares, for messages. */
final class ConditionSubject {

    /** Above this number of fields no name helps, as for a condition that compares a whole item. */
    private static final int MAX_NAMES = 8;

    private ConditionSubject() {}

    /** Returns the condition as the beginning of a sentence: {@code The condition on 'state', 'address'}. */
    static String of(BoundCondition condition) {
        // further names of a path may be keys of a map, which are data
        List<String> names = ConditionLeaves.of(condition)
                .filter(BoundCondition.FieldCondition.class::isInstance)
                .map(leaf -> ((BoundCondition.FieldCondition) leaf).path().get(0))
                .distinct()
                .toList();
        if (names.isEmpty() || names.size() > MAX_NAMES) {
            return "The condition";
        }
        return "The condition on '" + String.join("', '", names) + "'";
    }
}
