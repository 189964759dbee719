package io.dynawrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyRange;
import io.dynawrap.mapping.ItemType;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A million values made to forge keys reach no key but their own, and no prefix shows what is not behind it. */
class ForgedKeyTest {

    private static final int VALUES = 1_000_000;

    @DbItem(pk = "USER#{owner}", sk = "STORY#{id}")
    record Story(String owner, String id) {}

    @DbItem(pk = "USER#{owner}#STORY#{story}", sk = "{chapter}#v{version}x#{part}")
    record Part(String owner, String story, String chapter, String version, String part) {}

    @DbItem(pk = "{owner}", sk = "{id}", separator = '|')
    record Bare(String owner, String id) {}

    private int values;
    private int refused;
    private int leaksTried;

    @Test
    void noValueReachesAnotherKeyAndNoPrefixLeaks() {
        long seed = 0;
        while (values < VALUES) {
            attack(++seed, ItemType.of(Story.class), List.of("owner"), List.of("id"));
            attack(++seed, ItemType.of(Part.class), List.of("owner", "story"), List.of("chapter", "version", "part"));
            attack(++seed, ItemType.of(Bare.class), List.of("owner"), List.of("id"));
        }
        assertThat(refused).as("values refused").isBetween(VALUES / 10, VALUES * 2 / 3);
        assertThat(leaksTried).as("conditions tried").isGreaterThan(VALUES / 10);
    }

    /** Some thousand keys of one model, each near the one before it. */
    private void attack(long seed, ItemType<?> type, List<String> partition, List<String> sort) {
        HostileText texts = new HostileText(seed);
        Set<ItemKey> keys = new HashSet<>();
        Set<Map<String, String>> inputs = new HashSet<>();
        Map<String, String> before = null;
        for (int i = 0; i < 2000; i++) {
            Map<String, String> input = new LinkedHashMap<>();
            for (String name : partition) {
                input.put(name, before != null && i % 2 == 0 ? before.get(name) : text(texts, before, name));
            }
            sort.forEach(name -> input.put(name, texts.next()));
            if (before != null && i % 3 == 0) {
                Map<String, String> last = before;
                input.replaceAll((name, text) -> sort.contains(name) ? texts.near(last.get(name)) : text);
            }
            ItemKey key = checkedKey(seed, type, input);
            if (key != null) {
                keys.add(key);
                inputs.add(input);
                if (before != null) {
                    checkLeaks(seed, type, before, input, key, sort);
                }
                before = input;
            }
        }
        assertThat(keys)
                .as("seed %d: keys of %d different inputs", seed, inputs.size())
                .hasSameSizeAs(inputs);
    }

    private static String text(HostileText texts, Map<String, String> before, String name) {
        return before == null ? texts.next() : texts.near(before.get(name));
    }

    /** The key of some values, or null where they are rightly refused. */
    private ItemKey checkedKey(long seed, ItemType<?> type, Map<String, String> input) {
        values += input.size();
        char separator = type.partitionKey().separator();
        boolean good = input.values().stream().allMatch(text -> HostileText.isGood(text, separator));
        try {
            ItemKey key = type.key(KeyValues.byFieldName(input));
            if (!good || !type.matches(key) || !type.parse(key).equals(Optional.of(KeyValues.byFieldName(input)))) {
                fail("seed %d: %s gives %s the key %s, read as %s", seed, type, input, key, type.parse(key));
            }
            return key;
        } catch (InvalidKeyException e) {
            refused += input.size();
            if (good && bytes(input) < 1000) {
                fail("seed %d: %s refuses %s: %s", seed, type, input, e.getMessage());
            }
            return null;
        }
    }

    private static int bytes(Map<String, String> input) {
        return input.values().stream()
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    /** Queries and scans with some values of one input find the key of another exactly if they are its values too. */
    private void checkLeaks(
            long seed,
            ItemType<?> type,
            Map<String, String> asked,
            Map<String, String> stored,
            ItemKey key,
            List<String> sort) {
        KeyValues given = KeyValues.none();
        boolean found = true;
        for (Map.Entry<String, String> value : asked.entrySet()) {
            String name = value.getKey();
            boolean last = sort.indexOf(name) == sort.size() - 1;
            String other = stored.get(name);
            found &= last ? other.startsWith(value.getValue()) : other.equals(value.getValue());
            given = given.and(name, value.getValue());
            boolean queried = type.partitionKey().names().stream().allMatch(given::contains);
            KeyRange range =
                    queried ? type.keys().queryRange(given) : type.keys().scanRange(given);
            leaksTried++;
            if (found != range.contains(key)) {
                fail("seed %d: %s asked for %s %s %s", seed, type, given, found ? "misses" : "finds", key);
            }
        }
    }
}
