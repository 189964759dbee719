package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dynawrap.DbItem;
import io.dynawrap.UnreadableItemException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instants that are written and read without the JDK's formatter, which is what they are compared with. */
class IsoInstantsTest {

    private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final String CHARACTERS = "0123456789-:.TZtz +\u0661";

    @DbItem(pk = "V", sk = "V")
    record Moment(Instant at) {}

    @DbItem(pk = "V", sk = "V")
    record DayBeforeMonth(
            @JsonFormat(pattern = "uuuu-dd-MM'T'HH:mm:ss'Z'", timezone = "UTC")
            Instant at) {}

    @Test
    void everyInstantOfAYearWithFourDigitsIsWrittenAsByTheJdkAndReadAsItWas() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            Instant instant = anyInstant(random);
            assertThat(IsoInstants.format(instant)).isEqualTo(instant.toString());
            assertThat(IsoInstants.parse(instant.toString())).isEqualTo(instant);
        }
        assertThat(IsoInstants.parse("0000-01-01T00:00:00Z")).isEqualTo(Instant.ofEpochSecond(FIRST));
        assertThat(IsoInstants.parse("9999-12-31T23:59:59Z")).isEqualTo(Instant.ofEpochSecond(LAST));
    }

    @Test
    void everyOtherInstantIsWrittenAsByTheJdk() {
        for (Instant instant : List.of(
                Instant.ofEpochSecond(FIRST),
                Instant.ofEpochSecond(FIRST).minusNanos(1),
                Instant.ofEpochSecond(LAST, 999_999_999),
                Instant.ofEpochSecond(LAST).plusSeconds(1),
                Instant.EPOCH.minusNanos(1),
                Instant.MIN,
                Instant.MAX)) {
            assertThat(IsoInstants.format(instant)).isEqualTo(instant.toString());
        }
    }

    @Test
    void aFractionMayHaveAnyNumberOfDigitsUpToNine() {
        for (int digits = 1; digits <= 9; digits++) {
            String text = "2026-11-23T19:40:23." + "123456789".substring(0, digits) + "Z";
            assertThat(IsoInstants.parse(text)).isEqualTo(Instant.parse(text));
        }
    }

    @Test
    void whatIsReadOfATextWithAWrongCharacterIsWhatTheJdkReads() {
        Random random = new Random(2);
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            String text = withAnotherCharacter(anyInstant(random).toString(), random);
            Instant instant = IsoInstants.parse(text);
            if (instant != null) {
                assertThat(instant).as(text).isEqualTo(byTheJdk(text));
                read++;
            }
        }
        assertThat(read).isBetween(1_000, 49_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-23",
                "2026-11-23T19:40Z",
                "2026-11-23T19:40:23",
                "2026-11-23T19:40:23.Z",
                "2026-11-23T19:40:23.1234567890Z",
                "2026-11-23T24:00:00Z",
                "2026-11-23T23:60:00Z",
                "2016-12-31T23:59:60Z",
                "2026-02-29T00:00:00Z",
                "2026-00-10T00:00:00Z",
                "2026-13-10T00:00:00Z",
                "2026-11-00T00:00:00Z",
                "2026-11-23t19:40:23z",
                "2026-11-23 19:40:23Z",
                "2026-11-23T19:40:23+00:00",
                "+10000-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z"
            })
    void anyOtherTextIsLeftToJackson(String text) {
        assertThat(IsoInstants.parse(text)).isNull();
    }

    @Test
    void whatIsLeftToJacksonIsReadAsBefore() {
        assertThat(read("2026-11-23T24:00:00Z")).isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(read("2026-11-23t19:40:23z")).isEqualTo(Instant.parse("2026-11-23T19:40:23Z"));
        assertThat(read(" 2026-11-23T19:40:23Z ")).isEqualTo(Instant.parse("2026-11-23T19:40:23Z"));
        assertThat(read("+10000-01-01T00:00:00Z")).isEqualTo(Instant.parse("+10000-01-01T00:00:00Z"));
        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> read("2026-02-29T00:00:00Z"))
                .satisfies(thrown -> assertThat(thrown.path()).contains("/at"));
    }

    /** If a new version of Jackson had something else for instants, all would work, and be slow. */
    @Test
    void itTakesThePlaceOfWhatJacksonHasForInstants() throws JsonMappingException {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(IsoInstants.module())
                .build();
        JavaType type = mapper.constructType(Instant.class);
        DeserializationContext context = ((DefaultDeserializationContext) mapper.getDeserializationContext())
                .createDummyInstance(mapper.getDeserializationConfig());

        assertThat(mapper.getSerializerProviderInstance()
                        .findValueSerializer(type)
                        .getClass()
                        .getEnclosingClass())
                .isEqualTo(IsoInstants.class);
        assertThat(context.findRootValueDeserializer(type).getClass().getEnclosingClass())
                .isEqualTo(IsoInstants.class);
    }

    @Test
    void aFieldWithAFormatIsWrittenAndReadByThatFormat() {
        assertThat(PlainJson.write(new DayBeforeMonth(Instant.parse("2026-01-02T03:04:05Z"))))
                .isEqualTo("{\"at\":\"2026-02-01T03:04:05Z\"}");
        assertThat(PlainJson.read(DayBeforeMonth.class, "{\"at\":\"2026-02-01T03:04:05Z\"}")
                        .at())
                .isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void aMapperMayWriteAndReadInstantsInItsOwnWay() {
        SimpleModule module = new SimpleModule();
        module.addDeserializer(Instant.class, new AlwaysEpoch());
        module.addSerializer(Instant.class, new AlwaysNever());
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(module)
                .build();
        ItemType<Moment> type = ItemCodec.of(mapper).type(Moment.class);

        Moment read = PlainJson.read(type, null, "{\"at\":\"2026-11-23T19:40:23Z\"}");

        assertThat(read.at()).isEqualTo(Instant.EPOCH);
        assertThat(type.toMap(new Moment(Instant.EPOCH))).containsEntry("at", "never");
    }

    private static final class AlwaysNever extends StdSerializer<Instant> {

        private static final long serialVersionUID = 1L;

        AlwaysNever() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeString("never");
        }
    }

    private static final class AlwaysEpoch extends StdDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        AlwaysEpoch() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Instant.EPOCH;
        }
    }

    private static Instant read(String text) {
        return PlainJson.read(Moment.class, "{\"at\":\"" + text + "\"}").at();
    }

    private static Instant anyInstant(Random random) {
        long second = FIRST + (long) (random.nextDouble() * (LAST - FIRST));
        int unit = new int[] {1, 1_000, 1_000_000, 1_000_000_000}[random.nextInt(4)];
        return Instant.ofEpochSecond(second, random.nextInt(1_000_000_000) / unit * (long) unit);
    }

    private static String withAnotherCharacter(String text, Random random) {
        int place = random.nextInt(text.length());
        char character = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        return text.substring(0, place) + character + text.substring(place + 1);
    }

    private static @Nullable Instant byTheJdk(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
