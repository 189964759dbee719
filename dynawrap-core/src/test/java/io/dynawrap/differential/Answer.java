package io.dynawrap.differential;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.UnreadableItemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a step gave on a database.
 *
 * @param items the fields of the items; after a refusal those of the item that refused, none after another failure
 * @param note what there is beside the items
 * @param failure what was thrown, if something was
 */
record Answer(
        List<Map<String, @Nullable Object>> items,
        String note,
        @Nullable Failure failure) {

    record Failure(Class<?> type, @Nullable String message) {}

    static Answer of(List<?> items, String note) {
        return new Answer(
                items.stream().map(item -> Model.fieldsOf((Record) item)).toList(), note, null);
    }

    /** A write that was refused, with the item that refused it as its model reads it. */
    static Answer refused(ConditionFailedException refused, Model model) {
        Failure failure = new Failure(refused.getClass(), refused.getMessage());
        try {
            return new Answer(
                    refused.current(model.type()).stream().map(Model::fieldsOf).toList(), "", failure);
        } catch (UnreadableItemException e) {
            return new Answer(List.of(), "unreadable", failure);
        }
    }

    /** Stands for an operation of a transaction that was not refused. */
    static final String NO_REASON = "none";

    static String reason(Class<?> type, String note) {
        return type.getSimpleName() + " " + note;
    }

    /** A transaction that was refused, with the items that refused it and one reason for each operation. */
    static Answer refused(TransactionFailedException refused, List<Model> models) {
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (Optional<ConditionFailedException> reason : refused.reasons()) {
            if (reason.isEmpty()) {
                reasons.add(NO_REASON);
                continue;
            }
            Answer one = refused(reason.get(), models.get(reasons.size()));
            items.addAll(one.items());
            reasons.add(reason(reason.get().getClass(), one.note()));
        }
        return new Answer(items, String.join(", ", reasons), new Failure(refused.getClass(), refused.getMessage()));
    }

    static Answer failed(Throwable thrown) {
        String note = thrown instanceof StoreException e && e.problem() == StoreProblem.TOKEN_REUSED
                ? e.problem().name()
                : "";
        return new Answer(List.of(), note, new Failure(thrown.getClass(), thrown.getMessage()));
    }
}
