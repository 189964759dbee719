package io.dynawrap.explorer;

import io.dynawrap.engine.StoreDescription;
import io.dynawrap.mapping.ItemType;
import java.util.Optional;

/**
 * The path of a model: one of its tables, and the model.
 *
 * @param table the table
 * @param type the model
 */
record ModelPath(StoreDescription.Table table, ItemType<?> type) {

    /** Finds a model in a table. A request cannot name a class or a table that the store does not use. */
    static Optional<ModelPath> find(StoreDescription store, String table, String model) {
        return store.tables().stream()
                .filter(known -> known.name().equals(table))
                .flatMap(known -> known.models().stream()
                        .filter(type -> type.model().getName().equals(model))
                        .map(type -> new ModelPath(known, type)))
                .findFirst();
    }

    Link link() {
        return Link.NONE.and("table", table.name()).and("model", type.model().getName());
    }
}
