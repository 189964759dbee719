package io.dynawrap.autoconfigure.explorer;

import io.dynawrap.engine.StoreDescription;
import io.dynawrap.mapping.ItemType;
import java.util.Optional;

/**
 * A model in one of its tables.
 *
 * @param table the table
 * @param type the model
 */
record ModelPlace(StoreDescription.Table table, ItemType<?> type) {

    /** Only what the store knows is ever found: a request cannot name a class or a table that is not in use. */
    static Optional<ModelPlace> find(StoreDescription store, String table, String model) {
        return store.tables().stream()
                .filter(known -> known.name().equals(table))
                .flatMap(known -> known.models().stream()
                        .filter(type -> type.model().getName().equals(model))
                        .map(type -> new ModelPlace(known, type)))
                .findFirst();
    }

    Link link() {
        return Link.NONE.and("table", table.name()).and("model", type.model().getName());
    }
}
