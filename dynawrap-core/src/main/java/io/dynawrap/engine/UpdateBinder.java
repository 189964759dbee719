package io.dynawrap.engine;

import io.dynawrap.Condition;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidUpdateException;
import io.dynawrap.ItemUpdate;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.StorableText;
import io.dynawrap.mapping.FieldValue;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundUpdate;
import io.dynawrap.spi.StoredItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks and collects the changes of one update, and converts their values to the form in which fields are stored. */
final class UpdateBinder<T> implements ItemUpdate<T> {

    private final ItemType<T> type;
    private final ItemKey key;
    private final BoundCondition.@Nullable Expiry expiry;
    private final ItemCoding coding;
    private final List<BoundUpdate.Action> actions = new ArrayList<>();
    private final List<BoundCondition> conditions = new ArrayList<>();
    private @Nullable Map<String, @Nullable Object> created;
    private long bytes;
    private boolean complete;

    private UpdateBinder(ItemType<T> type, ItemKey key, BoundCondition.@Nullable Expiry expiry, ItemCoding coding) {
        this.type = type;
        this.key = key;
        this.expiry = expiry;
        this.coding = coding;
    }

    /**
     * An update that was checked.
     *
     * @param update the changes, the next version among them
     * @param conditions the conditions of the caller
     * @param created the item to create if the stored one is absent, these changes included, or {@code null}
     * @param bytes the approximate size of all values
     */
    record Bound(
            BoundUpdate update,
            List<BoundCondition> conditions,
            @Nullable StoredItem created,
            int bytes) {}

    /**
     * Collects the changes of an update.
     *
     * @param expiry how items of the model expire, or {@code null} if they do not
     * @throws InvalidUpdateException if they do not fit the model
     */
    static <T> Bound bind(
            ItemType<T> type,
            ItemKey key,
            BoundCondition.@Nullable Expiry expiry,
            ItemCoding coding,
            Consumer<? super ItemUpdate<T>> changes) {
        UpdateBinder<T> binder = new UpdateBinder<>(type, key, expiry, coding);
        try {
            changes.accept(binder);
        } finally {
            binder.complete = true;
        }
        return binder.bound();
    }

    private Bound bound() {
        if (actions.isEmpty()) {
            throw new InvalidUpdateException(
                    type.name() + ": an update changes nothing. Call set, setIfAbsent, add, append or remove in it.",
                    null,
                    null);
        }
        StoredItem item = created == null ? null : created(new BoundUpdate(actions), created);
        type.versionField().ifPresent(this::addVersion);
        BoundUpdate update = new BoundUpdate(List.copyOf(actions));
        List<BoundCondition> all = new ArrayList<>(conditions);
        all.add(new BoundCondition.ItemExists(expiry));
        UpdateLimits.check(type.name(), update, new BoundCondition.All(all), bytes);
        return new Bound(update, List.copyOf(conditions), item, (int) bytes);
    }

    private StoredItem created(BoundUpdate update, Map<String, @Nullable Object> fields) {
        UpdateEvaluator.Outcome outcome = UpdateEvaluator.evaluate(update, fields);
        if (outcome instanceof UpdateEvaluator.Problem problem) {
            throw new InvalidUpdateException(
                    type.name() + ": the field '" + problem.field() + "' of the item of orCreate " + problem.text(),
                    problem.field(),
                    null);
        }
        return coding.encode(type, key, ((UpdateEvaluator.Applied) outcome).fields());
    }

    private void addVersion(String field) {
        BoundUpdate.Range range = new BoundUpdate.Range(BigDecimal.ONE, BigDecimal.valueOf(type.largestVersion()));
        actions.add(new BoundUpdate.Add(field, BigDecimal.ONE, range));
        bytes += StorableText.utf8Length(field);
    }

    @Override
    public ItemUpdate<T> set(String field, @Nullable Object value) {
        Object stored = value(field, value);
        return add(stored == null ? new BoundUpdate.Remove(field) : new BoundUpdate.Set(field, stored));
    }

    @Override
    public ItemUpdate<T> setIfAbsent(String field, Object value) {
        Object stored = value(field, Objects.requireNonNull(value, "'value' must not be null"));
        if (stored == null) {
            throw new InvalidUpdateException(
                    type.name() + ": the field '" + field
                            + "' of an update has a value that is stored as NULL, which sets nothing. Leave it out.",
                    field,
                    null);
        }
        return add(new BoundUpdate.SetIfAbsent(field, stored));
    }

    private @Nullable Object value(String field, @Nullable Object value) {
        FieldValue stored = type.updateFields().value(named(field), value);
        bytes += stored.bytes();
        return stored.value();
    }

    @Override
    public ItemUpdate<T> add(String field, Number number) {
        Objects.requireNonNull(number, "'number' must not be null");
        FieldValue stored = type.updateFields().number(named(field), number);
        bytes += stored.bytes();
        BoundUpdate.Range range = stored.lowest() == null || stored.highest() == null
                ? null
                : new BoundUpdate.Range(stored.lowest(), stored.highest());
        return add(new BoundUpdate.Add(field, (BigDecimal) Objects.requireNonNull(stored.value()), range));
    }

    @Override
    public ItemUpdate<T> append(String field, Collection<?> elements) {
        Objects.requireNonNull(elements, "'elements' must not be null");
        FieldValue stored = type.updateFields().elements(named(field), elements);
        bytes += stored.bytes();
        List<@Nullable Object> values = new ArrayList<>((List<?>) Objects.requireNonNull(stored.value()));
        return add(new BoundUpdate.Append(field, Collections.unmodifiableList(values)));
    }

    @Override
    public ItemUpdate<T> remove(String field) {
        type.updateFields().check(named(field));
        return add(new BoundUpdate.Remove(field));
    }

    @Override
    public ItemUpdate<T> onlyIf(Condition condition) {
        checkOpen();
        conditions.add(
                ConditionBinder.bind(type, Objects.requireNonNull(condition, "'condition' must not be null"), expiry));
        return this;
    }

    @Override
    public ItemUpdate<T> orCreate(T item) {
        checkOpen();
        Objects.requireNonNull(item, "'item' must not be null");
        ItemKey own = type.key(item);
        if (!own.equals(key)) {
            throw new InvalidKeyException(
                    type.name() + ": the item of orCreate has the key '" + own.partitionKey() + "', '" + own.sortKey()
                            + "', but the update is that of '" + key.partitionKey() + "', '" + key.sortKey()
                            + "'. Give it the same key.",
                    null);
        }
        created = coding.fields(type, item);
        return this;
    }

    private static String named(String field) {
        return Objects.requireNonNull(field, "'field' must not be null");
    }

    private ItemUpdate<T> add(BoundUpdate.Action action) {
        checkOpen();
        if (isChanged(action.field())) {
            throw new InvalidUpdateException(
                    type.name() + ": the field '" + action.field()
                            + "' is changed twice by an update. Change it once; all changes start from the stored item.",
                    action.field(),
                    null);
        }
        actions.add(action);
        return this;
    }

    /** The changed fields are different fields of the model, so they are few. */
    private boolean isChanged(String field) {
        for (BoundUpdate.Action action : actions) {
            if (action.field().equals(field)) {
                return true;
            }
        }
        return false;
    }

    private void checkOpen() {
        if (complete) {
            throw new IllegalStateException(
                    "The update has been completed. Add changes inside the call of update only.");
        }
    }
}
