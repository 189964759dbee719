package io.dynawrap.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.dynawrap.InvalidKeyException;
import io.dynawrap.KeyValues;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The laws of key patterns, tried with patterns and values from seeded generators. */
class KeyPatternGeneratedTest {

    private static final int PATTERNS = 2_500;
    private static final int TUPLES = 25;

    @Test
    void parseIsTheExactInverseOfFormat() {
        long values = 0;
        for (long seed = 0; seed < PATTERNS; seed++) {
            RandomKeys random = new RandomKeys(seed);
            KeyPattern pattern = random.pattern();
            Map<String, Map<String, String>> seen = new HashMap<>();
            for (int i = 0; i < TUPLES; i++) {
                Map<String, String> tuple = tuple(pattern, random);
                values += tuple.size();
                String fault = fault(pattern, tuple);
                if (fault != null) {
                    fail("seed %d: %s", seed, describe(pattern, shrunk(pattern, tuple)));
                }
                if (isGood(pattern, tuple)) {
                    String key = pattern.format(KeyValues.byFieldName(tuple));
                    Map<String, String> before = seen.putIfAbsent(key, tuple);
                    assertThat(before == null || before.equals(tuple))
                            .as("seed %d: %s has one key '%s' for %s and %s", seed, pattern, key, before, tuple)
                            .isTrue();
                    checkDamaged(seed, pattern, random.damaged(key, pattern.separator()));
                }
            }
        }
        assertThat(values).as("values tried").isGreaterThan(100_000);
    }

    private static Map<String, String> tuple(KeyPattern pattern, RandomKeys random) {
        Map<String, String> tuple = new LinkedHashMap<>();
        for (KeyPattern.Part part : pattern.parts()) {
            if (part instanceof KeyPattern.Placeholder placeholder) {
                tuple.putIfAbsent(placeholder.name(), random.value(pattern, placeholder.width()));
            }
        }
        return tuple;
    }

    private static boolean isGood(KeyPattern pattern, Map<String, String> tuple) {
        return tuple.values().stream().allMatch(value -> RandomKeys.isGood(value, pattern.separator()));
    }

    /** Which law some values break, or {@code null}. */
    private static @Nullable String fault(KeyPattern pattern, Map<String, String> tuple) {
        String key;
        try {
            key = pattern.format(KeyValues.byFieldName(tuple));
        } catch (InvalidKeyException e) {
            String field = e.field().orElse("");
            boolean rightly = tuple.containsKey(field) && !RandomKeys.isGood(tuple.get(field), pattern.separator());
            return rightly ? null : "refused without need: " + e.getMessage();
        }
        if (!isGood(pattern, tuple)) {
            return "taken, but one value cannot be in a key";
        }
        Map<String, String> parsed = pattern.parse(key).orElse(null);
        if (!tuple.equals(parsed)) {
            return "the key '" + key + "' is read as " + parsed;
        }
        KeyValues leading = KeyValues.none();
        for (Map.Entry<String, String> value : tuple.entrySet()) {
            if (!key.startsWith(pattern.prefix(leading))) {
                return "the prefix of " + leading + " is none of '" + key + "'";
            }
            leading = leading.and(value.getKey(), value.getValue());
        }
        return key.equals(pattern.prefix(leading)) ? null : "the prefix of all values is not the key";
    }

    /** A key that was not made by format is either none, or the key of what it is read as. */
    private static void checkDamaged(long seed, KeyPattern pattern, String key) {
        pattern.parse(key)
                .ifPresent(texts -> assertThat(pattern.format(KeyValues.byFieldName(texts)))
                        .as("seed %d: %s reads '%s' as %s", seed, pattern, key, texts)
                        .isEqualTo(key));
    }

    /** The same fault with shorter values: leaves out one character after the other as long as it stays. */
    private static Map<String, String> shrunk(KeyPattern pattern, Map<String, String> tuple) {
        for (Map.Entry<String, String> value : tuple.entrySet()) {
            for (int i = 0; i < value.getValue().length(); i++) {
                Map<String, String> smaller = new LinkedHashMap<>(tuple);
                smaller.put(
                        value.getKey(),
                        new StringBuilder(value.getValue()).deleteCharAt(i).toString());
                if (fault(pattern, smaller) != null) {
                    return shrunk(pattern, smaller);
                }
            }
        }
        return tuple;
    }

    private static String describe(KeyPattern pattern, Map<String, String> tuple) {
        return pattern + " with " + tuple + ": " + fault(pattern, tuple);
    }

    @Test
    void overlapsAgreesWithASearchOfAllShortKeys() {
        List<String> keys = allKeys("a0#", 9);
        List<KeyPattern> patterns = shortPatterns(new Random(42), 160);
        List<BitSet> matched =
                patterns.stream().map(pattern -> matches(pattern, keys)).toList();
        int overlapping = 0;
        for (int i = 0; i < patterns.size(); i++) {
            for (int j = 0; j < patterns.size(); j++) {
                boolean common = matched.get(i).intersects(matched.get(j));
                overlapping += common ? 1 : 0;
                assertThat(patterns.get(i).overlaps(patterns.get(j)))
                        .as("%s overlaps %s", patterns.get(i), patterns.get(j))
                        .isEqualTo(common);
            }
        }
        assertThat(overlapping).as("pairs that overlap").isBetween(1_000, 20_000);
    }

    private static List<String> allKeys(String alphabet, int length) {
        List<String> keys = new ArrayList<>(List.of(""));
        for (int from = 0, n = 0; n < length; n++) {
            int to = keys.size();
            for (; from < to; from++) {
                for (char letter : alphabet.toCharArray()) {
                    keys.add(keys.get(from) + letter);
                }
            }
        }
        return keys;
    }

    private static BitSet matches(KeyPattern pattern, List<String> keys) {
        BitSet matches = new BitSet();
        for (int i = 0; i < keys.size(); i++) {
            matches.set(i, pattern.matches(keys.get(i)));
        }
        return matches;
    }

    /** Patterns so short that two of them that overlap have a common key of at most nine characters. */
    private static List<KeyPattern> shortPatterns(Random random, int count) {
        String[] literals = {"", "a", "0", "a0", "aa", "#"};
        String[] between = {"#", "#", "a#", "#0"};
        String[] placeholders = {"{x}", "{x}", "{x:01}", "{x:02}", ""};
        List<KeyPattern> patterns = new ArrayList<>();
        while (patterns.size() < count) {
            String one = one(random, literals) + one(random, placeholders) + one(random, literals);
            String two = random.nextBoolean()
                    ? ""
                    : one(random, between) + one(random, placeholders).replace('x', 'y');
            if (!(one + two).isEmpty()) {
                patterns.add(KeyPattern.of(one + two));
            }
        }
        return patterns;
    }

    private static String one(Random random, String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    @Test
    void patternsWithRepeatedPlaceholdersThatShareAKeyOverlap() {
        List<String> keys = allKeys("a0#", 7);
        List<KeyPattern> patterns = List.of(
                KeyPattern.of("{x}#{x}"),
                KeyPattern.of("{x}#a{x}"),
                KeyPattern.of("{x}#{y}#{x}"),
                KeyPattern.of("a{x}#{x}0"),
                KeyPattern.of("a#a"),
                KeyPattern.of("{x:02}#{x:02}"),
                KeyPattern.of("0{x}#{y}"));
        for (KeyPattern one : patterns) {
            for (KeyPattern other : patterns) {
                BitSet common = matches(one, keys);
                common.and(matches(other, keys));
                assertThat(one.overlaps(other) || common.isEmpty())
                        .as("%s overlaps %s", one, other)
                        .isTrue();
            }
        }
    }
}
