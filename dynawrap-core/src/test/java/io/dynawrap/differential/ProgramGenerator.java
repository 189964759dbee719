package io.dynawrap.differential;

import io.dynawrap.OnError;
import io.dynawrap.differential.Step.Item;
import io.dynawrap.differential.Step.Run;
import io.dynawrap.differential.Step.Search;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes the program of a seed. Its keys are few, so that steps meet each other's items. */
final class ProgramGenerator {

    /** How many cursors a program can keep. */
    static final int SLOTS = 3;

    static final String ABSENT_TABLE = "absent-table";

    private final RandomGenerator random;
    private final RandomValues values;
    private final Map<Kind, List<Object>> keyValues;
    private final boolean huge;

    private ProgramGenerator(long seed) {
        this.random = new SplittableRandom(seed);
        this.values = new RandomValues(random);
        this.huge = values.oneIn(15);
        this.keyValues = Map.of(
                Kind.TEXT, texts(values.oneIn(12)),
                Kind.INT, List.of(0, 1, 2, 10, random.nextInt(10_000), 9999),
                Kind.LONG, List.of(0L, 9L, 10L, -1L, values.wholeNumber(), Long.MIN_VALUE),
                Kind.FLAG, List.of(true, false),
                Kind.COLOR, List.of((Object[]) Models.Color.values()),
                Kind.UUID, List.of(values.uuid(), values.uuid()),
                Kind.DATE, List.of(values.date(), values.date(), values.date()),
                Kind.INSTANT, List.of(values.instant(), values.instant(), values.instant()));
    }

    static List<Step> program(long seed) {
        return new ProgramGenerator(seed).program();
    }

    /** Texts of which many begin alike; long ones lie around the limits of keys. */
    private List<Object> texts(boolean longOnes) {
        List<Object> texts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String text = values.keyText();
            texts.add(text);
            texts.add(text + values.keyText());
        }
        if (longOnes) {
            String filler = values.any(List.of("x", "é", "😀"));
            for (int bytes :
                    new int[] {2048 - "USER#".length(), 1024 - "NOTE#".length(), 2600 - 1024 - "USER#".length()}) {
                int more = bytes + random.nextInt(3) - 1;
                int length = StoredForm.bytes(filler);
                texts.add(filler.repeat(more / length) + "y".repeat(more % length));
            }
        }
        return texts;
    }

    private List<Step> program() {
        List<Step> steps = new ArrayList<>();
        int count = 5 + random.nextInt(36);
        while (steps.size() < count) {
            steps.add(values.oneIn(60) ? elsewhere() : step());
        }
        return steps;
    }

    private Step step() {
        int choice = random.nextInt(100);
        if (choice < 28) {
            return new Step.Save(item(writtenModel()));
        } else if (choice < 36) {
            return batch();
        } else if (choice < 40) {
            return new Step.DeleteItem(item(writtenModel()));
        } else if (choice < 43) {
            return deleteKey(writtenModel());
        } else if (choice < 52) {
            Model model = readModel();
            return new Step.Get(model, fullKey(model));
        }
        return find();
    }

    private Step deleteKey(Model model) {
        return new Step.DeleteKey(model, fullKey(model));
    }

    private Step elsewhere() {
        String table = values.oneIn(2)
                ? ABSENT_TABLE
                : values.any(List.of("", "a b", "a\"b", "täble", "a/b", "x".repeat(300), "x'; DROP TABLE y; --"));
        Model model = values.any(Models.WRITTEN);
        return new Step.Elsewhere(
                table,
                switch (random.nextInt(5)) {
                    case 0 -> new Step.Save(item(model));
                    case 1 -> deleteKey(model);
                    case 2 -> new Step.Get(model, fullKey(model));
                    case 3 -> new Step.Batch(List.of(item(model), item(model)));
                    default -> new Step.Find(search(model, values.oneIn(3), false, true), new Run.All());
                });
    }

    private Model writtenModel() {
        return switch (random.nextInt(40)) {
            case 0 -> Models.NOTE_TITLE;
            case 1 -> Models.SQUATTER;
            case 2, 3, 4 -> Models.FOREIGN_NOTE;
            case 5, 6 -> Models.FOREIGN_EVENT;
            case 7, 8, 9, 10, 11, 12, 13, 14 -> Models.NOTE;
            default -> values.any(Models.WRITTEN);
        };
    }

    private Model readModel() {
        return switch (random.nextInt(30)) {
            case 0 -> Models.SQUATTER;
            case 1, 2 -> Models.NOTE_TITLE;
            case 3, 4, 5, 6, 7, 8 -> Models.NOTE;
            case 9, 10, 11 -> Models.EVENT;
            default -> values.any(Models.WRITTEN);
        };
    }

    private Item item(Model model) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        model.fields().forEach((name, kind) -> fields.put(name, values.of(kind)));
        for (String name : model.keyNames()) {
            fields.put(name, keyValue(model, name));
        }
        if (values.oneIn(15)) {
            String name = values.any(List.copyOf(model.fields().keySet()));
            fields.put(name, model.keyNames().contains(name) ? badKeyOfItem(model, name) : bad(model, name));
        } else if (huge && values.oneIn(6) && model == Models.NOTE) {
            fill(model, fields);
        }
        if (model == Models.FOREIGN_NOTE && values.oneIn(2)) {
            fields.put(values.any(List.of("title", "amount")), values.any(List.of(List.of("a"), Map.of("k", 1))));
        } else if (model == Models.FOREIGN_NOTE) {
            fields.put("title", values.text());
            fields.put("amount", values.oneIn(3) ? "not a number" : values.of(Kind.DECIMAL));
        }
        if (model.versionField() != null && values.oneIn(2)) {
            fields.put(model.versionField(), values.text());
        }
        return new Item(model, fields);
    }

    private @Nullable Object bad(Model model, String name) {
        Kind kind = model.fields().get(name);
        return switch (kind) {
            case TEXT, DOUBLE, DECIMAL, TEXTS, MORE, ANY -> values.bad(kind);
            default -> null;
        };
    }

    /** Makes an item about as large as one may be. */
    private void fill(Model model, Map<String, @Nullable Object> fields) {
        fields.put("title", "");
        Map<String, @Nullable Object> stored = StoredForm.of(model, fields);
        Map<String, String> texts = new LinkedHashMap<>();
        model.keyNames().forEach(name -> texts.put(name, String.valueOf(model.keyText(name, fields.get(name)))));
        int keyBytes = StoredForm.bytes(model.partitionKey().upToGap(texts))
                + StoredForm.bytes(model.sortKey().upToGap(texts));
        int free = StoredForm.MAX_ITEM_BYTES - StoredForm.itemBytes(model, stored, keyBytes);
        int length = values.any(List.of(free - 1, free, free + 1, free / 2, free + 100_000));
        fields.put("title", (values.oneIn(2) ? "é" : "xx").repeat(Math.max(0, length / 2)) + "y".repeat(length & 1));
    }

    private Object keyValue(Model model, String name) {
        return values.any(keyValues.get(model.fields().get(name)));
    }

    /** A value of the field's own type that cannot stand in a key. */
    private @Nullable Object badKeyOfItem(Model model, String name) {
        Kind kind = model.fields().get(name);
        return values.oneIn(3)
                ? null
                : switch (kind) {
                    case TEXT -> values.any(List.of("", "#", "a#b", values.noText(), "x".repeat(2100)));
                    case INT -> values.any(List.of(-1, 10_000, Integer.MIN_VALUE));
                    case DATE -> values.any(List.of(LocalDate.of(-1, 1, 1), LocalDate.of(10_000, 1, 1)));
                    case INSTANT ->
                        values.any(List.of(Instant.MIN, Instant.MAX, Instant.parse("-0001-12-31T23:59:59Z")));
                    default -> null;
                };
    }

    /** A value for a search that is of another type, or no value at all. */
    private @Nullable Object badKeyValue(Model model, String name) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> badKeyOfItem(model, name);
            case 2 -> null;
            case 3 -> 1.0;
            case 4 -> "\u0661\u0662\u0663\u0664";
            case 5 -> values.any(List.of("007", "+1", "-0", " 1", "1 ", "1e0", "0x10"));
            case 6 -> values.any(List.of("2024-02-30", "2024-2-3", "TRUE", "red", "green"));
            case 7 -> List.of("a");
            case 8 -> values.any(List.of(BigInteger.TEN.pow(30), Long.MAX_VALUE, 1, (short) 5));
            case 9 -> values.any(List.of("2024-01-01T00:00:00Z", "2024-01-01T24:00:00.000000000Z"));
            case 10 -> values.any(keyValues.get(values.any(List.copyOf(keyValues.keySet()))));
            default -> values.any(List.of("", "#", "a#", "#a", values.noText()));
        };
    }

    /** A value for a search: of the field's type, or its text. */
    private @Nullable Object givenValue(Model model, String name) {
        if (values.oneIn(40)) {
            return badKeyValue(model, name);
        }
        Object value = keyValue(model, name);
        return values.oneIn(5) ? model.keyText(name, value) : value;
    }

    private Map<String, @Nullable Object> fullKey(Model model) {
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        model.keyNames().forEach(name -> key.put(name, givenValue(model, name)));
        return values.oneIn(20) ? spoiled(key, model) : key;
    }

    private Map<String, @Nullable Object> spoiled(Map<String, @Nullable Object> key, Model model) {
        if (values.oneIn(2) && !key.isEmpty()) {
            key.remove(values.any(List.copyOf(key.keySet())));
        } else {
            String name = values.any(List.copyOf(model.fields().keySet()));
            key.put(values.oneIn(2) ? "unknown" : name, "x");
        }
        return key;
    }

    private Step batch() {
        Model model = writtenModel();
        boolean foreign = model.role() == Model.Role.FOREIGN;
        int count = values.oneIn(6) ? 20 + random.nextInt(60) : random.nextInt(8);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Item item = item(foreign || values.oneIn(2) ? model : values.any(Models.WRITTEN));
            if (count > 20
                    && item.model().keyNames().contains("id")
                    && item.fields().get("id") instanceof String id) {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>(item.fields());
                fields.put("id", id + i);
                item = new Item(item.model(), fields);
            }
            items.add(count > 8 ? sound(item) : item);
        }
        return new Step.Batch(items);
    }

    /** Most long batches hold no bad item: without this nearly all of them would. */
    private Item sound(Item item) {
        Item sound = item;
        for (int tries = 0;
                tries < 5
                        && !new Reference()
                                .expect(new Step.Save(sound))
                                .failures()
                                .isEmpty();
                tries++) {
            sound = item(item.model().role() == Model.Role.FOREIGN ? item.model() : Models.NOTE);
        }
        return sound;
    }

    private Step find() {
        boolean scan = values.oneIn(4);
        Model model = readModel();
        Run run = run(scan);
        boolean paged = !(run instanceof Run.All || run instanceof Run.First || run instanceof Run.Take);
        return new Step.Find(search(model, scan, paged, run instanceof Run.All), run);
    }

    private Search search(Model model, boolean scan, boolean paged, boolean all) {
        List<String> names = new ArrayList<>();
        List<String> run = new ArrayList<>((scan ? model.partitionKey() : model.sortKey()).names());
        if (!scan) {
            names.addAll(model.partitionKey().names());
            run.removeAll(names);
        }
        names.addAll(run.subList(0, random.nextInt(run.size() + 1)));
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        names.forEach(name -> key.put(name, givenValue(model, name)));
        String prefixField = model.prefixField();
        if (key.get(prefixField) instanceof String text && !text.isEmpty() && values.oneIn(2)) {
            key.put(
                    prefixField,
                    text.substring(
                            0, text.offsetByCodePoints(0, 1 + random.nextInt(text.codePointCount(0, text.length())))));
        }
        Integer limit = values.oneIn(paged ? 40 : 3) ? limit() : null;
        boolean unlimited = all && limit == null;
        return new Search(
                model,
                scan,
                values.oneIn(25) ? spoiled(key, model) : key,
                values.oneIn(scan ? 40 : 2),
                scan && !unlimited ? anyOf(null, OnError.SKIP, OnError.WARN) : anyOf(null, OnError.SKIP, OnError.RAISE),
                anyOf(null, null, true, false),
                limit,
                values.oneIn(scan && !paged ? 3 : 40) ? values.any(List.of(1, 2, 3, 0, 65)) : null);
    }

    @SafeVarargs
    private <T> @Nullable T anyOf(@Nullable T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private int limit() {
        return values.oneIn(20)
                ? values.any(List.of(0, -1, Integer.MIN_VALUE))
                : 1 + random.nextInt(values.oneIn(4) ? 60 : 5);
    }

    private Run run(boolean scan) {
        return switch (random.nextInt(20)) {
            case 0 -> new Run.First();
            case 1, 2 -> new Run.Take(random.nextInt(6));
            case 3, 4, 5, 6, 7 -> new Run.Walk(values.oneIn(8) ? Integer.MAX_VALUE : limit());
            case 8, 9, 10, 11 -> new Run.OnePage(limit(), random.nextInt(SLOTS), random.nextInt(SLOTS));
            case 12 -> scan ? new Run.All() : new Run.Damaged(limit(), random.nextInt(SLOTS), random.nextInt(17));
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
