package io.dynawrap.spi;

import io.dynawrap.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a {@link TransactionRequest}. A refusal is a value, not an exception, so a surrounding transaction continues. */
public sealed interface TransactionResult {

    /**
     * Returns the consumed capacity.
     *
     * @return the capacity units, or {@code null} if they were not requested or the database does not report them
     */
    @Nullable Double capacity();

    /**
     * All operations were executed, by this request or by an earlier one with the same token.
     *
     * @param capacity the consumed capacity units, or {@code null} if they were not requested or the database does not
     *     report them
     */
    record Written(@Nullable Double capacity) implements TransactionResult {}

    /**
     * The conditions of some operations did not hold, and no operation was executed.
     *
     * @param refusals the operations whose conditions did not hold, at least one
     * @param capacity the consumed capacity units, or {@code null} if they were not requested or the database does not
     *     report them
     */
    record Refused(List<Refusal> refusals, @Nullable Double capacity) implements TransactionResult {}

    /**
     * The database rejected the request as invalid, and no operation was executed. Either an update cannot be applied to the stored
     * item, or the request itself is wrong. The engine reads the items to find out.
     *
     * @param failure the failure, for the case that all updates can be applied
     * @param capacity the consumed capacity units, or {@code null} if they were not requested or the database does not
     *     report them
     */
    record Rejected(StoreException failure, @Nullable Double capacity) implements TransactionResult {}

    /**
     * An operation whose condition did not hold.
     *
     * @param index the index of the operation in the request
     * @param current the item stored under its key, or {@code null} if there is no item; it may be newer than the item that
     *     refused the operation, so the condition may hold for it
     */
    record Refusal(int index, @Nullable StoredItem current) {}
}
