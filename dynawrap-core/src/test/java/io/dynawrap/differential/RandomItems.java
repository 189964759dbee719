package io.dynawrap.differential;

import io.dynawrap.differential.Step.Item;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Items and keys of one program. There are few key values, so that many keys are the same or begin alike. */
final class RandomItems {

    /** The kinds of fields that are compared with operands, each in a form of its own. */
    private static final Set<Kind> COMPARED =
            Set.of(Kind.TEXT, Kind.INT, Kind.LONG, Kind.FLAG, Kind.COLOR, Kind.DECIMAL);

    private final RandomGenerator random;
    private final RandomValues values;
    /** In an order that is the same in each run, for one is picked by its number. */
    private final Map<Kind, List<Object>> keyValues = new EnumMap<>(Kind.class);

    private final boolean huge;

    RandomItems(RandomGenerator random, RandomValues values) {
        this.random = random;
        this.values = values;
        this.huge = values.oneIn(15);
        keyValues.put(Kind.TEXT, texts(values.oneIn(12)));
        keyValues.put(Kind.INT, List.of(0, 1, 2, 10, random.nextInt(10_000), 9999));
        keyValues.put(Kind.LONG, List.of(0L, 9L, 10L, -1L, values.wholeNumber(), Long.MIN_VALUE));
        keyValues.put(Kind.FLAG, List.of(true, false));
        keyValues.put(Kind.COLOR, List.of((Object[]) Models.Color.values()));
        keyValues.put(Kind.UUID, List.of(values.uuid(), values.uuid()));
        keyValues.put(Kind.DATE, List.of(values.date(), values.date(), values.date()));
        keyValues.put(Kind.INSTANT, List.of(values.instant(), values.instant(), values.instant()));
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

    Item item(Model model) {
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
            Object text = values.any(List.of("not a number", "", " ", "9", "-1E+2", "1.10", "NaN", "0x1", true));
            fields.put("amount", values.oneIn(2) ? text : values.of(Kind.DECIMAL));
        }
        if (model == Models.FOREIGN_NOTE) {
            Models.NOTE.fields().forEach((name, kind) -> {
                if (List.of(Kind.COLOR, Kind.INT, Kind.FLAG, Kind.DOUBLE, Kind.INSTANT)
                        .contains(kind)) {
                    // nearly every item would be unreadable if each field held what is likely not its own
                    fields.put(name, values.oneIn(8) ? values.ofOtherType() : values.of(kind));
                }
            });
        }
        if (model.itemVersion() != null) {
            fields.put(model.itemVersion(), version());
        }
        if (model == Models.FOREIGN_LEASE) {
            fields.put("end", values.foreignExpiry());
        }
        if (model.versionField() != null && values.oneIn(2)) {
            fields.put(model.versionField(), values.text());
        }
        return new Item(model, fields);
    }

    private @Nullable Integer version() {
        return values.oneIn(40)
                ? values.any(List.of(-1, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE - 1))
                : values.oneIn(3) ? null : random.nextInt(4);
    }

    /** Changes of fields; few of them are not allowed. */
    Step update(Model model) {
        List<Change> changes = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            Change change = change(model);
            if (values.oneIn(30)
                    || changes.stream().noneMatch(other -> other.field().equals(change.field()))) {
                changes.add(change);
            }
        }
        Item created = values.oneIn(4) ? soundItem(model) : null;
        Map<String, @Nullable Object> key = created == null || values.oneIn(20) ? fullKey(model) : keyOf(created);
        return new Step.Update(
                model,
                key,
                changes,
                values.oneIn(3) ? check(model, 2) : null,
                created == null || created.model() == model ? created : null);
    }

    private static Map<String, @Nullable Object> keyOf(Item item) {
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        item.model().keyNames().forEach(name -> key.put(name, item.fields().get(name)));
        return key;
    }

    private Change change(Model model) {
        List<String> names = model.fields().keySet().stream()
                .filter(name -> values.oneIn(30) || !model.keyNames().contains(name))
                .filter(name -> values.oneIn(30) || !name.equals(model.itemVersion()))
                .toList();
        String name = names.isEmpty() || values.oneIn(60) ? "unknown" : values.any(names);
        Kind kind = model.fields().getOrDefault(name, Kind.TEXT);
        boolean number = Set.of(Kind.INT, Kind.LONG, Kind.DECIMAL, Kind.DOUBLE).contains(kind);
        if (number ? values.oneIn(2) : values.oneIn(kind == Kind.ANY ? 5 : 40)) {
            return new Change(Change.How.ADD, name, number(kind));
        } else if (values.oneIn(kind == Kind.TEXTS || kind == Kind.ANY ? 2 : 40)) {
            return new Change(Change.How.APPEND, name, values.oneIn(4) ? List.of() : List.of("a", "b"));
        } else if (values.oneIn(4)) {
            return new Change(Change.How.REMOVE, name, null);
        }
        Object value = values.oneIn(30) && model.fields().containsKey(name)
                ? bad(model, name)
                : values.of(kind == Kind.MORE ? Kind.TEXT : kind);
        boolean ifAbsent = value != null && values.oneIn(3);
        return new Change(ifAbsent ? Change.How.SET_IF_ABSENT : Change.How.SET, name, value);
    }

    private Object number(Kind kind) {
        boolean small = values.oneIn(2);
        Object number = small
                ? 1
                : values.of(kind == Kind.INT || kind == Kind.LONG || kind == Kind.DOUBLE ? kind : Kind.DECIMAL);
        return number == null ? 2 : number;
    }

    Step modify(Model model) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        if (!values.oneIn(6)) {
            model.fields().forEach((name, kind) -> {
                if (!model.keyNames().contains(name) && values.oneIn(2)) {
                    changed.put(name, values.of(kind));
                }
            });
        }
        return new Step.Modify(model, fullKey(model), changed);
    }

    /** What a write may require of the item of a model. */
    Check check(Searched searched, int depth) {
        if (depth > 0 && values.oneIn(2)) {
            return switch (random.nextInt(5)) {
                case 0, 1 -> new Check.And(check(searched, depth - 1), check(searched, depth - 1));
                case 2, 3 -> new Check.Or(check(searched, depth - 1), check(searched, depth - 1));
                default -> new Check.Not(check(searched, depth - 1));
            };
        }
        if (values.oneIn(5)) {
            return values.oneIn(2) ? new Check.Exists() : new Check.Absent();
        }
        Model model = values.any(searched.models());
        List<String> names = model.fields().entrySet().stream()
                .filter(field -> COMPARED.contains(field.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (names.isEmpty()) {
            return new Check.Exists();
        }
        String name = values.any(names);
        return switch (random.nextInt(8)) {
            case 0 -> new Check.Present(name);
            case 1 -> new Check.In(name, List.of(operand(model, name), operand(model, name), operand(model, name)));
            default -> compares(model, name);
        };
    }

    private Check compares(Model model, String name) {
        Kind kind = model.fields().get(name);
        Check.How how = kind == Kind.FLAG || kind == Kind.COLOR || values.oneIn(2)
                ? values.any(List.of(Check.How.IS, Check.How.IS_NOT))
                : values.any(List.of(Check.How.values()));
        Object operand = operand(model, name);
        boolean isPrefix = operand instanceof String text && !text.isEmpty();
        return new Check.Compares(name, how == Check.How.BEGINS_WITH && !isPrefix ? Check.How.IS : how, operand);
    }

    private Object operand(Model model, String name) {
        if (name.equals(model.itemVersion())) {
            return random.nextInt(4);
        }
        if (model.keyNames().contains(name)) {
            return keyValue(model, name);
        }
        Kind kind = model.fields().get(name);
        Object operand = values.of(kind);
        while (operand == null || !mayBeStored(model, name, operand)) {
            operand = values.of(kind);
        }
        return operand;
    }

    private static boolean mayBeStored(Model model, String name, Object operand) {
        return StoredForm.mayBeStored(model, StoredForm.of(model, Map.of(name, operand)), 0);
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
        List<Object> choices = keyValues.get(model.fields().get(name));
        boolean often = model.partitionKey().names().contains(name) && !values.oneIn(3);
        return often ? choices.get(0) : values.any(choices);
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
    @Nullable Object givenValue(Model model, String name) {
        if (values.oneIn(40)) {
            return badKeyValue(model, name);
        }
        Object value = keyValue(model, name);
        return values.oneIn(5) ? model.keyText(name, value) : value;
    }

    Map<String, @Nullable Object> fullKey(Model model) {
        Map<String, @Nullable Object> key = new LinkedHashMap<>();
        model.keyNames().forEach(name -> key.put(name, givenValue(model, name)));
        return values.oneIn(20) ? spoiled(key, model) : key;
    }

    Map<String, @Nullable Object> spoiled(Map<String, @Nullable Object> key, Model model) {
        if (values.oneIn(2) && !key.isEmpty()) {
            key.remove(values.any(List.copyOf(key.keySet())));
        } else {
            String name = values.any(List.copyOf(model.fields().keySet()));
            key.put(values.oneIn(2) ? "unknown" : name, "x");
        }
        return key;
    }

    /** An item that may be written, or one of few that may not. */
    Item soundItem(Model model) {
        Item item = item(model);
        for (int tries = 0;
                tries < 8
                        && !new Reference()
                                .expect(new Step.Save(item))
                                .failures()
                                .isEmpty();
                tries++) {
            item = item(model.role() == Model.Role.FOREIGN ? model : Models.NOTE);
        }
        return item;
    }

    /** An item as another writer stores it, or one to be saved if that writer could not store it either. */
    Step raw(Model model) {
        Item item = soundItem(model);
        Set<String> absent = new LinkedHashSet<>();
        Map<String, @Nullable Object> other = new LinkedHashMap<>();
        for (String name : item.model().keyNames()) {
            switch (random.nextInt(6)) {
                case 0, 1 -> absent.add(name);
                case 2 -> other.put(name, null);
                case 3 -> other.put(name, keyValue(item.model(), name));
                default -> {}
            }
        }
        Step.Raw raw = new Step.Raw(item, absent, other, values.oneIn(2) ? sort(item) : null);
        return Reference.mayBeStored(raw) ? raw : new Step.Save(item);
    }

    /** A sort key that is close to that of an item, often one that no model has. */
    private @Nullable String sort(Item item) {
        Row.Key key = Reference.keyOf(item.model(), item.fields());
        if (key == null) {
            return null;
        }
        String sort = key.sort();
        String start = sort.substring(0, sort.indexOf('#') + 1);
        return switch (random.nextInt(8)) {
            case 0 -> start.isEmpty() ? "#" : start;
            case 1 -> sort + "#";
            case 2 -> sort + "#" + values.any(List.of("1", "DRAFT", "é", "DRAFT#"));
            case 3 -> start + values.any(List.of("#", "##", "#1", "\u0001", "0", "007", "%", "_"));
            case 4 -> start + "x".repeat(1024 - StoredForm.bytes(start)); // too long beside a long partition key
            case 5 -> sort.toLowerCase(Locale.ROOT);
            case 6 -> start.replace('#', values.any(List.of('"', '$', '\uffff'))) + "1";
            default -> sort + values.any(List.of(" ", "1", "\uffff"));
        };
    }

    /** The item under one of many keys, if the model's keys can be that many. */
    Item numbered(Item item, int n) {
        if (!(item.fields().get("id") instanceof String id) || id.isEmpty() || id.length() > 900) {
            return item;
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(item.fields());
        fields.put("id", id + n);
        return new Item(item.model(), fields);
    }
}
