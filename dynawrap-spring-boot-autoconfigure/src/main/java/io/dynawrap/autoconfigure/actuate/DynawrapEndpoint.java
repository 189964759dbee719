package io.dynawrap.autoconfigure.actuate;

import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.engine.StoreDescription;
import io.dynawrap.key.KeyPattern;
import io.dynawrap.mapping.ItemType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * The actuator's endpoint {@code dynawrap}: the models of the running application with their key patterns, their tables, the
 * backend and its limits. It shows neither keys nor contents of items.
 */
@Endpoint(id = "dynawrap")
public final class DynawrapEndpoint {

    private static final Duration LONGEST_COUNT = Duration.ofMinutes(1);

    private final StoreAdmin store;
    private final Map<String, StoreAdmin> otherStores;

    /**
     * Creates an endpoint of an application with one store.
     *
     * @param store the store to describe
     */
    public DynawrapEndpoint(StoreAdmin store) {
        this(store, Map.of());
    }

    /**
     * Creates an endpoint.
     *
     * @param store the store to describe
     * @param otherStores the further stores of the application, by the names of their beans
     */
    public DynawrapEndpoint(StoreAdmin store, Map<String, StoreAdmin> otherStores) {
        this.store = store;
        this.otherStores = Map.copyOf(otherStores);
    }

    /**
     * Returns the access patterns of the application, without I/O. A model that is neither in the packages of the application
     * nor registered appears when it is first used.
     *
     * @return the backend, the limits, the tables and their models
     */
    @ReadOperation
    public StoreDescriptor store() {
        Map<String, StoreDescriptor> others = new TreeMap<>();
        otherStores.forEach((name, other) -> others.put(name, StoreDescriptor.of(other, Map.of())));
        return StoreDescriptor.of(store, others);
    }

    /**
     * Counts the stored items of a model by their schema versions. It costs a scan: on DynamoDB the whole table is read
     * and paid for.
     *
     * @param model the simple or the full name of a model's class
     * @param timeout how long to count in each table; a minute unless given
     * @param store the name of a further store in {@link StoreDescriptor#otherStores}, or {@code null} for the
     *     application's store
     * @return the counts in each table with the model, or {@code null} if there is no such store, or no table in it has
     *     such a model
     */
    @ReadOperation
    public @Nullable CountDescriptor count(@Selector String model, @Nullable Duration timeout, @Nullable String store) {
        StoreAdmin counted = store == null ? this.store : otherStores.get(store);
        if (counted == null) {
            return null;
        }
        Duration atMost = timeout == null ? LONGEST_COUNT : timeout;
        List<ModelCount> counts = counted.describe().tables().stream()
                .flatMap(table -> table.models().stream()
                        .filter(type -> isCalled(type, model))
                        .map(type -> count(counted, table, type, atMost)))
                .toList();
        return counts.isEmpty() ? null : new CountDescriptor(counts);
    }

    private static ModelCount count(StoreAdmin store, StoreDescription.Table table, ItemType<?> type, Duration atMost) {
        StoreAdmin.ItemCounts counts = store.table(table.name()).countItems(type.model(), atMost);
        return new ModelCount(
                table.name(),
                type.model().getName(),
                type.schemaVersion(),
                counts.bySchemaVersion(),
                counts.withoutVersion(),
                counts.others(),
                counts.complete());
    }

    private static boolean isCalled(ItemType<?> type, String name) {
        return type.name().equals(name) || type.model().getName().equals(name);
    }

    /**
     * The store of an application.
     *
     * @param backend the backend's name, as in {@code dynawrap.backend}
     * @param limits what an item may be
     * @param tables the tables, sorted by name
     * @param modelsWithoutTable the models that name their table on each call, sorted by name
     * @param otherStores the further stores of the application, by the names of their beans; usually empty
     */
    public record StoreDescriptor(
            String backend,
            StoreDescription.Limits limits,
            List<TableDescriptor> tables,
            List<ModelDescriptor> modelsWithoutTable,
            Map<String, StoreDescriptor> otherStores) {

        private static StoreDescriptor of(StoreAdmin store, Map<String, StoreDescriptor> otherStores) {
            StoreDescription description = store.describe();
            return new StoreDescriptor(
                    description.backend(),
                    description.limits(),
                    description.tables().stream().map(TableDescriptor::of).toList(),
                    description.modelsWithoutTable().stream()
                            .map(ModelDescriptor::of)
                            .toList(),
                    otherStores);
        }
    }

    /**
     * One table.
     *
     * @param name the name of the table in the code
     * @param physicalName the name it has in the database
     * @param models the models whose items it holds, sorted by name
     */
    public record TableDescriptor(String name, String physicalName, List<ModelDescriptor> models) {

        private static TableDescriptor of(StoreDescription.Table table) {
            return new TableDescriptor(
                    table.name(),
                    table.physicalName(),
                    table.models().stream().map(ModelDescriptor::of).toList());
        }
    }

    /**
     * One model.
     *
     * @param name the simple name of its class
     * @param type the full name of its class
     * @param partitionKey its partition key
     * @param sortKey its sort key
     * @param separator the character that no value in its keys contains
     * @param schemaVersion the version that is stored with its items
     * @param versionField the field that counts the writes of an item, or {@code null} if the model has no such field
     * @param viewOf the full name of the model whose items it only reads, or {@code null} if it has its own
     */
    public record ModelDescriptor(
            String name,
            String type,
            KeyDescriptor partitionKey,
            KeyDescriptor sortKey,
            String separator,
            String schemaVersion,
            @Nullable String versionField,
            @Nullable String viewOf) {

        private static ModelDescriptor of(ItemType<?> type) {
            return new ModelDescriptor(
                    type.name(),
                    type.model().getName(),
                    KeyDescriptor.of(type, type.partitionKey()),
                    KeyDescriptor.of(type, type.sortKey()),
                    String.valueOf(type.partitionKey().separator()),
                    type.schemaVersion(),
                    type.versionField().orElse(null),
                    type.viewOf().map(Class::getName).orElse(null));
        }
    }

    /**
     * One part of a model's key.
     *
     * @param pattern the pattern
     * @param fields the fields in it, in the order of their first appearance
     */
    public record KeyDescriptor(String pattern, List<FieldDescriptor> fields) {

        private static KeyDescriptor of(ItemType<?> type, KeyPattern pattern) {
            Map<String, Class<?>> types = type.keys().fieldTypes();
            List<FieldDescriptor> fields = pattern.names().stream()
                    .map(name -> new FieldDescriptor(
                            name, types.getOrDefault(name, String.class).getSimpleName()))
                    .toList();
            return new KeyDescriptor(pattern.text(), fields);
        }
    }

    /**
     * One field of a key.
     *
     * @param name its serialised name
     * @param type the simple name of the Java type of its values
     */
    public record FieldDescriptor(String name, String type) {}

    /**
     * The counts of one model.
     *
     * @param counts the count in each table that holds items of the model
     */
    public record CountDescriptor(List<ModelCount> counts) {}

    /**
     * How many items of a model one table holds.
     *
     * @param table the name of the table in the code
     * @param type the full name of the model's class
     * @param schemaVersion the version that is stored with new items
     * @param itemsBySchemaVersion the number of items by the version stored with them, of at most 100 versions
     * @param itemsWithoutSchemaVersion the number of items that another writer stored without a version
     * @param itemsOfOtherVersions the number of items with further versions
     * @param complete whether the end of the table was reached in time
     */
    public record ModelCount(
            String table,
            String type,
            String schemaVersion,
            Map<String, Long> itemsBySchemaVersion,
            long itemsWithoutSchemaVersion,
            long itemsOfOtherVersions,
            boolean complete) {}
}
