package io.dynawrap.spi;

import io.dynawrap.mapping.ItemKey;

/** One write of one item. */
public sealed interface ItemWrite {

    /**
     * The key of the item that is written.
     *
     * @return the key
     */
    ItemKey key();

    /**
     * About how many bytes the write sends.
     *
     * @return the number of bytes
     */
    int bytes();

    /**
     * Stores an item; one with the same key is replaced whole.
     *
     * @param item the item, whose data was made by the same backend's {@link Backend#newSink}
     */
    record Put(StoredItem item) implements ItemWrite {
        @Override
        public ItemKey key() {
            return item.key();
        }

        @Override
        public int bytes() {
            return item.data().bytes() + keyBytes(item.key());
        }
    }

    /**
     * Deletes the item with a key, if there is one.
     *
     * @param key the key
     */
    record Delete(ItemKey key) implements ItemWrite {
        @Override
        public int bytes() {
            return keyBytes(key);
        }
    }

    private static int keyBytes(ItemKey key) {
        return key.partitionKey().length() + key.sortKey().length();
    }
}
