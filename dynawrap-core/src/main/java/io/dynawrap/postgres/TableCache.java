package io.dynawrap.postgres;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values of tables that can be found anew. There is no limit to the names of tables in calls, such as one for each
 * tenant, so the cache is emptied when it is full.
 *
 * @param <V> the type of the values
 */
final class TableCache<V> {

    /** The maximum number of tables. */
    static final int MAX_TABLES = 1000;

    private final Map<String, V> values = new ConcurrentHashMap<>();

    @Nullable V get(String table) {
        return values.get(table);
    }

    V get(String table, Function<String, V> find) {
        V known = values.get(table);
        if (known != null) {
            return known;
        }
        V found = find.apply(table);
        put(table, found);
        return found;
    }

    void put(String table, V value) {
        if (values.size() >= MAX_TABLES) {
            values.clear();
        }
        values.put(table, value);
    }

    int size() {
        return values.size();
    }
}
