package io.dynawrap.engine;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.DeleteAllException;
import io.dynawrap.StoreException;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.engine.CheckedWrite.Check;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundCondition.Operator;
import io.dynawrap.spi.StoredItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the items that a query finds, while it reads them. Plain items are deleted in batches. Items with a filter, a version or
 * an expiry are deleted one by one, each only if it is still what was read: another writer may have changed it. Used once.
 */
final class RangeDeletion {

    private final StoreEngine engine;
    private final StoreCall call;
    private final ItemType<?> type;
    private final String table;
    private final @Nullable BoundCondition filter;
    private long deleted;

    RangeDeletion(StoreEngine engine, StoreCall call, ItemType<?> type, String table, @Nullable BoundCondition filter) {
        this.engine = engine;
        this.call = call;
        this.type = type;
        this.table = table;
        this.filter = filter;
    }

    /**
     * Deletes items.
     *
     * @param items the items, with the field of their version
     * @return how many were deleted
     * @throws DeleteAllException if the database fails
     */
    long run(Iterator<StoredItem> items) {
        try {
            if (filter == null
                    && type.versionField().isEmpty()
                    && type.expiresAt().isEmpty()) {
                inBatches(items);
            } else {
                items.forEachRemaining(this::delete);
            }
            return deleted;
        } catch (TableNotFoundException e) {
            throw deleted == 0 ? e : failed(e);
        } catch (StoreException e) {
            throw failed(e);
        }
    }

    private void inBatches(Iterator<StoredItem> items) {
        int size = call.backend().maxBatchItems();
        List<ItemKey> batch = new ArrayList<>();
        while (items.hasNext()) {
            batch.add(items.next().key());
            if (batch.size() == size || !items.hasNext()) {
                delete(batch);
                batch.clear();
            }
        }
    }

    private void delete(List<ItemKey> keys) {
        BatchWriter.Deletion deletion = engine.batchWriter().delete(call.backend(), table, keys);
        deleted += deletion.deleted();
        call.items(deletion.deleted());
        if (!deletion.isComplete()) {
            throw failed(deletion.failure());
        }
    }

    private void delete(StoredItem item) {
        try {
            CheckedWrite deletion = CheckedWrite.delete(table, item.key(), List.of(check(item)));
            engine.writer().execute(call, new PreparedWrite<>(type, deletion, null));
            deleted++;
        } catch (ConditionFailedException e) {
            // it was deleted or changed since it was read, or has expired
        }
    }

    private Check check(StoredItem item) {
        List<BoundCondition> all = new ArrayList<>();
        all.add(new BoundCondition.ItemExists(engine.expiry().of(type)));
        type.versionField().ifPresent(field -> all.add(asRead(field, item)));
        if (filter != null) {
            all.add(filter);
        }
        return new Check(
                ConditionBinder.all(all),
                current -> new ConditionFailedException(type.name() + " was changed since it was read.", current));
    }

    private static BoundCondition asRead(String field, StoredItem item) {
        List<String> path = List.of(field);
        Object value = StoredValues.of(item, Set.of(field)).get(path);
        BoundCondition present = new BoundCondition.Present(path);
        if (value == null) {
            return new BoundCondition.Not(present);
        }
        return value instanceof BigDecimal || value instanceof String || value instanceof Boolean
                ? new BoundCondition.Comparison(path, Operator.EQUAL, value)
                : present;
    }

    private DeleteAllException failed(@Nullable StoreException failure) {
        if (failure instanceof DeleteAllException known) {
            return known;
        }
        String reason = failure == null ? "The database left keys unprocessed." : String.valueOf(failure.getMessage());
        return call.backend().inTransaction()
                ? new DeleteAllException(
                        "deleteAll failed, and the transaction restores all items. Repeat the transaction. Cause: "
                                + reason,
                        0,
                        failure)
                : new DeleteAllException(
                        "deleteAll stopped early, after " + deleted + " items of " + type.name()
                                + " were deleted. Repeat the call to delete the rest. Cause: " + reason,
                        deleted,
                        failure);
    }
}
