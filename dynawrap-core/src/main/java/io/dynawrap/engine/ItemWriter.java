package io.dynawrap.engine;

import io.dynawrap.Condition;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.StoredItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Saves, creates and deletes single items. Everything about an item and a condition is checked before the write is sent. */
final class ItemWriter {

    private final ItemCoding coding;
    private final CheckedWriter writer;
    private final ItemExpiry expiry;

    ItemWriter(ItemCoding coding, CheckedWriter writer, ItemExpiry expiry) {
        this.coding = coding;
        this.writer = writer;
        this.expiry = expiry;
    }

    /** Starts the checks of the write of an item. */
    <T> WriteChecks<T> checks(ItemType<T> type, ItemKey key) {
        return new WriteChecks<>(type, key, expiry.of(type));
    }

    /** Stores an item if the condition holds, and returns it as stored. */
    <T> T save(StoreCall call, ItemType<T> type, String table, T item, @Nullable Condition condition) {
        coding.checkOwns(type);
        long version = type.nextVersion(item);
        StoredItem stored = coding.encode(type, item, version);
        T asStored = coding.readBack(type, item, stored, version);
        List<CheckedWrite.Check> checks = checks(type, stored.key()).ofSave(item, condition);
        writer.write(call, type, CheckedWrite.put(table, stored, checks));
        return asStored;
    }

    /** Stores an item if no item has its key, and returns it as stored. */
    <T> T create(StoreCall call, ItemType<T> type, String table, T item) {
        long version = ItemCoding.firstVersion(type);
        StoredItem stored = coding.encode(type, item, version);
        T asStored = coding.readBack(type, item, stored, version);
        List<CheckedWrite.Check> checks = checks(type, stored.key()).ofCreate();
        writer.write(call, type, CheckedWrite.put(table, stored, checks));
        return asStored;
    }

    /** Deletes the item with a key if all checks hold. */
    void delete(StoreCall call, ItemType<?> type, String table, ItemKey key, List<CheckedWrite.Check> checks) {
        writer.write(call, type, CheckedWrite.delete(table, key, checks));
    }
}
