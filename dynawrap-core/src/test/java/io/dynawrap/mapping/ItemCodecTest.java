package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.DbItem;
import io.dynawrap.UnreadableItemException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the codec fixes about the stored form, and what it leaves to the application's mapper. */
class ItemCodecTest {

    @DbItem(pk = "V", sk = "V")
    record AnyValue(Object value) {}

    private static AnyValue read(String json) {
        return PlainJson.read(AnyValue.class, "{\"value\":" + json + "}");
    }

    @Test
    void untypedNumbersAreReadExactly() {
        assertThat(read("1").value()).isEqualTo(1);
        assertThat(read("2147483648").value()).isEqualTo(2147483648L);
        assertThat(read("9223372036854775808").value()).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(read("0.1").value()).isEqualTo(new BigDecimal("0.1"));
        assertThat(read("[1.5,{\"a\":2.5}]").value())
                .isEqualTo(List.of(new BigDecimal("1.5"), Map.of("a", new BigDecimal("2.5"))));
        assertThat(PlainJson.roundTrip(new AnyValue(new BigDecimal("0.12345678901234567890123456789"))))
                .isEqualTo(new AnyValue(new BigDecimal("0.12345678901234567890123456789")));
    }

    @DbItem(pk = "V", sk = "V")
    record Defaults(int number, boolean flag, String text, List<String> list) {}

    @Test
    void unknownFieldsAreIgnoredAndMissingOnesAreNullOrZero() {
        assertThat(PlainJson.read(Defaults.class, "{\"other\":{\"a\":[1]}}"))
                .isEqualTo(new Defaults(0, false, null, null));
    }

    @Test
    void nullThatOthersStoredIsReadAsNull() {
        assertThat(PlainJson.read(Defaults.class, "{\"text\":null,\"list\":null}"))
                .isEqualTo(new Defaults(0, false, null, null));
    }

    @Test
    void whatCannotBeReadIsUnreadableAndItsMessageShowsNoValue() {
        for (String json : List.of("[]", "null", "\"secret\"", "")) {
            assertThatExceptionOfType(UnreadableItemException.class)
                    .as(json)
                    .isThrownBy(() -> PlainJson.read(Defaults.class, json))
                    .withMessage("The item cannot be read as Defaults.")
                    .satisfies(e -> assertThat(e.path()).isEmpty());
        }
        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> PlainJson.read(Defaults.class, "{\"list\":[\"a\",{\"secret\":1}]}"))
                .withMessage("The item cannot be read as Defaults.")
                .satisfies(e -> assertThat(e.path()).contains("/list/1"));
        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> ItemType.of(Defaults.class).fromMap(Map.of("number", "secret")))
                .withMessage("The item cannot be read as Defaults.")
                .satisfies(e -> assertThat(e.path()).contains("/number"));
    }

    @DbItem(pk = "V", sk = "V")
    record Strict(int number) {
        Strict {
            if (number < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    @DbItem(pk = "V", sk = "V")
    @JsonDeserialize(using = FailingReader.class)
    record Failing(String text) {}

    static final class FailingReader extends JsonDeserializer<Failing> {
        @Override
        public Failing deserialize(JsonParser parser, DeserializationContext context) {
            throw new IllegalStateException("never");
        }
    }

    @Test
    void itemThatItsClassRefusesIsUnreadable() {
        ItemCodec unwrapped = ItemCodec.of(JsonMapper.builder()
                .disable(DeserializationFeature.WRAP_EXCEPTIONS)
                .build());

        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> PlainJson.read(Strict.class, "{\"number\":-1}"));
        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> PlainJson.read(unwrapped.type(Strict.class), null, "{\"number\":-1}"));
        assertThatExceptionOfType(UnreadableItemException.class).isThrownBy(() -> PlainJson.read(Failing.class, "{}"));
    }

    enum Colour {
        DARK_RED;

        @Override
        public String toString() {
            return "dark red";
        }
    }

    @DbItem(pk = "V", sk = "V")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Mixed(
            Colour colour,
            Map<Colour, Integer> counts,
            Date date,
            Instant instant,
            byte[] bytes,
            List<String> list,
            OffsetDateTime offset,
            @JsonInclude(JsonInclude.Include.ALWAYS) String text) {}

    /** A mapper that is set up as differently from the stored form as it can be. */
    private static JsonMapper contrary() {
        return JsonMapper.builder()
                .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
                .enable(SerializationFeature.WRITE_ENUM_KEYS_USING_INDEX)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .enable(SerializationFeature.WRAP_ROOT_VALUE)
                .enable(DeserializationFeature.UNWRAP_ROOT_VALUE)
                .enable(SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
                .enable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .defaultBase64Variant(Base64Variants.MODIFIED_FOR_URL)
                .defaultDateFormat(new SimpleDateFormat("dd.MM.yy", Locale.ROOT))
                .defaultTimeZone(TimeZone.getTimeZone("Asia/Tokyo"))
                .serializationInclusion(JsonInclude.Include.ALWAYS)
                .build();
    }

    @Test
    void storedFormIsTheSameWhateverTheApplicationsMapperIs() {
        Mixed item = new Mixed(
                Colour.DARK_RED,
                Map.of(Colour.DARK_RED, 1),
                new Date(0),
                Instant.EPOCH,
                new byte[] {-1, -2},
                List.of("one"),
                OffsetDateTime.parse("2024-01-02T03:04:05+02:00"),
                null);
        String stored =
                "{\"colour\":\"DARK_RED\",\"counts\":{\"DARK_RED\":1},\"date\":\"1970-01-01T00:00:00.000+00:00\","
                        + "\"instant\":\"1970-01-01T00:00:00Z\",\"bytes\":\"//4=\",\"list\":[\"one\"],"
                        + "\"offset\":\"2024-01-02T03:04:05+02:00\"}";
        ItemType<Mixed> type = ItemCodec.of(contrary()).type(Mixed.class);

        assertThat(PlainJson.write(item)).isEqualTo(stored);
        assertThat(PlainJson.write(type, item)).isEqualTo(stored);
        assertThat(type.toMap(item)).isEqualTo(ItemType.of(Mixed.class).toMap(item));
        assertThat(PlainJson.read(type, null, stored))
                .usingRecursiveComparison()
                .isEqualTo(item);
    }

    static class Inherited {
        public String inherited;
        public Optional<String> inheritedChoice = Optional.empty();
    }

    @DbItem(pk = "V", sk = "V")
    static final class Absent extends Inherited {
        public String text;
        public Integer number;
        public Optional<String> choice = Optional.empty();
        public OptionalInt count = OptionalInt.empty();

        @JsonInclude(JsonInclude.Include.NON_NULL)
        public AtomicReference<String> reference = new AtomicReference<>();

        @JsonUnwrapped(prefix = "in_")
        public Inherited unwrapped = new Inherited();

        public Inherited nested = new Inherited();
        public List<String> list = Arrays.asList("a", null);
        public List<String> none = List.of();
        public Map<String, String> map = Collections.singletonMap("k", null);
    }

    @ParameterizedTest
    @EnumSource(names = {"ALWAYS", "NON_NULL", "NON_ABSENT", "USE_DEFAULTS"})
    void absentFieldsAreNeverStoredWhateverTheMapperIncludes(JsonInclude.Include include) {
        JsonInclude.Value value = JsonInclude.Value.construct(include, JsonInclude.Include.ALWAYS);
        JsonMapper mapper = JsonMapper.builder().defaultPropertyInclusion(value).build();
        for (Class<?> type : List.of(
                Absent.class,
                Inherited.class,
                String.class,
                Integer.class,
                Optional.class,
                OptionalInt.class,
                AtomicReference.class)) {
            mapper.configOverride(type).setInclude(value).setIncludeAsProperty(value);
        }
        String stored = "{\"nested\":{},\"list\":[\"a\",null],\"none\":[],\"map\":{\"k\":null}}";

        assertThat(PlainJson.write(ItemCodec.of(mapper).type(Absent.class), new Absent()))
                .isEqualTo(stored);
        Absent full = new Absent();
        full.text = "t";
        full.inherited = "i";
        full.unwrapped.inherited = "u";
        full.choice = Optional.of("c");
        full.count = OptionalInt.of(0);
        full.reference = new AtomicReference<>("r");
        assertThat(ItemCodec.of(mapper).type(Absent.class).toMap(full))
                .containsEntry("text", "t")
                .containsEntry("inherited", "i")
                .containsEntry("in_inherited", "u")
                .containsEntry("choice", "c")
                .containsEntry("count", 0)
                .containsEntry("reference", "r");
    }

    @DbItem(pk = "V", sk = "V")
    @JsonIgnoreProperties("old")
    record Renamed(String text) {}

    @Test
    void unknownAndIgnoredFieldsNeverFailARead() {
        assertThat(PlainJson.read(
                        ItemCodec.of(contrary()).type(Renamed.class), null, "{\"old\":1,\"new\":{},\"text\":\"a\"}"))
                .isEqualTo(new Renamed("a"));
    }

    @Test
    void mapperOfTheApplicationIsNotChanged() throws IOException {
        JsonMapper mapper = contrary();
        String before = mapper.writeValueAsString(List.of(Colour.DARK_RED, new Date(0)));

        ItemCodec.of(mapper).type(Mixed.class).toMap(new Mixed(null, null, null, null, null, null, null, null));

        assertThat(mapper.writeValueAsString(List.of(Colour.DARK_RED, new Date(0))))
                .isEqualTo(before);
        assertThat(mapper.getRegisteredModuleIds()).isEmpty();
        assertThat(mapper.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES))
                .isTrue();
    }

    @Test
    void enumsByNameAreReadUnderAMapperThatReadsToString() {
        assertThat(PlainJson.read(ItemCodec.of(contrary()).type(Mixed.class), null, "{\"colour\":\"DARK_RED\"}")
                        .colour())
                .isEqualTo(Colour.DARK_RED);
    }

    @DbItem(pk = "V", sk = "V")
    record Zoned(ZonedDateTime at) {}

    @Test
    void zonesAreKept() {
        Zoned item = new Zoned(ZonedDateTime.of(LocalDateTime.of(2024, 7, 1, 12, 0), ZoneId.of("Europe/Paris")));

        assertThat(PlainJson.write(item)).isEqualTo("{\"at\":\"2024-07-01T12:00:00+02:00[Europe/Paris]\"}");
        assertThat(PlainJson.roundTrip(item)).isEqualTo(item);
    }
}
