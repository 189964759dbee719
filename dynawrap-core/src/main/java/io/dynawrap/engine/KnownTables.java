package io.dynawrap.engine;

import io.dynawrap.mapping.ItemType;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables by their two names, and the models in each of them. */
final class KnownTables {

    private final Map<String, String> physicalNames = new ConcurrentHashMap<>();
    private final Map<String, String> logicalNames = new ConcurrentHashMap<>();
    private final Map<String, Set<ItemType<?>>> models = new ConcurrentHashMap<>();

    int size() {
        return physicalNames.size();
    }

    void add(String logicalName, String physicalName) {
        physicalNames.put(logicalName, physicalName);
        logicalNames.putIfAbsent(physicalName, logicalName);
    }

    @Nullable String physicalName(String logicalName) {
        return physicalNames.get(logicalName);
    }

    /** Returns the logical name of a table, the first if it has several. */
    @Nullable String logicalName(String physicalName) {
        return logicalNames.get(physicalName);
    }

    /** Returns the models of a table, to read and to add to, or {@code null}. */
    @Nullable Set<ItemType<?>> models(String physicalName) {
        return models.get(physicalName);
    }

    /** Returns the models of a table, which are the given ones unless others are known. */
    Set<ItemType<?>> models(String physicalName, Set<ItemType<?>> unlessKnown) {
        Set<ItemType<?>> known = models.putIfAbsent(physicalName, unlessKnown);
        return known != null ? known : unlessKnown;
    }

    Stream<Map.Entry<String, String>> names() {
        return physicalNames.entrySet().stream();
    }

    void clear() {
        physicalNames.clear();
        logicalNames.clear();
        models.clear();
    }
}
