package io.dynawrap.backend;

import com.fasterxml.jackson.core.JsonParser;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.mapping.ItemKey;
import io.dynawrap.mapping.ItemType;

/** What all operations of one store share. */
record Engine(Backend backend, ItemCodec codec, StoreTables tables, BatchWriter batchWriter) {

    Engine(Backend backend, ItemCodec codec, StoreTables tables) {
        this(backend, codec, tables, new BatchWriter(backend, BatchWriter.Pauses.sleeping(), System::nanoTime));
    }

    /** Checks an item whole and brings it into the backend's form. */
    <T> StoredItem encode(ItemType<T> type, T item) {
        checkOwns(type);
        ItemKey key = type.key(item);
        ItemSink sink = backend.newSink();
        type.write(item, key, sink.generator());
        return new StoredItem(key, type.schemaVersion(), sink.finish());
    }

    /** The item as a get will return it; one that could not be read back is refused before it is written. */
    <T> T readBack(ItemType<T> type, StoredItem stored) {
        try {
            return decode(type, stored);
        } catch (UnreadableItemException e) {
            throw new InvalidItemException(
                    type.name()
                            + " can be written but not read back. Give Jackson a way to make one of its fields, such as"
                            + " a constructor with their names; the cause says what it lacks.",
                    null,
                    e);
        }
    }

    <T> T decode(ItemType<T> type, StoredItem stored) {
        JsonParser data = stored.data().parser();
        return type.read(stored.key(), stored.schemaVersion(), data);
    }

    void checkOwns(ItemType<?> type) {
        type.viewOf().ifPresent(owner -> {
            throw new InvalidModelException(
                    type.name() + " is a read-only view. Save and delete its items as " + owner.getSimpleName() + ".");
        });
    }
}
