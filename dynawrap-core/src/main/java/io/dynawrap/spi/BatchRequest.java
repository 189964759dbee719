package io.dynawrap.spi;

import java.util.List;

/**
 * Asks for several writes to one table.
 *
 * @param operations what to write: at least one operation, all on one table, each key once, in {@link ItemOperation#LOCK_ORDER}
 * @param reportCapacity whether to ask for the consumed capacity
 */
public record BatchRequest(List<ItemOperation> operations, boolean reportCapacity) {

    /**
     * Returns the table of the operations.
     *
     * @return the name of the table in the database
     */
    public String table() {
        return operations.get(0).table();
    }

    /**
     * Returns a copy that asks for the consumed capacity.
     *
     * @return the copy
     */
    public BatchRequest reportingCapacity() {
        return new BatchRequest(operations, true);
    }
}
