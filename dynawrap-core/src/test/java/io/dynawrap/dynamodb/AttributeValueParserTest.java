package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNs;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNul;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AttributeValueParserTest {

    private final JsonMapper mapper = JsonMapper.builder().build();

    @Test
    void tokensComeInTheOrderOfTheAttributes() throws IOException {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        attributes.put("a", fromS("x"));
        attributes.put("b", fromL(List.of(fromN("1"), fromM(Map.of()), fromBool(true), fromNul(true))));
        attributes.put("c", fromM(Map.of("d", fromBool(false))));

        assertThat(tokens(attributes))
                .containsExactly(
                        "START_OBJECT {",
                        "FIELD_NAME a",
                        "VALUE_STRING x",
                        "FIELD_NAME b",
                        "START_ARRAY [",
                        "VALUE_NUMBER_INT 1",
                        "START_OBJECT {",
                        "END_OBJECT }",
                        "VALUE_TRUE true",
                        "VALUE_NULL null",
                        "END_ARRAY ]",
                        "FIELD_NAME c",
                        "START_OBJECT {",
                        "FIELD_NAME d",
                        "VALUE_FALSE false",
                        "END_OBJECT }",
                        "END_OBJECT }");
    }

    @Test
    void keysAreLeftOutOfTheItemButNotOfWhatIsInsideIt() throws IOException {
        Map<String, AttributeValue> reserved = Map.of("PK", fromS("p"), "SK", fromS("s"), "f", fromS("x"));
        Map<String, AttributeValue> attributes = new LinkedHashMap<>(reserved);
        attributes.put("nested", fromM(reserved));
        attributes.put("list", fromL(List.of(fromM(reserved))));

        Map<String, String> ordinary = Map.of("PK", "p", "SK", "s", "f", "x");
        assertThat(read(attributes, Map.class))
                .isEqualTo(Map.of("f", "x", "nested", ordinary, "list", List.of(ordinary)));
    }

    @Test
    void setsAreArrays() throws IOException {
        Map<String, AttributeValue> attributes = Map.of(
                "ss", fromSs(List.of("a", "b")),
                "ns", fromNs(List.of("1", "2.5")),
                "bs", AttributeValue.fromBs(List.of(SdkBytes.fromByteArray(new byte[] {1}))));

        Sets sets = read(attributes, Sets.class);

        assertThat(sets.ss()).containsExactly("a", "b");
        assertThat(sets.ns()).containsExactly(new BigDecimal("1"), new BigDecimal("2.5"));
        assertThat(sets.bs()).containsExactly(new byte[] {1});
    }

    @Test
    void bytesAreBytesToATypedReaderAndBase64ToAnyOther() throws IOException {
        Map<String, AttributeValue> attributes = Map.of("data", bytes(-1, 0, 127));

        assertThat(read(attributes, Bytes.class).data()).containsExactly(-1, 0, 127);
        assertThat(read(attributes, Map.class)).isEqualTo(Map.of("data", "/wB/"));
    }

    @Test
    void bytesReadAreACopy() throws IOException {
        Map<String, AttributeValue> attributes = Map.of("data", bytes(1));

        read(attributes, Bytes.class).data()[0] = 9;

        assertThat(read(attributes, Bytes.class).data()).containsExactly(1);
    }

    @Test
    void textInBase64CanBeReadAsBytes() throws IOException {
        assertThat(read(Map.of("data", fromS("/wB/")), Bytes.class).data()).containsExactly(-1, 0, 127);
        assertThatThrownBy(() -> read(Map.of("data", fromS("no base64!")), Bytes.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void aUuidIsReadFromTextAndFromBytes() throws IOException {
        UUID id = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

        assertThat(read(Map.of("id", fromS(id.toString())), Identified.class).id())
                .isEqualTo(id);
        assertThat(read(
                                Map.of(
                                        "id",
                                        bytes(
                                                0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb,
                                                0xcc, 0xdd, 0xee, 0xff)),
                                Identified.class)
                        .id())
                .isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "0, INT",
        "-2147483648, INT",
        "2147483648, LONG",
        "999999999999999999, LONG",
        "9223372036854775807, LONG",
        "-9223372036854775808, LONG",
        "9223372036854775808, BIG_INTEGER",
        "-99999999999999999999999999999999999999, BIG_INTEGER",
        "1E+2, INT",
        "1.5e1, INT",
        "1E+30, BIG_INTEGER"
    })
    void anIntegerHasTheSmallestTypeThatHoldsIt(String number, NumberType type) throws IOException {
        JsonParser parser = parserAt(fromN(number));

        assertThat(parser.currentToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
        assertThat(parser.getNumberType()).isEqualTo(type);
        assertThat(parser.getNumberValue()).isInstanceOf(typeOf(type)).hasToString(plain(number));
        assertThat(parser.getBigIntegerValue()).isEqualTo(new BigInteger(plain(number)));
        assertThat(parser.getText()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "-123456789012345678.90123456789012345678", "1E-130", "1.50"})
    void aFractionIsADecimal(String number) throws IOException {
        JsonParser parser = parserAt(fromN(number));

        assertThat(parser.currentToken()).isEqualTo(JsonToken.VALUE_NUMBER_FLOAT);
        assertThat(parser.getNumberType()).isEqualTo(NumberType.BIG_DECIMAL);
        assertThat(parser.getNumberValue()).isEqualTo(new BigDecimal(number));
        assertThat(parser.getDoubleValue()).isEqualTo(Double.parseDouble(number));
        assertThat(parser.getFloatValue()).isEqualTo(Float.parseFloat(number));
    }

    @Test
    void aNumberThatDoesNotFitIsAnError() throws IOException {
        assertThatThrownBy(() -> parserAt(fromN("2147483648")).getIntValue())
                .isInstanceOf(InputCoercionException.class);
        assertThatThrownBy(() -> parserAt(fromN("9223372036854775808")).getLongValue())
                .isInstanceOf(InputCoercionException.class);
        assertThat(parserAt(fromN("2147483647")).getIntValue()).isEqualTo(Integer.MAX_VALUE);
        assertThat(parserAt(fromN("1.9")).getLongValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "", "1E", "1E+2147483649"})
    void anAttributeThatIsNoNumberIsAnErrorWithoutItsText(String text) {
        assertThatThrownBy(() -> parserAt(fromN(text)).getNumberValue())
                .isInstanceOf(JsonParseException.class)
                .hasMessageStartingWith("A number attribute does not hold a number");
    }

    @Test
    void anIntegerOfAbsurdSizeIsRefused() throws IOException {
        JsonParser parser = parserAt(fromN("1E+999999999"));

        assertThatThrownBy(parser::getNumberValue).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void onlyANumberIsReadAsNumberAndOnlyTextAsBytes() throws IOException {
        assertThatThrownBy(() -> parserAt(fromS("1")).getIntValue()).isInstanceOf(JsonParseException.class);
        assertThatThrownBy(() -> parserAt(fromN("1")).getBinaryValue()).isInstanceOf(JsonParseException.class);
    }

    @Test
    void anAttributeOfUnknownTypeIsAnError() {
        assertThatThrownBy(() -> parserAt(AttributeValue.builder().build())).isInstanceOf(JsonParseException.class);
    }

    @Test
    void namesAndPathsAreThoseOfJsonParsers() throws IOException {
        String json = "{\"a\":{\"b\":[1,{\"c\":2}]},\"d\":3}";
        AttributeValueGenerator generator = new AttributeValueGenerator();
        mapper.writeTree(generator, mapper.readTree(json));

        assertThat(trace(new AttributeValueParser(generator.attributes())))
                .isEqualTo(trace(mapper.getFactory().createParser(json)));
    }

    @Test
    void aNameCanBeOverridden() throws IOException {
        JsonParser parser = new AttributeValueParser(Map.of("a", fromM(Map.of())));
        parser.nextToken();
        parser.nextToken();
        parser.nextToken();

        parser.overrideCurrentName("b");

        assertThat(parser.currentToken()).isEqualTo(JsonToken.START_OBJECT);
        assertThat(parser.currentName()).isEqualTo("b");
    }

    @Test
    void childrenCanBeSkipped() throws IOException {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        attributes.put("a", fromL(List.of(fromM(Map.of("x", fromL(List.of()))), fromSs(List.of("s")))));
        attributes.put("b", fromS("y"));
        JsonParser parser = new AttributeValueParser(attributes);
        parser.nextToken();
        parser.nextToken();
        parser.nextToken();

        assertThat(parser.skipChildren().currentToken()).isEqualTo(JsonToken.END_ARRAY);
        assertThat(parser.nextFieldName()).isEqualTo("b");
    }

    @Test
    void textIsAvailableInEveryForm() throws IOException {
        JsonParser parser = parserAt(fromS("text"));

        assertThat(parser.hasTextCharacters()).isFalse();
        assertThat(parser.getTextCharacters()).containsExactly('t', 'e', 'x', 't');
        assertThat(parser.getTextLength()).isEqualTo(4);
        assertThat(parser.getTextOffset()).isZero();
        assertThat(parser.getValueAsString()).isEqualTo("text");
    }

    @Test
    void nothingFollowsTheEndNorAClose() throws IOException {
        JsonParser parser = new AttributeValueParser(Map.of());
        assertThat(parser.getText()).isNull();
        parser.nextToken();
        parser.nextToken();
        assertThat(parser.nextToken()).isNull();
        assertThat(parser.nextToken()).isNull();
        assertThat(parser.isClosed()).isTrue();

        JsonParser closed = new AttributeValueParser(Map.of());
        closed.close();
        assertThat(closed.nextToken()).isNull();
    }

    private <T> T read(Map<String, AttributeValue> attributes, Class<T> type) throws IOException {
        return mapper.readerFor(type).readValue(new AttributeValueParser(attributes));
    }

    private static JsonParser parserAt(AttributeValue value) throws IOException {
        JsonParser parser = new AttributeValueParser(Map.of("value", value));
        parser.nextToken();
        parser.nextToken();
        parser.nextToken();
        return parser;
    }

    private static List<String> tokens(Map<String, AttributeValue> attributes) throws IOException {
        List<String> tokens = new ArrayList<>();
        JsonParser parser = new AttributeValueParser(attributes);
        while (parser.nextToken() != null) {
            tokens.add(parser.currentToken() + " " + parser.getText());
        }
        return tokens;
    }

    private static List<String> trace(JsonParser parser) throws IOException {
        List<String> trace = new ArrayList<>();
        while (parser.nextToken() != null) {
            trace.add(parser.currentToken() + " " + parser.currentName() + " "
                    + parser.getParsingContext().pathAsPointer());
        }
        return trace;
    }

    private static String plain(String number) {
        return new BigDecimal(number).toBigIntegerExact().toString();
    }

    private static Class<?> typeOf(NumberType type) {
        return switch (type) {
            case INT -> Integer.class;
            case LONG -> Long.class;
            default -> BigInteger.class;
        };
    }

    private static AttributeValue bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
    }

    record Bytes(byte[] data) {}

    record Sets(List<String> ss, List<BigDecimal> ns, List<byte[]> bs) {}

    record Identified(UUID id) {}
}
