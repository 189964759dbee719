package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynawrap.DbItem;
import io.dynawrap.InvalidItemException;
import io.dynawrap.key.ItemKey;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The size of items, as DynamoDB counts it, at the limit and one byte above. */
class ItemSizeTest {

    @DbItem(pk = "V", sk = "V", schemaVersion = "v")
    record Sized(String a, Object v) {}

    /** PK and SK with one character each, schema_version with one, "a" with one, the name "v". */
    private static final int OVERHEAD = 2 + 1 + 2 + 1 + 14 + 1 + 2 + 1;

    private static final int ROOM = 400 * 1024 - OVERHEAD;

    private static void fitsExactly(Object fits, Object tooLarge) {
        assertThat(PlainJson.write(new Sized("a", fits))).isNotEmpty();
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new Sized("a", tooLarge)))
                .withMessageStartingWith("Sized: the item has more than the 409600 bytes (400 KB)")
                .withMessageContaining("the largest field seen is 'v'")
                .satisfies(e -> assertThat(e.field()).contains("v"));
    }

    @Test
    void itemHasAtMost400KilobytesOfText() {
        fitsExactly("x".repeat(ROOM), "x".repeat(ROOM + 1));
        fitsExactly("é".repeat(ROOM / 2), "é".repeat(ROOM / 2 + 1));
        fitsExactly("😀".repeat(ROOM / 4), "😀".repeat(ROOM / 4 + 1));
    }

    @Test
    void binaryCountsItsBytesAndNotItsText() {
        fitsExactly(new byte[ROOM], new byte[ROOM + 1]);
    }

    @Test
    void containersCountThreeBytesAndOneForEachElement() {
        String rest = "x".repeat(ROOM - 3 - 1);
        fitsExactly(List.of(rest), List.of(rest + "x"));
        // a list in a list: 3 and 1, 3 and 1; null and true have one byte each and one as elements
        String smaller = "x".repeat(ROOM - 3 - 4 - 1 - 2 - 2);
        fitsExactly(List.of(List.of(smaller), true, false), List.of(List.of(smaller + "x"), true, false));
        fitsExactly(Arrays.asList(List.of(smaller), null, null), Arrays.asList(List.of(smaller + "x"), null, null));
    }

    @Test
    void mapKeysCountTheirBytes() {
        String rest = "x".repeat(ROOM - 3 - 1 - 2);
        fitsExactly(Map.of("é", rest), Map.of("é", rest + "x"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "7, 2",
        "-7, 3",
        "-99, 3",
        "100, 2",
        "120, 3",
        "-120, 4",
        "123, 3",
        "1234, 3",
        "12345, 4",
        "1000000, 2",
        "1230000, 3",
        "9223372036854775807, 11",
        "-9223372036854775808, 12"
    })
    void numbersCountAByteForTwoSignificantDigitsAndOne(long number, int bytes) {
        String rest = "x".repeat(ROOM - 3 - 2 - bytes);
        fitsExactly(List.of(number, rest), List.of(number, rest + "x"));
        fitsExactly(
                List.of(BigDecimal.valueOf(number), rest),
                List.of(BigDecimal.valueOf(number).setScale(2), rest + "x"));
        fitsExactly(List.of(BigInteger.valueOf(number), rest), List.of(BigInteger.valueOf(number), rest + "x"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 2",
        "0.05, 2",
        "0.055, 3",
        "-0.055, 4",
        "1.5, 3",
        "12.5, 3",
        "120.55, 4",
        "12E11, 3",
        "1E-130, 2",
        "1E+125, 2",
        "1234567890123456789012345678901234567.8, 21"
    })
    void digitsArePairedFromTheDecimalPointOn(BigDecimal number, int bytes) {
        String rest = "x".repeat(ROOM - 3 - 2 - bytes);
        fitsExactly(List.of(number, rest), List.of(number, rest + "x"));
    }

    @Test
    void keyAndVersionCount() {
        String text = "x".repeat(ROOM);
        ItemType<Sized> type = ItemType.of(Sized.class);

        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> type.mapping()
                        .write(
                                new Sized("a", text),
                                new ItemKey("PP", "S"),
                                ItemMapping.OWN_VERSION,
                                ItemCodec.JSON.createGenerator(new StringWriter())));
    }
}
