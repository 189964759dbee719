package io.dynawrap.differential;

import io.dynawrap.OnError;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One step of a program. It holds all that it needs, so that a program from which steps were taken is one still. */
sealed interface Step {

    /** An item to be written; a field that is missing is {@code null}. */
    record Item(Model model, Map<String, ?> fields) {}

    record Save(Item item) implements Step {}

    /**
     * What another writer stores under the key of an item: its fields, but for some that are absent, null, or those of another
     * key.
     *
     * @param sort another sort key than that of the item, or {@code null}; perhaps of no model
     */
    record Raw(
            Item item,
            Set<String> absent,
            Map<String, ?> other,
            @Nullable String sort) implements Step {

        /** The key under which it is stored, or {@code null} if the item has none. */
        Row.@Nullable Key key() {
            Row.Key key = Reference.keyOf(item.model(), item.fields());
            return key == null || sort == null ? key : new Row.Key(key.partition(), sort);
        }

        Map<String, @Nullable Object> stored() {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>(item.fields());
            fields.putAll(other);
            Map<String, @Nullable Object> stored = StoredForm.of(item.model(), fields);
            other.forEach((name, value) -> stored.putIfAbsent(name, null));
            stored.keySet().removeAll(absent);
            return stored;
        }
    }

    record DeleteItem(Item item) implements Step {}

    record DeleteKey(Model model, Map<String, ?> key) implements Step {}

    record Create(Item item) implements Step {}

    record SaveIf(Item item, Check check) implements Step {}

    record DeleteItemIf(Item item, Check check) implements Step {}

    record DeleteKeyIf(Model model, Map<String, ?> key, Check check) implements Step {}

    /**
     * Changes fields of an item.
     *
     * @param created the item to create if the stored one is absent, or {@code null}
     */
    record Update(
            Model model,
            Map<String, ?> key,
            List<Change> changes,
            @Nullable Check check,
            @Nullable Item created) implements Step {}

    /**
     * Reads an item, gives it other values and writes it.
     *
     * @param values the other values; without any the item stays as it is
     */
    record Modify(Model model, Map<String, ?> key, Map<String, ?> values) implements Step {}

    record Exists(Model model, Map<String, ?> key) implements Step {}

    record Get(Model model, Map<String, ?> key) implements Step {}

    record GetAll(Model model, List<Map<String, ?>> keys) implements Step {}

    record Batch(List<Item> items) implements Step {}

    /** From now on the clock of the store shows another time. */
    record Clock(Instant now) implements Step {

        /** The time at which every program starts. */
        static final Instant START = Instant.ofEpochSecond(1_600_000_000);
    }

    /** A batch of saves and deletes: of {@link Save}, {@link DeleteItem} and {@link DeleteKey}. */
    record MixedBatch(List<Step> operations) implements Step {

        static Model modelOf(Step operation) {
            if (operation instanceof Save save) {
                return save.item().model();
            }
            return operation instanceof DeleteItem delete ? delete.item().model() : ((DeleteKey) operation).model();
        }
    }

    /** Requires something of an item that the transaction does not write. Only part of a {@link Transact}. */
    record CheckItem(Model model, Map<String, ?> key, Check check) implements Step {}

    /**
     * A transaction of the store, of writes of single items and checks.
     *
     * @param token its token, which belongs to the program, or {@code null}
     */
    record Transact(List<Step> operations, @Nullable String token) implements Step {

        /** Whether the store accepts no token for it, because an operation is on an item that can expire. */
        boolean canExpire() {
            return operations.stream().anyMatch(operation -> modelOf(operation).expiryField() != null);
        }

        static Model modelOf(Step operation) {
            if (operation instanceof Create create) {
                return create.item().model();
            } else if (operation instanceof SaveIf save) {
                return save.item().model();
            } else if (operation instanceof DeleteItemIf delete) {
                return delete.item().model();
            } else if (operation instanceof DeleteKeyIf delete) {
                return delete.model();
            } else if (operation instanceof Update update) {
                return update.model();
            }
            return operation instanceof CheckItem check ? check.model() : MixedBatch.modelOf(operation);
        }
    }

    record Find(Search search, Run run) implements Step {}

    /** A step on another table than the one of the program, which is not there. */
    record Elsewhere(String table, Step step) implements Step {}

    /** The four kinds of bounds. */
    enum Side {
        FROM,
        AFTER,
        TO,
        BEFORE
    }

    record Bound(Side side, Object value) {}

    /** A query or a scan with its options; {@code null} is for those that are not set. */
    record Search(
            Searched searched,
            boolean scan,
            Map<String, ?> key,
            boolean reverse,
            @Nullable OnError onError,
            @Nullable Boolean consistent,
            @Nullable Integer limit,
            @Nullable Integer threads,
            List<Bound> bounds,
            @Nullable Check filter) {

        Search with(List<Bound> others, @Nullable Check another) {
            return new Search(
                    searched, scan, key, reverse, onError, consistent, limit, threads, List.copyOf(others), another);
        }
    }

    /** How a query is run. */
    sealed interface Run {

        record All() implements Run {}

        record First() implements Run {}

        record Count() implements Run {}

        record DeleteAll() implements Run {}

        /** Gives the stream up after some items. */
        record Take(int items) implements Run {}

        /** Runs page by page. */
        sealed interface Paged extends Run {
            int size();
        }

        /** All pages one after the other, on past unreadable items. */
        record Walk(int size) implements Paged {}

        /** One page, from the cursor in a slot if there is one, whatever query it is from; its cursor goes to a slot. */
        record OnePage(int size, int from, int into) implements Paged {}

        /** One page from a text. */
        record Forged(int size, String cursor) implements Paged {}

        /** One page from the cursor of the first page, if it has one, with one character changed. */
        record Damaged(int size, int position) implements Paged {}
    }
}
