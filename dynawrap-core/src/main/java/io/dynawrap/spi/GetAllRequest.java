package io.dynawrap.spi;

import io.dynawrap.key.ItemKey;
import java.util.List;

/**
 * Asks for several items of one table.
 *
 * @param table the name of the table in the database
 * @param keys the keys of the items: at least one, each key once
 * @param consistent whether the result must include every write acknowledged before
 * @param reportCapacity whether to ask for the consumed capacity
 */
public record GetAllRequest(String table, List<ItemKey> keys, boolean consistent, boolean reportCapacity) {

    /**
     * Returns a copy that asks for the consumed capacity.
     *
     * @return the copy
     */
    public GetAllRequest reportingCapacity() {
        return new GetAllRequest(table, keys, consistent, true);
    }
}
