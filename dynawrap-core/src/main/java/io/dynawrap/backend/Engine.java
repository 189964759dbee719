package io.dynawrap.backend;

import com.fasterxml.jackson.core.JsonParser;
import io.dynawrap.InvalidModelException;
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
