package io.dynawrap.engine;

import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.ItemNotFoundException;
import io.dynawrap.StaleItemException;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.TypeNames;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.StoredItem;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads, changes and writes single items with a version, until no other writer comes between. */
final class ItemModifier {

    private static final int MAX_TRIES = 25;
    private static final Duration MAX_TIME = Duration.ofSeconds(10);

    private final ItemCoding coding;
    private final CheckedWriter writer;
    private final ItemExpiry expiry;
    private final Backoff backoff;

    ItemModifier(ItemCoding coding, CheckedWriter writer, ItemExpiry expiry, Backoff backoff) {
        this.coding = coding;
        this.writer = writer;
        this.expiry = expiry;
        this.backoff = backoff;
    }

    /** Checks without I/O that items of a model can be modified. */
    void check(ItemType<?> type) {
        coding.checkOwns(type);
        if (type.versionField().isEmpty()) {
            throw new InvalidArgumentException(type.name()
                    + " has no version, so modify cannot detect other writers. Give it a field with @ItemVersion, or"
                    + " change single fields with update.");
        }
    }

    /** Modifies an item, and returns it as it is stored afterwards. */
    <T> T modify(StoreCall call, ItemType<T> type, String table, ItemKey key, UnaryOperator<T> change) {
        long since = backoff.nanoTime();
        T item = read(call, type, table, key);
        for (int tries = 1; ; tries++) {
            T changed = changed(type, key, item, change);
            if (changed == item) {
                return item;
            }
            try {
                return write(call, type, table, key, item, changed);
            } catch (StaleItemException e) {
                item = e.current(type.model()).orElseThrow(() -> absent(type, key));
            }
            // another writer of the item has just committed, and a pause would only hold the locks of the transaction
            // longer
            boolean pauses = !call.backend().inTransaction();
            if (tries >= MAX_TRIES || backoff.isOver(MAX_TIME, since) || (pauses && !backoff.paused(tries - 1))) {
                throw new StoreException(
                        "The modification of " + TypeNames.withArticle(type.name()) + " in '" + table
                                + "' met other writers in " + tries
                                + " tries. Retry it later, or change single fields with update.",
                        null,
                        StoreProblem.CONFLICT,
                        true);
            }
        }
    }

    private <T> T read(StoreCall call, ItemType<T> type, String table, ItemKey key) {
        StoredItem stored =
                call.backend().get(new GetRequest(table, key, true, false)).item();
        if (stored == null || expiry.hasExpired(type, stored)) {
            throw absent(type, key);
        }
        return coding.decode(type, stored);
    }

    private static <T> T changed(ItemType<T> type, ItemKey key, T item, UnaryOperator<T> change) {
        @Nullable T changed = change.apply(item);
        if (changed == null) {
            throw new InvalidArgumentException(type.name()
                    + ": the function of modify returned null. Return the given item to change nothing, or delete"
                    + " the item with delete.");
        }
        if (!type.model().isInstance(changed)) {
            throw new InvalidArgumentException(type.name() + ": the function of modify returned "
                    + TypeNames.of(changed.getClass()) + ". Return an item of the model.");
        }
        ItemKey changedKey = type.key(changed);
        if (!changedKey.equals(key)) {
            throw new InvalidKeyException(
                    type.name() + ": the function of modify changed the key from '" + key.partitionKey() + "', '"
                            + key.sortKey() + "' to '" + changedKey.partitionKey() + "', '" + changedKey.sortKey()
                            + "'. Create an item with the new key, and delete this one.",
                    null);
        }
        return changed;
    }

    /** The version is that of the item that was read, whatever the function returned. */
    private <T> T write(StoreCall call, ItemType<T> type, String table, ItemKey key, T read, T changed) {
        long version = type.nextVersion(read);
        StoredItem stored = coding.encode(type, changed, version);
        T asStored = coding.readBack(type, changed, stored, version);
        WriteChecks<T> checks = new WriteChecks<>(type, key, expiry.of(type));
        writer.write(call, type, CheckedWrite.put(table, stored, checks.ofModify(type.version(read))));
        return asStored;
    }

    private static ItemNotFoundException absent(ItemType<?> type, ItemKey key) {
        return new ItemNotFoundException(
                type.name() + " '" + key.partitionKey() + "', '" + key.sortKey()
                        + "' does not exist. Create it with create.",
                null);
    }
}
