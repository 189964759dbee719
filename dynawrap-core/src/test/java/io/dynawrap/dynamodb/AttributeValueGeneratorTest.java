package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AttributeValueGeneratorTest {

    private final AttributeValueGenerator generator = new AttributeValueGenerator();

    @Test
    void eachKindOfValueBecomesItsAttributeType() throws IOException {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("text", "x");
        item.put("number", 7);
        item.put("yes", true);
        item.put("no", false);
        item.put("nothing", null);
        item.put("bytes", new byte[] {1, 2});
        item.put("list", List.of("a", 1, List.of(), Map.of()));
        item.put("map", Map.of("k", "v"));

        assertThat(written(item))
                .containsExactly(
                        Map.entry("text", AttributeValue.fromS("x")),
                        Map.entry("number", AttributeValue.fromN("7")),
                        Map.entry("yes", AttributeValue.fromBool(true)),
                        Map.entry("no", AttributeValue.fromBool(false)),
                        Map.entry("nothing", AttributeValue.fromNul(true)),
                        Map.entry("bytes", bytes(1, 2)),
                        Map.entry(
                                "list",
                                AttributeValue.fromL(List.of(
                                        AttributeValue.fromS("a"),
                                        AttributeValue.fromN("1"),
                                        AttributeValue.fromL(List.of()),
                                        AttributeValue.fromM(Map.of())))),
                        Map.entry("map", AttributeValue.fromM(Map.of("k", AttributeValue.fromS("v")))));
    }

    @Test
    void numbersOfEveryJavaTypeAreWrittenAsText() throws IOException {
        generator.writeStartObject();
        generator.writeNumberField("int", -1);
        generator.writeNumberField("long", Long.MIN_VALUE);
        generator.writeNumberField("big", BigInteger.TEN.pow(30));
        generator.writeNumberField("decimal", new BigDecimal("0.10"));
        generator.writeNumberField("double", 1.5);
        generator.writeNumberField("float", 2.5f);
        generator.writeFieldName("text");
        generator.writeNumber("12345678901234567890.5");
        generator.writeEndObject();

        assertThat(generator.attributes().values())
                .extracting(AttributeValue::n)
                .containsExactly(
                        "-1",
                        "-9223372036854775808",
                        "1000000000000000000000000000000",
                        "0.10",
                        "1.5",
                        "2.5",
                        "12345678901234567890.5");
    }

    @Test
    void aUuidIsTextAndNotBytes() throws IOException {
        UUID id = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

        assertThat(written(Map.of("id", id))).containsEntry("id", AttributeValue.fromS(id.toString()));
    }

    @Test
    void bytesFromAnyOriginAreCopied() throws IOException {
        byte[] source = {1, 2, 3, 4};
        generator.writeStartObject();
        generator.writeFieldName("part");
        generator.writeBinary(source, 1, 2);
        generator.writeFieldName("stream");
        generator.writeBinary(new ByteArrayInputStream(source), 3);
        generator.writeFieldName("wholeStream");
        generator.writeBinary(new ByteArrayInputStream(source), -1);
        generator.writePOJOField("embedded", null);
        generator.writeFieldName("object");
        generator.writeEmbeddedObject(source);
        generator.writeEndObject();
        source[1] = 99;

        assertThat(generator.attributes())
                .containsEntry("part", bytes(2, 3))
                .containsEntry("stream", bytes(1, 2, 3))
                .containsEntry("wholeStream", bytes(1, 2, 3, 4))
                .containsEntry("embedded", AttributeValue.fromNul(true))
                .containsEntry("object", bytes(1, 2, 3, 4));
    }

    @Test
    void aDirectBufferIsBytes() throws IOException {
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(2).put((byte) 5).put((byte) 6).flip();

        assertThat(written(Map.of("buffer", buffer))).containsEntry("buffer", bytes(5, 6));
    }

    @Test
    void aStreamThatEndsTooEarlyIsAnError() throws IOException {
        generator.writeStartObject();
        generator.writeFieldName("stream");

        assertThatThrownBy(() -> generator.writeBinary(
                        Base64Variants.getDefaultVariant(), new ByteArrayInputStream(new byte[1]), 2))
                .isInstanceOf(JsonGenerationException.class)
                .hasMessageContaining("expected 2, got 1");
    }

    @Test
    void textFromCharactersAndFromUtf8IsTheSame() throws IOException {
        byte[] utf8 = "é".getBytes(StandardCharsets.UTF_8);
        generator.writeStartObject();
        generator.writeFieldName("characters");
        generator.writeString("xéx".toCharArray(), 1, 1);
        generator.writeFieldName("utf8");
        generator.writeUTF8String(utf8, 0, utf8.length);
        generator.writeStringField("none", null);
        generator.writeEndObject();

        assertThat(generator.attributes())
                .containsEntry("characters", AttributeValue.fromS("é"))
                .containsEntry("utf8", AttributeValue.fromS("é"))
                .containsEntry("none", AttributeValue.fromNul(true));
    }

    @Test
    void rawTextIsRefused() throws IOException {
        generator.writeStartObject();
        generator.writeFieldName("raw");

        assertThatThrownBy(() -> generator.writeRawValue("{}")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anItemIsOneObjectAndNothingElse() throws IOException {
        assertThatThrownBy(() -> generator.writeNumber(1)).isInstanceOf(JsonGenerationException.class);
        assertThatThrownBy(generator::writeStartArray).isInstanceOf(JsonGenerationException.class);

        generator.writeStartObject();
        assertThatThrownBy(() -> generator.writeString("value without a name"))
                .isInstanceOf(JsonGenerationException.class);
        generator.writeFieldName("name");
        assertThatThrownBy(() -> generator.writeFieldName("another")).isInstanceOf(JsonGenerationException.class);
        assertThatThrownBy(generator::writeEndArray).isInstanceOf(JsonGenerationException.class);
        generator.writeNull();
        generator.writeEndObject();

        assertThatThrownBy(generator::writeStartObject).isInstanceOf(JsonGenerationException.class);
        assertThatThrownBy(generator::writeEndObject).isInstanceOf(JsonGenerationException.class);
        assertThat(generator.attributes()).containsOnlyKeys("name");
    }

    @Test
    void anItemThatHasNotEndedHasNoAttributes() throws IOException {
        generator.writeStartObject();

        assertThatIllegalStateException().isThrownBy(generator::attributes);
    }

    @Test
    void theSameNameTwiceIsAnErrorWhereTheWriterAsksForIt() throws IOException {
        generator.enable(JsonGenerator.Feature.STRICT_DUPLICATE_DETECTION);
        generator.writeStartObject();
        generator.writeNumberField("name", 1);

        assertThatThrownBy(() -> generator.writeFieldName("name")).isInstanceOf(JsonGenerationException.class);
    }

    private Map<String, AttributeValue> written(Object item) throws IOException {
        JsonMapper.builder().build().writeValue(generator, item);
        return generator.attributes();
    }

    private static AttributeValue bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
    }
}
