package io.dynawrap.autoconfigure.actuate;

import io.dynawrap.TableNotFoundException;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.engine.StoreDescription;
import io.dynawrap.key.KeyPattern;
import io.dynawrap.mapping.ItemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * The actuator's endpoint {@code dynawrap}: the models of the running application with their key patterns, their tables, the
 * backend and its limits. It shows neither keys nor contents of items. Not final: aspects of the application may require a
 * proxy.
 */
@Endpoint(id = "dynawrap")
public class DynawrapEndpoint {

    private static final Duration USUAL_COUNT = Duration.ofMinutes(1);

    /** A request holds a thread of the application, and costs reads, for as long as it counts. */
    private static final Duration LONGEST_COUNT = Duration.ofHours(1);

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
     * @param timeout how long to count all tables together, an hour at most; {@code null} for a minute
     * @param store the name of a further store in {@link StoreDescriptor#otherStores}, or {@code null} for the
     *     application's store
     * @return the counts in each existing table with the model, or {@code null} if there is no such store, or
     *     no table in it has such a model
     * @throws InvalidEndpointRequestException if the time is negative or longer than an hour
     */
    @ReadOperation
    public @Nullable CountDescriptor count(@Selector String model, @Nullable Duration timeout, @Nullable String store) {
        StoreAdmin counted = store == null ? this.store : otherStores.get(store);
        if (counted == null) {
            return null;
        }
        Duration atMost = timeout == null ? USUAL_COUNT : timeout;
        check(atMost);
        Map<StoreDescription.Table, List<ItemType<?>>> models = new LinkedHashMap<>();
        for (StoreDescription.Table table : counted.describe().tables()) {
            List<ItemType<?>> called = table.models().stream()
                    .filter(type -> isCalled(type, model))
                    .toList();
            if (!called.isEmpty()) {
                models.put(table, called);
            }
        }
        if (models.isEmpty()) {
            return null;
        }
        long start = System.nanoTime();
        List<ModelCount> counts = new ArrayList<>();
        models.forEach((table, types) -> types.forEach(type -> {
            Duration remaining = atMost.minusNanos(System.nanoTime() - start);
            count(counted, table, type, remaining).ifPresent(counts::add);
        }));
        return new CountDescriptor(counts);
    }

    private static void check(Duration timeout) {
        if (timeout.isNegative() || timeout.compareTo(LONGEST_COUNT) > 0) {
            String reason = "The timeout must be 0s to 1h, such as timeout=10m. To count for longer, call"
                    + " StoreAdmin.countItems in the application";
            throw new InvalidEndpointRequestException(reason, reason);
        }
    }

    /** Counts the items in a table, or returns empty if the table does not exist: a call might have named a wrong one. */
    private static Optional<ModelCount> count(
            StoreAdmin store, StoreDescription.Table table, ItemType<?> type, Duration atMost) {
        try {
            StoreAdmin.ItemCounts counts = store.table(table.name()).countItems(type.model(), atMost);
            return Optional.of(new ModelCount(
                    table.name(),
                    type.model().getName(),
                    type.schemaVersion(),
                    counts.bySchemaVersion(),
                    counts.withoutVersion(),
                    counts.others(),
                    counts.complete()));
        } catch (TableNotFoundException e) {
            return Optional.empty();
        }
    }

    private static boolean isCalled(ItemType<?> type, String name) {
        return type.name().equals(name) || type.model().getName().equals(name);
    }

    /**
     * The store of an application.
     *
     * @param backend the backend's name, as in {@code dynawrap.backend}
     * @param limits the limits of an item
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
     * @param sealedInterfaces the sealed interfaces that stand for several of these models in a query, sorted by name
     */
    public record TableDescriptor(
            String name,
            String physicalName,
            List<ModelDescriptor> models,
            List<SealedInterfaceDescriptor> sealedInterfaces) {

        private static TableDescriptor of(StoreDescription.Table table) {
            return new TableDescriptor(
                    table.name(),
                    table.physicalName(),
                    table.models().stream().map(ModelDescriptor::of).toList(),
                    table.sealedInterfaces().stream()
                            .map(SealedInterfaceDescriptor::of)
                            .toList());
        }
    }

    /**
     * A sealed interface that stands for the models that it permits.
     *
     * @param name its simple name
     * @param type its full name
     * @param models the full names of the models' classes
     */
    public record SealedInterfaceDescriptor(String name, String type, List<String> models) {

        private static SealedInterfaceDescriptor of(StoreDescription.SealedInterface described) {
            return new SealedInterfaceDescriptor(
                    described.type().getSimpleName(),
                    described.type().getName(),
                    described.models().stream()
                            .map(type -> type.model().getName())
                            .toList());
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
     * @param expiresAt the serialised name of the field at which its items expire, or {@code null} if they never do
     */
    public record ModelDescriptor(
            String name,
            String type,
            KeyDescriptor partitionKey,
            KeyDescriptor sortKey,
            String separator,
            String schemaVersion,
            @Nullable String versionField,
            @Nullable String viewOf,
            @Nullable String expiresAt) {

        private static ModelDescriptor of(ItemType<?> type) {
            return new ModelDescriptor(
                    type.name(),
                    type.model().getName(),
                    KeyDescriptor.of(type, type.partitionKey()),
                    KeyDescriptor.of(type, type.sortKey()),
                    String.valueOf(type.partitionKey().separator()),
                    type.schemaVersion(),
                    type.versionField().orElse(null),
                    type.viewOf().map(Class::getName).orElse(null),
                    type.expiresAt().orElse(null));
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
