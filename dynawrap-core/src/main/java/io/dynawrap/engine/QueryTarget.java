package io.dynawrap.engine;

import io.dynawrap.Condition;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyRange;
import io.dynawrap.key.SortBound;
import io.dynawrap.key.TextKeys;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.BoundCondition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one query or scan finds: the items of a model, those of all models under a sealed interface, or all items of a partition.
 *
 * @param <T> the type of the items
 */
sealed interface QueryTarget<T> permits SingleModel, SeveralModels, WholePartition {

    /** Returns the simple name, as messages and listeners show it. */
    String name();

    /** Returns what a cursor is bound to: the full names of all classes. */
    String id();

    /** Returns the keys to read. */
    KeyRange range();

    /**
     * Returns how to set bounds.
     *
     * @throws InvalidKeyException if there is no field for them
     */
    SortBound sortBound();

    /** Returns the model of an item, or {@code null} if it is of another model or of no model. */
    @Nullable ItemType<? extends T> typeOf(ItemKey key);

    /** Reports whether items without a model are found too. */
    boolean includesItemsWithoutModel();

    /** Returns where to continue after a long run of other items, or {@code null} to read on. */
    @Nullable ItemKey positionAfterExtensionsOf(ItemKey key, boolean reverse);

    /** Returns which keys of a range are found, if a condition on characters decides that, otherwise {@code null}. */
    @Nullable TextKeys textKeys(KeyRange within);

    /** Returns the field at which items expire. */
    Optional<String> expiresAt();

    /**
     * Binds a filter.
     *
     * @throws InvalidConditionException if it does not fit
     */
    BoundCondition bind(Condition filter, ItemExpiry expiry);

    /**
     * Returns the only model.
     *
     * @throws InvalidModelException if there are several
     */
    ItemType<T> single();
}
