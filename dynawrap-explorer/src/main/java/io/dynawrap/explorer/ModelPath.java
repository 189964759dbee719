package io.dynawrap.explorer;

import io.dynawrap.engine.StoreDescription;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyPattern;
import io.dynawrap.mapping.ItemType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The path of what a query finds: one of its tables, and a model or a sealed interface over several models.
 *
 * @param table the table
 * @param model the class of the model, or the interface
 * @param types the model, or the models under the interface, which have the same partition key
 */
record ModelPath(StoreDescription.Table table, Class<?> model, List<ItemType<?>> types) {

    static ModelPath of(StoreDescription.Table table, ItemType<?> type) {
        return new ModelPath(table, type.model(), List.of(type));
    }

    static ModelPath of(StoreDescription.Table table, StoreDescription.SealedInterface collection) {
        return new ModelPath(table, collection.type(), collection.models());
    }

    /** Finds a table. A request cannot name a table that the store does not use. */
    static Optional<StoreDescription.Table> findTable(StoreDescription store, String table) {
        return store.tables().stream()
                .filter(known -> known.name().equals(table))
                .findFirst();
    }

    /** Finds a model or a sealed interface in a table. A request cannot name a class that the store does not use. */
    static Optional<ModelPath> find(StoreDescription store, String table, String model) {
        return findTable(store, table).stream()
                .flatMap(ModelPath::allOf)
                .filter(path -> path.model().getName().equals(model))
                .findFirst();
    }

    private static Stream<ModelPath> allOf(StoreDescription.Table table) {
        return Stream.concat(
                table.models().stream().map(type -> of(table, type)),
                table.sealedInterfaces().stream().map(collection -> of(table, collection)));
    }

    /** Returns one model for each partition key of a table. */
    static List<ModelPath> partitionsOf(StoreDescription.Table table) {
        List<ModelPath> partitions = new ArrayList<>();
        for (ItemType<?> type : table.models()) {
            ModelPath path = of(table, type);
            if (partitions.stream().noneMatch(path::hasPartitionKeyOf)) {
                partitions.add(path);
            }
        }
        return partitions;
    }

    boolean hasPartitionKeyOf(ModelPath other) {
        return partitionKey().equals(other.partitionKey())
                && partitionKey().names().stream()
                        .allMatch(name -> Objects.equals(
                                fieldTypes().get(name), other.fieldTypes().get(name)));
    }

    String name() {
        return model.getSimpleName();
    }

    boolean isCollection() {
        return types.get(0).model() != model;
    }

    KeyPattern partitionKey() {
        return types.get(0).partitionKey();
    }

    /** Returns the fields that a query can have besides those of the partition key: those that all sort keys start with. */
    List<String> sortFields() {
        List<String> common = List.copyOf(types.get(0).sortKey().names());
        for (ItemType<?> type : types) {
            List<String> names = List.copyOf(type.sortKey().names());
            int length = 0;
            while (length < Math.min(common.size(), names.size())
                    && common.get(length).equals(names.get(length))) {
                length++;
            }
            common = common.subList(0, length);
        }
        return common.stream()
                .filter(name -> !partitionKey().names().contains(name))
                .toList();
    }

    Map<String, Class<?>> fieldTypes() {
        Map<String, Class<?>> fields = new LinkedHashMap<>();
        types.forEach(type -> type.keys().fieldTypes().forEach(fields::putIfAbsent));
        return fields;
    }

    Map<String, String> exampleTexts() {
        Map<String, String> examples = new LinkedHashMap<>();
        types.forEach(type -> type.keys().exampleTexts().forEach(examples::putIfAbsent));
        return examples;
    }

    /** Returns the model of an item that a query found, or {@code null} if its key fits no model. */
    @Nullable ItemType<?> typeOf(ItemKey key) {
        return types.stream().filter(type -> type.matches(key)).findFirst().orElse(null);
    }

    Link link() {
        return Link.NONE.and("table", table.name()).and("model", model.getName());
    }
}
