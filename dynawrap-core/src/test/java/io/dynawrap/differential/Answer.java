package io.dynawrap.differential;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.UnreadableItemException;
import java.util.List;
import java.util.Map;
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

    static Answer of(List<? extends Record> items, String note) {
        return new Answer(items.stream().map(Model::fieldsOf).toList(), note, null);
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

    static Answer failed(Throwable thrown) {
        return new Answer(List.of(), "", new Failure(thrown.getClass(), thrown.getMessage()));
    }
}
