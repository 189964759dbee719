package io.dynawrap.spi;

import io.dynawrap.key.ItemKey;
import java.util.Comparator;

/** One operation on one item of a table. */
public sealed interface ItemOperation {

    /** The order in which the items of several operations are locked: that of their tables, then that of their keys. */
    Comparator<ItemOperation> LOCK_ORDER =
            Comparator.comparing(ItemOperation::table).thenComparing(ItemOperation::key);

    /**
     * Returns the table of the item.
     *
     * @return the name of the table in the database
     */
    String table();

    /**
     * Returns the key of the item.
     *
     * @return the key
     */
    ItemKey key();

    /**
     * Returns the approximate number of bytes that the operation sends.
     *
     * @return the number of bytes
     */
    int bytes();

    /**
     * Stores an item. An item with the same key is replaced whole.
     *
     * @param table the name of the table in the database
     * @param item the item, whose data was created by the same backend's {@link Backend#newSink}
     */
    record Put(String table, StoredItem item) implements ItemOperation {
        @Override
        public ItemKey key() {
            return item.key();
        }

        @Override
        public int bytes() {
            return item.bytes();
        }
    }

    /**
     * Deletes an item, if it exists.
     *
     * @param table the name of the table in the database
     * @param key the key
     */
    record Delete(String table, ItemKey key) implements ItemOperation {
        @Override
        public int bytes() {
            return key.partitionKey().length() + key.sortKey().length();
        }
    }
}
