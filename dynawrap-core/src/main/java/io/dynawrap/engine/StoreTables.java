package io.dynawrap.engine;

import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.TableSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of a store: their names in the database, and the models in each table. Tables that a model names are
 * remembered. There is no limit to the names in calls, such as one for each tenant, so those tables are remembered only
 * until there are {@value #MAX_CALLED} of them, and then found anew.
 */
final class StoreTables {

    /** The maximum number of remembered tables that only calls name. */
    static final int MAX_CALLED = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(StoreTables.class);

    private final Backend backend;
    private final UnaryOperator<String> names;
    private final KnownTables named = new KnownTables();
    private final KnownTables called = new KnownTables();
    private final boolean updatesTables;
    private final Set<ItemType<?>> modelsWithoutTable = ConcurrentHashMap.newKeySet();

    /** The names in the database of the tables that models name, as each call needs them. */
    private final Map<ItemType<?>, String> tablesOfModels = new ConcurrentHashMap<>();

    StoreTables(Backend backend, UnaryOperator<String> names, boolean updatesTables) {
        this.backend = backend;
        this.names = names;
        this.updatesTables = updatesTables;
    }

    /** Returns the name of a table in the database. */
    String physicalName(String logicalName) {
        String known = named.physicalName(logicalName);
        if (known == null) {
            known = called.physicalName(logicalName);
        }
        if (known != null) {
            return known;
        }
        String name = names.apply(logicalName);
        check(name);
        if (called.size() >= MAX_CALLED) {
            called.clear();
        }
        called.add(logicalName, name);
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
        String known = named.logicalName(physicalName);
        if (known == null) {
            known = called.logicalName(physicalName);
        }
        return known != null ? known : physicalName;
    }

    /** Returns the name in the database of the table that a model names, or {@code null} if the model is new in it. */
    @Nullable String known(ItemType<?> type) {
        return tablesOfModels.get(type);
    }

    /** Returns the name of a table in the database, after checking that the table can hold the model. */
    String of(String logicalName, ItemType<?> type) {
        String table = physicalName(logicalName);
        boolean isNamed = type.table().filter(logicalName::equals).isPresent();
        Set<ItemType<?>> others = models(table, isNamed);
        if (!others.contains(type)) {
            synchronized (others) {
                for (ItemType<?> other : others) {
                    checkTogether(logicalName, type, other);
                    checkExpiry(logicalName, type, other);
                }
                for (ItemType<?> other : others) {
                    warnIfOneExtendsTheOther(logicalName, type, other);
                    warnIfOneExtendsTheOther(logicalName, other, type);
                }
                others.add(type);
            }
        }
        if (isNamed) {
            if (named.physicalName(logicalName) == null) {
                named.add(logicalName, table);
            }
            tablesOfModels.put(type, table);
        }
        return table;
    }

    /** Returns the models of a table. It stays remembered once a model names it, with the models that calls added before. */
    private Set<ItemType<?>> models(String table, boolean isNamed) {
        Set<ItemType<?>> known = named.models(table);
        if (known != null) {
            return known;
        }
        known = called.models(table);
        Set<ItemType<?>> models = known != null ? known : ConcurrentHashMap.newKeySet();
        return (isNamed ? named : called).models(table, models);
    }

    /** Checks a model against the others of the table it names. A model that names no table is only recorded. */
    void register(ItemType<?> type) {
        type.table().ifPresentOrElse(table -> of(table, type), () -> modelsWithoutTable.add(type));
    }

    /** Returns how to create a table for the models known so far. */
    TableSpec specification(String logicalName) {
        return new TableSpec(physicalName(logicalName), expiryField(logicalName), updatesTables);
    }

    /** Returns the field at which items of a table expire, or {@code null} if no model known in it expires. */
    @Nullable String expiryField(String logicalName) {
        return modelsOf(physicalName(logicalName)).stream()
                .flatMap(type -> type.expiresAt().stream())
                .findFirst()
                .orElse(null);
    }

    /** Returns the models known in a table, by its name in the database. */
    List<ItemType<?>> modelsOf(String physicalName) {
        Set<ItemType<?>> models = named.models(physicalName);
        if (models == null) {
            models = called.models(physicalName);
        }
        return models == null ? List.of() : sorted(models);
    }

    StoreDescription describe() {
        Map<String, String> names = new TreeMap<>();
        Stream.concat(called.names(), named.names()).forEach(name -> names.put(name.getKey(), name.getValue()));
        List<StoreDescription.Table> tables = names.entrySet().stream()
                .map(name -> table(name.getKey(), name.getValue()))
                .filter(table -> !table.models().isEmpty())
                .toList();
        return new StoreDescription(backend.name(), StoreDescription.Limits.ALL, tables, sorted(modelsWithoutTable));
    }

    private StoreDescription.Table table(String logicalName, String physicalName) {
        List<ItemType<?>> models = modelsOf(physicalName);
        return new StoreDescription.Table(logicalName, physicalName, models, ModelSet.over(models));
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

    /** The database deletes items by one field of the table, whatever model they belong to. */
    private static void checkExpiry(String table, ItemType<?> type, ItemType<?> other) {
        String field = type.expiresAt().orElse(null);
        String another = other.expiresAt().orElse(null);
        if (field != null && another != null && !field.equals(another)) {
            throw new InvalidModelException(type.name() + " and " + other.name() + " share the table '" + table
                    + "', but their items expire at different fields, '" + field + "' and '" + another
                    + "'. A table has one such field: give both the same name, for example with @JsonProperty.");
        }
        checkNumber(table, type, other);
        checkNumber(table, other, type);
    }

    /** A view is never written; its model is checked. */
    private static void checkNumber(String table, ItemType<?> expiring, ItemType<?> other) {
        String field = expiring.expiresAt().orElse(null);
        if (field != null
                && other.expiresAt().isEmpty()
                && other.viewOf().isEmpty()
                && other.fields().isNumber(field)) {
            throw new InvalidModelException(other.name() + ": the field '" + field
                    + "' is a number without @ExpiresAt, but "
                    + expiring.name()
                    + " expires at the field of this name, and the database deletes the items of a table"
                    + " by one field, whatever model they belong to. In the table '" + table + "', " + other.name()
                    + " would be deleted with them. Give its field another name, for example with @JsonProperty, or"
                    + " store it in another table.");
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
