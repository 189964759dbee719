package io.dynawrap.engine;

import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.ItemSink;
import io.dynawrap.spi.StoredItem;

/** Converts items to the form of a backend, and back. */
final class ItemCoding {

    private final ItemCodec codec;
    private final Backend backend;

    ItemCoding(ItemCodec codec, Backend backend) {
        this.codec = codec;
        this.backend = backend;
    }

    <T> ItemType<T> type(Class<T> model) {
        return codec.type(model);
    }

    /** Checks an item completely and converts it to the backend's form. */
    <T> StoredItem encode(ItemType<T> type, T item) {
        checkOwns(type);
        ItemKey key = type.key(item);
        ItemSink sink = backend.newSink();
        int bytes = codec.encode(type, item, key, sink.generator());
        return new StoredItem(key, type.schemaVersion(), sink.finish(), bytes);
    }

    /**
     * Returns the item as a get will return it. An item that could not be read back is rejected before it is written.
     */
    <T> T readBack(ItemType<T> type, StoredItem stored) {
        try {
            return decode(type, stored);
        } catch (UnreadableItemException e) {
            throw new InvalidItemException(
                    type.name()
                            + " can be written but not read back. Give Jackson a way to create it from its fields, such as"
                            + " a constructor with their names; the cause says what is missing.",
                    null,
                    e);
        }
    }

    <T> T decode(ItemType<T> type, StoredItem stored) {
        return codec.decode(
                type, stored.key(), stored.schemaVersion(), stored.data().parser());
    }

    void checkOwns(ItemType<?> type) {
        type.viewOf().ifPresent(owner -> {
            throw new InvalidModelException(
                    type.name() + " is a read-only view. Save and delete its items as " + owner.getSimpleName() + ".");
        });
    }
}
