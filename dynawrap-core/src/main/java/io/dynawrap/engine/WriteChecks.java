package io.dynawrap.engine;

import io.dynawrap.Condition;
import io.dynawrap.ConditionFailedException;
import io.dynawrap.InapplicableUpdateException;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemNotFoundException;
import io.dynawrap.StaleItemException;
import io.dynawrap.engine.CheckedWrite.Check;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.BoundCondition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The checks of the writes of one item, with the exceptions of their refusals. */
final class WriteChecks<T> {

    private final ItemType<T> type;
    private final ItemKey key;
    private final BoundCondition.@Nullable Expiry expiry;

    /**
     * Starts the checks of a write.
     *
     * @param key the key of the item
     * @param expiry how items of the model expire, or {@code null} if they do not
     */
    WriteChecks(ItemType<T> type, ItemKey key, BoundCondition.@Nullable Expiry expiry) {
        this.type = type;
        this.key = key;
        this.expiry = expiry;
    }

    /** Returns the check of a create. */
    List<Check> ofCreate() {
        return List.of(new Check(
                new BoundCondition.ItemAbsent(expiry),
                current -> new ItemExistsException(
                        item() + " exists. Read it with current(..), replace it with save, or use another key.",
                        current)));
    }

    /** Returns the checks of a save: that of the version, if the model has one, and the caller's condition, if any. */
    List<Check> ofSave(T item, @Nullable Condition condition) {
        List<Check> checks = new ArrayList<>();
        type.versionField().ifPresent(field -> checks.add(version(savedOver(field, type.version(item)))));
        addCondition(checks, condition);
        return checks;
    }

    /** Returns the checks of a delete of an item, as those of a save; an absent item has no version that differs. */
    List<Check> ofDelete(T item, @Nullable Condition condition) {
        List<Check> checks = new ArrayList<>();
        type.versionField().ifPresent(field -> checks.add(version(deleted(field, type.version(item)))));
        addCondition(checks, condition);
        return checks;
    }

    /** Returns the checks of a delete by key, which does not look at the version. */
    List<Check> ofDelete(@Nullable Condition condition) {
        List<Check> checks = new ArrayList<>();
        addCondition(checks, condition);
        return checks;
    }

    /**
     * Returns the checks of an update: the item exists, and the caller's conditions hold.
     *
     * @param conditions the conditions, bound to the model
     */
    List<Check> ofUpdate(List<BoundCondition> conditions) {
        List<Check> checks = new ArrayList<>();
        checks.add(exists("Create it with create, or give the update orCreate(..)."));
        conditions.forEach(condition -> checks.add(of(condition)));
        return checks;
    }

    /** Returns the checks of a write over an item that was read with a version: it exists, and its version is the same. */
    List<Check> ofModify(long version) {
        String field = type.versionField().orElseThrow();
        return List.of(
                exists("Create it with create."), version(version == 0 ? noVersion(field) : equal(field, version)));
    }

    private Check exists(String advice) {
        return new Check(
                new BoundCondition.ItemExists(expiry),
                current -> new ItemNotFoundException(item() + " does not exist. " + advice, current));
    }

    /** Returns the exception for an item to which an update cannot be applied. */
    InapplicableUpdateException inapplicable(
            @Nullable String field, String problem, @Nullable Function<Class<?>, ?> current) {
        return new InapplicableUpdateException(
                item() + (field == null ? " " : ": the field '" + field + "' ") + problem, field, current);
    }

    private void addCondition(List<Check> checks, @Nullable Condition condition) {
        if (condition != null) {
            checks.add(of(condition));
        }
    }

    /** Returns the check of the caller's condition. */
    Check of(Condition condition) {
        return of(ConditionBinder.bind(type, condition, expiry));
    }

    private Check of(BoundCondition condition) {
        return new Check(
                condition,
                current -> new ConditionFailedException(
                        ConditionSubject.of(condition) + " does not hold for " + item()
                                + (current == null ? ", which does not exist." : ". Read it with current(..)."),
                        current));
    }

    private Check version(BoundCondition condition) {
        return new Check(
                condition,
                current -> new StaleItemException(
                        item()
                                + (current == null
                                        ? " was deleted by another writer. Store it with create, if it is to exist."
                                        : " was changed by another writer. Read it with current(..), and save the object that"
                                                + " the last save or read returned."),
                        current));
    }

    private BoundCondition savedOver(String field, long version) {
        return version == 0
                ? noVersion(field)
                : new BoundCondition.All(List.of(new BoundCondition.ItemExists(expiry), equal(field, version)));
    }

    private BoundCondition deleted(String field, long version) {
        return version == 0
                ? noVersion(field)
                : new BoundCondition.Any(List.of(new BoundCondition.ItemAbsent(expiry), equal(field, version)));
    }

    /** Holds for an absent item, and for one whose version is absent, NULL or 0. */
    private BoundCondition noVersion(String field) {
        return new BoundCondition.Any(List.of(
                new BoundCondition.ItemAbsent(expiry),
                new BoundCondition.Not(new BoundCondition.Present(List.of(field))),
                equal(field, 0)));
    }

    private static BoundCondition equal(String field, long version) {
        return new BoundCondition.Comparison(
                List.of(field), BoundCondition.Operator.EQUAL, BigDecimal.valueOf(version));
    }

    private String item() {
        return type.name() + " '" + key.partitionKey() + "', '" + key.sortKey() + "'";
    }
}
