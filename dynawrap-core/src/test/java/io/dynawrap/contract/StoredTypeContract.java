package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.SchemaVersion;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.mapping.ItemCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a value of another writer is to a field of another type: read if it is the same value, unreadable otherwise. */
abstract class StoredTypeContract extends Contract {

    enum Color {
        RED,
        GREEN
    }

    @DbItem(pk = "TYPE#{owner}", sk = "{id}")
    record Typed(
            String owner,
            String id,
            @Nullable Color color,
            @Nullable List<Color> colors,
            @Nullable Map<Color, Integer> byColor,
            @Nullable Integer count,
            int plain,
            @Nullable Byte small,
            double ratio,
            boolean flag,
            @Nullable BigDecimal price,
            @Nullable String text,
            @Nullable Instant at,
            @Nullable LocalDate day,
            @Nullable UUID ref,
            byte @Nullable [] bytes,
            @Nullable List<String> words,
            int @Nullable [] numbers,
            @Nullable Map<Integer, String> byNumber,
            @Nullable Object any,
            @Nullable JsonNode node) {}

    private KeyValues id() {
        return KeyValues.of("owner", owner, "id", "1");
    }

    private void put(String field, String json) {
        put("TYPE#", field, json);
    }

    private void put(String pkText, String field, String json) {
        String fields = "{\"owner\": \"%s\", \"id\": \"1\", \"%s\": %s}".formatted(owner, field, json);
        database.putRaw(table, pkText + owner, "1", null, fields);
    }

    private Typed read(String field, String json) {
        put(field, json);
        return store.get(Typed.class, id()).orElseThrow();
    }

    private void isUnreadable(ItemStore reading, String field, String path) {
        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> reading.get(Typed.class, id()))
                .satisfies(e -> assertThat(e.path()).contains("/" + path));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "color | 0 | color",
                "color | 1.0 | color",
                "color | \"0\" | color",
                "color | \"red\" | color",
                "color | \" RED\" | color",
                "color | \"\" | color",
                "color | \"BLUE\" | color",
                "color | [\"RED\"] | color",
                "colors | [\"RED\", 1] | colors/1",
                "colors | \"RED\" | colors",
                "byColor | {\"0\": 1} | byColor",
                "byColor | {\"RED\": \"1\"} | byColor/RED",
                "count | 19.99 | count",
                "count | \"5\" | count",
                "count | \"\" | count",
                "count | true | count",
                "count | 2147483648 | count",
                "plain | null | plain",
                "plain | \"\" | plain",
                "small | 200 | small",
                "ratio | \"5\" | ratio",
                "ratio | null | ratio",
                "ratio | 9007199254740993 | ratio",
                "ratio | 0.12345678901234567891 | ratio",
                "flag | 1 | flag",
                "flag | \"true\" | flag",
                "flag | null | flag",
                "flag | \"\" | flag",
                "price | true | price",
                "price | \"\" | price",
                "price | \" 1\" | price",
                "price | \"1,5\" | price",
                "text | true | text",
                "text | {} | text",
                "at | 1700000000 | at",
                "at | \"1700000000\" | at",
                "at | 1700000000.5 | at",
                "at | \"\" | at",
                "day | 19724 | day",
                "day | \"2024-01-02T03:04:05\" | day",
                "day | [2024, 1, 2] | day",
                "ref | \"AAAAAAAAAAEAAAAAAAAAAg==\" | ref",
                "ref | \"\" | ref",
                "bytes | [1, 2] | bytes",
                "bytes | \"no base64!\" | bytes",
                "words | \"a\" | words",
                "words | \"\" | words",
                "words | [\"a\", true] | words/1",
                "numbers | [1, null] | numbers/1",
                "numbers | [\"1\"] | numbers/0",
                "byNumber | {\"05\": \"a\"} | byNumber",
                "byNumber | {\"+5\": \"a\"} | byNumber"
            })
    void aValueOfAnotherTypeIsUnreadableWhateverTheMapperAccepts(String field, String json, String path) {
        put(field, json);
        isUnreadable(store, field, path);
        isUnreadable(lenient(), field, path);
    }

    /** A store on a mapper that accepts all that Jackson can. */
    private ItemStore lenient() {
        JsonMapper.Builder mapper = JsonMapper.builder()
                .enable(
                        DeserializationFeature.ACCEPT_EMPTY_ARRAY_AS_NULL_OBJECT,
                        DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT,
                        DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                        DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL,
                        DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS, MapperFeature.ACCEPT_CASE_INSENSITIVE_VALUES)
                .withCoercionConfigDefaults(coercions -> {
                    for (CoercionInputShape shape : CoercionInputShape.values()) {
                        coercions.setCoercion(shape, CoercionAction.AsNull);
                    }
                });
        return DefaultItemStore.builder(database.backend())
                .codec(ItemCodec.of(mapper.build()))
                .build()
                .table(table);
    }

    @Test
    void anotherFormOfTheSameValueIsRead() {
        assertThat(read("count", "3.0").count()).isEqualTo(3);
    }

    @Test
    void aNumberIsReadAsTheTextOfItsOneForm() {
        assertThat(read("text", "3.0").text()).isEqualTo("3");
    }

    @Test
    void aDecimalThatPythonStoredAsTextIsReadAndOneAsNumberToo() {
        assertThat(read("price", "\"19.990\"").price()).isEqualTo(new BigDecimal("19.990"));
    }

    @Test
    void aWholeNumberIsADouble() {
        assertThat(read("ratio", "5").ratio()).isEqualTo(5.0);
    }

    @Test
    void aPrimitiveFieldThatIsNotStoredHasItsDefault() {
        Typed typed = read("text", "\"t\"");
        assertThat(typed.plain()).isZero();
        assertThat(typed.ratio()).isZero();
        assertThat(typed.flag()).isFalse();
    }

    @Test
    void numbersOfOtherWritersHaveOneForm() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", 3);
        map.put("b", List.of(new BigDecimal("1.5"), 100));
        Typed typed = read("any", "{\"a\": 3.0, \"b\": [1.50, 1e2]}");
        assertThat(typed.any()).isEqualTo(map);
    }

    @Test
    void numbersOfOtherWritersHaveOneFormInATree() {
        assertThat(read("node", "[3.0, 1.50, 0.0, 12345678901234567890.00]").node())
                .hasToString("[3,1.5,0,12345678901234567890]");
    }

    @DbItem(pk = "OPEN#{owner}", sk = "{id}")
    static final class Open {
        public String owner;
        public String id;

        @JsonAnySetter
        public Map<String, Object> more = new LinkedHashMap<>();
    }

    @Test
    void fieldsCalledLikeThoseOfTheKeyAreNoFields() {
        put("OPEN#", "PK", "\"forged\"");
        assertThat(store.get(Open.class, id()).orElseThrow().more).isEmpty();
    }

    @DbItem(pk = "VERSION#{owner}", sk = "{id}")
    record Versioned(
            String owner,
            String id,
            @SchemaVersion @Nullable String version) {}

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            nullValues = "none",
            value = {"7, 7", "-1.5, -1.5", "true, true", "false, false", "null, none", "\"7\", 7", "\"\", ``"})
    void aSchemaVersionOfAnotherTypeReadsAsItsText(String stored, @Nullable String read) {
        String fields = "{\"owner\": \"%s\", \"id\": \"1\"}".formatted(owner);
        database.putRawVersion(table, "VERSION#" + owner, "1", stored, fields);
        assertThat(store.get(Versioned.class, id()).orElseThrow().version()).isEqualTo(read);
    }

    @Test
    void aSchemaVersionThatIsNoScalarIsNone() {
        for (String json : List.of("{\"a\": 1}", "[1]", "null")) {
            String fields = "{\"owner\": \"%s\", \"schema_version\": %s}".formatted(owner, json);
            database.putRaw(table, "VERSION#" + owner, json, null, fields);
            assertThat(store.get(Versioned.class, KeyValues.of("owner", owner, "id", json))
                            .orElseThrow()
                            .version())
                    .isNull();
        }
    }

    @DbItem(pk = "TYPE#{owner}", sk = "{id}", viewOf = Typed.class)
    record Refusing(String owner, String id, @Nullable String text) {
        Refusing {
            if (text != null) {
                throw new IllegalStateException("The text is not wanted");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "color | \"s3cret\"",
                "count | \"s3cret\"",
                "at | \"s3cret\"",
                "day | \"s3cret\"",
                "ref | \"s3cret-s3cret-s3cret-s3cret-s3cret-s3\"",
                "price | \"s3cret\"",
                "bytes | \"s3cret!\"",
                "byColor | {\"RED\": \"s3cret\"}",
                "plain | 4711.4711"
            })
    void theCauseOfAFailureHoldsNoValue(String field, String json) {
        put(field, json);
        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> store.get(Typed.class, id()))
                .satisfies(e -> {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString())
                            .contains("Caused by: ", "com.fasterxml.jackson")
                            .doesNotContain("s3cret", "4711");
                });
    }

    @Test
    void whatTheModelItselfSaysOfAFailureIsKept() {
        put("text", "\"any\"");
        assertThatExceptionOfType(UnreadableItemException.class)
                .isThrownBy(() -> store.get(Refusing.class, id()))
                .withRootCauseInstanceOf(IllegalStateException.class)
                .havingRootCause()
                .withMessage("The text is not wanted");
    }

    @DbItem(pk = "EXACT#{owner}", sk = "{id}")
    record Exact(
            String owner,
            String id,
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal price,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Long big) {}

    @Test
    void aDecimalFieldThatIsWrittenAsTextKeepsItsDigitsForPythonAndReadsBothForms() {
        Exact exact = new Exact(owner, "1", new BigDecimal("12345678901234567.8900"), Long.MAX_VALUE);
        assertThat(store.save(exact)).isEqualTo(exact);
        assertThat(store.get(Exact.class, id())).contains(exact);
        JsonNode fields = database.raw(table, "EXACT#" + owner, "1").fields();
        assertThat(fields.get("price").textValue()).isEqualTo("12345678901234567.8900");
        assertThat(fields.get("big").textValue()).isEqualTo("9223372036854775807");

        database.putRaw(
                table,
                "EXACT#" + owner,
                "2",
                null,
                "{\"owner\": \"%s\", \"id\": \"2\", \"price\": 1.5, \"big\": 5}".formatted(owner));
        assertThat(store.get(Exact.class, KeyValues.of("owner", owner, "id", "2")))
                .contains(new Exact(owner, "2", new BigDecimal("1.5"), 5L));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(Cat.class), @JsonSubTypes.Type(Dog.class)})
    sealed interface Pet {}

    record Cat(String name, int lives) implements Pet {}

    record Dog(String name, boolean barks) implements Pet {}

    @DbItem(pk = "PETS#{owner}", sk = "{id}")
    record Pets(String owner, String id, Pet first, List<Pet> others) {}

    @Test
    void subtypesThatTheirFieldsTellApartComeBack() {
        Pets pets = new Pets(owner, "1", new Cat("a", 9), List.of(new Dog("b", true), new Cat("c", 1)));
        assertThat(store.save(pets)).isEqualTo(pets);
        assertThat(store.get(Pets.class, id())).contains(pets);
        assertThat(database.raw(table, "PETS#" + owner, "1").fields().get("first"))
                .hasSize(2);
    }

    @DbItem(pk = "BUILT#{owner}", sk = "{id}")
    @JsonDeserialize(builder = Built.Builder.class)
    static final class Built {
        private final String owner;
        private final String id;
        private final @Nullable String version;

        private Built(Builder builder) {
            this.owner = builder.owner;
            this.id = builder.id;
            this.version = builder.version;
        }

        public String getOwner() {
            return owner;
        }

        public String getId() {
            return id;
        }

        @SchemaVersion
        public @Nullable String getVersion() {
            return version;
        }

        static final class Builder {
            private String owner = "";
            private String id = "";
            private @Nullable String version;

            Builder withOwner(String value) {
                owner = value;
                return this;
            }

            Builder withId(String value) {
                id = value;
                return this;
            }

            @SchemaVersion
            Builder withVersion(String value) {
                version = value;
                return this;
            }

            Built build() {
                return new Built(this);
            }
        }
    }

    @Test
    void aBuilderShowsTheStoredVersion() {
        String fields = "{\"owner\": \"%s\", \"id\": \"1\"}".formatted(owner);
        database.putRaw(table, "BUILT#" + owner, "1", "old", fields);
        assertThat(store.get(Built.class, id()).orElseThrow().getVersion()).isEqualTo("old");
    }
}
