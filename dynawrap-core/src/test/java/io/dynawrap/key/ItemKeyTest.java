package io.dynawrap.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of keys is that of both databases, and the one order in which writers lock. */
class ItemKeyTest {

    /** Characters on both sides of every border between lengths in UTF-8, and of the surrogates. */
    private static final int[] CHARACTERS = {
        1, '#', 'A', 'a', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfffd, 0xffff, 0x10000, 0x1f600, 0x10ffff
    };

    @Test
    void keysAreOrderedByTheUtf8BytesOfThePartitionKeyAndThenOfTheSortKey() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            ItemKey one = new ItemKey(text(random), text(random));
            ItemKey other = new ItemKey(random.nextBoolean() ? one.partitionKey() : text(random), text(random));
            int partition = bytes(one.partitionKey(), other.partitionKey());
            int expected = partition != 0 ? partition : bytes(one.sortKey(), other.sortKey());
            assertThat(Integer.signum(one.compareTo(other)))
                    .as("%s and %s", one, other)
                    .isEqualTo(Integer.signum(expected));
        }
    }

    @Test
    void aCharacterAboveTheBasicPlaneComesAfterAllOthersAlthoughItsUtf16UnitsDoNot() {
        List<ItemKey> keys = new ArrayList<>(
                List.of(new ItemKey("\ud83d\ude00", "s"), new ItemKey("\uff5e", "s"), new ItemKey("a", "s")));
        keys.sort(null);
        assertThat(keys).extracting(ItemKey::partitionKey).containsExactly("a", "\uff5e", "\ud83d\ude00");
    }

    private static String text(Random random) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(n -> Character.toString(CHARACTERS[random.nextInt(CHARACTERS.length)]))
                .collect(Collectors.joining());
    }

    private static int bytes(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
