package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dynawrap.DbItem;
import io.dynawrap.HostileText;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.KeyValues;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyPatternTest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of items and of values, and their inverse, for every type that can be in a key. */
class ItemTypeKeyTest {

    enum Side {
        LEFT {
            @Override
            public String toString() {
                return "the left one";
            }
        },
        RIGHT
    }

    @DbItem(pk = "T#{k}", sk = "T#{k}")
    record TextItem(String k) {}

    @DbItem(pk = "T#{k}", sk = "{k}")
    record ByteItem(byte k) {}

    @DbItem(pk = "T#{k}", sk = "{k}")
    record BoxedShortItem(Short k) {}

    @DbItem(pk = "T#{k}", sk = "{k}")
    record IntItem(int k) {}

    @DbItem(pk = "T#{k}", sk = "{k}")
    record LongItem(long k) {}

    @DbItem(pk = "T#{k}", sk = "{k}")
    record BigItem(BigInteger k) {}

    @DbItem(pk = "T#{k}", sk = "{k}")
    record BooleanItem(boolean k) {}

    @DbItem(pk = "T#{k}", sk = "{k}")
    record BoxedBooleanItem(Boolean k) {}

    @DbItem(pk = "T#{k}", sk = "{k}")
    record UuidItem(UUID k) {}

    @DbItem(pk = "T#{k}", sk = "{k}")
    record EnumItem(Side k) {}

    @DbItem(pk = "T#{k}", sk = "{k}")
    record InstantItem(Instant k) {}

    @DbItem(pk = "T#{k}", sk = "{k}")
    record DateItem(LocalDate k) {}

    @DbItem(pk = "T#{k}", sk = "{k}")
    record MonthItem(YearMonth k) {}

    @DbItem(pk = "T#{k:05}", sk = "{k:05}")
    record PaddedItem(int k) {}

    @DbItem(pk = "T#{k:020}", sk = "{k:020}")
    record PaddedLongItem(long k) {}

    static List<Arguments> everyType() {
        UUID uuid = UUID.fromString("0d3b1a2c-0000-4000-8000-00000000abcd");
        return List.of(
                Arguments.of(new TextItem("Ünï 😀 %_\\"), "Ünï 😀 %_\\", "Ünï 😀 %_\\"),
                Arguments.of(new ByteItem(Byte.MIN_VALUE), (byte) -128, "-128"),
                Arguments.of(new BoxedShortItem(Short.MAX_VALUE), (short) 32767, "32767"),
                Arguments.of(new IntItem(Integer.MIN_VALUE), Integer.MIN_VALUE, "-2147483648"),
                Arguments.of(new LongItem(Long.MAX_VALUE), Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of(new BigItem(BigInteger.TEN.pow(40)), BigInteger.TEN.pow(40), "1" + "0".repeat(40)),
                Arguments.of(new BooleanItem(true), true, "true"),
                Arguments.of(new BoxedBooleanItem(false), false, "false"),
                Arguments.of(new UuidItem(uuid), uuid, "0d3b1a2c-0000-4000-8000-00000000abcd"),
                Arguments.of(new EnumItem(Side.LEFT), Side.LEFT, "LEFT"),
                Arguments.of(new EnumItem(Side.RIGHT), Side.RIGHT, "RIGHT"),
                instant("2024-01-02T03:04:05Z", "2024-01-02T03:04:05.000000000Z"),
                instant("2024-01-02T03:04:05.0123Z", "2024-01-02T03:04:05.012300000Z"),
                instant("0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000000000Z"),
                instant("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
                Arguments.of(new DateItem(LocalDate.of(2024, 2, 29)), LocalDate.of(2024, 2, 29), "2024-02-29"),
                Arguments.of(new MonthItem(YearMonth.of(9, 12)), YearMonth.of(9, 12), "0009-12"),
                Arguments.of(new PaddedItem(0), 0, "00000"),
                Arguments.of(new PaddedItem(42), 42, "00042"),
                Arguments.of(new PaddedItem(99999), 99999, "99999"),
                Arguments.of(new PaddedLongItem(Long.MAX_VALUE), Long.MAX_VALUE, "09223372036854775807"));
    }

    private static Arguments instant(String instant, String text) {
        return Arguments.of(new InstantItem(Instant.parse(instant)), Instant.parse(instant), text);
    }

    @ParameterizedTest
    @MethodSource("everyType")
    <T> void keyOfAnItemAndOfItsValuesAreTheSame(T item, Object value, String text) {
        ItemType<T> type = typeOf(item);
        ItemKey key = type.key(item);

        assertThat(key.partitionKey()).isEqualTo("T#" + text);
        assertThat(key.sortKey()).endsWith(text);
        assertThat(type.key(KeyValues.of("k", value))).isEqualTo(key);
        assertThat(type.key(KeyValues.of("k", text))).as("the text form").isEqualTo(key);
    }

    @ParameterizedTest
    @MethodSource("everyType")
    <T> void parseGivesBackTheTypedValues(T item, Object value, String text) {
        ItemType<T> type = typeOf(item);
        ItemKey key = type.key(item);

        assertThat(type.parse(key)).contains(KeyValues.of("k", value));
        assertThat(type.matches(key)).isTrue();
        assertThat(type.matches(key.partitionKey(), key.sortKey())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "hi-IN-u-nu-deva"})
    void keysAreTheSameInEveryLocale(String tag) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            for (Arguments arguments : everyType()) {
                Object item = arguments.get()[0];
                ItemKey key = typeOf(item).key(item);
                assertThat(key.partitionKey()).isEqualTo("T#" + arguments.get()[2]);
                assertThat(typeOf(item).parse(key))
                        .contains(KeyValues.of("k", arguments.get()[1]));
            }
            assertThat(ItemCodec.create().type(TextItem.class).schemaVersion())
                    .isEqualTo(ItemType.of(TextItem.class).schemaVersion());
        } finally {
            Locale.setDefault(before);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> ItemType<T> typeOf(T item) {
        return (ItemType<T>) ItemType.of(item.getClass());
    }

    @ParameterizedTest
    @CsvSource({
        "io.dynawrap.mapping.ItemTypeKeyTest$IntItem, T#007, 007",
        "io.dynawrap.mapping.ItemTypeKeyTest$IntItem, T#+7, +7",
        "io.dynawrap.mapping.ItemTypeKeyTest$IntItem, T#-0, -0",
        "io.dynawrap.mapping.ItemTypeKeyTest$IntItem, T#٧, ٧",
        "io.dynawrap.mapping.ItemTypeKeyTest$IntItem, T#2147483648, 2147483648",
        "io.dynawrap.mapping.ItemTypeKeyTest$IntItem, T#x, x",
        "io.dynawrap.mapping.ItemTypeKeyTest$IntItem, T#7, 8",
        "io.dynawrap.mapping.ItemTypeKeyTest$BigItem, T#1.0, 1.0",
        "io.dynawrap.mapping.ItemTypeKeyTest$BooleanItem, T#TRUE, TRUE",
        "io.dynawrap.mapping.ItemTypeKeyTest$BooleanItem, T#1, 1",
        "io.dynawrap.mapping.ItemTypeKeyTest$UuidItem, T#1-1-1-1-1, 1-1-1-1-1",
        "io.dynawrap.mapping.ItemTypeKeyTest$EnumItem, T#left, left",
        "io.dynawrap.mapping.ItemTypeKeyTest$EnumItem, T#the left one, the left one",
        "io.dynawrap.mapping.ItemTypeKeyTest$InstantItem, T#2024-01-02T03:04:05Z, 2024-01-02T03:04:05Z",
        "io.dynawrap.mapping.ItemTypeKeyTest$DateItem, T#2023-02-29, 2023-02-29",
        "io.dynawrap.mapping.ItemTypeKeyTest$DateItem, T#+10000-01-01, +10000-01-01",
        "io.dynawrap.mapping.ItemTypeKeyTest$DateItem, T#-0001-01-01, -0001-01-01",
        "io.dynawrap.mapping.ItemTypeKeyTest$MonthItem, T#2024-13, 2024-13",
        "io.dynawrap.mapping.ItemTypeKeyTest$PaddedItem, T#42, 42",
        "io.dynawrap.mapping.ItemTypeKeyTest$PaddedLongItem, T#09223372036854775808, 09223372036854775808",
        "io.dynawrap.mapping.ItemTypeKeyTest$TextItem, T#a, T#b",
        "io.dynawrap.mapping.ItemTypeKeyTest$TextItem, T#a, a"
    })
    void keyThatNoItemHasDoesNotMatch(Class<?> model, String partitionKey, String sortKey) {
        assertThat(ItemType.of(model).matches(partitionKey, sortKey)).isFalse();
        assertThat(ItemType.of(model).parse(new ItemKey(partitionKey, sortKey))).isEmpty();
    }

    static List<Arguments> unfit() {
        return List.of(
                Arguments.of(IntItem.class, "7.0", "not the text of such a value"),
                Arguments.of(IntItem.class, "007", "not the text of such a value"),
                Arguments.of(IntItem.class, 2147483648L, "not the text of such a value"),
                Arguments.of(IntItem.class, 7.0, "the value is a Double"),
                Arguments.of(ByteItem.class, 128, "not the text of such a value"),
                Arguments.of(UuidItem.class, "0D3B1A2C-0000-4000-8000-00000000ABCD", "not the text of such a value"),
                Arguments.of(UuidItem.class, 5, "the value is an Integer"),
                Arguments.of(EnumItem.class, "left", "not the text of such a value"),
                Arguments.of(EnumItem.class, KeyPatternTest.Direction.UP, "Give a Side"),
                Arguments.of(BooleanItem.class, "yes", "not the text of such a value"),
                Arguments.of(BooleanItem.class, 1, "the value is an Integer"),
                Arguments.of(TextItem.class, 5, "the value is an Integer"),
                Arguments.of(TextItem.class, List.of("a"), "is a String, but the value is a List. Give a String."),
                Arguments.of(
                        InstantItem.class, LocalDate.of(2026, 11, 1), "the value is a LocalDate. Give an Instant."),
                Arguments.of(InstantItem.class, "2026-11-01", "the text of such a value. Give an Instant."),
                Arguments.of(TextItem.class, "a#b", "contains the separator '#'"),
                Arguments.of(TextItem.class, "", "is empty"),
                Arguments.of(TextItem.class, "a\0", "U+0000"),
                Arguments.of(InstantItem.class, Instant.parse("+10000-01-01T00:00:00Z"), "the years 0000 to 9999"),
                Arguments.of(InstantItem.class, Instant.MIN, "the years 0000 to 9999"),
                Arguments.of(InstantItem.class, Instant.MAX, "the years 0000 to 9999"),
                Arguments.of(DateItem.class, LocalDate.of(-1, 1, 1), "the years 0000 to 9999"),
                Arguments.of(MonthItem.class, YearMonth.of(10000, 1), "the years 0000 to 9999"),
                Arguments.of(DateItem.class, "2024-1-2", "not the text of such a value"),
                Arguments.of(PaddedItem.class, -1, "cannot be negative"),
                Arguments.of(PaddedItem.class, 100_000, "more than the 5 digits"),
                Arguments.of(PaddedItem.class, "42", "with exactly 5 digits"));
    }

    @ParameterizedTest
    @MethodSource
    void unfit(Class<?> model, Object value, String what) {
        ItemType<?> type = ItemType.of(model);

        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> type.key(KeyValues.of("k", value)))
                .withMessageStartingWith(model.getSimpleName() + ": field 'k' of 'T#{k")
                .withMessageContaining(what)
                .satisfies(e -> assertThat(e.field()).contains("k"));
    }

    @Test
    void integersOfOtherTypesThatFitAreTaken() {
        assertThat(ItemType.of(IntItem.class).key(KeyValues.of("k", 7L))).isEqualTo(new ItemKey("T#7", "7"));
        assertThat(ItemType.of(ByteItem.class).key(KeyValues.of("k", BigInteger.ONE)))
                .isEqualTo(new ItemKey("T#1", "1"));
    }

    @DbItem(pk = "USER#{owner}", sk = "STORY#{id}")
    record Story(String owner, Integer id) {}

    private static final ItemType<Story> STORY = ItemType.of(Story.class);

    @Test
    void everyPartOfAKeyNeedsAValue() {
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> STORY.key(new Story("a", null)))
                .withMessage("Story: field 'id' of 'STORY#{id}' is null. Every part of a key needs a value.")
                .satisfies(e -> assertThat(e.field()).contains("id"));
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> STORY.key(KeyValues.of("owner", "a")))
                .withMessageContaining("Story: field 'id' of 'STORY#{id}' has no value")
                .satisfies(e -> assertThat(e.field()).contains("id"));
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> STORY.key(KeyValues.of("id", 1)))
                .withMessageContaining("Story: field 'owner' of 'USER#{owner}' has no value");
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> STORY.key(KeyValues.of("owner", "a", "id", null)))
                .withMessageContaining("Story: field 'id' of 'STORY#{id}' is null");
    }

    @Test
    void valueOfNoFieldOfTheKeyIsAnError() {
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> STORY.key(KeyValues.of("owner", "a", "id", 1, "title", "b")))
                .withMessageContaining("Story: 'title' is not a field of the key ('USER#{owner}', 'STORY#{id}')")
                .withMessageContaining("[owner, id]")
                .satisfies(e -> assertThat(e.field()).contains("title"));
    }

    @DbItem(pk = "{p}", sk = "{s}")
    record Long2(String p, String s) {}

    @ParameterizedTest
    @CsvSource({
        "2047, 553, ''",
        "2048, 552, ''",
        "2049, 1, p",
        "1, 1023, ''",
        "1, 1024, ''",
        "1, 1025, s",
        "1576, 1024, ''",
        "1577, 1024, s",
        "2048, 553, s"
    })
    void keysHaveTheLimitsOfBothDatabases(int partition, int sort, String wrong) {
        ItemType<Long2> type = ItemType.of(Long2.class);
        for (Long2 item :
                List.of(new Long2("x".repeat(partition), "y".repeat(sort)), new Long2(bytes(partition), bytes(sort)))) {
            KeyValues values = KeyValues.of("p", item.p(), "s", item.s());
            if (wrong.isEmpty()) {
                assertThat(type.key(item)).isEqualTo(new ItemKey(item.p(), item.s()));
                assertThat(type.key(values)).isEqualTo(type.key(item));
            } else {
                assertThatExceptionOfType(InvalidKeyException.class)
                        .isThrownBy(() -> type.key(item))
                        .withMessageStartingWith("Long2: the key '{" + wrong + "}' has ")
                        .withMessageContaining("more than the ")
                        .satisfies(e -> assertThat(e.field()).contains(wrong));
                assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(() -> type.key(values));
            }
        }
    }

    /** Text of so many bytes in characters of three and of four. */
    private static String bytes(int count) {
        String text = "😀".repeat(count / 8) + "中".repeat((count - count / 8 * 4) / 3);
        return text + "z".repeat(count - text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void partialKeyRunsToTheFirstMissingPlaceholder() {
        assertThat(STORY.partialKey(KeyValues.of("owner", "a"))).isEqualTo(new ItemKey("USER#a", "STORY#"));
        assertThat(STORY.partialKey(KeyValues.of("owner", "a", "id", 1))).isEqualTo(new ItemKey("USER#a", "STORY#1"));
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> STORY.partialKey(KeyValues.of("id", 1)))
                .withMessageContaining("field 'owner' of 'USER#{owner}' has no value");
    }

    @Test
    void parseOrdersTheValuesAsThePatternsDo() {
        assertThat(STORY.parse(new ItemKey("USER#a", "STORY#1")).orElseThrow().names())
                .containsExactly("owner", "id");
        assertThat(STORY.key(KeyValues.byFieldName(Map.of("id", 1, "owner", "a"))))
                .isEqualTo(new ItemKey("USER#a", "STORY#1"));
    }

    @DbItem(pk = "{a}", sk = "{b}")
    record Pair(String a, String b) {}

    @Test
    void keyThatIsTooLongIsNoKeyOfTheModel() {
        ItemType<Pair> type = ItemType.of(Pair.class);
        for (String c : List.of("x", "é", "😀")) {
            int bytes = c.getBytes(StandardCharsets.UTF_8).length;
            String longestPartition = c.repeat(2048 / bytes);
            String longestSort = c.repeat(1024 / bytes);
            for (ItemKey key : List.of(
                    new ItemKey(longestPartition, c.repeat(552 / bytes)),
                    new ItemKey(c.repeat(1576 / bytes), longestSort))) {
                assertThat(type.matches(key)).isTrue();
                assertThat(type.parse(key).map(type::key)).contains(key);
            }
            for (ItemKey key : List.of(
                    new ItemKey(longestPartition + "x", "b"),
                    new ItemKey("a", longestSort + "x"),
                    new ItemKey(longestPartition, c.repeat(552 / bytes) + "x"),
                    new ItemKey(c.repeat(1576 / bytes) + "x", longestSort),
                    new ItemKey(longestPartition, longestSort))) {
                assertThat(type.matches(key)).isFalse();
                assertThat(type.parse(key)).isEmpty();
            }
        }
    }

    @DbItem(pk = "A#{text}#{flag}", sk = "{number:03}#{text}#{date}")
    record Mixed(String text, boolean flag, int number, LocalDate date) {}

    /** What a query returns can be got, and is a position that a page may go on after. */
    @Test
    void whatMatchesIsExactlyWhatCanBeMadeOfTheValuesItParsesTo() {
        HostileText texts = new HostileText(31);
        ItemKey sound = new ItemKey("A#a#true", "012#a#2024-02-29");
        int matching = 0;
        for (int i = 0; i < 20_000; i++) {
            ItemKey key = i % 4 == 0
                    ? new ItemKey(texts.near(sound.partitionKey()), texts.near(sound.sortKey()))
                    : key(texts);
            boolean made = MIXED.parse(key)
                    .filter(values -> MIXED.key(values).equals(key))
                    .isPresent();
            assertThat(MIXED.matches(key)).as("%s", key).isEqualTo(made);
            assertThat(MIXED.parse(key).isPresent()).as("%s", key).isEqualTo(made);
            matching += made ? 1 : 0;
        }
        assertThat(matching).isBetween(500, 19_000);
    }

    private static final ItemType<Mixed> MIXED = ItemType.of(Mixed.class);

    private static ItemKey key(HostileText texts) {
        String text = texts.next();
        return new ItemKey("A#" + text + "#" + texts.near("true"), texts.near("012#" + text + "#2024-02-29"));
    }

    @Test
    void numberThatIsLongerThanAKeyIsNotEvenRead() {
        ItemType<BigItem> type = ItemType.of(BigItem.class);
        for (Object value : List.of("9".repeat(2_000_000), "9".repeat(2049), BigInteger.TEN.pow(3000))) {
            assertThatExceptionOfType(InvalidKeyException.class)
                    .isThrownBy(() -> type.key(KeyValues.of("k", value)))
                    .withMessage(
                            "BigItem: field 'k' of 'T#{k}' has more than 2048 characters, more than a key can have."
                                    + " Shorten it.");
        }
    }
}
