package io.dynawrap.engine;

import io.dynawrap.Condition;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.KeyValues;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyRange;
import io.dynawrap.key.SortBound;
import io.dynawrap.key.TextKeys;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.BoundCondition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All items of one partition, whatever their model, including items without a model.
 *
 * @param type a model of the partition
 * @param range the keys of the partition
 * @param models the models known in the table
 */
record WholePartition(ItemType<?> type, KeyRange range, List<ItemType<?>> models) implements QueryTarget<Object> {

    static WholePartition of(ItemType<?> type, KeyValues values, List<ItemType<?>> models) {
        return new WholePartition(type, type.keys().partitionRange(values), models);
    }

    @Override
    public String name() {
        return type.name();
    }

    /** The partition is the same for each model with this partition key. */
    @Override
    public String id() {
        return "*";
    }

    @Override
    public SortBound sortBound() {
        throw new InvalidKeyException(
                "A bound applies to the sort key of one model, and a whole partition has items of several. Query one model.",
                null);
    }

    @Override
    public @Nullable ItemType<?> typeOf(ItemKey key) {
        return StoreDescription.Table.modelOf(models, key).orElse(null);
    }

    @Override
    public boolean includesItemsWithoutModel() {
        return true;
    }

    @Override
    public @Nullable ItemKey positionAfterExtensionsOf(ItemKey key, boolean reverse) {
        return null;
    }

    @Override
    public @Nullable TextKeys textKeys(KeyRange within) {
        return null;
    }

    @Override
    public Optional<String> expiresAt() {
        return models.stream().flatMap(model -> model.expiresAt().stream()).findFirst();
    }

    @Override
    public BoundCondition bind(Condition filter, ItemExpiry expiry) {
        throw new InvalidConditionException(
                "A filter names the fields of one model, and a whole partition has items of several. Query one model.",
                null,
                null);
    }

    @Override
    public ItemType<Object> single() {
        throw new InvalidModelException(
                "A whole partition has items of several models, which are not deleted together. Call deleteAll for each model.");
    }
}
