package io.dynawrap.engine;

import io.dynawrap.Condition;
import io.dynawrap.ConditionFailedException;
import io.dynawrap.ItemExistsException;
import io.dynawrap.StaleItemException;
import io.dynawrap.engine.CheckedWrite.Check;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.BoundCondition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks of each kind of write, with the exceptions of their refusals. */
final class WriteChecks {

    private WriteChecks() {}

    /** Returns the check of a create. */
    static List<Check> absence(ItemType<?> type, ItemKey key) {
        return List.of(new Check(
                new BoundCondition.ItemAbsent(null),
                current -> new ItemExistsException(
                        at(type, key) + " exists. Read it with current(..), replace it with save, or use another key.",
                        current)));
    }

    /** Returns the checks of a save: that of the version, if the model has one, and the caller's condition, if any. */
    static <T> List<Check> ofSave(ItemType<T> type, ItemKey key, T item, @Nullable Condition condition) {
        List<Check> checks = new ArrayList<>();
        type.versionField().ifPresent(field -> checks.add(version(type, key, savedOver(field, type.version(item)))));
        addCondition(checks, type, key, condition);
        return checks;
    }

    /** Returns the checks of a delete of an item, as those of a save; an absent item has no version that differs. */
    static <T> List<Check> ofDelete(ItemType<T> type, ItemKey key, T item, @Nullable Condition condition) {
        List<Check> checks = new ArrayList<>();
        type.versionField().ifPresent(field -> checks.add(version(type, key, deleted(field, type.version(item)))));
        addCondition(checks, type, key, condition);
        return checks;
    }

    /** Returns the checks of a delete by key, which does not look at the version. */
    static List<Check> ofDelete(ItemType<?> type, ItemKey key, @Nullable Condition condition) {
        List<Check> checks = new ArrayList<>();
        addCondition(checks, type, key, condition);
        return checks;
    }

    private static void addCondition(List<Check> checks, ItemType<?> type, ItemKey key, @Nullable Condition condition) {
        if (condition != null) {
            checks.add(new Check(
                    ConditionBinder.bind(type, condition, null),
                    current -> new ConditionFailedException(
                            "The condition does not hold for " + at(type, key)
                                    + (current == null ? ", which does not exist." : ". Read it with current(..)."),
                            current)));
        }
    }

    private static Check version(ItemType<?> type, ItemKey key, BoundCondition condition) {
        return new Check(
                condition,
                current -> new StaleItemException(
                        at(type, key)
                                + (current == null
                                        ? " was deleted by another writer. Store it with create, if it is to exist."
                                        : " was changed by another writer. Read it with current(..), and save the object that"
                                                + " the last save or read returned."),
                        current));
    }

    private static BoundCondition savedOver(String field, long version) {
        return version == 0
                ? noVersion(field)
                : new BoundCondition.All(List.of(new BoundCondition.ItemExists(null), equal(field, version)));
    }

    private static BoundCondition deleted(String field, long version) {
        return version == 0
                ? noVersion(field)
                : new BoundCondition.Any(List.of(new BoundCondition.ItemAbsent(null), equal(field, version)));
    }

    /** Holds for an absent item, and for one whose version is absent, NULL or 0. */
    private static BoundCondition noVersion(String field) {
        return new BoundCondition.Any(List.of(
                new BoundCondition.ItemAbsent(null),
                new BoundCondition.Not(new BoundCondition.Present(List.of(field))),
                equal(field, 0)));
    }

    private static BoundCondition equal(String field, long version) {
        return new BoundCondition.Comparison(
                List.of(field), BoundCondition.Operator.EQUAL, BigDecimal.valueOf(version));
    }

    private static String at(ItemType<?> type, ItemKey key) {
        return type.name() + " '" + key.partitionKey() + "', '" + key.sortKey() + "'";
    }
}
