package io.dynawrap.engine;

import io.dynawrap.Condition;
import io.dynawrap.KeyValues;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.StoredItem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prepares and executes the writes of items. Everything about an item and a condition is checked before the write is sent. */
final class ItemWriter {

    private final ItemCoding coding;
    private final CheckedWriter writer;
    private final ItemExpiry expiry;

    ItemWriter(ItemCoding coding, CheckedWriter writer, ItemExpiry expiry) {
        this.coding = coding;
        this.writer = writer;
        this.expiry = expiry;
    }

    private <T> WriteChecks<T> checks(ItemType<T> type, ItemKey key) {
        return new WriteChecks<>(type, key, expiry.of(type));
    }

    /** Prepares to store an item if the condition holds. */
    <T> PreparedWrite<T> save(ItemType<T> type, String table, T item, @Nullable Condition condition) {
        coding.checkOwns(type);
        long version = type.nextVersion(item);
        StoredItem stored = coding.encode(type, item, version);
        T asStored = coding.readBack(type, item, stored, version);
        List<CheckedWrite.Check> checks = checks(type, stored.key()).ofSave(item, condition);
        return new PreparedWrite<>(type, CheckedWrite.put(table, stored, checks), asStored);
    }

    /** Prepares to store an item if no item has its key. */
    <T> PreparedWrite<T> create(ItemType<T> type, String table, T item) {
        long version = ItemCoding.firstVersion(type);
        StoredItem stored = coding.encode(type, item, version);
        T asStored = coding.readBack(type, item, stored, version);
        List<CheckedWrite.Check> checks = checks(type, stored.key()).ofCreate();
        return new PreparedWrite<>(type, CheckedWrite.put(table, stored, checks), asStored);
    }

    /** Prepares to delete the item with the key of an item if the condition holds. */
    <T> PreparedWrite<T> delete(ItemType<T> type, String table, T item, @Nullable Condition condition) {
        ItemKey key = type.key(item);
        coding.checkOwns(type);
        return delete(type, table, key, checks(type, key).ofDelete(item, condition));
    }

    /** Prepares to delete the item with a key if the condition holds. */
    <T> PreparedWrite<T> delete(ItemType<T> type, String table, KeyValues values, @Nullable Condition condition) {
        ItemKey key = type.key(values);
        coding.checkOwns(type);
        return delete(type, table, key, checks(type, key).ofDelete(condition));
    }

    private static <T> PreparedWrite<T> delete(
            ItemType<T> type, String table, ItemKey key, List<CheckedWrite.Check> checks) {
        return new PreparedWrite<>(type, CheckedWrite.delete(table, key, checks), null);
    }

    /** Prepares to check the item with a key. */
    <T> PreparedWrite<T> check(ItemType<T> type, String table, KeyValues values, Condition condition) {
        ItemKey key = type.key(values);
        return new PreparedWrite<>(
                type, CheckedWrite.check(table, key, checks(type, key).of(condition)), null);
    }

    /** Executes the write of an item, and returns the item as stored. */
    <T> T store(StoreCall call, PreparedWrite<T> write) {
        execute(call, write);
        return Objects.requireNonNull(write.item(), "'item' must not be null");
    }

    /** Executes a write. */
    void execute(StoreCall call, PreparedWrite<?> write) {
        writer.write(call, write.type(), write.write());
    }
}
