package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidModelException;
import io.dynawrap.UnreadableItemException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.util.Currency;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which stored values are values of a field, for more types than the contract has. */
class StrictReadingTest {

    enum Coin {
        ONE(1),
        TWO(2);

        private final int cents;

        Coin(int cents) {
            this.cents = cents;
        }

        @JsonValue
        int cents() {
            return cents;
        }
    }

    enum Mark {
        NONE(""),
        STAR(" *");

        private final String text;

        Mark(String text) {
            this.text = text;
        }

        @JsonValue
        String text() {
            return text;
        }
    }

    enum Size {
        SMALL,
        @JsonAlias("XL")
        LARGE
    }

    enum Made {
        A,
        B;

        @JsonCreator
        static Made of(String text) {
            return text.equals("5") ? B : valueOf(text.trim());
        }
    }

    @DbItem(pk = "V", sk = "V")
    static final class All {
        public long number;
        public short small;
        public Byte tiny;
        public BigInteger big;
        public float single;
        public Double real;
        public Number any;
        public char letter;
        public Character character;
        public Boolean flag;
        public Coin coin;
        public Mark mark;
        public Size size;
        public Made made;
        public EnumSet<Size> sizes;
        public Month month;
        public Optional<Integer> some;
        public OptionalInt count;
        public OptionalDouble part;
        public AtomicInteger counter;
        public AtomicBoolean toggle;
        public double[] reals;
        public boolean[] flags;
        public Size[] array;
        public List<byte[]> blobs;
        public URI uri;
        public Locale locale;
        public TimeZone zone;
        public Currency currency;
        public StringBuilder text;
        public LocalTime time;
        public LocalDateTime local;
        public OffsetDateTime offset;
        public Duration took;
        public Year year;
        public YearMonth month2;
        public Date date;
        public Map<Byte, String> byByte;
        public Map<Double, String> byReal;
        public Map<UUID, String> byId;
        public Map<Size, Integer> bySize;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "number | \"5\"",
                "number | 1.5",
                "number | 9223372036854775808",
                "small | 32768",
                "tiny | 128",
                "tiny | -129",
                "big | \"5\"",
                "big | 1.5",
                "single | 0.1234567891",
                "single | 16777217",
                "single | 1e39",
                "real | \"NaN\"",
                "real | 1e400",
                "real | 1e-400",
                "real | true",
                "any | \"5\"",
                "letter | 65",
                "letter | \"\"",
                "letter | null",
                "character | 65",
                "character | \"\"",
                "character | \"ab\"",
                "flag | 0",
                "flag | \"\"",
                "coin | \"1\"",
                "coin | 0",
                "coin | \"ONE\"",
                "mark | \" \"",
                "mark | \"*\"",
                "mark | 0",
                "size | \"xl\"",
                "size | 1",
                "made | 5",
                "made | true",
                "made | []",
                "sizes | [0]",
                "sizes | \"LARGE\"",
                "month | 1",
                "some | \"5\"",
                "some | \"\"",
                "count | \"5\"",
                "count | 1.5",
                "part | \"5\"",
                "part | 0.12345678901234567891",
                "counter | 1.5",
                "toggle | 1",
                "reals | [null]",
                "reals | [0.12345678901234567891]",
                "reals | \"\"",
                "reals | 5",
                "flags | [1]",
                "flags | [null]",
                "array | [0]",
                "blobs | [[1]]",
                "uri | 5",
                "uri | \" \"",
                "locale | 5",
                "zone | \"Nowhere\"",
                "zone | 5",
                "currency | \"\"",
                "text | 5",
                "time | \"2024-01-02T03:04:05\"",
                "time | [3, 4]",
                "local | \"2024-01-02T03:04:05Z\"",
                "local | [2024, 1, 2, 3, 4]",
                "offset | 1700000000",
                "offset | \"1700000000\"",
                "took | 5",
                "year | 2024",
                "month2 | [2024, 1]",
                "date | 1700000000000",
                "date | \"1700000000000\"",
                "date | \"2024-01-02\"",
                "date | \"2024-01-02T03:04:05\"",
                "date | \"2024-13-45T03:04:05Z\"",
                "byByte | {\"200\": \"a\"}",
                "byReal | {\"1.50\": \"a\"}",
                "byId | {\"1-1-1-1-1\": \"a\"}",
                "bySize | {\"1\": 1}",
                "bySize | {\"\": 1}"
            })
    void valueOfAnotherTypeIsUnreadable(String field, String json) {
        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> PlainJson.read(All.class, "{\"" + field + "\":" + json + "}"))
                .satisfies(e -> assertThat(e.path().orElse("")).startsWith("/" + field));
    }

    private static All read(String field, String json) {
        return PlainJson.read(All.class, "{\"" + field + "\":" + json + "}");
    }

    @Test
    void anotherFormOfTheSameNumberIsRead() {
        assertThat(read("number", "3.0").number).isEqualTo(3);
        assertThat(read("number", "1e2").number).isEqualTo(100);
        assertThat(read("any", "1.50").any).isEqualTo(new BigDecimal("1.5"));
        assertThat(read("coin", "2.0").coin).isEqualTo(Coin.TWO);
        assertThat(read("some", "3.0").some).contains(3);
        assertThat(read("flags", "[true,false]").flags).containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "0.1",
                "0.30000000000000004",
                "0.10000000000000001",
                "9007199254740992",
                "1e22",
                "1152921504606847000",
                "1152921504606846976",
                "2.2250738585072014E-308",
                "123456789.123"
            })
    void numberThatDoublesAreWrittenAsIsRead(String number) {
        assertThat(read("real", number).real).isEqualTo(Double.parseDouble(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "0.1", "0.10000000149011612", "16777216", "1e30", "3.4028235E38"})
    void numberThatFloatsAreWrittenAsIsRead(String number) {
        assertThat(read("single", number).single).isEqualTo(Float.parseFloat(number));
    }

    @Test
    void constantIsReadFromItsNameOrWhatItsAnnotationsSay() {
        assertThat(read("coin", "1").coin).isEqualTo(Coin.ONE);
        assertThat(read("mark", "\"\"").mark).isEqualTo(Mark.NONE);
        assertThat(read("mark", "\" *\"").mark).isEqualTo(Mark.STAR);
        assertThat(read("size", "\"XL\"").size).isEqualTo(Size.LARGE);
        assertThat(read("made", "\" A\"").made).isEqualTo(Made.A);
        assertThat(read("made", "\"5\"").made).isEqualTo(Made.B);
    }

    @Test
    void emptyTextIsAValueOfTheClassesThatHaveOne() {
        assertThat(read("uri", "\"\"").uri).isEqualTo(URI.create(""));
        assertThat(read("locale", "\"\"").locale).isEqualTo(Locale.ROOT);
        assertThat(read("text", "\" \"").text).hasToString(" ");
    }

    @Test
    void nullIsReadAsNullOrEmptyWhereThereIsSuchAValue() {
        assertThat(read("real", "null").real).isNull();
        assertThat(read("flag", "null").flag).isNull();
        assertThat(read("some", "null").some).isEmpty();
        assertThat(read("count", "null").count).isEmpty();
        assertThat(read("size", "null").size).isNull();
    }

    @DbItem(pk = "V", sk = "V")
    record Primitives(int a, long b, short c, byte d, char e, boolean f, double g, float h) {}

    @Test
    void primitiveFieldsThatAreNotStoredHaveTheirDefaultsWhateverTheMapperFailsOn() {
        Primitives defaults = new Primitives(0, 0, (short) 0, (byte) 0, '\0', false, 0, 0);
        JsonMapper failing = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();

        assertThat(PlainJson.read(Primitives.class, "{}")).isEqualTo(defaults);
        assertThat(PlainJson.read(ItemCodec.of(failing).type(Primitives.class), null, "{}"))
                .isEqualTo(defaults);
        for (String field : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            assertThatExceptionOfType(UnreadableItemException.class)
                    .isThrownBy(() -> PlainJson.read(Primitives.class, "{\"" + field + "\":null}"));
        }
    }

    @DbItem(pk = "V", sk = "V")
    record Texts(
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal decimal,
            @JsonFormat(shape = JsonFormat.Shape.STRING) long number,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigInteger big,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Double real,
            @JsonFormat(shape = JsonFormat.Shape.STRING) List<Integer> numbers,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Boolean flag,
            @JsonSerialize(using = ToStringSerializer.class) Integer written) {}

    @Test
    void fieldWithAFormOfItsOwnIsReadInThatFormAndInTheUsualOne() {
        Texts item = new Texts(
                new BigDecimal("1E+2"), Long.MIN_VALUE, BigInteger.TEN.pow(30), Double.NaN, List.of(1, 2), true, 7);

        assertThat(PlainJson.write(item))
                .isEqualTo("{\"decimal\":\"1E+2\",\"number\":\"-9223372036854775808\","
                        + "\"big\":\"1000000000000000000000000000000\",\"real\":\"NaN\",\"numbers\":[\"1\",\"2\"],"
                        + "\"flag\":1,\"written\":\"7\"}");
        assertThat(PlainJson.roundTrip(item)).isEqualTo(item);
        assertThat(
                        PlainJson.read(
                                Texts.class,
                                "{\"decimal\":1,\"number\":1,\"big\":1,\"real\":1.5,\"numbers\":[1],\"flag\":true,\"written\":1}"))
                .isEqualTo(new Texts(BigDecimal.ONE, 1, BigInteger.ONE, 1.5, List.of(1), true, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "number | \"\"",
                "number | \" 1\"",
                "number | \"1.0\"",
                "number | \"01\"",
                "number | \"9223372036854775808\"",
                "real | \"0.12345678901234567891\"",
                "numbers | [\"x\"]",
                "flag | 2",
                "decimal | \"1,5\""
            })
    void textThatIsNotExactlyThatOfAValueIsUnreadable(String field, String json) {
        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> PlainJson.read(Texts.class, "{\"" + field + "\":" + json + "}"));
    }

    @DbItem(pk = "V", sk = "V")
    record Ids(Long id) {}

    @Test
    void numbersThatAModuleWritesAsTextComeBack() {
        JsonMapper texts = JsonMapper.builder()
                .addModule(new SimpleModule().addSerializer(Long.class, ToStringSerializer.instance))
                .build();
        ItemType<Ids> type = ItemCodec.of(texts).type(Ids.class);

        assertThat(PlainJson.write(type, new Ids(5L))).isEqualTo("{\"id\":\"5\"}");
        assertThat(PlainJson.read(type, null, "{\"id\":\"5\"}")).isEqualTo(new Ids(5L));
    }

    @DbItem(pk = "V", sk = "V")
    record Moments(
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant at,
            @JsonFormat(pattern = "yyyyMMdd") LocalDate day,
            @JsonFormat(shape = JsonFormat.Shape.ARRAY) LocalTime time) {}

    @Test
    void momentsWithAFormOfTheirOwnComeBack() {
        Moments item =
                new Moments(Instant.ofEpochSecond(1_700_000_000), LocalDate.of(2024, 1, 2), LocalTime.of(3, 4, 5));
        String stored = PlainJson.write(item);

        assertThat(stored).contains("\"day\":\"20240102\"");
        assertThat(PlainJson.read(Moments.class, stored)).isEqualTo(item);
    }

    enum Renamed {
        @JsonProperty("l")
        LOW
    }

    @EnumNaming(EnumNamingStrategies.LowerCamelCaseStrategy.class)
    enum Named {
        VERY_LOW
    }

    enum Same {
        @JsonProperty("LOW")
        LOW
    }

    @DbItem(pk = "V", sk = "V")
    record WithRenamed(Map<String, List<Renamed>> values) {}

    @DbItem(pk = "V", sk = "V")
    record WithNamed(Named value) {}

    @DbItem(pk = "V", sk = "V")
    record WithSame(Same value) {}

    @DbItem(pk = "V", sk = "V")
    record WithPosition(
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Size value) {}

    @Test
    void constantWithAnotherNameOrStoredByItsPositionIsRefused() {
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> ItemType.of(WithRenamed.class))
                .withMessageStartingWith("WithRenamed: @JsonProperty gives the constant Renamed.LOW the name 'l'")
                .withMessageContaining("@JsonAlias");
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> ItemType.of(WithNamed.class))
                .withMessageStartingWith("WithNamed: @EnumNaming gives the constants of Named other names");
        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> ItemType.of(WithPosition.class))
                .withMessageContaining("stores the constants of Size by their positions");
        assertThat(PlainJson.roundTrip(new WithSame(Same.LOW))).isEqualTo(new WithSame(Same.LOW));
    }

    record Point(int x, int y) {}

    @DbItem(pk = "V", sk = "V")
    record WithPoint(Point point) {}

    @Test
    void coercionToASingleClassIsRefused() {
        JsonMapper coercing = JsonMapper.builder()
                .withCoercionConfig(
                        Point.class,
                        coercions -> coercions.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull))
                .build();

        assertThatExceptionOfType(InvalidModelException.class)
                .isThrownBy(() -> ItemCodec.of(coercing).type(WithPoint.class))
                .withMessageStartingWith("WithPoint: the ObjectMapper coerces EmptyString to Point");
    }
}
