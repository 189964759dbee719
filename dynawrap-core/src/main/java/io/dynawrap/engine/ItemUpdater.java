package io.dynawrap.engine;

import io.dynawrap.InvalidItemException;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemNotFoundException;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.TypeNames;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.StoredItem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Updates fields of single items. */
final class ItemUpdater {

    /** How often an absent item is created if other writers create it and delete it again. */
    private static final int MAX_CREATIONS = 10;

    private final ItemCoding coding;
    private final CheckedWriter writer;
    private final ItemExpiry expiry;
    private final Backoff backoff;

    ItemUpdater(ItemCoding coding, CheckedWriter writer, ItemExpiry expiry, Backoff backoff) {
        this.coding = coding;
        this.writer = writer;
        this.expiry = expiry;
        this.backoff = backoff;
    }

    /** Prepares an update, with what is thrown if the stored item refuses it. */
    <T> CheckedWrite prepare(ItemType<T> type, String table, ItemKey key, UpdateBinder.Bound update) {
        WriteChecks<T> checks = new WriteChecks<>(type, key, expiry.of(type));
        return CheckedWrite.update(table, key, update, checks.ofUpdate(update.conditions()), item -> {
            UpdateEvaluator.Outcome outcome = UpdateEvaluator.evaluate(update.update(), item);
            if (outcome instanceof UpdateEvaluator.Problem problem) {
                return current -> checks.inapplicable(problem.field(), problem.text(), current);
            }
            return fits(type, item, ((UpdateEvaluator.Applied) outcome).fields())
                    ? null
                    : current -> checks.inapplicable(
                            null,
                            "would have more than the " + ItemCodec.MAX_ITEM_BYTES
                                    + " bytes (400 KB) an item can have as DynamoDB counts. Store less, or store large values"
                                    + " elsewhere and keep a reference.",
                            current);
        });
    }

    /** Executes an update, and returns the item as it is stored afterwards. */
    <T> T update(StoreCall call, ItemType<T> type, String table, ItemKey key, UpdateBinder.Bound update) {
        for (int creation = 0; creation <= MAX_CREATIONS; creation++) {
            try {
                CheckedWrite write = prepare(type, table, key, update);
                return asStored(type, Objects.requireNonNull(writer.write(call, type, write)));
            } catch (ItemNotFoundException e) {
                if (update.created() == null) {
                    throw e;
                }
            }
            T created = create(call, type, table, update.created());
            if (created != null) {
                return created;
            }
            if (creation > 0 && !backoff.paused(creation - 1)) {
                break;
            }
        }
        throw new StoreException(
                "The update of " + TypeNames.withArticle(type.name()) + " in '" + table
                        + "' found no item, and other writers created it each time. Retry it later.",
                null,
                StoreProblem.CONFLICT,
                true);
    }

    /** Returns the created item, or {@code null} if another writer was faster. */
    private <T> @Nullable T create(StoreCall call, ItemType<T> type, String table, StoredItem item) {
        try {
            WriteChecks<T> checks = new WriteChecks<>(type, item.key(), expiry.of(type));
            // a backend may change what it is given
            T created = coding.decode(type, item);
            writer.write(call, type, CheckedWrite.put(table, item, checks.ofCreate()));
            return created;
        } catch (ItemExistsException e) {
            return null;
        }
    }

    private <T> T asStored(ItemType<T> type, StoredItem item) {
        try {
            return coding.decode(type, item);
        } catch (UnreadableItemException e) {
            throw new UnreadableItemException(
                    e.getMessage()
                            + " The update was executed. Correct the item with another update, or replace it with save.",
                    e.path().orElse(null),
                    e.getCause(),
                    null);
        }
    }

    /**
     * Reports whether a changed item has at most 400 KB. A database may store bytes as text, which is longer. So an item that seems
     * too large is measured as the model writes it, with the fields that the model does not have.
     */
    private <T> boolean fits(ItemType<T> type, StoredItem item, Map<String, @Nullable Object> fields) {
        if (StoredSize.of(item.key(), item.schemaVersion(), fields) <= ItemCodec.MAX_ITEM_BYTES) {
            return true;
        }
        Map<String, @Nullable Object> measured = new LinkedHashMap<>(fields);
        try {
            measured.putAll(coding.written(type, item, fields));
        } catch (UnreadableItemException | InvalidItemException e) {
            return false;
        }
        return StoredSize.of(item.key(), item.schemaVersion(), measured) <= ItemCodec.MAX_ITEM_BYTES;
    }
}
