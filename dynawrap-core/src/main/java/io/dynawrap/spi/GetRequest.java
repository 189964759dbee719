package io.dynawrap.spi;

import io.dynawrap.key.ItemKey;

/**
 * Asks for one item.
 *
 * @param table the name of the table in the database
 * @param key the key of the item
 * @param consistent whether the result must include every write acknowledged before
 * @param reportCapacity whether to ask for the consumed capacity
 */
public record GetRequest(String table, ItemKey key, boolean consistent, boolean reportCapacity) {

    /**
     * Returns a copy that asks for the consumed capacity.
     *
     * @return the copy
     */
    public GetRequest reportingCapacity() {
        return new GetRequest(table, key, consistent, true);
    }
}
