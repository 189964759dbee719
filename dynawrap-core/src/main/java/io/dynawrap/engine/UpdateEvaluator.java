package io.dynawrap.engine;

import io.dynawrap.mapping.NumberLimits;
import io.dynawrap.spi.BoundUpdate;
import io.dynawrap.spi.StoredItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates updates in Java, with the results of both databases. It decides why an update was refused, and creates the item of an
 * update that found none.
 */
final class UpdateEvaluator {

    private UpdateEvaluator() {}

    /** What an update makes of an item. */
    sealed interface Outcome {}

    /**
     * The update can be applied, apart from the size of the result.
     *
     * @param fields all fields of the item afterwards, as plain values
     */
    record Applied(Map<String, @Nullable Object> fields) implements Outcome {}

    /**
     * The update cannot be applied.
     *
     * @param field the field that cannot be changed
     * @param text what is wrong with the field and what to do
     */
    record Problem(String field, String text) implements Outcome {}

    /**
     * Applies an update to a stored item.
     *
     * @throws io.dynawrap.UnreadableItemException if the stored form of the item cannot be read at all
     */
    static Outcome evaluate(BoundUpdate update, StoredItem item) {
        return evaluate(update, StoredValues.allOf(item));
    }

    /**
     * Applies an update to fields, given as plain values.
     *
     * @param fields the fields, which are not changed
     */
    static Outcome evaluate(BoundUpdate update, Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(fields);
        for (BoundUpdate.Action action : update.actions()) {
            Object old = fields.get(action.field());
            if (action instanceof BoundUpdate.Set set) {
                changed.put(set.field(), set.value());
            } else if (action instanceof BoundUpdate.SetIfAbsent set) {
                changed.put(set.field(), old == null ? set.value() : old);
            } else if (action instanceof BoundUpdate.Remove remove) {
                changed.remove(remove.field());
            } else if (action instanceof BoundUpdate.Add add) {
                if (old != null && !(old instanceof BigDecimal)) {
                    return new Problem(
                            add.field(),
                            "holds no number, so nothing can be added to it. Set it, or correct the item.");
                }
                BigDecimal sum = old == null ? add.number() : ((BigDecimal) old).add(add.number());
                String problem = problem(add, sum);
                if (problem != null) {
                    return new Problem(add.field(), problem);
                }
                changed.put(add.field(), sum);
            } else if (action instanceof BoundUpdate.Append append) {
                if (old != null && !(old instanceof List)) {
                    return new Problem(
                            append.field(),
                            "holds no list, so nothing can be appended to it. Set it, or correct the item.");
                }
                List<@Nullable Object> elements = new ArrayList<>(old == null ? List.of() : (List<?>) old);
                elements.addAll(append.elements());
                changed.put(append.field(), elements);
            }
        }
        return new Applied(changed);
    }

    private static @Nullable String problem(BoundUpdate.Add add, BigDecimal sum) {
        BoundUpdate.Range range = add.range();
        if (range != null && (sum.compareTo(range.lowest()) < 0 || sum.compareTo(range.highest()) > 0)) {
            return "would leave the range of its type, " + range.lowest() + " to " + range.highest()
                    + ". Give the update an onlyIf(..) with a limit, or the field a larger type.";
        }
        String problem = NumberLimits.problem(sum);
        return problem == null ? null : "would get a number that " + problem;
    }

    /**
     * Reports whether an item may be the result of an update: it has everything that the update leaves in any item. If an answer
     * may have been lost, such an item may have been changed by that attempt.
     *
     * @throws io.dynawrap.UnreadableItemException if the stored form of the item cannot be read at all
     */
    static boolean mayBeResult(BoundUpdate update, StoredItem item) {
        Map<String, @Nullable Object> fields = StoredValues.allOf(item);
        return update.actions().stream().allMatch(action -> mayBeResult(action, fields.get(action.field())));
    }

    private static boolean mayBeResult(BoundUpdate.Action action, @Nullable Object value) {
        if (action instanceof BoundUpdate.Set set) {
            return ValueEquality.isEqual(value, set.value());
        } else if (action instanceof BoundUpdate.SetIfAbsent) {
            return value != null;
        } else if (action instanceof BoundUpdate.Add) {
            return value instanceof BigDecimal;
        } else if (action instanceof BoundUpdate.Append append) {
            int added = append.elements().size();
            return value instanceof List<?> list
                    && list.size() >= added
                    && ValueEquality.isEqual(list.subList(list.size() - added, list.size()), append.elements());
        }
        return value == null;
    }
}
