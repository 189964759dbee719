package io.dynawrap.engine;

import io.dynawrap.InvalidUpdateException;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundUpdate;

/**
 * Refuses updates that DynamoDB could not execute, on both databases. Each of the two expressions of an update has at most 4 KB
 * of text and 300 operators (developer guide, "Quotas"). Neither is counted exactly, but never too low.
 */
final class UpdateLimits {

    private static final int MAX_TEXT = 4000;
    private static final int MAX_OPERATORS = 290;

    /** {@code #u1234} or {@code :u1234}, with what separates it from the next one. */
    private static final int PLACEHOLDER = 8;

    private UpdateLimits() {}

    /**
     * Checks an update with its condition.
     *
     * @param bytes the size of all values
     * @throws InvalidUpdateException if it is too long
     */
    static void check(String model, BoundUpdate update, BoundCondition condition, long bytes) {
        if (bytes > ItemCodec.MAX_ITEM_BYTES) {
            throw new InvalidUpdateException(
                    model + ": the values of an update have more than " + ItemCodec.MAX_ITEM_BYTES
                            + " bytes (400 KB) together, more than an item can have. Store less.",
                    null,
                    null);
        }
        ConditionLimits limits = ConditionLimits.of(condition);
        if (OperandSize.of(condition) + limits.longNameBytes() > ItemCodec.MAX_ITEM_BYTES) {
            throw new InvalidUpdateException(
                    model + ": the values and long names in the conditions of an update have more than "
                            + ItemCodec.MAX_ITEM_BYTES + " bytes (400 KB) together. Compare less.",
                    null,
                    null);
        }
        int text = "SET  REMOVE ".length();
        int operators = 0;
        int guards = limits.maxLength();
        int guardOperators = limits.maxOperators();
        for (BoundUpdate.Action action : update.actions()) {
            if (action instanceof BoundUpdate.Set || action instanceof BoundUpdate.Remove) {
                text += 2 * PLACEHOLDER;
                operators += 1;
            } else {
                text += 5 * PLACEHOLDER + "list_append(if_not_exists())".length();
                operators += 3;
                guards += 4 * PLACEHOLDER + " AND (attribute_not_exists() OR attribute_type())".length();
                guardOperators += 5;
            }
        }
        if (Math.max(text, guards) > MAX_TEXT || Math.max(operators, guardOperators) > MAX_OPERATORS) {
            throw new InvalidUpdateException(
                    model
                            + ": an update is too long for DynamoDB, whose expressions have 4 KB and 300 operators. Change"
                            + " fewer fields, or save the item whole.",
                    null,
                    null);
        }
    }
}
