package io.dynawrap.engine;

import io.dynawrap.Condition;
import io.dynawrap.KeyValues;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyRange;
import io.dynawrap.key.SortBound;
import io.dynawrap.key.TextKeys;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.BoundCondition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The items of one model. */
record SingleModel<T>(ItemType<T> type, KeyValues values, KeyRange range) implements QueryTarget<T> {

    static <T> SingleModel<T> query(ItemType<T> type, KeyValues values) {
        return new SingleModel<>(type, values, type.keys().queryRange(values));
    }

    static <T> SingleModel<T> scan(ItemType<T> type, KeyValues values) {
        return new SingleModel<>(type, values, type.keys().scanRange(values));
    }

    @Override
    public String name() {
        return type.name();
    }

    @Override
    public String id() {
        return type.model().getName();
    }

    @Override
    public SortBound sortBound() {
        return type.keys().sortBound(range, values);
    }

    @Override
    public @Nullable ItemType<T> typeOf(ItemKey key) {
        return type.matches(key) ? type : null;
    }

    @Override
    public boolean includesItemsWithoutModel() {
        return false;
    }

    @Override
    public @Nullable ItemKey positionAfterExtensionsOf(ItemKey key, boolean reverse) {
        return type.keys().positionAfterExtensionsOf(key, reverse);
    }

    @Override
    public @Nullable TextKeys textKeys(KeyRange within) {
        return type.keys().textKeys(within, values);
    }

    @Override
    public Optional<String> expiresAt() {
        return type.expiresAt();
    }

    @Override
    public BoundCondition bind(Condition filter, ItemExpiry expiry) {
        return ConditionBinder.bind(type, filter, expiry.of(type));
    }

    @Override
    public ItemType<T> single() {
        return type;
    }
}
