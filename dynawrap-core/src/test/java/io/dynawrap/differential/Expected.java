package io.dynawrap.differential;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say that a step gives.
 *
 * @param items the items in their order; without an order, those of which the answer has {@code count}
 * @param note what there is beside the items, or {@code null} if that depends on an order that there is not
 * @param failures one of these is thrown, if there are any: where several things are wrong, any may be told
 */
record Expected(
        List<Map<String, @Nullable Object>> items,
        int count,
        boolean ordered,
        @Nullable String note,
        Set<Class<?>> failures) {

    static Expected items(List<Map<String, @Nullable Object>> items, String note) {
        return new Expected(items, items.size(), true, note, Set.of());
    }

    static Expected unordered(List<Map<String, @Nullable Object>> items, int count, @Nullable String note) {
        return new Expected(items, count, false, note, Set.of());
    }

    static Expected note(String note) {
        return items(List.of(), note);
    }

    static Expected failure(Set<Class<?>> failures) {
        return new Expected(List.of(), 0, true, "", failures);
    }

    /** A refusal by an item, or by the absence of one. */
    static Expected refusal(Class<?> type, @Nullable Row row, Model model) {
        Map<String, @Nullable Object> current = row == null ? null : row.as(model);
        List<Map<String, @Nullable Object>> items = current == null ? List.of() : List.of(current);
        return new Expected(
                items, items.size(), true, row != null && current == null ? "unreadable" : "", Set.of(type));
    }

    /** A failure of which the message may differ: it names a table, or the first of several items in no order. */
    static Expected failureInAnyWords(Set<Class<?>> failures) {
        return new Expected(List.of(), 0, false, "", failures);
    }

    /** A transaction whose token belongs to another one. */
    static final Expected REUSED_TOKEN =
            new Expected(List.of(), 0, false, StoreProblem.TOKEN_REUSED.name(), Set.of(StoreException.class));

    boolean fits(Answer answer) {
        if (!failures.isEmpty()) {
            return answer.failure() != null
                    && failures.contains(answer.failure().type())
                    && answer.items().equals(items)
                    && answer.note().equals(note);
        }
        if (answer.failure() != null || (note != null && !note.equals(answer.note()))) {
            return false;
        }
        if (ordered) {
            return answer.items().equals(items);
        }
        List<Map<String, @Nullable Object>> left = new ArrayList<>(items);
        return answer.items().size() == count && answer.items().stream().allMatch(left::remove);
    }

    /** Whether two answers that fit are the same, as far as they have to be. */
    boolean same(Answer one, Answer other) {
        return !ordered || one.equals(other);
    }
}
