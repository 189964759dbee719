package io.dynawrap.engine;

import io.dynawrap.key.ItemKey;
import io.dynawrap.key.ModelKeys;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.mapping.ItemType;
import java.util.List;
import java.util.Optional;

/**
 * Describes a store at one moment, without any I/O: the models that were registered or used so far, and their tables.
 *
 * @param backend the backend's name
 * @param limits the limits that every item is checked against
 * @param tables the tables with models, sorted by name
 * @param modelsWithoutTable the registered models that name no table, sorted by name; such a model is also in the list
 *     of each table in which it was used
 */
public record StoreDescription(
        String backend, Limits limits, List<Table> tables, List<ItemType<?>> modelsWithoutTable) {

    /**
     * One table and its models.
     *
     * @param name the logical name, which the code uses
     * @param physicalName the name that it has in the database
     * @param models the models whose items it holds, sorted by name
     * @param sealedInterfaces the sealed interfaces that stand for several of these models in a query or scan, sorted by name
     */
    public record Table(
            String name, String physicalName, List<ItemType<?>> models, List<SealedInterface> sealedInterfaces) {

        /**
         * Returns the model of an item.
         *
         * @param key the key of the item
         * @return the model, not a view of it, or empty if the key fits no model of the table
         */
        public Optional<ItemType<?>> modelOf(ItemKey key) {
            return modelOf(models, key);
        }

        static Optional<ItemType<?>> modelOf(List<ItemType<?>> models, ItemKey key) {
            ItemType<?> view = null;
            for (ItemType<?> type : models) {
                if (type.matches(key)) {
                    if (type.viewOf().isEmpty()) {
                        return Optional.of(type);
                    }
                    view = view == null ? type : view;
                }
            }
            return Optional.ofNullable(view);
        }
    }

    /**
     * A sealed interface that stands for the models that it permits.
     *
     * @param type the interface
     * @param models the models
     */
    public record SealedInterface(Class<?> type, List<ItemType<?>> models) {}

    /**
     * The limits of an item on every backend: the smaller of what DynamoDB and PostgreSQL allow.
     *
     * @param partitionKeyBytes the maximum length of a partition key, in bytes of UTF-8
     * @param sortKeyBytes the maximum length of a sort key, in bytes of UTF-8
     * @param keyBytes the maximum length of a key, both parts together, in bytes of UTF-8
     * @param itemBytes the maximum size of an item, in bytes as DynamoDB counts, names and key included
     * @param nameBytes the maximum length of a field name, in bytes of UTF-8
     * @param numberDigits the maximum number of significant digits of a number
     * @param depth the maximum depth of nested lists and maps
     */
    public record Limits(
            int partitionKeyBytes,
            int sortKeyBytes,
            int keyBytes,
            int itemBytes,
            int nameBytes,
            int numberDigits,
            int depth) {

        /** The limits, which no setting changes. */
        static final Limits ALL = new Limits(
                ModelKeys.MAX_PARTITION_KEY_BYTES,
                ModelKeys.MAX_SORT_KEY_BYTES,
                ModelKeys.MAX_KEY_BYTES,
                ItemCodec.MAX_ITEM_BYTES,
                ItemCodec.MAX_NAME_BYTES,
                ItemCodec.MAX_NUMBER_DIGITS,
                ItemCodec.MAX_DEPTH);
    }
}
