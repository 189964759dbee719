package io.dynawrap.engine;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.StoredItem;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the item that a backend reported really refuses a write. It may be newer than the item that refused the
 * write, so the checks are evaluated on it.
 */
final class Refusals {

    private final ItemCoding coding;
    private final ItemExpiry expiry;

    Refusals(ItemCoding coding, ItemExpiry expiry) {
        this.coding = coding;
        this.expiry = expiry;
    }

    /** Returns the exception for an item that refuses a write, or empty if it does not. */
    Optional<ConditionFailedException> of(ItemType<?> type, CheckedWrite write, @Nullable StoredItem current) {
        return write.refusal(current).map(refusal -> refusal.with(reader(type, current)));
    }

    /** An item that has expired is absent in the exception too. */
    private @Nullable Function<Class<?>, ?> reader(ItemType<?> type, @Nullable StoredItem current) {
        return current == null || expiry.hasExpired(type, current)
                ? null
                : model -> coding.decode(coding.type(model), current);
    }
}
