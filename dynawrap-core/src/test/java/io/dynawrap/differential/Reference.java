package io.dynawrap.differential;

import io.dynawrap.BatchWriteException;
import io.dynawrap.ConditionFailedException;
import io.dynawrap.InapplicableUpdateException;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.InvalidUpdateException;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemNotFoundException;
import io.dynawrap.StaleItemException;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.differential.Row.Key;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules of the library on a sorted map: tells what each step of a program has to give. */
final class Reference {

    private final NavigableMap<Key, Row> rows = new TreeMap<>();
    private final Map<String, Executed> executed = new HashMap<>();
    private Instant now = Step.Clock.START;
    private final SearchRules searches = new SearchRules(rows.values(), () -> now);

    /** A transaction with a token. */
    private record Executed(List<Step> operations, Expected answer) {}

    /** The keys and versions of all that is stored. */
    Set<List<String>> contents() {
        return rows.values().stream()
                .map(row -> List.of(row.key().partition(), row.key().sort(), row.version()))
                .collect(Collectors.toSet());
    }

    Expected expect(Step step) {
        if (step instanceof Step.Save save) {
            return save(save.item(), null);
        } else if (step instanceof Step.SaveIf save) {
            return save(save.item(), save.check());
        } else if (step instanceof Step.Create create) {
            return create(create.item());
        } else if (step instanceof Step.DeleteItemIf delete) {
            return delete(delete.item(), delete.check());
        } else if (step instanceof Step.DeleteKeyIf delete) {
            Set<Class<?>> failures = writeFailures(delete.model());
            return delete(delete.model(), fullKey(delete.model(), delete.key()), failures, delete.check());
        } else if (step instanceof Step.Update update) {
            return update(update, fullKey(update.model(), update.key()));
        } else if (step instanceof Step.Modify modify) {
            return modify(modify, fullKey(modify.model(), modify.key()));
        } else if (step instanceof Step.Exists exists) {
            return exists(exists.model(), fullKey(exists.model(), exists.key()));
        } else if (step instanceof Step.Batch batch) {
            return batch(batch.items());
        } else if (step instanceof Step.MixedBatch batch) {
            return mixedBatch(batch.operations());
        } else if (step instanceof Step.Transact transaction) {
            return transact(transaction);
        } else if (step instanceof Step.CheckItem check) {
            return checkItem(check, fullKey(check.model(), check.key()));
        } else if (step instanceof Step.GetAll getAll) {
            return getAll(getAll.model(), getAll.keys());
        } else if (step instanceof Step.Raw raw) {
            Key key = raw.key();
            rows.put(key, new Row(key, raw.stored(), ProgramGenerator.OTHER_VERSION));
            return Expected.note("");
        } else if (step instanceof Step.DeleteItem delete) {
            return delete(delete.item(), null);
        } else if (step instanceof Step.DeleteKey delete) {
            Set<Class<?>> failures = writeFailures(delete.model());
            return delete(delete.model(), fullKey(delete.model(), delete.key()), failures, null);
        } else if (step instanceof Step.Get get) {
            return get(get.model(), fullKey(get.model(), get.key()));
        } else if (step instanceof Step.Clock clock) {
            now = clock.now();
            return Expected.note("");
        } else if (step instanceof Step.Find find) {
            return searches.find(find.search(), find.run());
        }
        return elsewhere((Step.Elsewhere) step);
    }

    private Expected elsewhere(Step.Elsewhere elsewhere) {
        if (!elsewhere.table().equals(ProgramGenerator.ABSENT_TABLE)) {
            return Expected.failureInAnyWords(Set.of(InvalidArgumentException.class));
        }
        Set<Class<?>> failures =
                new HashSet<>(new Reference().expect(elsewhere.step()).failures());
        failures.removeIf(ConditionFailedException.class::isAssignableFrom); // nothing is read of an absent table
        if (!failures.isEmpty()) {
            return Expected.failure(failures);
        }
        boolean batch = elsewhere.step() instanceof Step.Batch || elsewhere.step() instanceof Step.MixedBatch;
        return Expected.failureInAnyWords(Set.of(batch ? BatchWriteException.class : TableNotFoundException.class));
    }

    private static Set<Class<?>> writeFailures(Model model) {
        boolean allowed = model.role() == Model.Role.OWN || model.role() == Model.Role.FOREIGN;
        return allowed ? new HashSet<>() : new HashSet<>(Set.of(InvalidModelException.class));
    }

    /** What is wrong with an item; if nothing is, it is put into the rows. */
    private static Set<Class<?>> checked(Step.Item item, @Nullable Integer version, Map<Key, Row> rows) {
        Model model = item.model();
        Set<Class<?>> failures = writeFailures(model);
        Key key = keyOf(model, item.fields());
        if (key == null) {
            failures.add(InvalidKeyException.class);
        }
        int keyBytes = key == null ? 0 : StoredForm.bytes(key.partition()) + StoredForm.bytes(key.sort());
        Map<String, @Nullable Object> stored = StoredForm.of(model, item.fields());
        if (version != null && model.itemVersion() != null) {
            stored.put(model.itemVersion(), canonical(version));
        }
        if (!StoredForm.mayBeStored(model, stored, keyBytes)) {
            failures.add(InvalidItemException.class);
        }
        if (failures.isEmpty() && key != null) {
            rows.put(key, new Row(key, stored, model.version()));
        }
        return failures;
    }

    /** Whether both databases could hold an item as it is. */
    static boolean mayBeStored(Step.Raw raw) {
        Key key = raw.key();
        return key != null
                && StoredForm.bytes(key.sort()) <= 1024
                && StoredForm.mayBeStored(
                        raw.item().model(),
                        raw.stored(),
                        StoredForm.bytes(key.partition()) + StoredForm.bytes(key.sort()));
    }

    private static BigDecimal canonical(int number) {
        return number == 0 ? BigDecimal.ZERO : new BigDecimal(number).stripTrailingZeros();
    }

    /** The version that an item holds; 0 if it holds none. */
    private static int version(Step.Item item) {
        String field = item.model().itemVersion();
        return field == null || item.fields().get(field) == null
                ? 0
                : (Integer) item.fields().get(field);
    }

    /** Whether the stored version is the one that an item holds. */
    private static boolean isCurrent(Step.Item item, @Nullable Row row) {
        String field = item.model().itemVersion();
        int version = version(item);
        if (field == null) {
            return true;
        }
        Object stored = row == null ? null : row.stored().get(field);
        boolean none = stored == null || stored.equals(BigDecimal.ZERO);
        return version == 0 ? none : canonical(version).equals(stored);
    }

    private Expected save(Step.Item item, @Nullable Check check) {
        Map<Key, Row> written = new HashMap<>();
        int version = version(item);
        Set<Class<?>> failures = checked(item, Math.max(0, version) + (version == Integer.MAX_VALUE ? 0 : 1), written);
        if (version < 0 || version == Integer.MAX_VALUE) {
            failures.add(InvalidItemException.class);
        }
        if (!failures.isEmpty()) {
            return Expected.failure(failures);
        }
        Key key = written.keySet().iterator().next();
        Row current = current(item.model(), key);
        if (!isCurrent(item, current)) {
            return Expected.refusal(StaleItemException.class, current, item.model());
        }
        if (check != null && !check.holds(current == null ? null : current.stored())) {
            return Expected.refusal(ConditionFailedException.class, current, item.model());
        }
        rows.putAll(written);
        return Expected.items(List.of(written.get(key).as(item.model())), "");
    }

    private Expected create(Step.Item item) {
        Map<Key, Row> written = new HashMap<>();
        Set<Class<?>> failures = checked(item, 1, written);
        if (!failures.isEmpty()) {
            return Expected.failure(failures);
        }
        Key key = written.keySet().iterator().next();
        Row current = current(item.model(), key);
        if (current != null) {
            return Expected.refusal(ItemExistsException.class, current, item.model());
        }
        rows.putAll(written);
        return Expected.items(List.of(written.get(key).as(item.model())), "");
    }

    private Expected update(Step.Update step, @Nullable Key key) {
        Model model = step.model();
        Set<Class<?>> failures = writeFailures(model);
        Row created = step.created() == null ? null : created(step, key, failures);
        if (key == null) {
            failures.add(InvalidKeyException.class);
        }
        if (!Change.areValid(model, step.changes())) {
            failures.add(InvalidUpdateException.class);
        }
        if (!failures.isEmpty() || key == null) {
            if (failures.contains(InvalidModelException.class)) {
                failures.addAll(Set.of(InvalidKeyException.class, InvalidUpdateException.class));
            }
            return Expected.failure(failures);
        }
        Row current = current(model, key);
        if (current == null && created == null) {
            return Expected.refusal(ItemNotFoundException.class, null, model);
        }
        if (current == null) {
            rows.put(key, created);
            return Expected.items(List.of(created.as(model)), "");
        }
        if (step.check() != null && !step.check().holds(current.stored())) {
            return Expected.refusal(ConditionFailedException.class, current, model);
        }
        Map<String, @Nullable Object> changed = Change.apply(model, step.changes(), current.stored());
        if (changed == null
                || !Change.increaseVersion(model, changed)
                || bytes(key, changed, current.version()) > StoredForm.MAX_ITEM_BYTES) {
            return Expected.refusal(InapplicableUpdateException.class, current, model);
        }
        Row row = new Row(key, changed, current.version());
        rows.put(key, row);
        Map<String, @Nullable Object> item = row.as(model);
        return item == null
                ? Expected.failure(Set.of(UnreadableItemException.class))
                : Expected.items(List.of(item), "");
    }

    private static int bytes(Key key, Map<String, @Nullable Object> stored, String version) {
        return StoredForm.itemBytes(stored, StoredForm.bytes(key.partition()) + StoredForm.bytes(key.sort()), version);
    }

    /** The item that an update creates in the place of an absent one, or {@code null} if something is wrong with it. */
    private static @Nullable Row created(Step.Update step, @Nullable Key key, Set<Class<?>> failures) {
        Model model = step.model();
        Map<Key, Row> written = new HashMap<>();
        Set<Class<?>> problems = checked(step.created(), 1, written);
        if (!problems.isEmpty()) {
            failures.addAll(problems);
            return null;
        }
        Row row = written.values().iterator().next();
        if (!row.key().equals(key)) {
            failures.add(InvalidKeyException.class);
        }
        if (!Change.areValid(model, step.changes())) {
            return null;
        }
        Map<String, @Nullable Object> changed = Change.apply(model, step.changes(), row.stored());
        if (changed == null) {
            failures.add(InvalidUpdateException.class);
            return null;
        }
        Row created = new Row(row.key(), changed, row.version());
        if (bytes(row.key(), changed, row.version()) > StoredForm.MAX_ITEM_BYTES || created.as(model) == null) {
            failures.add(InvalidItemException.class);
        }
        return created;
    }

    private Expected modify(Step.Modify step, @Nullable Key key) {
        Model model = step.model();
        Set<Class<?>> failures = writeFailures(model);
        if (key == null) {
            failures.add(InvalidKeyException.class);
        }
        if (model.itemVersion() == null) {
            failures.add(InvalidArgumentException.class);
        }
        if (!failures.isEmpty() || key == null) {
            return Expected.failure(failures);
        }
        Row current = current(model, key);
        if (current == null) {
            return Expected.refusal(ItemNotFoundException.class, null, model);
        }
        Map<String, @Nullable Object> fields = current.as(model);
        if (fields == null) {
            return Expected.failure(Set.of(UnreadableItemException.class));
        }
        if (step.values().isEmpty()) {
            return Expected.items(List.of(fields), "");
        }
        int version = version(new Step.Item(model, fields));
        fields.putAll(step.values());
        Map<Key, Row> written = new HashMap<>();
        failures.addAll(checked(
                new Step.Item(model, fields), Math.max(0, version) + (version == Integer.MAX_VALUE ? 0 : 1), written));
        if (version < 0 || version == Integer.MAX_VALUE) {
            failures.add(InvalidItemException.class);
        }
        if (!failures.isEmpty()) {
            return Expected.failure(failures);
        }
        rows.putAll(written);
        return Expected.items(List.of(written.get(key).as(model)), "");
    }

    private Expected exists(Model model, @Nullable Key key) {
        if (model.role() == Model.Role.REFUSED) {
            return Expected.failure(Set.of(InvalidModelException.class, InvalidKeyException.class));
        }
        return key == null
                ? Expected.failure(Set.of(InvalidKeyException.class))
                : Expected.note("" + (current(model, key) != null));
    }

    private Expected batch(List<Step.Item> items) {
        Map<Key, Row> written = new LinkedHashMap<>();
        Set<Class<?>> failures = new HashSet<>();
        items.forEach(item -> {
            failures.addAll(checked(item, null, written));
            if (item.model().itemVersion() != null) {
                failures.add(InvalidArgumentException.class);
            }
        });
        if (!failures.isEmpty()) {
            return Expected.failure(failures);
        }
        rows.putAll(written);
        return Expected.note("written " + written.size());
    }

    private Expected mixedBatch(List<Step> operations) {
        Map<Key, @Nullable Row> written = new LinkedHashMap<>();
        Set<Class<?>> failures = new HashSet<>();
        for (Step operation : operations) {
            Map<Key, Row> saved = new HashMap<>();
            if (operation instanceof Step.Save save) {
                failures.addAll(checked(save.item(), null, saved));
                failures.addAll(versionFailures(save.item().model()));
                written.putAll(saved);
                continue;
            }
            Key key = operation instanceof Step.DeleteItem delete
                    ? keyOf(delete.item().model(), delete.item().fields())
                    : fullKey(((Step.DeleteKey) operation).model(), ((Step.DeleteKey) operation).key());
            failures.addAll(writeFailures(Step.MixedBatch.modelOf(operation)));
            if (operation instanceof Step.DeleteItem) {
                failures.addAll(versionFailures(Step.MixedBatch.modelOf(operation)));
            }
            if (key == null) {
                failures.add(InvalidKeyException.class);
            } else {
                written.put(key, null);
            }
        }
        if (!failures.isEmpty()) {
            return Expected.failure(failures);
        }
        written.forEach((key, row) -> {
            if (row == null) {
                rows.remove(key);
            } else {
                rows.put(key, row);
            }
        });
        return Expected.note("executed " + written.size());
    }

    /** Each operation sees the rows as they are before the transaction; no two have the same key. */
    private Expected transact(Step.Transact step) {
        List<Step> operations = step.operations();
        if (operations.isEmpty()) {
            return Expected.failure(Set.of(InvalidArgumentException.class));
        }
        Set<Key> keys = new HashSet<>();
        List<Expected> outcomes = new ArrayList<>();
        for (Step operation : operations) {
            Expected outcome = copy().expect(operation);
            if (isInvalid(outcome)) {
                return Expected.failure(outcome.failures());
            }
            if (!keys.add(keyOf(operation))) {
                return Expected.failure(Set.of(InvalidArgumentException.class));
            }
            outcomes.add(outcome);
        }
        if (step.token() != null && step.canExpire()) {
            return Expected.failure(Set.of(InvalidArgumentException.class));
        }
        Executed before = step.token() == null ? null : executed.get(step.token());
        if (before != null) {
            return before.operations().equals(operations) ? before.answer() : Expected.REUSED_TOKEN;
        }
        if (outcomes.stream().anyMatch(Reference::isRefused)) {
            List<Map<String, @Nullable Object>> current = outcomes.stream()
                    .filter(Reference::isRefused)
                    .flatMap(outcome -> outcome.items().stream())
                    .toList();
            String reasons = outcomes.stream()
                    .map(outcome -> isRefused(outcome)
                            ? Answer.reason(outcome.failures().iterator().next(), String.valueOf(outcome.note()))
                            : Answer.NO_REASON)
                    .collect(Collectors.joining(", "));
            return new Expected(current, current.size(), true, reasons, Set.of(TransactionFailedException.class));
        }
        operations.forEach(this::expect);
        List<Map<String, @Nullable Object>> stored = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            if (!(operations.get(i) instanceof Step.Update)) {
                stored.addAll(outcomes.get(i).items());
            }
        }
        Expected answer = Expected.items(stored, "");
        if (step.token() != null) {
            executed.put(step.token(), new Executed(operations, answer));
        }
        return answer;
    }

    private Reference copy() {
        Reference copy = new Reference();
        copy.rows.putAll(rows);
        copy.now = now;
        return copy;
    }

    private static boolean isRefused(Expected outcome) {
        return !outcome.failures().isEmpty()
                && outcome.failures().stream().allMatch(ConditionFailedException.class::isAssignableFrom);
    }

    /** An update whose result cannot be read is executed: a transaction does not read it. */
    private static boolean isInvalid(Expected outcome) {
        return !outcome.failures().isEmpty()
                && !isRefused(outcome)
                && !outcome.failures().equals(Set.of(UnreadableItemException.class));
    }

    private static @Nullable Key keyOf(Step operation) {
        Model model = Step.Transact.modelOf(operation);
        if (operation instanceof Step.Save save) {
            return keyOf(model, save.item().fields());
        } else if (operation instanceof Step.SaveIf save) {
            return keyOf(model, save.item().fields());
        } else if (operation instanceof Step.Create create) {
            return keyOf(model, create.item().fields());
        } else if (operation instanceof Step.DeleteItem delete) {
            return keyOf(model, delete.item().fields());
        } else if (operation instanceof Step.DeleteKey delete) {
            return fullKey(model, delete.key());
        } else if (operation instanceof Step.DeleteKeyIf delete) {
            return fullKey(model, delete.key());
        } else if (operation instanceof Step.Update update) {
            return fullKey(model, update.key());
        }
        return fullKey(model, ((Step.CheckItem) operation).key());
    }

    private Expected checkItem(Step.CheckItem step, @Nullable Key key) {
        if (step.model().role() == Model.Role.REFUSED) {
            return Expected.failure(Set.of(InvalidModelException.class, InvalidKeyException.class));
        }
        if (key == null) {
            return Expected.failure(Set.of(InvalidKeyException.class));
        }
        Row current = current(step.model(), key);
        return step.check().holds(current == null ? null : current.stored())
                ? Expected.note("")
                : Expected.refusal(ConditionFailedException.class, current, step.model());
    }

    private Expected getAll(Model model, List<Map<String, ?>> keys) {
        if (model.role() == Model.Role.REFUSED) {
            return Expected.failure(Set.of(InvalidModelException.class, InvalidKeyException.class));
        }
        List<@Nullable Key> full = new ArrayList<>();
        keys.forEach(key -> full.add(fullKey(model, key)));
        if (full.contains(null)) {
            return Expected.failure(Set.of(InvalidKeyException.class));
        }
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (Key key : full) {
            Row row = current(model, key);
            Map<String, @Nullable Object> item = row == null ? null : row.as(model);
            if (item != null) {
                items.add(item);
            } else if (row != null) {
                return Expected.failure(Set.of(UnreadableItemException.class));
            }
        }
        return Expected.items(items, "");
    }

    /** A batch checks no versions. */
    private static Set<Class<?>> versionFailures(Model model) {
        return model.itemVersion() == null ? Set.of() : Set.of(InvalidArgumentException.class);
    }

    private Expected delete(Step.Item item, @Nullable Check check) {
        Model model = item.model();
        Key key = keyOf(model, item.fields());
        Set<Class<?>> failures = writeFailures(model);
        if (version(item) < 0) {
            failures.add(InvalidItemException.class);
        }
        Row current = key == null ? null : current(model, key);
        if (failures.isEmpty() && current != null && !isCurrent(item, current)) {
            return Expected.refusal(StaleItemException.class, current, model);
        }
        return delete(model, key, failures, check);
    }

    private Expected delete(Model model, @Nullable Key key, Set<Class<?>> failures, @Nullable Check check) {
        if (key == null) {
            failures.add(InvalidKeyException.class);
        }
        if (!failures.isEmpty() || key == null) {
            return Expected.failure(failures);
        }
        Row current = current(model, key);
        if (check != null && !check.holds(current == null ? null : current.stored())) {
            return Expected.refusal(ConditionFailedException.class, current, model);
        }
        rows.remove(key);
        return Expected.note("");
    }

    private Expected get(Model model, @Nullable Key key) {
        if (model.role() == Model.Role.REFUSED) {
            return Expected.failure(Set.of(InvalidModelException.class, InvalidKeyException.class));
        }
        if (key == null) {
            return Expected.failure(Set.of(InvalidKeyException.class));
        }
        Row row = current(model, key);
        if (row == null) {
            return Expected.note("");
        }
        Map<String, @Nullable Object> item = row.as(model);
        return item == null
                ? Expected.failure(Set.of(UnreadableItemException.class))
                : Expected.items(List.of(item), "");
    }

    /** The row of an item, or {@code null} if there is no row or the item has expired. */
    private @Nullable Row current(Model model, Key key) {
        Row row = rows.get(key);
        return row == null || row.hasExpired(model, now) ? null : row;
    }

    /** The key of an item, or {@code null} if it has none that may be. */
    static @Nullable Key keyOf(Model model, Map<String, ?> fields) {
        Map<String, String> texts = new HashMap<>();
        for (String name : model.keyNames()) {
            String text = model.keyText(name, fields.get(name));
            if (text == null) {
                return null;
            }
            texts.put(name, text);
        }
        Key key = new Key(model.partitionKey().upToGap(texts), model.sortKey().upToGap(texts));
        int partition = StoredForm.bytes(key.partition());
        int sort = StoredForm.bytes(key.sort());
        return partition <= 2048 && sort <= 1024 && partition + sort <= 2600 ? key : null;
    }

    private static @Nullable Key fullKey(Model model, Map<String, ?> values) {
        return values.keySet().equals(model.keyNames()) ? keyOf(model, values) : null;
    }
}
