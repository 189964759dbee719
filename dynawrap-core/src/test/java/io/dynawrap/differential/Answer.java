package io.dynawrap.differential;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step gave on a database.
 *
 * @param items the fields of the items, none after a failure
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

    static Answer failed(Throwable thrown) {
        return new Answer(List.of(), "", new Failure(thrown.getClass(), thrown.getMessage()));
    }
}
