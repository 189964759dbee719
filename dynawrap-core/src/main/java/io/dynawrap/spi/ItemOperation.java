package io.dynawrap.spi;

import io.dynawrap.key.ItemKey;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

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
     * Returns the condition of the write.
     *
     * @return what must hold of the item stored under the key, or {@code null} if it is written in any case
     */
    @Nullable BoundCondition condition();

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
     * @param condition what must hold of the item stored before, or {@code null}; always {@code null} in a batch
     * @param mayCreate whether the condition holds if there is no item, so that the write may create one
     */
    record Put(String table, StoredItem item, @Nullable BoundCondition condition, boolean mayCreate)
            implements ItemOperation {

        /**
         * Creates an operation without a condition.
         *
         * @param table the name of the table in the database
         * @param item the item
         */
        public Put(String table, StoredItem item) {
            this(table, item, null, true);
        }

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
     * @param condition what must hold of the stored item, or {@code null}; always {@code null} in a batch
     */
    record Delete(String table, ItemKey key, @Nullable BoundCondition condition) implements ItemOperation {

        /**
         * Creates an operation without a condition.
         *
         * @param table the name of the table in the database
         * @param key the key
         */
        public Delete(String table, ItemKey key) {
            this(table, key, null);
        }

        @Override
        public int bytes() {
            return key.partitionKey().length() + key.sortKey().length();
        }
    }

    /**
     * Changes fields of an item, if its condition holds and each change can be made. Otherwise nothing is written. The schema
     * version is left as it is. An item never has more than 400 KB afterwards, as DynamoDB counts.
     *
     * @param table the name of the table in the database
     * @param key the key
     * @param update the changes
     * @param condition what must hold of the stored item; implies that it exists
     * @param seen the stored item as the engine read it a moment ago, or {@code null} in a first attempt. The condition held for
     *     it, each change could be made, and the result was not too large. A database that needs to know something about an
     *     item before it can change it may assume this, and refuses the update if the item is another one by then
     * @param bytes the approximate number of bytes that the operation sends
     */
    record Update(
            String table,
            ItemKey key,
            BoundUpdate update,
            BoundCondition condition,
            @Nullable StoredItem seen,
            int bytes)
            implements ItemOperation {

        /**
         * Returns a copy for another attempt.
         *
         * @param item the stored item, to which the update can be applied
         * @return the copy
         */
        public Update seen(StoredItem item) {
            return new Update(table, key, update, condition, item, bytes);
        }
    }

    /**
     * Changes nothing, but lets a transaction be executed only if a condition holds for an item. Only part of a transaction.
     *
     * @param table the name of the table in the database
     * @param key the key
     * @param condition what must hold of the stored item
     */
    record Check(String table, ItemKey key, BoundCondition condition) implements ItemOperation {

        @Override
        public int bytes() {
            return key.partitionKey().length() + key.sortKey().length();
        }
    }
}
