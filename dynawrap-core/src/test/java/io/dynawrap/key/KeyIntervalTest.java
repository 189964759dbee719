package io.dynawrap.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyIntervalTest {

    private static final String HIGHEST = Character.toString(Character.MAX_CODE_POINT);

    @ParameterizedTest
    @CsvSource({"a, b", "STORY#1, STORY#2", "a\u007f, a\u0080", "\ud7ff, \ue000", "a\uffff, a\ud800\udc00"})
    void theEndIsTheLastCodePointRaisedByOne(String prefix, String until) {
        assertThat(KeyInterval.startingWith(prefix)).isEqualTo(new KeyInterval(prefix, until));
    }

    @Test
    void theHighestCodePointIsDroppedAndTheOneBeforeItRaised() {
        assertThat(KeyInterval.startingWith("a" + HIGHEST + HIGHEST).until()).isEqualTo("b");
    }

    @Test
    void aPrefixOfHighestCodePointsHasNoEnd() {
        assertThat(KeyInterval.startingWith(HIGHEST).until()).isNull();
    }

    @Test
    void theEmptyPrefixIsEveryText() {
        assertThat(KeyInterval.startingWith("")).isEqualTo(new KeyInterval("", null));
    }

    @RepeatedTest(20)
    void aTextIsInTheIntervalExactlyWhenItBeginsWithThePrefix() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            String prefix = text(random, 1 + random.nextInt(2));
            String text = random.nextBoolean()
                    ? prefix + text(random, random.nextInt(2))
                    : text(random, 1 + random.nextInt(3));
            assertThat(contains(KeyInterval.startingWith(prefix), text))
                    .as("seed %d, prefix '%s', text '%s'", seed, prefix, text)
                    .isEqualTo(text.startsWith(prefix));
        }
    }

    private static boolean contains(KeyInterval interval, String text) {
        return compare(interval.from(), text) <= 0 && (interval.until() == null || compare(text, interval.until()) < 0);
    }

    private static int compare(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    /** Few code points, all next to a border, so that neighbours are common. */
    private static String text(Random random, int length) {
        int[] points = {
            0x01, 'a', 'b', 0x7f, 0x80, 0x7ff, 0x800, 0xd7fe, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10fffe, 0x10ffff
        };
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
