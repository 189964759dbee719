package io.dynawrap.engine;

import com.fasterxml.jackson.core.JsonParser;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.StoredItem;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides by the clock of a store whether items have expired. */
final class ItemExpiry {

    private final InstantSource clock;

    ItemExpiry(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns the present second, counted from 1970-01-01T00:00:00Z. */
    long now() {
        return clock.instant().getEpochSecond();
    }

    /** Returns how items of a model expire at this moment, or {@code null} if they never do. */
    BoundCondition.@Nullable Expiry of(ItemType<?> type) {
        return type.expiresAt()
                .map(field -> new BoundCondition.Expiry(field, now()))
                .orElse(null);
    }

    /** Adds to a filter that an item of a model has not expired. */
    @Nullable BoundCondition filter(ItemType<?> type, @Nullable BoundCondition filter) {
        BoundCondition.Expiry expiry = of(type);
        if (expiry == null) {
            return filter;
        }
        BoundCondition exists = new BoundCondition.ItemExists(expiry);
        return filter == null ? exists : new BoundCondition.All(List.of(filter, exists));
    }

    /** Reports whether a stored item has expired. Reads no other field of it, so an item that cannot be read may have expired. */
    boolean hasExpired(ItemType<?> type, StoredItem item) {
        BoundCondition.Expiry expiry = of(type);
        return expiry != null && hasExpired(expiry, item);
    }

    static boolean hasExpired(BoundCondition.Expiry expiry, StoredItem item) {
        try (JsonParser fields = item.data().parser()) {
            fields.nextToken();
            for (String name = fields.nextFieldName(); name != null; name = fields.nextFieldName()) {
                boolean isNumber = fields.nextToken().isNumeric();
                if (name.equals(expiry.field())) {
                    return isNumber && isOver(expiry, fields.getDecimalValue());
                }
                fields.skipChildren();
            }
            return false;
        } catch (IOException e) {
            return false; // reading the item reports what is wrong with it
        }
    }

    /** Reports whether the second of an item has come. */
    static boolean isOver(BoundCondition.Expiry expiry, BigDecimal second) {
        return second.compareTo(BigDecimal.valueOf(expiry.now())) <= 0;
    }
}
