package io.dynawrap.differential;

import io.dynawrap.BatchWriteException;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.differential.Row.Key;
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
    private final SearchRules searches = new SearchRules(rows.values());

    /** The keys and versions of all that is stored. */
    Set<List<String>> contents() {
        return rows.values().stream()
                .map(row -> List.of(row.key().partition(), row.key().sort(), row.version()))
                .collect(Collectors.toSet());
    }

    Expected expect(Step step) {
        if (step instanceof Step.Save save) {
            return save(save.item());
        } else if (step instanceof Step.Batch batch) {
            return batch(batch.items());
        } else if (step instanceof Step.MixedBatch batch) {
            return mixedBatch(batch.operations());
        } else if (step instanceof Step.GetAll getAll) {
            return getAll(getAll.model(), getAll.keys());
        } else if (step instanceof Step.Raw raw) {
            Key key = keyOf(raw.item().model(), raw.item().fields());
            rows.put(key, new Row(key, raw.stored(), ProgramGenerator.OTHER_VERSION));
            return Expected.note("");
        } else if (step instanceof Step.DeleteItem delete) {
            Set<Class<?>> failures = writeFailures(delete.item().model());
            return delete(keyOf(delete.item().model(), delete.item().fields()), failures);
        } else if (step instanceof Step.DeleteKey delete) {
            return delete(fullKey(delete.model(), delete.key()), writeFailures(delete.model()));
        } else if (step instanceof Step.Get get) {
            return get(get.model(), fullKey(get.model(), get.key()));
        } else if (step instanceof Step.Find find) {
            return searches.find(find.search(), find.run());
        }
        return elsewhere((Step.Elsewhere) step);
    }

    private Expected elsewhere(Step.Elsewhere elsewhere) {
        if (!elsewhere.table().equals(ProgramGenerator.ABSENT_TABLE)) {
            return Expected.failureInAnyWords(Set.of(InvalidArgumentException.class));
        }
        Set<Class<?>> failures = new Reference().expect(elsewhere.step()).failures();
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
    private static Set<Class<?>> checked(Step.Item item, Map<Key, Row> rows) {
        Model model = item.model();
        Set<Class<?>> failures = writeFailures(model);
        Key key = keyOf(model, item.fields());
        if (key == null) {
            failures.add(InvalidKeyException.class);
        }
        int keyBytes = key == null ? 0 : StoredForm.bytes(key.partition()) + StoredForm.bytes(key.sort());
        Map<String, @Nullable Object> stored = StoredForm.of(model, item.fields());
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
        Key key = keyOf(raw.item().model(), raw.item().fields());
        return key != null
                && StoredForm.mayBeStored(
                        raw.item().model(),
                        raw.stored(),
                        StoredForm.bytes(key.partition()) + StoredForm.bytes(key.sort()));
    }

    private Expected save(Step.Item item) {
        Map<Key, Row> written = new HashMap<>();
        Set<Class<?>> failures = checked(item, written);
        if (!failures.isEmpty()) {
            return Expected.failure(failures);
        }
        rows.putAll(written);
        return Expected.items(List.of(written.values().iterator().next().as(item.model())), "");
    }

    private Expected batch(List<Step.Item> items) {
        Map<Key, Row> written = new LinkedHashMap<>();
        Set<Class<?>> failures = new HashSet<>();
        items.forEach(item -> failures.addAll(checked(item, written)));
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
                failures.addAll(checked(save.item(), saved));
                written.putAll(saved);
                continue;
            }
            Key key = operation instanceof Step.DeleteItem delete
                    ? keyOf(delete.item().model(), delete.item().fields())
                    : fullKey(((Step.DeleteKey) operation).model(), ((Step.DeleteKey) operation).key());
            failures.addAll(writeFailures(Step.MixedBatch.modelOf(operation)));
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
            Row row = rows.get(key);
            Map<String, @Nullable Object> item = row == null ? null : row.as(model);
            if (item != null) {
                items.add(item);
            } else if (row != null) {
                return Expected.failure(Set.of(UnreadableItemException.class));
            }
        }
        return Expected.items(items, "");
    }

    private Expected delete(@Nullable Key key, Set<Class<?>> failures) {
        if (key == null) {
            failures.add(InvalidKeyException.class);
        }
        if (!failures.isEmpty() || key == null) {
            return Expected.failure(failures);
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
        Row row = rows.get(key);
        if (row == null) {
            return Expected.note("");
        }
        Map<String, @Nullable Object> item = row.as(model);
        return item == null
                ? Expected.failure(Set.of(UnreadableItemException.class))
                : Expected.items(List.of(item), "");
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
