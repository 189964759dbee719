package io.dynawrap.spi;

import io.dynawrap.key.ItemKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one item.
 *
 * @param table the name of the table in the database
 * @param key the key of the item
 * @param consistent whether the result must include every write acknowledged before
 * @param reportCapacity whether to ask for the consumed capacity
 * @param fields the top-level fields that the caller needs, so that others need not be sent; {@code null} for the whole item.
 *     A field that the item does not have is absent or null in the result, whose schema version is not defined
 */
public record GetRequest(
        String table,
        ItemKey key,
        boolean consistent,
        boolean reportCapacity,
        @Nullable List<String> fields) {

    /**
     * Creates a request for a whole item.
     *
     * @param table the name of the table in the database
     * @param key the key of the item
     * @param consistent whether the result must include every write acknowledged before
     * @param reportCapacity whether to ask for the consumed capacity
     */
    public GetRequest(String table, ItemKey key, boolean consistent, boolean reportCapacity) {
        this(table, key, consistent, reportCapacity, null);
    }

    /**
     * Returns a copy that asks for the consumed capacity.
     *
     * @return the copy
     */
    public GetRequest reportingCapacity() {
        return new GetRequest(table, key, consistent, true, fields);
    }

    /**
     * Returns a copy that reads only some fields of the item.
     *
     * @param names the top-level fields that the caller needs; without any the result shows only whether the item exists
     * @return the copy
     */
    public GetRequest fields(List<String> names) {
        return new GetRequest(table, key, consistent, reportCapacity, names);
    }
}
