package io.dynawrap.engine;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.InapplicableUpdateException;
import io.dynawrap.engine.StoredValues.StoredSet;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundUpdate;
import io.dynawrap.spi.StoredItem;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Executes updates of plain fields on a database, as the store does, and in Java. */
final class Updates {

    @DbItem(pk = "{p}", sk = "{s}")
    record Anything(String p, String s) {}

    private static final ItemType<Anything> TYPE = ItemCodec.create().type(Anything.class);

    /**
     * What an update does.
     *
     * @param refusal the exception, with the field that cannot be changed
     * @param fields the fields of the item afterwards, as plain values
     */
    record Outcome(@Nullable String refusal, @Nullable Object fields) {}

    private final StoreCall call;
    private final String table;
    private final CheckedWriter writer;
    private final ItemUpdater updater;

    Updates(Backend backend, String table) {
        this.call = new UnobservedCall(backend);
        this.table = table;
        ItemCoding coding = new ItemCoding(ItemCodec.create(), backend, false);
        ItemExpiry expiry = new ItemExpiry(InstantSource.system());
        this.writer = new CheckedWriter(new Refusals(coding, expiry), new WriteRetries(Backoff.sleeping()));
        this.updater = new ItemUpdater(coding, writer, expiry, Backoff.sleeping());
    }

    private CheckedWrite prepared(ItemKey key, BoundUpdate update, List<BoundCondition> conditions) {
        return updater.prepare(TYPE, table, key, new UpdateBinder.Bound(update, conditions, null, bytes(update)));
    }

    private static int bytes(BoundUpdate update) {
        return (int) update.actions().stream().mapToLong(Updates::bytes).sum();
    }

    private static long bytes(BoundUpdate.Action action) {
        Object value = action instanceof BoundUpdate.Set set
                ? set.value()
                : action instanceof BoundUpdate.SetIfAbsent set
                        ? set.value()
                        : action instanceof BoundUpdate.Append append ? append.elements() : null;
        Map<String, Object> field = new LinkedHashMap<>();
        field.put(action.field(), value);
        return StoredSize.of(new ItemKey("", ""), null, field);
    }

    /** Executes an update on the database. */
    Outcome execute(ItemKey key, BoundUpdate update, List<BoundCondition> conditions) {
        try {
            StoredItem item = writer.write(call, TYPE, prepared(key, update, conditions));
            return new Outcome(null, comparable(StoredValues.allOf(item)));
        } catch (ConditionFailedException e) {
            return new Outcome(name(e), null);
        }
    }

    /** Evaluates an update in Java, with the decisions of the store. */
    Outcome evaluate(StoredItem item, BoundUpdate update, List<BoundCondition> conditions) {
        return prepared(item.key(), update, conditions)
                .refusal(item)
                .map(refusal -> new Outcome(name(refusal.with(null)), null))
                .orElseGet(() -> new Outcome(
                        null, comparable(((UpdateEvaluator.Applied) UpdateEvaluator.evaluate(update, item)).fields())));
    }

    private static String name(ConditionFailedException e) {
        return e.getClass().getSimpleName()
                + (e instanceof InapplicableUpdateException update
                        ? " " + update.field().orElse("item")
                        : "");
    }

    /** Returns a value in a form that is equal for equal ones: PostgreSQL has neither bytes nor sets. */
    static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        } else if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        } else if (value instanceof StoredSet set) {
            return comparable(set.elements());
        } else if (value instanceof List<?> list) {
            return list.stream().map(Updates::comparable).toList().toString();
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put(name, comparable(field)));
            return fields;
        }
        return value;
    }
}
