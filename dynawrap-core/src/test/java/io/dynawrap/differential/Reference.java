package io.dynawrap.differential;

import io.dynawrap.BatchWriteException;
import io.dynawrap.InvalidCursorException;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.OnError;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.differential.Step.Run;
import io.dynawrap.differential.Step.Search;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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

    /** Sorted by the bytes of its texts. */
    record Key(String partition, String sort) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byPartition = compare(partition, other.partition);
            return byPartition != 0 ? byPartition : compare(sort, other.sort);
        }

        private static int compare(String one, String other) {
            return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
        }
    }

    private record Row(Key key, Map<String, @Nullable Object> stored, String version) {}

    /** What a cursor belongs to, and the key after which it goes on. */
    private record Cursor(Model model, Map<String, String> texts, boolean reverse, Key after) {}

    private record OnePage(
            List<Map<String, @Nullable Object>> items,
            @Nullable Key passed,
            boolean failed) {}

    private final NavigableMap<Key, Row> rows = new TreeMap<>();
    private final @Nullable Cursor[] cursors = new Cursor[ProgramGenerator.SLOTS];

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
        } else if (step instanceof Step.DeleteItem delete) {
            Set<Class<?>> failures = writeFailures(delete.item().model());
            return delete(keyOf(delete.item().model(), delete.item().fields()), failures);
        } else if (step instanceof Step.DeleteKey delete) {
            return delete(fullKey(delete.model(), delete.key()), writeFailures(delete.model()));
        } else if (step instanceof Step.Get get) {
            return get(get.model(), fullKey(get.model(), get.key()));
        } else if (step instanceof Step.Find find) {
            return find(find.search(), find.run());
        }
        return elsewhere((Step.Elsewhere) step);
    }

    private Expected elsewhere(Step.Elsewhere elsewhere) {
        if (!elsewhere.table().equals(ProgramGenerator.ABSENT_TABLE)) {
            return Expected.failureOfTable(Set.of(IllegalArgumentException.class));
        }
        Set<Class<?>> failures = new Reference().expect(elsewhere.step()).failures();
        if (!failures.isEmpty()) {
            return Expected.failure(failures);
        }
        boolean batch = elsewhere.step() instanceof Step.Batch;
        return Expected.failureOfTable(Set.of(batch ? BatchWriteException.class : TableNotFoundException.class));
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

    private Expected save(Step.Item item) {
        Map<Key, Row> written = new HashMap<>();
        Set<Class<?>> failures = checked(item, written);
        if (!failures.isEmpty()) {
            return Expected.failure(failures);
        }
        rows.putAll(written);
        return Expected.items(
                List.of(read(item.model(), written.values().iterator().next())), "");
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
        Map<String, @Nullable Object> item = read(model, row);
        return item == null
                ? Expected.failure(Set.of(UnreadableItemException.class))
                : Expected.items(List.of(item), "");
    }

    private static @Nullable Map<String, @Nullable Object> read(Model model, Row row) {
        return StoredForm.read(model, row.stored(), row.version());
    }

    /** The key of an item, or {@code null} if it has none that may be. */
    private static @Nullable Key keyOf(Model model, Map<String, ?> fields) {
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

    /** The texts of a search's values, or {@code null} if one is wrong, missing or too much. */
    private static @Nullable Map<String, String> texts(Search search) {
        Model model = search.model();
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<String, ?> value : search.key().entrySet()) {
            boolean known = search.scan()
                    ? model.partitionKey().names().contains(value.getKey())
                    : model.keyNames().contains(value.getKey());
            String text = known ? model.keyText(value.getKey(), value.getValue()) : null;
            if (text == null) {
                return null;
            }
            texts.put(value.getKey(), text);
        }
        List<String> run = new ArrayList<>((search.scan() ? model.partitionKey() : model.sortKey()).names());
        if (!search.scan()) {
            if (!texts.keySet().containsAll(model.partitionKey().names())) {
                return null;
            }
            run.removeAll(model.partitionKey().names());
        }
        run.retainAll(texts.keySet());
        boolean leading = run.equals(leading(search, run.size()));
        boolean fits = StoredForm.bytes(model.partitionKey().upToGap(texts)) <= 2048
                && StoredForm.bytes(model.sortKey().upToGap(texts)) <= 1024;
        return leading && fits ? texts : null;
    }

    private static List<String> leading(Search search, int count) {
        List<String> names = new ArrayList<>(
                (search.scan() ? search.model().partitionKey() : search.model().sortKey()).names());
        if (!search.scan()) {
            names.removeAll(search.model().partitionKey().names());
        }
        return names.subList(0, count);
    }

    private Expected find(Search search, Run run) {
        Map<String, String> texts = texts(search);
        Set<Class<?>> failures = searchFailures(search, run);
        if (texts == null) {
            failures.add(InvalidKeyException.class);
        }
        Key after = null;
        if (run instanceof Run.OnePage page && cursors[page.from()] != null) {
            Cursor cursor = cursors[page.from()];
            after = cursor.after();
            if (search.scan()
                    || !cursor.equals(
                            new Cursor(search.model(), texts == null ? Map.of() : texts, search.reverse(), after))) {
                failures.add(InvalidCursorException.class);
            }
        } else if (run instanceof Run.Damaged damaged) {
            if (cursors[damaged.from()] == null) {
                return Expected.note("no cursor");
            }
            failures.add(InvalidCursorException.class);
        } else if (run instanceof Run.Forged) {
            failures.add(InvalidCursorException.class);
        }
        if (!failures.isEmpty() || texts == null) {
            return Expected.failure(failures);
        }
        List<Row> found = matching(search, texts);
        return search.scan() ? scanned(search, run, found) : queried(search, run, found, texts, after);
    }

    private static Set<Class<?>> searchFailures(Search search, Run run) {
        Set<Class<?>> failures = new HashSet<>();
        if (search.model().role() == Model.Role.REFUSED) {
            failures.add(InvalidModelException.class);
        }
        if (search.limit() != null && search.limit() < 1) {
            failures.add(IllegalArgumentException.class);
        }
        if (search.threads() != null && (search.threads() < 1 || search.threads() > 64)) {
            failures.add(IllegalArgumentException.class);
        }
        boolean paged = !(run instanceof Run.All || run instanceof Run.First || run instanceof Run.Take);
        boolean parallel = search.threads() != null && search.threads() != 1;
        if ((search.scan() && search.reverse())
                || (!search.scan() && search.threads() != null)
                || (paged && (search.limit() != null || parallel))) {
            failures.add(IllegalStateException.class);
        }
        int size = run instanceof Run.OnePage page
                ? page.size()
                : run instanceof Run.Walk walk
                        ? walk.size()
                        : run instanceof Run.Forged forged
                                ? forged.size()
                                : run instanceof Run.Damaged damaged ? damaged.size() : 1;
        if (size < 1) {
            failures.add(IllegalArgumentException.class);
        }
        return failures;
    }

    private List<Row> matching(Search search, Map<String, String> texts) {
        String prefixField = search.model().prefixField();
        List<Row> found = new ArrayList<>();
        for (Row row : rows.values()) {
            Map<String, String> own =
                    search.model().parse(row.key().partition(), row.key().sort());
            if (own != null
                    && texts.entrySet().stream()
                            .allMatch(text -> text.getKey().equals(prefixField)
                                    ? own.get(text.getKey()).startsWith(text.getValue())
                                    : own.get(text.getKey()).equals(text.getValue()))) {
                found.add(row);
            }
        }
        if (search.reverse()) {
            Collections.reverse(found);
        }
        return found;
    }

    private Expected queried(Search search, Run run, List<Row> found, Map<String, String> texts, @Nullable Key after) {
        int limit = search.limit() == null ? Integer.MAX_VALUE : search.limit();
        if (run instanceof Run.Walk walk) {
            return walk(search, walk.size(), found);
        } else if (run instanceof Run.OnePage page) {
            List<Row> left = after == null ? found : rest(found, after, search.reverse());
            OnePage answer = page(search, page.size(), left);
            Key passed = answer.passed();
            cursors[page.into()] = passed == null ? null : new Cursor(search.model(), texts, search.reverse(), passed);
            return answer.failed()
                    ? Expected.failure(Set.of(UnreadableItemException.class))
                    : Expected.items(answer.items(), passed == null ? "end" : "more");
        } else if (run instanceof Run.First) {
            limit = 1;
        } else if (run instanceof Run.Take take) {
            limit = Math.min(limit, take.items());
        }
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (Row row : found) {
            if (items.size() == limit) {
                break;
            }
            Map<String, @Nullable Object> item = read(search.model(), row);
            if (item != null) {
                items.add(item);
            } else if (search.onError() == OnError.RAISE) {
                return Expected.failure(Set.of(UnreadableItemException.class));
            }
        }
        return Expected.items(items, "");
    }

    private static List<Row> rest(List<Row> found, Key after, boolean reverse) {
        return found.stream()
                .filter(row ->
                        reverse ? row.key().compareTo(after) < 0 : row.key().compareTo(after) > 0)
                .toList();
    }

    private static OnePage page(Search search, int size, List<Row> found) {
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (items.size() == size) {
                return new OnePage(items, found.get(i - 1).key(), false);
            }
            Map<String, @Nullable Object> item = read(search.model(), found.get(i));
            if (item != null) {
                items.add(item);
            } else if (search.onError() == OnError.RAISE) {
                return new OnePage(
                        List.of(), i + 1 < found.size() ? found.get(i).key() : null, true);
            }
        }
        return new OnePage(items, null, false);
    }

    private static Expected walk(Search search, int size, List<Row> found) {
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        StringBuilder note = new StringBuilder();
        OnePage page = page(search, size, found);
        while (true) {
            items.addAll(page.items());
            note.append(page.failed() ? "!" : page.items().size()).append(' ');
            Key passed = page.passed();
            if (passed == null) {
                return Expected.items(items, note.toString());
            }
            page = page(search, size, rest(found, passed, search.reverse()));
        }
    }

    /** A scan has no order: which items a limit leaves out is open, and so are the cursors of its pages. */
    private static Expected scanned(Search search, Run run, List<Row> found) {
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (Row row : found) {
            Map<String, @Nullable Object> item = read(search.model(), row);
            if (item != null) {
                items.add(item);
            }
        }
        boolean allReadable = items.size() == found.size();
        if (!allReadable && search.onError() == OnError.RAISE) {
            return Expected.failure(Set.of(UnreadableItemException.class));
        }
        int limit = search.limit() == null ? Integer.MAX_VALUE : search.limit();
        String note = "";
        if (run instanceof Run.Walk walk) {
            note = allReadable ? walk(search, walk.size(), found).note() : null;
        } else if (run instanceof Run.OnePage page) {
            limit = page.size();
            note = allReadable ? (items.size() > limit ? "more" : "end") : null;
        } else if (run instanceof Run.First) {
            limit = 1;
        } else if (run instanceof Run.Take take) {
            limit = Math.min(limit, take.items());
        }
        return Expected.unordered(items, Math.min(limit, items.size()), note);
    }
}
