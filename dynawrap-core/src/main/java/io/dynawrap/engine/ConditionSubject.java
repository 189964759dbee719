package io.dynawrap.engine;

import io.dynawrap.spi.BoundCondition;
import java.util.LinkedHashSet;
import java.util.Set;

/** The top-level fields that a condition compares, for messages. */
final class ConditionSubject {

    /** Above this number of fields no name helps, as for a condition that compares a whole item. */
    private static final int MAX_NAMES = 8;

    private final Set<String> names = new LinkedHashSet<>();

    private ConditionSubject() {}

    /** Returns the condition as the beginning of a sentence: {@code The condition on 'state', 'address'}. */
    static String of(BoundCondition condition) {
        ConditionSubject subject = new ConditionSubject();
        subject.collect(condition);
        if (subject.names.isEmpty() || subject.names.size() > MAX_NAMES) {
            return "The condition";
        }
        return "The condition on '" + String.join("', '", subject.names) + "'";
    }

    private void collect(BoundCondition condition) {
        if (condition instanceof BoundCondition.FieldCondition field) {
            // further names may be keys of a map, which are data
            names.add(field.path().get(0));
        } else if (condition instanceof BoundCondition.All all) {
            all.conditions().forEach(this::collect);
        } else if (condition instanceof BoundCondition.Any any) {
            any.conditions().forEach(this::collect);
        } else if (condition instanceof BoundCondition.Not not) {
            collect(not.condition());
        }
    }
}
