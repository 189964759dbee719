package io.dynawrap.engine;

import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.ItemBatch;
import io.dynawrap.KeyValues;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.StoredItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Checks and collects the operations of one batch. */
final class BatchOperations implements ItemBatch {

    private final DefaultItemStore store;
    private final ItemCoding coding;
    private final List<BatchWriter.Entry> entries = new ArrayList<>();
    private boolean complete;

    BatchOperations(DefaultItemStore store, ItemCoding coding) {
        this.store = store;
        this.coding = coding;
    }

    /** Returns what the caller adds. Nothing can be added afterwards, also if the caller fails. */
    List<BatchWriter.Entry> collect(Consumer<ItemBatch> operations) {
        try {
            operations.accept(this);
        } finally {
            complete = true;
        }
        return entries;
    }

    @Override
    public ItemBatch save(Object item) {
        checkOpen();
        entries.add(entryOf(item));
        return this;
    }

    private <T> BatchWriter.Entry entryOf(T item) {
        ItemType<T> type = store.typeOf(item);
        checkUnversioned(type, "Save each item with save or create.");
        try {
            StoredItem stored = coding.encode(type, item, 0);
            coding.readBack(type, item, stored, 0);
            BatchWriter.ItemToSave save = new BatchWriter.ItemToSave(
                    type.model(), () -> hasKey(type, item, stored.key()) ? item : coding.decode(type, stored));
            return new BatchWriter.Entry(new ItemOperation.Put(store.tableFor(type), stored), save);
        } catch (InvalidKeyException e) {
            throw atIndex("item", e);
        } catch (InvalidItemException e) {
            ItemKey key = type.key(item);
            throw new InvalidItemException(
                    "The item at index " + entries.size() + " of the batch, '" + key.partitionKey() + "', '"
                            + key.sortKey() + "': " + e.getMessage(),
                    e.field().orElse(null),
                    e);
        }
    }

    /** A caller may change an object and add it again, as another item. */
    private static <T> boolean hasKey(ItemType<T> type, T item, ItemKey key) {
        try {
            return type.key(item).equals(key);
        } catch (InvalidKeyException e) {
            return false;
        }
    }

    @Override
    public ItemBatch delete(Object item) {
        checkOpen();
        entries.add(deletionOf(item));
        return this;
    }

    private <T> BatchWriter.Entry deletionOf(T item) {
        ItemType<T> type = store.typeOf(item);
        checkUnversioned(type, "Delete the item with delete(item), or pass its class and key.");
        try {
            ItemKey key = type.key(item);
            return deletion(type, key, () -> type.parse(key).orElseThrow());
        } catch (InvalidKeyException e) {
            throw atIndex("item", e);
        }
    }

    @Override
    public ItemBatch delete(Class<?> model, KeyValues key) {
        checkOpen();
        ItemType<?> type = store.typeFor(model);
        Objects.requireNonNull(key, "'key' must not be null");
        try {
            entries.add(deletion(type, type.key(key), () -> key));
        } catch (InvalidKeyException e) {
            throw atIndex("key", e);
        }
        return this;
    }

    private BatchWriter.Entry deletion(ItemType<?> type, ItemKey key, Supplier<KeyValues> values) {
        coding.checkOwns(type);
        ItemOperation delete = new ItemOperation.Delete(store.tableFor(type), key);
        return new BatchWriter.Entry(delete, new BatchWriter.KeyToDelete(type.model(), values));
    }

    private static void checkUnversioned(ItemType<?> type, String advice) {
        type.versionField().ifPresent(field -> {
            throw new InvalidArgumentException(
                    type.name() + " has a version, the field '" + field + "', which a batch does not check. " + advice);
        });
    }

    private void checkOpen() {
        if (complete) {
            throw new IllegalStateException(
                    "The batch has been completed. Add operations inside the call of batch only.");
        }
    }

    private InvalidKeyException atIndex(String what, InvalidKeyException e) {
        return new InvalidKeyException(
                "The " + what + " at index " + entries.size() + " of the batch: " + e.getMessage(),
                e.field().orElse(null));
    }
}
