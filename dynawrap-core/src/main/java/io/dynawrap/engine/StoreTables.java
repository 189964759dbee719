package io.dynawrap.engine;

import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables of a store: their names in the database, and the models in each table. */
final class StoreTables {

    private static final Logger LOG = LoggerFactory.getLogger(StoreTables.class);

    private final Backend backend;
    private final UnaryOperator<String> names;
    private final Map<String, String> physicalNames = new ConcurrentHashMap<>();
    private final Map<String, String> logicalNames = new ConcurrentHashMap<>();
    private final Map<String, Set<ItemType<?>>> models = new ConcurrentHashMap<>();
    private final Set<ItemType<?>> modelsWithoutTable = ConcurrentHashMap.newKeySet();

    StoreTables(Backend backend, UnaryOperator<String> names) {
        this.backend = backend;
        this.names = names;
    }

    /** Returns the name of a table in the database. */
    String physicalName(String logicalName) {
        String known = physicalNames.get(logicalName);
        if (known != null) {
            return known;
        }
        String name = names.apply(logicalName);
        check(name);
        physicalNames.put(logicalName, name);
        logicalNames.putIfAbsent(name, logicalName);
        return name;
    }

    private void check(String name) {
        try {
            backend.checkTableName(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the logical name of a table, which the code uses; the first if it has several. */
    String logicalName(String physicalName) {
        return logicalNames.getOrDefault(physicalName, physicalName);
    }

    /** Returns the name of a table in the database, after checking that the table can hold the model. */
    String of(String logicalName, ItemType<?> type) {
        String table = physicalName(logicalName);
        Set<ItemType<?>> others = models.computeIfAbsent(table, name -> ConcurrentHashMap.newKeySet());
        if (!others.contains(type)) {
            synchronized (others) {
                for (ItemType<?> other : others) {
                    checkTogether(logicalName, type, other);
                }
                for (ItemType<?> other : others) {
                    warnIfOneExtendsTheOther(logicalName, type, other);
                    warnIfOneExtendsTheOther(logicalName, other, type);
                }
                others.add(type);
            }
        }
        return table;
    }

    /** Checks a model against the others of the table it names. A model that names no table is only recorded. */
    void register(ItemType<?> type) {
        type.table().ifPresentOrElse(table -> of(table, type), () -> modelsWithoutTable.add(type));
    }

    StoreDescription describe() {
        List<StoreDescription.Table> tables = physicalNames.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(name -> new StoreDescription.Table(
                        name.getKey(), name.getValue(), sorted(models.getOrDefault(name.getValue(), Set.of()))))
                .filter(table -> !table.models().isEmpty())
                .toList();
        return new StoreDescription(backend.name(), StoreDescription.Limits.ALL, tables, sorted(modelsWithoutTable));
    }

    private static List<ItemType<?>> sorted(Set<ItemType<?>> types) {
        Comparator<ItemType<?>> byName = Comparator.comparing(ItemType::name);
        return types.stream()
                .sorted(byName.thenComparing(type -> type.model().getName()))
                .toList();
    }

    private static void checkTogether(String table, ItemType<?> type, ItemType<?> other) {
        if (type.partitionKey().separator() != other.partitionKey().separator()) {
            throw new InvalidModelException(type.name() + " and " + other.name() + " share the table '" + table
                    + "' but have the separators '" + type.partitionKey().separator() + "' and '"
                    + other.partitionKey().separator() + "'. Give both the same separator.");
        }
        if (type.partitionKey().overlaps(other.partitionKey())
                && type.sortKey().overlaps(other.sortKey())
                && !owner(type).equals(owner(other))) {
            throw new InvalidModelException(type.name() + " " + patterns(type) + " and " + other.name() + " "
                    + patterns(other) + " share the table '" + table
                    + "', and some keys fit both. Change a literal in one of"
                    + " their patterns, or declare one as a view of the other with viewOf.");
        }
    }

    private static void warnIfOneExtendsTheOther(String table, ItemType<?> type, ItemType<?> other) {
        if (type.keys().mayBeExtendedBy(other.keys())) {
            LOG.warn(
                    "Items of {} {} are between the items of {} {} in the table '{}', so a query for {} reads them too."
                            + " Start the sort key of one of them with another literal.",
                    other.name(),
                    patterns(other),
                    type.name(),
                    patterns(type),
                    table,
                    type.name());
        }
    }

    private static Class<?> owner(ItemType<?> type) {
        return type.viewOf().orElse(type.model());
    }

    private static String patterns(ItemType<?> type) {
        return "('" + type.partitionKey() + "', '" + type.sortKey() + "')";
    }
}
