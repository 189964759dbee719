package io.dynawrap.differential;

import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.InvalidCursorException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.OnError;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.differential.Row.Key;
import io.dynawrap.differential.Step.Run;
import io.dynawrap.differential.Step.Search;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for queries and scans. */
final class SearchRules {

    /** What a cursor belongs to, and the key after which it goes on. */
    private record Cursor(Searched searched, Map<String, String> texts, boolean reverse, Key after) {}

    private record OnePage(
            List<Map<String, @Nullable Object>> items,
            @Nullable Key passed,
            boolean failed) {}

    private final Collection<Row> rows;
    private final InstantSource clock;
    private final @Nullable Cursor[] cursors = new Cursor[ProgramGenerator.SLOTS];

    /** Searches among rows, which are in the order of their keys. */
    SearchRules(Collection<Row> rows, InstantSource clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** The texts of a search's values, or {@code null} if one is wrong, missing or too much. */
    private static @Nullable Map<String, String> texts(Search search) {
        Map<String, String> texts = null;
        for (Model model : search.searched().models()) {
            texts = texts(search, model);
            if (texts == null) {
                return null;
            }
        }
        return texts; // each model has the same fields in its keys, of the same types
    }

    private static @Nullable Map<String, String> texts(Search search, Model model) {
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
        if (!search.scan() && !texts.keySet().containsAll(model.partitionKey().names())) {
            return null;
        }
        boolean fits = StoredForm.bytes(model.partitionKey().upToGap(texts)) <= 2048
                && StoredForm.bytes(model.sortKey().upToGap(texts)) <= 1024;
        return fits && isLeadingRun(search, model, texts.keySet()) ? texts : null;
    }

    /** Whether no value follows a gap, in the partition key for a scan and in the sort key for a query. */
    private static boolean isLeadingRun(Search search, Model model, Set<String> given) {
        List<String> names = new ArrayList<>((search.scan() ? model.partitionKey() : model.sortKey()).names());
        if (!search.scan()) {
            names.removeAll(model.partitionKey().names());
        }
        List<String> run = new ArrayList<>(names);
        run.retainAll(given);
        return names.subList(0, run.size()).equals(run);
    }

    Expected find(Search search, Run run) {
        Map<String, String> texts = texts(search);
        Set<Class<?>> failures = searchFailures(search, run);
        if (texts == null) {
            failures.add(InvalidKeyException.class);
        }
        BoundRules bounds = new BoundRules(search, texts == null ? Map.of() : texts);
        if (texts != null && !bounds.arePossible()) {
            failures.add(InvalidKeyException.class);
        }
        boolean isOne =
                search.searched().role() == Model.Role.OWN && !search.searched().isSealed();
        if (run instanceof Run.DeleteAll && !isOne) {
            failures.add(InvalidModelException.class);
        }
        Key after = null;
        if (run instanceof Run.OnePage page && cursors[page.from()] != null) {
            Cursor cursor = cursors[page.from()];
            after = cursor.after();
            if (search.scan()
                    || !cursor.equals(
                            new Cursor(search.searched(), texts == null ? Map.of() : texts, search.reverse(), after))) {
                failures.add(InvalidCursorException.class);
            }
        } else if (run instanceof Run.Forged) {
            failures.add(InvalidCursorException.class);
        }
        if (!failures.isEmpty() || texts == null) {
            return Expected.failure(failures);
        }
        List<Row> found = matching(search, texts, bounds);
        if (run instanceof Run.Count || run instanceof Run.DeleteAll) {
            return all(search, run, found);
        }
        return search.scan() ? scanned(search, run, found) : queried(search, run, found, texts, after);
    }

    private Expected all(Search search, Run run, List<Row> found) {
        int count = search.limit() == null ? found.size() : Math.min(search.limit(), found.size());
        if (run instanceof Run.DeleteAll) {
            rows.removeAll(found.subList(0, count));
        }
        return Expected.note((run instanceof Run.Count ? "counted " : "deleted ") + count);
    }

    private static Set<Class<?>> searchFailures(Search search, Run run) {
        Set<Class<?>> failures = new HashSet<>();
        if (search.searched().role() == Model.Role.REFUSED) {
            failures.add(InvalidModelException.class);
        }
        if (search.filter() != null && !search.searched().canBeFiltered(search.filter())) {
            failures.add(InvalidConditionException.class);
        }
        if (search.limit() != null && search.limit() < 1) {
            failures.add(InvalidArgumentException.class);
        }
        if (search.threads() != null && (search.threads() < 1 || search.threads() > 64)) {
            failures.add(InvalidArgumentException.class);
        }
        boolean paged = run instanceof Run.Paged;
        boolean parallel = search.threads() != null && search.threads() != 1;
        if ((search.scan() && search.reverse())
                || (!search.scan() && search.threads() != null)
                || (paged && (search.limit() != null || parallel))) {
            failures.add(IllegalStateException.class);
        }
        if (run instanceof Run.Paged pages && pages.size() < 1) {
            failures.add(InvalidArgumentException.class);
        }
        return failures;
    }

    private List<Row> matching(Search search, Map<String, String> texts, BoundRules bounds) {
        List<Row> found = new ArrayList<>();
        for (Row row : rows) {
            Model model = search.searched().modelOf(row.key()).orElse(null);
            if (model == null) {
                continue;
            }
            String prefixField = search.searched().isSealed() ? null : model.prefixField();
            Map<String, String> own =
                    model.parse(row.key().partition(), row.key().sort());
            if (!row.hasExpired(model, clock.instant())
                    && bounds.include(own)
                    && (search.filter() == null || search.filter().holds(row.stored()))
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
        } else if (run instanceof Run.Damaged damaged) {
            OnePage first = page(search, damaged.size(), found);
            return first.failed()
                    ? Expected.failure(Set.of(UnreadableItemException.class))
                    : first.passed() == null
                            ? Expected.note("no cursor")
                            : Expected.failure(Set.of(InvalidCursorException.class));
        } else if (run instanceof Run.OnePage page) {
            List<Row> left = after == null ? found : rest(found, after, search.reverse());
            OnePage answer = page(search, page.size(), left);
            Key passed = answer.passed();
            cursors[page.into()] =
                    passed == null ? null : new Cursor(search.searched(), texts, search.reverse(), passed);
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
            Map<String, @Nullable Object> item = search.searched().read(row);
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
            Map<String, @Nullable Object> item = search.searched().read(found.get(i));
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
            Map<String, @Nullable Object> item = search.searched().read(row);
            if (item != null) {
                items.add(item);
            }
        }
        boolean allReadable = items.size() == found.size();
        if (!allReadable && search.onError() == OnError.RAISE) {
            return Expected.failureInAnyWords(Set.of(UnreadableItemException.class));
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
