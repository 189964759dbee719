package io.dynawrap.differential;

import io.dynawrap.OnError;
import io.dynawrap.differential.Step.Bound;
import io.dynawrap.differential.Step.Item;
import io.dynawrap.differential.Step.Run;
import io.dynawrap.differential.Step.Search;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the program of a seed. Its keys are few, so that steps meet each other's items. */
final class ProgramGenerator {

    /** How many cursors a program can keep. */
    static final int SLOTS = 3;

    static final String ABSENT_TABLE = "absent-table";

    /** The schema version that another writer stores. */
    static final String OTHER_VERSION = "of another writer";

    private final RandomGenerator random;
    private final RandomValues values;
    private final RandomItems items;
    private final List<Model> models;
    /** Those that were run page by page, to be gone on with. */
    private final List<Search> searches = new ArrayList<>();
    /** Those with a token, to be repeated. */
    private final List<Step.Transact> tokened = new ArrayList<>();

    private ProgramGenerator(long seed) {
        this.random = new SplittableRandom(seed);
        this.values = new RandomValues(random);
        this.items = new RandomItems(random, values);
        this.models = values.oneIn(3)
                ? Models.WRITTEN
                : List.of(
                        values.oneIn(3) ? Models.LEASE : Models.NOTE,
                        values.any(Models.WRITTEN),
                        values.any(Models.WRITTEN));
    }

    static List<Step> program(long seed) {
        return new ProgramGenerator(seed).program();
    }

    private List<Step> program() {
        List<Step> steps = new ArrayList<>();
        int count = 5 + random.nextInt(25);
        if (!values.oneIn(3)) {
            steps.add(new Step.Batch(Stream.generate(() -> items.soundItem(unversioned(values.any(models))))
                    .limit(5 + random.nextInt(15))
                    .toList()));
        }
        while (steps.size() < count) {
            steps.add(values.oneIn(60) ? elsewhere() : step());
        }
        return steps;
    }

    private Step step() {
        int choice = random.nextInt(100);
        if (values.oneIn(10)) {
            return transact();
        }
        if (values.oneIn(7)) {
            boolean counts = values.oneIn(4);
            return counts
                    ? items.modify(values.oneIn(15) ? writtenModel() : Models.COUNTER)
                    : items.update(writtenModel());
        }
        if (values.oneIn(12) && models.contains(Models.LEASE)) {
            return new Step.Clock(values.soon());
        }
        if (choice < 9) {
            return items.raw(values.any(models));
        } else if (choice < 20) {
            return new Step.Save(items.item(writtenModel()));
        } else if (choice < 30) {
            return checkedWrite();
        } else if (choice < 34) {
            return batch();
        } else if (choice < 37) {
            return mixedBatch();
        } else if (choice < 40) {
            return new Step.DeleteItem(items.item(writtenModel()));
        } else if (choice < 43) {
            return deleteKey(writtenModel());
        } else if (choice < 50) {
            Model model = readModel();
            return values.oneIn(5)
                    ? new Step.Exists(model, items.fullKey(model))
                    : new Step.Get(model, items.fullKey(model));
        } else if (choice < 57) {
            return getAll(readModel());
        }
        return find();
    }

    private Step checkedWrite() {
        Model model = values.oneIn(3) && models.contains(Models.COUNTER) ? Models.COUNTER : writtenModel();
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> new Step.Create(items.item(model));
            case 3, 4, 5 -> {
                Item item = items.item(model);
                yield new Step.SaveIf(item, items.check(model, 3));
            }
            case 6 -> {
                Item item = items.item(model);
                yield new Step.DeleteItemIf(item, items.check(model, 3));
            }
            default -> new Step.DeleteKeyIf(model, items.fullKey(model), items.check(model, 3));
        };
    }

    private Step getAll(Model model) {
        int count = values.oneIn(8) ? 95 + random.nextInt(250) : random.nextInt(8);
        List<Map<String, ?>> keys = new ArrayList<>();
        Map<String, ?> last = null;
        while (keys.size() < count) {
            // a wrong key in nearly every long list would leave none that is read
            Map<String, ?> key = last != null && values.oneIn(4) ? last : items.fullKey(model);
            if (count < 8 || key.keySet().equals(model.keyNames())) {
                keys.add(key);
                last = key;
            }
        }
        return new Step.GetAll(model, keys);
    }

    private Step mixedBatch() {
        Model model = writtenModel();
        boolean foreign = model.role() == Model.Role.FOREIGN;
        List<Step> operations = new ArrayList<>();
        for (int i = random.nextInt(10); i > 0; i--) {
            Model one = foreign || values.oneIn(2) ? model : values.any(models);
            operations.add(
                    switch (random.nextInt(4)) {
                        case 0 -> new Step.DeleteItem(items.soundItem(one));
                        case 1 -> deleteKey(one);
                        case 2 -> new Step.Save(items.item(one));
                        default -> new Step.Save(items.soundItem(one));
                    });
        }
        return new Step.MixedBatch(operations);
    }

    /** The same transaction as before with its token, or rarely another one with it. */
    private Step repeated() {
        Step.Transact earlier = values.any(tokened);
        List<Step> operations = earlier.operations();
        return values.oneIn(4) && operations.size() > 1
                ? new Step.Transact(operations.subList(1, operations.size()), earlier.token())
                : earlier;
    }

    /** Mostly of items that may be stored, so that the conditions decide. */
    private Step transact() {
        if (!tokened.isEmpty() && values.oneIn(3)) {
            return repeated();
        }
        Model model = values.oneIn(4) ? writtenModel() : values.any(models);
        boolean foreign = model.role() == Model.Role.FOREIGN;
        List<Step> operations = new ArrayList<>();
        for (int i = values.oneIn(20) ? 0 : 1 + random.nextInt(5); i > 0; i--) {
            Model one = foreign || values.oneIn(2) ? model : values.any(models);
            Item item = values.oneIn(8) ? items.item(one) : items.soundItem(one);
            operations.add(
                    switch (random.nextInt(9)) {
                        case 0 -> new Step.Create(item);
                        case 1, 2 -> new Step.Save(item);
                        case 3 -> new Step.SaveIf(item, items.check(item.model(), 2));
                        case 4 -> new Step.DeleteItem(item);
                        case 5 -> deleteKey(one);
                        case 6 -> new Step.DeleteKeyIf(one, items.fullKey(one), items.check(one, 2));
                        case 7 -> updated(one);
                        default -> new Step.CheckItem(one, items.fullKey(one), items.check(one, 2));
                    });
        }
        Step.Transact transaction = new Step.Transact(operations, values.oneIn(3) ? "token " + tokened.size() : null);
        if (transaction.token() != null) {
            tokened.add(transaction);
        }
        return transaction;
    }

    private Step updated(Model model) {
        Step.Update update = (Step.Update) items.update(model);
        return new Step.Update(update.model(), update.key(), update.changes(), update.check(), null);
    }

    private Step deleteKey(Model model) {
        return new Step.DeleteKey(model, items.fullKey(model));
    }

    private Step elsewhere() {
        String table = values.oneIn(2)
                ? ABSENT_TABLE
                : values.any(List.of("", "a b", "a\"b", "täble", "a/b", "x".repeat(300), "x'; DROP TABLE y; --"));
        Model model = values.any(models);
        return new Step.Elsewhere(
                table,
                switch (random.nextInt(8)) {
                    case 0 -> new Step.Save(items.item(model));
                    case 6 -> items.update(model);
                    case 1 -> deleteKey(model);
                    case 2 -> new Step.Get(model, items.fullKey(model));
                    case 3 -> new Step.Batch(List.of(items.item(model), items.item(model)));
                    case 4 -> new Step.MixedBatch(List.of(new Step.Save(items.item(model)), deleteKey(model)));
                    case 5 -> new Step.GetAll(model, List.of(items.fullKey(model)));
                    // bounds that exclude each other find nothing in any table
                    default ->
                        new Step.Find(
                                search(values.oneIn(4) ? sealed() : model, values.oneIn(3), new Run.All())
                                        .with(List.of(), null),
                                new Run.All());
                });
    }

    private Model writtenModel() {
        return switch (random.nextInt(40)) {
            case 0 -> Models.NOTE_TITLE;
            case 1 -> Models.SQUATTER;
            case 2, 3, 4, 5 -> Models.FOREIGN_NOTE;
            case 6, 7 -> Models.FOREIGN_EVENT;
            case 8, 9 -> models.contains(Models.LEASE) ? Models.FOREIGN_LEASE : Models.FOREIGN_NOTE;
            default -> values.any(models);
        };
    }

    private Model readModel() {
        return switch (random.nextInt(30)) {
            case 0 -> Models.SQUATTER;
            case 1, 2 -> Models.NOTE_TITLE;
            case 3, 4 -> Models.EVENT;
            case 5, 6 -> models.contains(Models.LEASE) ? Models.LEASE_VALUE : Models.NOTE_TITLE;
            default -> values.any(models);
        };
    }

    private Searched sealed() {
        return values.oneIn(15) ? Models.UNLIKE : values.oneIn(3) ? Models.PAPER : Models.BELONGING;
    }

    private Step batch() {
        Model model = writtenModel();
        boolean foreign = model.role() == Model.Role.FOREIGN;
        boolean large = values.oneIn(6);
        List<Item> batch = new ArrayList<>();
        for (int i = large ? 20 + random.nextInt(60) : random.nextInt(8); i > 0; i--) {
            Model one = foreign || values.oneIn(2) ? model : values.any(models);
            // a bad item in nearly every large batch would leave none that is written
            batch.add(
                    large && !values.oneIn(200)
                            ? items.numbered(items.soundItem(unversioned(one)), i)
                            : items.item(values.oneIn(20) ? one : unversioned(one)));
        }
        return new Step.Batch(batch);
    }

    /** Another model in the place of one that a batch refuses. */
    private static Model unversioned(Model model) {
        return model.itemVersion() == null ? model : Models.NOTE;
    }

    private Step find() {
        boolean scan = values.oneIn(4);
        Searched searched = values.oneIn(5) ? sealed() : readModel();
        Run run = run(scan);
        if (run instanceof Run.OnePage && !values.oneIn(4) && !searches.isEmpty()) {
            return new Step.Find(searches.get(searches.size() - 1), run);
        }
        Search search = search(searched, scan, run);
        if (run instanceof Run.OnePage && !scan && search.limit() == null && search.threads() == null) {
            searches.add(search);
        }
        return new Step.Find(search, run);
    }

    private Search search(Searched searched, boolean scan, Run how) {
        Model model = searched.models().get(0);
        boolean sealed = searched.isSealed();
        boolean paged = how instanceof Run.Paged;
        List<String> names = new ArrayList<>();
        List<String> run = new ArrayList<>((scan ? model.partitionKey() : model.sortKey()).names());
        if (!scan) {
            names.addAll(model.partitionKey().names());
            run.removeAll(names);
        }
        // the models of few sealed interfaces have sort keys that start with the same fields
        int begun = sealed && searched != Models.PAPER && !values.oneIn(20) ? 0 : random.nextInt(run.size() + 1);
        names.addAll(run.subList(0, begun));
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        names.forEach(name -> key.put(name, items.givenValue(model, name)));
        String prefixField = model.prefixField();
        if (key.get(prefixField) instanceof String text && !text.isEmpty() && values.oneIn(2)) {
            key.put(
                    prefixField,
                    text.substring(
                            0, text.offsetByCodePoints(0, 1 + random.nextInt(text.codePointCount(0, text.length())))));
        }
        // which items a limited scan deletes is open
        boolean unlimited = how instanceof Run.DeleteAll && scan;
        Integer limit = !unlimited && values.oneIn(paged ? 40 : 3) ? limit() : null;
        // which items a limited scan leaves out is open, and so whether it comes to one that cannot be read
        boolean mayRaise = !scan || (how instanceof Run.All && limit == null);
        Map<String, @Nullable Object> given = values.oneIn(25) ? items.spoiled(key, model) : key;
        return new Search(
                searched,
                scan,
                given,
                values.oneIn(scan ? 40 : 2),
                mayRaise ? anyOf(null, OnError.SKIP, OnError.RAISE) : anyOf(null, OnError.SKIP, OnError.WARN),
                anyOf(null, null, true, false),
                limit,
                values.oneIn(scan && !paged ? 3 : 40) ? values.any(List.of(1, 2, 3, 0, 65)) : null,
                values.oneIn(sealed ? 40 : 3) ? bounds(model, given) : List.of(),
                values.oneIn(3) ? items.check(searched, 2) : null);
    }

    private List<Bound> bounds(Model model, Map<String, ?> key) {
        String next = model.sortKey().names().stream()
                .filter(name -> !key.containsKey(name))
                .findFirst()
                .orElse(null);
        List<Bound> bounds = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Object value = next == null ? "x" : items.givenValue(model, next);
            if (value != null) {
                bounds.add(new Bound(values.any(List.of(Step.Side.values())), value));
            }
        }
        // bounds that always fail would leave few that find something
        boolean possible = new BoundRules(
                        new Search(model, false, key, false, null, null, null, null, bounds, null), texts(model, key))
                .arePossible();
        return possible || values.oneIn(8) ? List.copyOf(bounds) : List.of();
    }

    private static Map<String, String> texts(Model model, Map<String, ?> key) {
        Map<String, String> texts = new HashMap<>();
        key.forEach((name, value) -> {
            String text = model.keyNames().contains(name) ? model.keyText(name, value) : null;
            texts.put(name, text == null ? "x" : text);
        });
        return texts;
    }

    @SafeVarargs
    private <T> @Nullable T anyOf(@Nullable T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private int limit() {
        return values.oneIn(20)
                ? values.any(List.of(0, -1, Integer.MIN_VALUE))
                : 1 + random.nextInt(values.oneIn(4) ? 60 : 3);
    }

    private Run run(boolean scan) {
        return switch (random.nextInt(26)) {
            case 20, 21, 22, 23, 24 -> new Run.Count();
            case 25 -> new Run.DeleteAll();
            case 0 -> new Run.First();
            case 1, 2 -> new Run.Take(random.nextInt(6));
            case 3, 4, 5, 6, 7 -> new Run.Walk(values.oneIn(8) ? Integer.MAX_VALUE : limit());
            case 8, 9, 10, 11 -> {
                int slot = random.nextInt(SLOTS);
                yield new Run.OnePage(limit(), slot, values.oneIn(4) ? random.nextInt(SLOTS) : slot);
            }
            case 12 -> scan ? new Run.All() : new Run.Damaged(values.oneIn(4) ? limit() : 1, random.nextInt(17));
            case 13 ->
                values.oneIn(3)
                        ? new Run.Forged(
                                limit(),
                                values.any(List.of("", "AQ", "no cursor", "AAAA", "x".repeat(5000), values.text())))
                        : new Run.All();
            default -> new Run.All();
        };
    }
}
