package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidItemException;
import io.dynawrap.SchemaVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of items, at each limit and on both sides of it. */
class ItemGeneratorTest {

    @DbItem(pk = "V", sk = "V")
    @JsonPropertyOrder({"before", "value"})
    record AnyValue(String before, Object value) {
        AnyValue(Object value) {
            this("x", value);
        }
    }

    private static void stored(Object value) {
        AnyValue item = new AnyValue(value);

        assertThat(PlainJson.read(AnyValue.class, PlainJson.write(item)).before())
                .isEqualTo("x");
    }

    private static void refused(Object value, String path, String what) {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new AnyValue(value)))
                .withMessageStartingWith("AnyValue: ")
                .withMessageContaining(path + " ")
                .withMessageContaining(what)
                .satisfies(e -> assertThat(e.field()).contains("value"));
    }

    private static Object lists(int depth) {
        Object value = "x";
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    private static Object maps(int depth) {
        Object value = "x";
        for (int i = 0; i < depth; i++) {
            value = Map.of("m", value);
        }
        return value;
    }

    @Test
    void valuesAreNestedAtMost31ContainersDeep() {
        stored(lists(30));
        stored(lists(31));
        stored(maps(31));
        refused(lists(32), "'/value" + "/0".repeat(31) + "'", "nested more than 31 containers deep");
        refused(maps(32), "'/value" + "/m".repeat(31) + "'", "nested more than 31 containers deep");
        refused(List.of(1, lists(31)), "'/value/1" + "/0".repeat(30) + "'", "nested more than 31 containers deep");
        refused(lists(5000), "'/value" + "/0".repeat(31) + "'", "nested more than 31 containers deep");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9999999999999999999999999999999999999",
                "99999999999999999999999999999999999999",
                "-0.99999999999999999999999999999999999999",
                "99999999999999999999999999999999999999000",
                "9.99E124",
                "9.99E125",
                "-9.9999999999999999999999999999999999999E+125",
                "1E-129",
                "1E-130",
                "-1E-130",
                "0E-1000",
                "0E+1000"
            })
    void numberWithinTheLimitsIsStored(BigDecimal number) {
        stored(number);
    }

    @ParameterizedTest
    @CsvSource({
        "999999999999999999999999999999999999999, 39 significant digits",
        "0.100000000000000000000000000000000000001, 39 significant digits",
        "1E126, outside of 1E-130 to 9.99E125",
        "-1E126, outside of 1E-130 to 9.99E125",
        "9.99E-131, outside of 1E-130 to 9.99E125",
        "1E-131, outside of 1E-130 to 9.99E125",
        "1E+2147483647, outside of 1E-130 to 9.99E125",
        "1E-2147483647, outside of 1E-130 to 9.99E125"
    })
    void numberBeyondTheLimitsIsRefused(BigDecimal number, String what) {
        refused(number, "'/value'", what);
        refused(List.of(0, number), "'/value/1'", what);
    }

    @Test
    void bigIntegersHaveTheSameLimits() {
        stored(BigInteger.TEN.pow(125));
        stored(BigInteger.TEN.pow(38).subtract(BigInteger.ONE));
        refused(BigInteger.TEN.pow(126), "'/value'", "outside");
        refused(BigInteger.TEN.pow(38).add(BigInteger.ONE), "'/value'", "39 significant digits");
    }

    @Test
    void messageShowsNoValue() {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new AnyValue("secret\0")))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("secret"));
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new AnyValue(new BigDecimal("7".repeat(39)))))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("777"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\uD83D", "a\uDE00", "\uDE00\uD83D"})
    void textThatNotBothDatabasesStoreIsRefused(String text) {
        String what = text.indexOf(0) >= 0 ? "U+0000" : "surrogate";
        refused(text, "'/value'", what);
        refused(List.of("a", "b", text), "'/value/2'", what);
        refused(Map.of("k", text), "'/value/k'", what);
        refused(Map.of("k", List.of(Map.of(text, 1))), "in '/value/k/0'", what);
        refused(text.toCharArray(), "'/value'", what);
    }

    @Test
    void everyOtherCharacterIsStored() {
        stored("\u0001\u001f\u007f\u0080\uFFFE\uFFFF\u2028😀\"\\/");
        stored("");
    }

    @Test
    void emptyNamesAreRefused() {
        refused(Map.of("", 1), "in '/value'", "has an empty name");
        refused(List.of(0, Map.of("", 1)), "in '/value/1'", "has an empty name");
        refused(List.of(0, Arrays.asList(1, new LinkedHashMap<>(Map.of("", 1)))), "in '/value/1/1'", "an empty name");
    }

    @Test
    void nameHasAtMost65535Bytes() {
        stored(Map.of("n".repeat(65_534), 1));
        stored(Map.of("é".repeat(32_767) + "n", 1));
        refused(Map.of("é".repeat(32_768), 1), "in '/value'", "a name of more than 65535 bytes");
        refused(Map.of("n".repeat(65_536), 1), "in '/value'", "a name of more than 65535 bytes");
    }

    @Test
    void mapKeyThatIsNullIsRefused() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(null, 1);

        refused(map, "'/value/null'", "Null key");
    }

    record Broken(String name) {
        public int getLength() {
            return Integer.parseInt(name);
        }
    }

    @Test
    void whatTheModelsOwnCodeThrowsIsToldWithItsPlaceAndWithoutItsMessage() {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new AnyValue(List.of(new Broken("7"), new Broken("secret")))))
                .withMessage("AnyValue: the value at '/value/1/length' cannot be serialised:"
                        + " NumberFormatException was thrown.")
                .withRootCauseInstanceOf(NumberFormatException.class)
                .satisfies(e -> assertThat(e.field()).contains("value"));
    }

    @Test
    void typeThatJacksonCannotSerialiseIsRefusedWithItsPlace() {
        refused(Map.of("k", new Object()), "'/value/k'", "No serializer found for class java.lang.Object");
    }

    @DbItem(pk = "V", sk = "V")
    record Open(String id, @JsonAnyGetter Map<String, Object> others) {}

    private static void refusedAtTheTop(Map<String, Object> others, String what, String field) {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new Open("1", others)))
                .withMessageStartingWith("Open: ")
                .withMessageContaining(what)
                .satisfies(e -> assertThat(e.field().orElse(null)).isEqualTo(field));
    }

    @Test
    void anyGetterAddsFieldsOfTheModel() {
        assertThat(PlainJson.write(new Open("1", Map.of("more", 5)))).isEqualTo("{\"id\":\"1\",\"more\":5}");
    }

    @Test
    void anyGetterIsHeldToTheRulesOfFields() {
        refusedAtTheTop(Map.of("PK", "x"), "the item has a field 'PK', where its key is stored", "PK");
        refusedAtTheTop(Map.of("SK", "x"), "the item has a field 'SK', where its key is stored", "SK");
        refusedAtTheTop(Map.of("schema_version", "x"), "where its schema version is stored", "schema_version");
        refusedAtTheTop(Map.of("", "x"), "a field or map key at the top has an empty name", null);
        refusedAtTheTop(Map.of("\0", "x"), "U+0000", null);
        refusedAtTheTop(Map.of("id", "x"), "Duplicate field 'id'", "id");
        refusedAtTheTop(Map.of("more", "\0"), "'/more' contains the character U+0000", "more");
    }

    @DbItem(pk = "V", sk = "V", schemaVersion = "v1")
    record OpenVersioned(
            @JsonAnyGetter Map<String, Object> others,
            @SchemaVersion String version) {}

    @Test
    void anyGetterCannotPutAStructureInThePlaceOfTheVersion() {
        assertThat(PlainJson.write(new OpenVersioned(Map.of("schema_version", "x"), null)))
                .isEqualTo("{\"schema_version\":\"v1\"}");
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new OpenVersioned(Map.of("schema_version", List.of(1)), null)))
                .withMessageContaining("'schema_version', where its schema version is stored");
    }

    @JsonSerialize(using = Twice.class)
    record Doubled(String name) {}

    static final class Twice extends JsonSerializer<Doubled> {
        @Override
        public void serialize(Doubled value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeStartObject();
            generator.writeStringField(value.name(), "1");
            generator.writeStringField(value.name(), "2");
            generator.writeEndObject();
        }
    }

    @Test
    void nestedNameGivenTwiceIsRefused() {
        refused(List.of(new Doubled("a")), "in '/value/0'", "Duplicate field 'a'");
    }

    @DbItem(pk = "V", sk = "V")
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record AsArray(@JsonProperty String id) {}

    @Test
    void itemThatIsNotWrittenAsAnObjectIsRefused() {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new AsArray("1")))
                .withMessageContaining("AsArray", "is not written as an object");
    }
}
