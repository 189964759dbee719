package io.dynawrap.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.KeyValues;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

public class KeyPatternTest {

    public enum Direction {
        UP {
            @Override
            public String toString() {
                return "upwards";
            }
        },
        DOWN
    }

    static List<Arguments> badSyntax() {
        return List.of(
                Arguments.of("USER#${owner}", 5, "a '$' before a placeholder"),
                Arguments.of("{a}#$${b}", 5, "a '$' before a placeholder"),
                Arguments.of("A#{owner", 2, "'{' without a '}'"),
                Arguments.of("A#owner}", 7, "'}' without a '{'"),
                Arguments.of("{a}}", 3, "'}' without a '{'"),
                Arguments.of("A#{}", 3, "this is not a placeholder: write {name}"),
                Arguments.of("A#{a{b}", 4, "this is not a placeholder: write {name}"),
                Arguments.of("A#{n:8}", 4, "this is not a placeholder: write {name}"),
                Arguments.of("A#{n:00}", 4, "this is not a placeholder: write {name}"),
                Arguments.of("A#{n:0100}", 4, "this is not a placeholder: write {name}"),
                Arguments.of("A#{n:}", 4, "this is not a placeholder: write {name}"),
                Arguments.of("A#{:08}", 3, "this is not a placeholder: write {name}"),
                Arguments.of("A#{n:x}", 4, "this is not a placeholder: write {name}"),
                Arguments.of("A#{n:039}", 4, "more than 38 digits"),
                Arguments.of(
                        "{a}{b}",
                        3,
                        "no separator '#' is between 'a' and 'b', so a key could be read in two ways. Put '#' between"
                                + " them."),
                Arguments.of("A#{a}-{b}", 6, "Put '#' between them."),
                Arguments.of(
                        "A#{n}#{n:04}",
                        6,
                        "'n' appears before with another padding. Pad it to the same width everywhere, or not at all."),
                Arguments.of("😀é#{a}{b}", 6, "Put '#' between them."));
    }

    @ParameterizedTest
    @MethodSource
    void badSyntax(String pattern, int place, String what) {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> KeyPattern.of(pattern, '#', "Story"))
                .withMessageStartingWith("Story: bad key pattern: ")
                .withMessageContaining(what)
                .withMessageEndingWith("\n  " + pattern + "\n  " + " ".repeat(place) + "^");
    }

    @Test
    void aDollarAnywhereElseIsOrdinaryText() {
        assertThat(KeyPattern.of("US$#{price}$").format(KeyValues.of("price", 5)))
                .isEqualTo("US$#5$");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // pattern, a key that does not fit, going on behind it in ascending and in descending order
                "ORDER_{id}, ORDER_1_LINE_7, ORDER_1_\udbff\udfff, ORDER_1_",
                "ORDER_{id}, ORDER_, -, -",
                "ORDER_{id}, OTHER_1_LINE_7, -, -",
                "{a}_{b}, 1_2_3, 1_2_\udbff\udfff, 1_2_",
                "O_{id}_META, O_1_LINE_7, -, O_1_",
                "O_{id}_META, O_1_ZONE_7, O_1_\udbff\udfff, -",
                "O_{id}-x_M, O_1-y_M, -, -",
                "O_{id}_{n:03}, O_1_x, -, -",
            })
    void theNextKeyIsBehindThoseThatExtendAKey(String pattern, String key, String ascending, String descending) {
        KeyPattern parsed = KeyPattern.of(pattern, '_');
        assertThat(parsed.positionAfterExtensionsOf(key, false)).isEqualTo(ascending);
        assertThat(parsed.positionAfterExtensionsOf(key, true)).isEqualTo(descending);
    }

    @ParameterizedTest
    @CsvSource({
        "ORDER_{id}, ORDER_{id}_LINE_{n}, true",
        "ORDER_{id}, ORDER_{id}, false",
        "ORDER_{id}_LINE_{n}, ORDER_{id}, false",
        "ORDER_{id}, INVOICE_{id}_LINE_{n}, false",
        "PROFILE, PROFILE_{n}, false",
        "O_{id:03}, O_12_{x}, false",
        "O_{id:03}, O_123_{x}, true",
        "{a}, {b}_{c}, true"
    })
    void aPatternIsExtendedByOneWhoseKeysStandBetweenItsOwn(String pattern, String other, boolean extended) {
        assertThat(KeyPattern.of(pattern, '_').mayBeExtendedBy(KeyPattern.of(other, '_')))
                .isEqualTo(extended);
    }

    @Test
    void emptyPatternIsAnError() {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> KeyPattern.of("", '#', "Story"))
                .withMessage("Story: a key pattern is empty. Give it a literal or a placeholder.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A\0#{a}", "A\uD83D#{a}", "A#{\uDE00}"})
    void patternWithUnstorableTextIsAnError(String pattern) {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> KeyPattern.of(pattern, '#', "Story"))
                .withMessageContaining("Story: the key pattern ");
    }

    @ParameterizedTest
    @ValueSource(chars = {'a', 'Z', '0', 'é', '٣', '{', '}', '\0', '\n', '\uD83D', '\uDE00'})
    void characterThatCannotBeASeparatorIsAnError(char separator) {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> KeyPattern.of("A{a}", separator, "Story"))
                .withMessageStartingWith("Story: the separator ");
    }

    @Test
    void patternKeepsItsTextSeparatorAndNamesInOrder() {
        KeyPattern pattern = KeyPattern.of("Z|{z}|A|{a}|{z}", '|');

        assertThat(pattern.text()).isEqualTo("Z|{z}|A|{a}|{z}").isEqualTo(pattern.toString());
        assertThat(pattern.separator()).isEqualTo('|');
        assertThat(pattern.names()).containsExactly("z", "a");
    }

    @Test
    void patternsWithTheSameTextAndSeparatorAreEqual() {
        assertThat(KeyPattern.of("A{a}", '|'))
                .isEqualTo(KeyPattern.of("A{a}", '|'))
                .hasSameHashCodeAs(KeyPattern.of("A{a}", '|'))
                .isNotEqualTo(KeyPattern.of("A{a}", '#'))
                .isNotEqualTo(KeyPattern.of("A{b}", '|'));
    }

    @Test
    void formatWritesEachTypeInItsOneForm() {
        KeyPattern pattern = KeyPattern.of("K#{v}");

        assertThat(pattern.format(KeyValues.of("v", "johndoe"))).isEqualTo("K#johndoe");
        assertThat(pattern.format(KeyValues.of("v", -7))).isEqualTo("K#-7");
        assertThat(pattern.format(KeyValues.of("v", new BigInteger("123456789012345678901234567890"))))
                .isEqualTo("K#123456789012345678901234567890");
        assertThat(pattern.format(KeyValues.of("v", true))).isEqualTo("K#true");
        assertThat(pattern.format(KeyValues.of("v", Direction.UP))).isEqualTo("K#UP");
        assertThat(pattern.format(KeyValues.of("v", Direction.DOWN))).isEqualTo("K#DOWN");
        assertThat(pattern.format(KeyValues.of("v", new UUID(1, 2))))
                .isEqualTo("K#00000000-0000-0001-0000-000000000002");
        assertThat(pattern.format(KeyValues.of("v", Instant.parse("2024-01-02T03:04:05.6Z"))))
                .isEqualTo("K#2024-01-02T03:04:05.600000000Z");
        assertThat(pattern.format(KeyValues.of("v", LocalDate.of(987, 6, 5)))).isEqualTo("K#0987-06-05");
        assertThat(pattern.format(KeyValues.of("v", YearMonth.of(2024, 2)))).isEqualTo("K#2024-02");
    }

    @Test
    void formatIgnoresOtherValues() {
        assertThat(KeyPattern.of("K#{v}").format(KeyValues.of("w", 1.5, "v", "x")))
                .isEqualTo("K#x");
    }

    @Test
    void patternWithoutPlaceholdersHasOneKey() {
        KeyPattern pattern = KeyPattern.of("PROFILE");

        assertThat(pattern.format(KeyValues.none())).isEqualTo("PROFILE");
        assertThat(pattern.prefix(KeyValues.none())).isEqualTo("PROFILE");
        assertThat(pattern.parse("PROFILE")).contains(Map.of());
        assertThat(pattern.matches("PROFILES")).isFalse();
        assertThat(pattern.matches("")).isFalse();
    }

    static List<Arguments> badValues() {
        return List.of(
                Arguments.of("", "is empty"),
                Arguments.of("a#b", "contains the separator '#'"),
                Arguments.of("#", "contains the separator '#'"),
                Arguments.of("a\0b", "U+0000"),
                Arguments.of("\uD83D", "surrogate"),
                Arguments.of("\uDE00\uD83D", "surrogate"),
                Arguments.of(1.5, "cannot be a Double"),
                Arguments.of(1.5f, "cannot be a Float"),
                Arguments.of('c', "cannot be a Character"),
                Arguments.of(List.of("a"), "cannot be a List"),
                Arguments.of(Optional.of("a"), "cannot be an Optional"),
                Arguments.of(List.of("a"), "A key field is a String"),
                Arguments.of(Map.of(), "A key field is a String"));
    }

    @ParameterizedTest
    @MethodSource
    void badValues(Object value, String what) {
        KeyPattern pattern = KeyPattern.of("USER#{owner}", '#', "Story");

        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> pattern.format(KeyValues.of("owner", value)))
                .withMessageStartingWith("Story: field 'owner' of 'USER#{owner}' ")
                .withMessageContaining(what)
                .satisfies(e -> assertThat(e.field()).contains("owner"));
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> pattern.prefix(KeyValues.of("owner", value)))
                .withMessageContaining(what);
    }

    @Test
    void missingAndNullValuesAreErrors() {
        KeyPattern pattern = KeyPattern.of("USER#{owner}", '#', "Story");

        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> pattern.format(KeyValues.none()))
                .withMessage("Story: field 'owner' of 'USER#{owner}' has no value. Give a value.");
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> pattern.prefix(KeyValues.of("owner", null)))
                .withMessageContaining("has no value");
    }

    @ParameterizedTest
    @CsvSource({
        "STORY#{id}#RUN#{run}, STORY#1234#RUN#",
        "{id}#{run}, 1234#",
        "S{id}, S1234",
        "S#{id}/x, S#1234/x",
        "S#{run}#{id}, S#",
        "S#{id}#{id}#{run}, S#1234#1234#"
    })
    void prefixRunsToTheFirstMissingPlaceholder(String pattern, String prefix) {
        assertThat(KeyPattern.of(pattern).prefix(KeyValues.of("id", 1234))).isEqualTo(prefix);
    }

    @ParameterizedTest
    @CsvSource({
        "A#{x}, A#1, 1",
        "A#{x}/b, A#1/b/b, 1/b",
        "A{x}#{y}, AA#, ''",
        "A{x}#{y}, AA#1, A",
        "{x}y#{y}, 1yy#2, 1y",
        "A#{x}, A#, ''",
        "A#{x}, a#1, ''",
        "A#{x}, A#1#2, ''",
        "A#{x}/b, A#/b, ''",
        "A#{x}#B, A#1#C, ''",
        "A#{x}#B, A#1#BB, ''",
        "A#{x}#{x}, A#1#1, 1",
        "A#{x}#{x}, A#1#2, ''",
        "A#{x:03}, A#007, 007",
        "A#{x:03}, A#07, ''",
        "A#{x:03}, A#0007, ''",
        "A#{x:03}, A#-07, ''",
        "A#{x:03}, A#00a, ''",
        "A#{x:03}, A#00٣, ''"
    })
    void parseFindsTheTextsOfTheValues(String pattern, String key, String x) {
        KeyPattern parsed = KeyPattern.of(pattern);

        assertThat(parsed.parse(key).map(texts -> texts.get("x")).orElse("")).isEqualTo(x);
        assertThat(parsed.matches(key)).isEqualTo(!x.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A#a\0", "A#\uD83D", "A#\uDE00x"})
    void keyThatNoFormatMakesDoesNotParse(String key) {
        assertThat(KeyPattern.of("A#{x}").parse(key)).isEmpty();
    }

    @Test
    void paddedNumbersAreNonNegativeAndHaveAtMostTheirDigits() {
        KeyPattern pattern = KeyPattern.of("N#{n:03}", '#', "Story");

        assertThat(pattern.format(KeyValues.of("n", 0))).isEqualTo("N#000");
        assertThat(pattern.format(KeyValues.of("n", 999L))).isEqualTo("N#999");
        assertThat(pattern.format(KeyValues.of("n", (byte) 7))).isEqualTo("N#007");
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> pattern.format(KeyValues.of("n", 1000)))
                .withMessageContaining("has more than the 3 digits");
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> pattern.format(KeyValues.of("n", -1)))
                .withMessageContaining("cannot be negative");
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> pattern.format(KeyValues.of("n", true)))
                .withMessageContaining("takes an integer");
    }

    @Test
    void paddedNumberMayBeGivenAsItsTextInTheKey() {
        KeyPattern pattern = KeyPattern.of("N#{n:03}");

        assertThat(pattern.format(KeyValues.of("n", "007"))).isEqualTo("N#007");
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> pattern.format(KeyValues.of("n", "7")))
                .withMessageContaining("padded to 3 digits");
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> pattern.format(KeyValues.of("n", "0x7")))
                .withMessageContaining("padded to 3 digits");
    }

    @Test
    void widestPaddingTakesTheLargestNumberOfThatManyDigits() {
        KeyPattern pattern = KeyPattern.of("{n:038}");
        String nines = "9".repeat(38);

        assertThat(pattern.format(KeyValues.of("n", new BigInteger(nines)))).isEqualTo(nines);
        assertThat(pattern.parse(nines)).contains(Map.of("n", nines));
    }

    @ParameterizedTest
    @ValueSource(chars = {'|', '/', '-', '_', '.', ' ', '%', '\\', '$', '^', '*', '"', '§', '→'})
    void separatorMayBeAnotherCharacter(char separator) {
        KeyPattern pattern = KeyPattern.of("A" + separator + "{x}" + separator + "{y}", separator);
        String key = pattern.format(KeyValues.of("x", "a#b", "y", "#"));

        assertThat(key).isEqualTo("A" + separator + "a#b" + separator + "#");
        assertThat(pattern.parse(key)).contains(Map.of("x", "a#b", "y", "#"));
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> pattern.format(KeyValues.of("x", "a" + separator, "y", "b")))
                .withMessageContaining("contains the separator '" + separator + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "A#{x}, A#{y}, true",
        "A#{x}, B#{y}, false",
        "A#{x}, A#B, true",
        "A#{x}, A#, false",
        "A#{x}, A#B#{y}, false",
        "A#{x}, A#{y}#C, false",
        "A{x}, AB{y}, true",
        "A{x}, AB, true",
        "AB{x}, AC{y}, false",
        "AB{x}, A, false",
        "{x}b, {y}ab, true",
        "{x}b, {y}a, false",
        "a{x}a, a, false",
        "a{x}a, aa, false",
        "a{x}a, aaa, true",
        "A#B, A#B, true",
        "A#B, A#C, false",
        "{x}, {y}#{z}, false",
        "ORDER#{n:08}, ORDER#LATEST, false",
        "ORDER#{n:08}, ORDER#00000001, true",
        "ORDER#{n:08}, ORDER#0001, false",
        "ORDER#{n:08}, ORDER#{x}, true",
        "ORDER#{n:08}, ORDER#V{x}, false",
        "ORDER#{n:02}, ORDER#{m:03}, false",
        "ORDER#{n:02}, ORDER#0{m:01}, true",
        "ORDER#{n:02}, ORDER#V{m:01}, false",
        "ORDER#{n:02}, ORDER#0{x}0, false",
        "ORDER#{n:03}, ORDER#0{x}0, true"
    })
    void patternsOverlapIfSomeKeyFitsBoth(String one, String other, boolean overlap) {
        assertThat(KeyPattern.of(one).overlaps(KeyPattern.of(other))).isEqualTo(overlap);
        assertThat(KeyPattern.of(other).overlaps(KeyPattern.of(one))).isEqualTo(overlap);
    }
}
