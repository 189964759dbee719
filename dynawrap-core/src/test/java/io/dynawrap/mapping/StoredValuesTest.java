package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidItemException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In which form the values of each Java type are stored, and that they come back. */
class StoredValuesTest {

    @DbItem(pk = "V", sk = "V")
    record Times(
            Instant instant,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetDateTime offset,
            OffsetTime offsetTime,
            ZonedDateTime zoned,
            Duration duration,
            Period period,
            Year year,
            YearMonth yearMonth,
            MonthDay monthDay,
            Month month,
            DayOfWeek day,
            ZoneId zone,
            ZoneOffset zoneOffset,
            Date utilDate) {}

    private static final Times TIMES = new Times(
            Instant.parse("2024-01-02T03:04:05.123456789Z"),
            LocalDate.of(2024, 1, 2),
            LocalTime.of(3, 4, 5, 6),
            LocalDateTime.of(2024, 1, 2, 3, 4, 5),
            OffsetDateTime.parse("2024-01-02T03:04:05.5+02:00"),
            OffsetTime.parse("03:04:05-05:00"),
            ZonedDateTime.of(LocalDateTime.of(2024, 1, 2, 3, 4, 5), ZoneId.of("Asia/Tokyo")),
            Duration.ofSeconds(90, 5),
            Period.of(1, 2, 3),
            Year.of(2024),
            YearMonth.of(2024, 1),
            MonthDay.of(1, 2),
            Month.JANUARY,
            DayOfWeek.MONDAY,
            ZoneId.of("Europe/Paris"),
            ZoneOffset.ofHours(1),
            new Date(1_704_164_645_123L));

    @Test
    void datesAndTimesAreIsoText() {
        assertThat(PlainJson.typeOf(TIMES).toMap(TIMES))
                .containsEntry("instant", "2024-01-02T03:04:05.123456789Z")
                .containsEntry("date", "2024-01-02")
                .containsEntry("time", "03:04:05.000000006")
                .containsEntry("dateTime", "2024-01-02T03:04:05")
                .containsEntry("offset", "2024-01-02T03:04:05.5+02:00")
                .containsEntry("offsetTime", "03:04:05-05:00")
                .containsEntry("zoned", "2024-01-02T03:04:05+09:00[Asia/Tokyo]")
                .containsEntry("duration", "PT1M30.000000005S")
                .containsEntry("period", "P1Y2M3D")
                .containsEntry("year", "2024")
                .containsEntry("yearMonth", "2024-01")
                .containsEntry("monthDay", "--01-02")
                .containsEntry("month", "JANUARY")
                .containsEntry("day", "MONDAY")
                .containsEntry("zone", "Europe/Paris")
                .containsEntry("zoneOffset", "+01:00")
                .containsEntry("utilDate", "2024-01-02T03:04:05.123+00:00")
                .hasSize(17);
    }

    @Test
    void datesAndTimesComeBackEqual() {
        assertThat(PlainJson.roundTrip(TIMES)).isEqualTo(TIMES);
    }

    @Test
    void datesAndTimesAreTheSameInEveryLocale() {
        Map<String, Object> here = ItemType.of(Times.class).toMap(TIMES);
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                ItemType<Times> type = ItemCodec.create().type(Times.class);
                assertThat(type.toMap(TIMES)).isEqualTo(here);
                assertThat(type.fromMap(here)).isEqualTo(TIMES);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @DbItem(pk = "V", sk = "V")
    record Options(Optional<String> text, OptionalInt whole, OptionalLong big, OptionalDouble part) {}

    @Test
    void emptyOptionalIsNotStoredAndReadBackEmpty() {
        Options empty =
                new Options(Optional.empty(), OptionalInt.empty(), OptionalLong.empty(), OptionalDouble.empty());

        assertThat(PlainJson.write(empty)).isEqualTo("{}");
        assertThat(PlainJson.roundTrip(empty)).isEqualTo(empty);
    }

    @Test
    void presentOptionalIsItsValue() {
        Options full = new Options(Optional.of("a"), OptionalInt.of(1), OptionalLong.of(2), OptionalDouble.of(1.5));

        assertThat(PlainJson.write(full)).isEqualTo("{\"text\":\"a\",\"whole\":1,\"big\":2,\"part\":1.5}");
        assertThat(PlainJson.roundTrip(full)).isEqualTo(full);
    }

    record Inner(String a, Integer b, List<Inner> more) {}

    @DbItem(pk = "V", sk = "V")
    record Nested(
            Inner inner, List<String> list, Set<Integer> set, Map<String, Object> map, Map<Integer, Inner> byNumber) {}

    @Test
    void nullFieldsAreNotStoredAndNullElementsAndMapValuesAre() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("x", null);
        Nested item = new Nested(new Inner(null, 1, null), new ArrayList<>(Arrays.asList("a", null)), null, map, null);

        assertThat(PlainJson.write(item)).isEqualTo("{\"inner\":{\"b\":1},\"list\":[\"a\",null],\"map\":{\"x\":null}}");
        assertThat(PlainJson.roundTrip(item)).isEqualTo(item);
    }

    @Test
    void nestedValuesComeBackEqual() {
        Map<String, Object> odd = new LinkedHashMap<>();
        for (String key : List.of("a.b", "$ref", "#", "PK", "SK", "schema_version", " ", "😀", "\"\\/", "a/b~c")) {
            odd.put(key, List.of(key, true, 1));
        }
        Inner inner = new Inner("a", 1, List.of(new Inner("b", null, List.of())));
        Nested item = new Nested(inner, List.of(), Set.of(5), odd, Map.of(-1, inner, 7, inner));

        assertThat(PlainJson.roundTrip(item)).isEqualTo(item);
        assertThat(ItemType.of(Nested.class).toMap(item).get("set")).isEqualTo(List.of(5));
    }

    @DbItem(pk = "V", sk = "V")
    record Decimal(BigDecimal number) {}

    @ParameterizedTest
    @CsvSource({
        "1.10, 1.1",
        "1E+2, 100",
        "100, 100",
        "0.00, 0",
        "-0.0, 0",
        "0E+10, 0",
        "-1.50, -1.5",
        "0.000000001, 0.000000001",
        "12345678901234567890123456789012345678, 12345678901234567890123456789012345678",
        "0.12345678901234567890123456789012345678, 0.12345678901234567890123456789012345678",
        "1234567890123456789012345678901234567800000, 1234567890123456789012345678901234567800000"
    })
    void decimalsAreStoredPlainWithoutTrailingZeros(BigDecimal number, String stored) {
        assertThat(PlainJson.write(new Decimal(number))).isEqualTo("{\"number\":" + stored + "}");
        assertThat(PlainJson.roundTrip(new Decimal(number)).number()).isEqualByComparingTo(number);
    }

    @DbItem(pk = "V", sk = "V")
    record Doubles(double number, Float single, double[] many, float[] singles) {}

    @ParameterizedTest
    @CsvSource({
        "-0.0, 0",
        "0.1, 0.1",
        "1.0, 1",
        "-5.0, -5",
        "9007199254740991, 9007199254740991",
        "9007199254740993, 9007199254740992",
        "1e20, 100000000000000000000",
        "1e-5, 0.00001",
        "123456.789, 123456.789"
    })
    void doublesAreStoredAsTheirShortestDecimal(double number, String stored) {
        Doubles item = new Doubles(number, null, new double[] {number}, null);

        assertThat(PlainJson.write(item)).isEqualTo("{\"number\":" + stored + ",\"many\":[" + stored + "]}");
        assertThat(PlainJson.roundTrip(item).number()).isEqualTo(number + 0.0);
    }

    @Test
    void floatsAreStoredAsTheirOwnShortestDecimal() {
        Doubles item = new Doubles(0, 0.1f, null, new float[] {1.5f, -0.0f, 3e5f});

        assertThat(PlainJson.write(item)).isEqualTo("{\"number\":0,\"single\":0.1,\"singles\":[1.5,0,300000]}");
        assertThat(PlainJson.roundTrip(item).single()).isEqualTo(0.1f);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                Double.MAX_VALUE
            })
    void doublesThatAreNoNumbersOfDynamoDbAreRefused(double number) {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new Doubles(number, null, null, null)))
                .satisfies(e -> assertThat(e.field()).contains("number"));
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new Doubles(0, null, new double[] {1, number}, null)))
                .withMessageContaining("'/many/1'")
                .satisfies(e -> assertThat(e.field()).contains("many"));
    }

    @Test
    void floatThatIsNoNumberIsRefused() {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new Doubles(0, Float.NaN, null, null)))
                .withMessageContaining("'/single' is NaN or infinite");
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new Doubles(0, null, null, new float[] {Float.NEGATIVE_INFINITY})))
                .withMessageContaining("'/singles/0' is NaN or infinite");
    }

    enum Colour {
        RED {
            @Override
            public String toString() {
                return "rot";
            }
        }
    }

    record Wrapper(@JsonValue UUID id) {}

    @DbItem(pk = "V", sk = "V")
    record Others(
            long min,
            Long max,
            BigInteger big,
            short small,
            byte tiny,
            char letter,
            boolean flag,
            UUID uuid,
            URI uri,
            Colour colour,
            Map<Colour, String> byColour,
            Wrapper wrapper,
            byte[] bytes,
            String[] texts,
            int[] numbers,
            long[] longs,
            Locale locale) {}

    private static final Others OTHERS = new Others(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            BigInteger.TEN.pow(30).negate(),
            Short.MIN_VALUE,
            Byte.MAX_VALUE,
            'é',
            true,
            new UUID(1, 2),
            URI.create("https://example.org/a?b=c"),
            Colour.RED,
            Map.of(Colour.RED, "x"),
            new Wrapper(new UUID(3, 4)),
            new byte[] {0, -1, 62},
            new String[] {"a", "b"},
            new int[] {1, -1},
            new long[] {Long.MAX_VALUE},
            Locale.GERMANY);

    @Test
    void otherValuesAreStoredAsDocumented() {
        assertThat(PlainJson.write(OTHERS))
                .isEqualTo("{\"min\":-9223372036854775808,\"max\":9223372036854775807,"
                        + "\"big\":-1000000000000000000000000000000,\"small\":-32768,\"tiny\":127,\"letter\":\"é\","
                        + "\"flag\":true,\"uuid\":\"00000000-0000-0001-0000-000000000002\","
                        + "\"uri\":\"https://example.org/a?b=c\",\"colour\":\"RED\",\"byColour\":{\"RED\":\"x\"},"
                        + "\"wrapper\":\"00000000-0000-0003-0000-000000000004\",\"bytes\":\"AP8+\","
                        + "\"texts\":[\"a\",\"b\"],\"numbers\":[1,-1],\"longs\":[9223372036854775807],"
                        + "\"locale\":\"de_DE\"}");
    }

    @Test
    void otherValuesComeBackEqual() {
        assertThat(PlainJson.roundTrip(OTHERS)).usingRecursiveComparison().isEqualTo(OTHERS);
    }

    @DbItem(pk = "V", sk = "V")
    record Raw(@JsonRawValue String json) {}

    @Test
    void rawJsonIsStoredAsTheValueItIs() {
        assertThat(PlainJson.write(new Raw(" { \"a\" : [1.50, 0.12345678901234567890123, true, null, \"x\"] } ")))
                .isEqualTo("{\"json\":{\"a\":[1.5,0.12345678901234567890123,true,null,\"x\"]}}");
        assertThat(PlainJson.write(new Raw("12"))).isEqualTo("{\"json\":12}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "{\"secret\":", "1 2", "{} secret"})
    void rawJsonThatIsNotOneValueIsRefusedWithoutShowingIt(String json) {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new Raw(json)))
                .withMessageContaining("Raw: the value at '/json'")
                .satisfies(e -> assertThat(e).hasMessageNotContaining("secret").hasNoCause())
                .satisfies(e -> assertThat(e.field()).contains("json"));
    }

    @Test
    void rawJsonKeepsTheLimitsOfAllValues() {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new Raw("{\"a\":[1,1e200]}")))
                .withMessageContaining("'/json/a/1' is a number outside");
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new Raw("{\"\":1}")))
                .withMessageContaining("in '/json' has an empty name");
    }
}
