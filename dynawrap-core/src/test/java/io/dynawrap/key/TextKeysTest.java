package io.dynawrap.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.DbItem;
import io.dynawrap.KeyValues;
import io.dynawrap.mapping.ItemType;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A condition on characters finds the same keys as the patterns. */
class TextKeysTest {

    @DbItem(pk = "P#{owner}", sk = "S#{id}")
    record Ended(String owner, String id) {}

    @DbItem(pk = "{owner}", sk = "{id}")
    record Bare(String owner, String id) {}

    @DbItem(pk = "P#{owner}", sk = "S#{owner}#{n:03}#x{id}")
    record Third(String owner, int n, String id) {}

    @DbItem(pk = "P%{owner}", sk = "S%{id}", separator = '%')
    record Percent(String owner, String id) {}

    @DbItem(pk = "P#{owner}", sk = "S#{id}#")
    record Followed(String owner, String id) {}

    @DbItem(pk = "P#{owner}", sk = "S#{owner}")
    record Repeated(String owner) {}

    @DbItem(pk = "P#{owner}", sk = "S#{n:05}")
    record Numbered(String owner, int n) {}

    @DbItem(pk = "P#{owner}", sk = "S#{id}")
    record Identified(String owner, UUID id) {}

    private static final List<String> PIECES = List.of(
            "P", "S", "#", "%", "S#", "S%", "own", "#", "001", "x", "a", "b", "1", "\u0001", "é", "😀", "\uffff", " ");

    private static ModelKeys keys(Class<?> model) {
        return ItemType.of(model).keys();
    }

    private static KeyValues owner(String owner) {
        return KeyValues.of("owner", owner);
    }

    private static void assertThatBothFindTheSame(ModelKeys keys, KeyValues values, KeyRange range) {
        TextKeys found = keys.textKeys(range, values);
        Random random = new Random(7);
        String partition = range.partition().text();
        int contained = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder sort =
                    new StringBuilder(random.nextInt(4) == 0 ? "" : range.sort().text());
            for (int pieces = random.nextInt(4); pieces > 0; pieces--) {
                sort.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            if (random.nextInt(50) == 0) {
                sort.append("y".repeat(random.nextInt(1100)));
            }
            ItemKey key = new ItemKey(partition, sort.toString());
            boolean expected = range.contains(key) && keys.matches(key);
            contained += expected ? 1 : 0;
            assertThat(found.contains(key.sortKey())).as("%s in %s", key, range).isEqualTo(expected);
        }
        assertThat(contained).as("keys of the model").isBetween(100, 19_900);
    }

    @Test
    void theKeysAreThoseThatThePatternsMatch() {
        for (String owner : List.of("own", "o".repeat(1700))) {
            for (Class<?> model : List.of(Ended.class, Bare.class, Percent.class)) {
                ModelKeys keys = keys(model);
                assertThatBothFindTheSame(keys, owner(owner), keys.queryRange(owner(owner)));
                KeyValues begun = owner(owner).and("id", "a");
                assertThatBothFindTheSame(keys, begun, keys.queryRange(begun));
            }
        }
        KeyValues values = owner("own").and("n", 1);
        assertThatBothFindTheSame(keys(Third.class), values, keys(Third.class).queryRange(values));
    }

    @Test
    void theKeysAreWithinTheBounds() {
        ModelKeys keys = keys(Ended.class);
        KeyRange all = keys.queryRange(owner("own"));
        assertThatBothFindTheSame(keys, owner("own"), all.from("S#a"));
        assertThatBothFindTheSame(keys, owner("own"), all.until("S#b"));
        assertThatBothFindTheSame(keys, owner("own"), all.from("S#1").until("S#é"));
    }

    @Test
    void aRangeWhoseKeysOnlyThePatternsDecideHasNoTextKeys() {
        for (Class<?> model : List.of(Followed.class, Repeated.class, Numbered.class, Identified.class, Third.class)) {
            ModelKeys keys = keys(model);
            assertThat(keys.textKeys(keys.queryRange(owner("own")), owner("own")))
                    .isNull();
        }
        ModelKeys ended = keys(Ended.class);
        assertThat(ended.textKeys(ended.scanRange(KeyValues.none()), KeyValues.none()))
                .isNull();
        assertThat(ended.textKeys(ended.scanRange(owner("own")), owner("own"))).isNotNull();
    }
}
