package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.dynawrap.DbItem;
import io.dynawrap.KeyValues;
import io.dynawrap.OnError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

abstract class ValueContract extends Contract {

    enum Color {
        RED {
            @Override
            public String toString() {
                return "rouge";
            }
        },
        GREEN
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Circle.class), @JsonSubTypes.Type(Square.class)})
    sealed interface Shape {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    record Nested(String name, @Nullable Nested inner, List<Integer> numbers) {}

    @DbItem(pk = "VALUE#{owner}", sk = "TIMES#{id}")
    record Times(
            String owner,
            String id,
            Instant instant,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetDateTime offsetDateTime,
            OffsetTime offsetTime,
            ZonedDateTime zonedDateTime,
            Duration duration,
            Period period,
            Year year,
            YearMonth yearMonth,
            MonthDay monthDay,
            DayOfWeek day,
            ZoneId zone,
            ZoneOffset offset) {}

    @DbItem(pk = "VALUE#{owner}", sk = "ALL#{id}")
    record Everything(
            String owner,
            String id,
            boolean flag,
            char letter,
            int integer,
            long max,
            double fraction,
            float small,
            BigInteger big,
            BigDecimal decimal,
            Color color,
            UUID uuid,
            URI uri,
            Optional<String> some,
            Optional<String> none,
            OptionalInt number,
            Shape shape,
            Nested nested,
            List<@Nullable String> list,
            Set<Color> set,
            Map<String, @Nullable Object> map,
            Map<Color, Integer> byColor) {}

    @DbItem(pk = "VALUE#{owner}", sk = "BYTES#{id}")
    record Bytes(String owner, String id, byte[] bytes, List<byte[]> more) {}

    @DbItem(pk = "VALUE#{owner}", sk = "ANY#{id}")
    record Any(String owner, String id, @Nullable Object value) {}

    enum Level {
        @JsonProperty("LOW")
        LOW {
            @Override
            public String toString() {
                return "l";
            }
        }
    }

    @DbItem(pk = "VALUE#{owner}", sk = "LEVEL#{id}")
    record Leveled(
            String owner,
            String id,
            Level level,
            @JsonInclude(JsonInclude.Include.NON_NULL) Optional<String> note,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String nothing) {}

    @Test
    void annotationsChangeNeitherTheNamesOfConstantsNorThatAbsentValuesAreNotStored() {
        Leveled leveled = new Leveled(owner, "1", Level.LOW, Optional.empty(), null);
        assertThat(store.save(leveled)).isEqualTo(leveled);
        var fields = database.raw(table, "VALUE#" + owner, "LEVEL#1").fields();
        assertThat(fields.get("level").textValue()).isEqualTo("LOW");
        assertThat(fields.has("note")).isFalse();
        assertThat(fields.has("nothing")).isFalse();
    }

    private KeyValues id(String id) {
        return KeyValues.of("owner", owner, "id", id);
    }

    private @Nullable Object roundTrip(@Nullable Object value) {
        Any saved = store.save(new Any(owner, "1", value));
        Any read = store.get(Any.class, id("1")).orElseThrow();
        assertThat(read).as("what save returned is what get returns").isEqualTo(saved);
        assertThat(store.query(Any.class, KeyValues.of("owner", owner))
                        .onError(OnError.RAISE)
                        .list())
                .containsExactly(read);
        return read.value();
    }

    private void storesTimes(Instant instant, LocalDateTime local, ZoneOffset offset, ZoneId zone) {
        Times times = new Times(
                owner,
                "1",
                instant,
                local.toLocalDate(),
                local.toLocalTime(),
                local,
                local.atOffset(offset),
                local.toLocalTime().atOffset(offset),
                local.atZone(zone),
                Duration.between(Instant.EPOCH, instant),
                Period.of(1, -2, 3),
                Year.from(local),
                YearMonth.from(local),
                MonthDay.from(local),
                local.getDayOfWeek(),
                zone,
                offset);
        assertThat(store.save(times)).isEqualTo(times);
        assertThat(store.get(Times.class, id("1"))).contains(times);
    }

    @Test
    void timesComeBackAsTheyWereToTheNanosecond() {
        storesTimes(
                Instant.parse("2026-11-23T12:00:00.123456789Z"),
                LocalDateTime.parse("2026-03-29T01:59:59.999999999"),
                ZoneOffset.ofHoursMinutes(5, 30),
                ZoneId.of("Europe/Paris"));
        storesTimes(Instant.EPOCH, LocalDateTime.parse("0001-01-01T00:00"), ZoneOffset.UTC, ZoneId.of("Z"));
        storesTimes(
                Instant.parse("1969-12-31T23:59:59.5Z"),
                LocalDateTime.parse("9999-12-31T23:59:59"),
                ZoneOffset.ofTotalSeconds(-18 * 3600),
                ZoneId.of("America/New_York"));
    }

    @Test
    void timesAreStoredAsIsoText() {
        storesTimes(
                Instant.parse("2026-11-23T12:00:00Z"),
                LocalDateTime.parse("2026-11-23T13:00:00"),
                ZoneOffset.ofHours(1),
                ZoneId.of("Europe/Paris"));
        var fields = database.raw(table, "VALUE#" + owner, "TIMES#1").fields();
        assertThat(fields.get("instant").textValue()).isEqualTo("2026-11-23T12:00:00Z");
        assertThat(fields.get("date").textValue()).isEqualTo("2026-11-23");
        assertThat(fields.get("time").textValue()).isEqualTo("13:00:00");
        assertThat(fields.get("dateTime").textValue()).isEqualTo("2026-11-23T13:00:00");
        assertThat(fields.get("offsetDateTime").textValue()).isEqualTo("2026-11-23T13:00:00+01:00");
        assertThat(fields.get("zonedDateTime").textValue()).isEqualTo("2026-11-23T13:00:00+01:00[Europe/Paris]");
        assertThat(fields.get("duration").textValue()).startsWith("PT");
        assertThat(fields.get("period").textValue()).isEqualTo("P1Y-2M3D");
        assertThat(fields.get("yearMonth").textValue()).isEqualTo("2026-11");
        assertThat(fields.get("day").textValue()).isEqualTo("MONDAY");
    }

    @Test
    void typedFieldsComeBackEqual() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", "t");
        map.put("nothing", null);
        map.put("odd key #/\\\"'%_😀", List.of(1, "two", true));
        Everything item = new Everything(
                owner,
                "1",
                true,
                'ß',
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                -0.1,
                3.4e-5f,
                new BigInteger("12345678901234567890123456789012345678"),
                new BigDecimal("1.1"),
                Color.RED,
                UUID.fromString("00000000-0000-0001-ffff-ffffffffffff"),
                URI.create("https://example.org/ä?b=c"),
                Optional.of(""),
                Optional.empty(),
                OptionalInt.of(0),
                new Circle(1.5),
                new Nested("a", new Nested("b", null, List.of()), List.of(1, 2)),
                Arrays.asList("", null, "x"),
                Set.of(Color.GREEN, Color.RED),
                map,
                Map.of(Color.RED, 1));
        assertThat(store.save(item)).isEqualTo(item);
        assertThat(store.get(Everything.class, id("1"))).contains(item);
        var fields = database.raw(table, "VALUE#" + owner, "ALL#1").fields();
        assertThat(fields.get("color").textValue()).isEqualTo("RED");
        assertThat(fields.get("byColor").has("RED")).isTrue();
        assertThat(fields.has("none")).isFalse();
        assertThat(fields.get("nested").get("inner").has("inner")).isFalse();
        assertThat(fields.get("map").get("nothing").isNull()).isTrue();
        assertThat(fields.get("set").isArray()).isTrue();
        assertThat(fields.get("uuid").isTextual()).isTrue();
    }

    @Test
    void bytesAreBinaryWhereTheDatabaseHasThatAndComeBackEqual() {
        byte[] all = new byte[256];
        for (int n = 0; n < all.length; n++) {
            all[n] = (byte) n;
        }
        store.save(new Bytes(owner, "1", all, List.of(new byte[0], new byte[] {0})));
        Bytes read = store.get(Bytes.class, id("1")).orElseThrow();
        assertThat(read.bytes()).isEqualTo(all);
        assertThat(read.more()).containsExactly(new byte[0], new byte[] {0});
    }

    @Test
    void untypedBinaryReadsAsBase64Text() {
        assertThat(roundTrip(new byte[] {1, 2, 3})).isEqualTo("AQID");
    }

    @Test
    void untypedNumbersAreIntegersOrBigDecimals() {
        assertThat(roundTrip(1)).isEqualTo(1);
        assertThat(roundTrip(3_000_000_000L)).isEqualTo(3_000_000_000L);
        assertThat(roundTrip(new BigInteger("30000000000000000000"))).isEqualTo(new BigInteger("30000000000000000000"));
        assertThat(roundTrip(1.5)).isEqualTo(new BigDecimal("1.5"));
        assertThat(roundTrip(0.1f)).isEqualTo(new BigDecimal("0.1"));
        assertThat(roundTrip(new BigDecimal("1.10"))).isEqualTo(new BigDecimal("1.1"));
        assertThat(roundTrip(new BigDecimal("100.00"))).isEqualTo(100);
        assertThat(roundTrip(new BigDecimal("1E+2"))).isEqualTo(100);
        assertThat(roundTrip(1e20)).isEqualTo(new BigInteger("100000000000000000000"));
        assertThat(roundTrip(new BigDecimal("1E-20"))).isEqualTo(new BigDecimal("1E-20"));
        assertThat(roundTrip(-0.0)).isEqualTo(0);
        assertThat(roundTrip(new BigDecimal("0E+10"))).isEqualTo(0);
        assertThat(roundTrip(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void decimalsAreStoredWithoutTrailingZeros() {
        roundTrip(List.of(new BigDecimal("1.10"), new BigDecimal("2.00"), new BigDecimal("3E+2")));
        assertThat(database.raw(table, "VALUE#" + owner, "ANY#1").fields().get("value"))
                .extracting(node -> node.decimalValue().toPlainString())
                .containsExactly("1.1", "2", "300");
    }

    @Test
    void untypedValuesNestAndKeepTheirNulls() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("null", null);
        map.put("list", new ArrayList<>(Arrays.asList(null, List.of(), Map.of(), "")));
        assertThat(roundTrip(map)).isEqualTo(map);
        assertThat(roundTrip(List.of())).isEqualTo(List.of());
        assertThat(roundTrip("")).isEqualTo("");
        assertThat(roundTrip(true)).isEqualTo(true);
    }

    @Test
    void textOfAllOfUnicodeComesBack() {
        StringBuilder text = new StringBuilder();
        for (int c = 1; c <= Character.MAX_CODE_POINT; c += c < 0x3000 ? 1 : 97) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                text.appendCodePoint(c);
            }
        }
        assertThat(roundTrip(text.toString())).isEqualTo(text.toString());
    }

    @Test
    void nullFieldsAreNotStoredAndReadBackAsNull() {
        assertThat(roundTrip(null)).isNull();
        assertThat(database.raw(table, "VALUE#" + owner, "ANY#1").fields().has("value"))
                .isFalse();
    }

    @Test
    void nullWrittenByOthersReadsAsNull() {
        database.putRaw(
                table,
                "VALUE#" + owner,
                "ANY#1",
                null,
                "{\"owner\": \"" + owner + "\", \"id\": \"1\", \"value\": null}");
        assertThat(store.get(Any.class, id("1"))).contains(new Any(owner, "1", null));
    }

    @Test
    void unknownFieldsNeverBreakAReadAndMissingOnesAreNull() {
        database.putRaw(
                table,
                "USER#" + owner,
                "STORY#1",
                "v2",
                "{\"owner\": \"" + owner + "\", \"storyId\": \"1\", \"added\": {\"later\": [1, {\"x\": null}]}}");
        assertThat(store.get(Story.class, key("1"))).contains(new Story(owner, "1", null, null, "v2"));
    }
}
