package io.dynawrap.engine;

import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundUpdate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Creates random updates of the items of {@link ConditionGenerator}. Most of them fit an item, the others do not. */
final class UpdateGenerator {

    private static final List<String> NUMBERS = List.of("n", "size");
    private static final List<String> LISTS = List.of("l", "-", "bl");
    private static final List<String> OTHERS = List.of("t", "x.y", "0", "b", "bytes", "o", "m", "at", "new", "\"\\'?");
    private static final List<String> AMOUNTS = List.of(
            "0",
            "1",
            "-1",
            "10",
            "0.1",
            "-1.5",
            "2147483647",
            "-2147483648",
            "12345678901234567890123456789012345678",
            "9.9999999999999999999999999999999999999E125",
            "-9.9999999999999999999999999999999999999E125",
            "1E-130",
            "1E-38");
    private static final BoundUpdate.Range BYTE_RANGE = range("-128", "127");
    private static final BoundUpdate.Range INT_RANGE = range("-2147483648", "2147483647");
    private static final BoundUpdate.Range LONG_RANGE = range("-9223372036854775808", "9223372036854775807");
    private static final String FILLER = "filler";

    private final Random random;
    private final ConditionGenerator items;

    UpdateGenerator(long seed) {
        this.random = new Random(seed);
        this.items = new ConditionGenerator(seed);
    }

    private static BoundUpdate.Range range(String lowest, String highest) {
        return new BoundUpdate.Range(new BigDecimal(lowest), new BigDecimal(highest));
    }

    Map<String, Object> item() {
        return items.item();
    }

    /** Returns an item which almost has the maximum size, or just has it, and is of the same size on both databases. */
    Map<String, Object> largeItem(ItemKey key) {
        Map<String, Object> item = item();
        item.keySet().removeAll(Set.of("m", "bytes", "bl"));
        item.replaceAll((name, value) -> value instanceof LinkedHashSet<?> set ? new ArrayList<>(set) : value);
        item.put(FILLER, "");
        long missing = ItemCodec.MAX_ITEM_BYTES - StoredSize.of(key, null, item);
        item.put(FILLER, "f".repeat((int) missing - random.nextInt(40)));
        return item;
    }

    /** Returns 1 to 3 changes of different fields. */
    BoundUpdate update() {
        List<String> names = new ArrayList<>(NUMBERS);
        names.addAll(LISTS);
        names.addAll(OTHERS);
        Collections.shuffle(names, random);
        List<BoundUpdate.Action> actions = new ArrayList<>();
        for (String name : names.subList(0, 1 + random.nextInt(3))) {
            actions.add(action(name));
        }
        return new BoundUpdate(actions);
    }

    private BoundUpdate.Action action(String name) {
        int choice = random.nextInt(12);
        if (choice < 2) {
            return new BoundUpdate.Remove(name);
        } else if (choice < 4) {
            return new BoundUpdate.Set(name, value());
        } else if (choice < 6) {
            return new BoundUpdate.SetIfAbsent(name, value());
        }
        boolean fits = choice > 6;
        if (fits ? NUMBERS.contains(name) : random.nextBoolean()) {
            return add(name);
        }
        return LISTS.contains(name) || !fits
                ? new BoundUpdate.Append(name, elements())
                : new BoundUpdate.SetIfAbsent(name, value());
    }

    private BoundUpdate.Action add(String name) {
        BigDecimal amount = new BigDecimal(AMOUNTS.get(random.nextInt(AMOUNTS.size())));
        List<BoundUpdate.Range> possible = new ArrayList<>();
        for (BoundUpdate.Range range : List.of(BYTE_RANGE, INT_RANGE, LONG_RANGE)) {
            if (amount.compareTo(range.lowest()) >= 0 && amount.compareTo(range.highest()) <= 0) {
                possible.add(range);
            }
        }
        possible.add(null);
        return new BoundUpdate.Add(name, amount, possible.get(random.nextInt(possible.size())));
    }

    /** Returns what must hold besides the existence of the item, or nothing. */
    List<BoundCondition> conditions() {
        return random.nextInt(4) == 0 ? List.of(items.condition(1)) : List.of();
    }

    private Object value() {
        return switch (random.nextInt(7)) {
            case 0 -> "text \ud83d\ude00\"\\";
            case 1 -> new BigDecimal("-1.5");
            case 2 -> true;
            case 3 -> new byte[] {-1, 0, 1};
            case 4 -> elements();
            case 5 -> "";
            default -> {
                Map<String, Object> map = new LinkedHashMap<>();
                map.put("a", null);
                map.put("b.c", elements());
                yield map;
            }
        };
    }

    private List<Object> elements() {
        List<Object> all =
                Arrays.asList("x", new BigDecimal("10"), null, true, List.of(), new byte[] {1}, Map.of("a", "b"));
        int from = random.nextInt(all.size());
        return new ArrayList<>(all.subList(from, from + random.nextInt(all.size() - from + 1)));
    }
}
