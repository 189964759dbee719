package io.dynawrap.spi;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks for several operations, which are executed together or not at all.
 *
 * @param operations the operations: 1 to 100, each item once, in the order of the caller
 * @param id a random text of 36 characters that stays the same when the request is repeated. A database that recognises a
 *     repeat executes the request once although an answer was lost.
 * @param token a text of 36 characters that identifies the request also in other calls, or {@code null}. A request with the
 *     token of an executed request is not executed again within ten minutes.
 * @param reportCapacity whether to ask for the consumed capacity
 */
public record TransactionRequest(
        List<ItemOperation> operations, String id, @Nullable String token, boolean reportCapacity) {

    /**
     * Returns the tables of the operations, for messages.
     *
     * @return the names of the tables in the database, each one once
     */
    public String tables() {
        TreeSet<String> tables = new TreeSet<>();
        operations.forEach(operation -> tables.add(operation.table()));
        return String.join("', '", tables);
    }

    /**
     * Returns a copy that asks for the consumed capacity.
     *
     * @return the copy
     */
    public TransactionRequest reportingCapacity() {
        return new TransactionRequest(operations, id, token, true);
    }
}
