package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidItemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a generator offers besides the plain calls, as serializers of applications use it. */
class ItemGeneratorCallsTest {

    @DbItem(pk = "V", sk = "V")
    record Item(Tokens value) {}

    @JsonSerialize(using = TokenWriter.class)
    record Tokens(String kind) {}

    static final class TokenWriter extends JsonSerializer<Tokens> {
        @Override
        public void serialize(Tokens tokens, JsonGenerator out, SerializerProvider provider) throws IOException {
            byte[] utf8 = "téxt".getBytes(StandardCharsets.UTF_8);
            switch (tokens.kind()) {
                case "char[]" -> out.writeString("téxt!".toCharArray(), 0, 4);
                case "reader" -> out.writeString(new StringReader("téxt!"), 4);
                case "whole reader" -> out.writeString(new StringReader("téxt"), -1);
                case "serialized" -> out.writeString(new SerializedString("téxt"));
                case "utf8" -> out.writeUTF8String(utf8, 0, utf8.length);
                case "null text" -> out.writeString((String) null);
                case "null number" -> out.writeNumber((BigDecimal) null);
                case "stream" -> out.writeBinary(Base64Variants.getDefaultVariant(), new ByteArrayInputStream(utf8), 1);
                case "whole stream" -> out.writeBinary(new ByteArrayInputStream(utf8), -1);
                case "embedded bytes" -> out.writeEmbeddedObject(new byte[] {1});
                case "number" -> out.writeNumber("1.50");
                case "number text" -> out.writeNumber("secret");
                case "arrays" -> {
                    out.writeStartArray(tokens, 3);
                    out.writeArray(new int[] {0, 1, 2}, 1, 2);
                    out.writeArray(new double[] {0.5}, 0, 1);
                    out.writeArray(new String[] {"a"}, 0, 1);
                    out.writeEndArray();
                }
                case "field id" -> {
                    out.writeStartObject(tokens, 1);
                    out.writeFieldId(7);
                    out.writeNumber((short) 1);
                    out.writeEndObject();
                }
                case "raw" -> out.writeRaw("1");
                case "raw char" -> out.writeRaw('1');
                case "raw utf8" -> out.writeRawUTF8String(utf8, 0, 1);
                case "embedded" -> out.writeEmbeddedObject(new Object());
                default -> throw new IOException(tokens.kind());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            char[]         | "téxt"
            reader         | "téxt"
            whole reader   | "téxt"
            serialized     | "téxt"
            utf8           | "téxt"
            null text      | null
            null number    | null
            stream         | "dA=="
            whole stream   | "dMOpeHQ="
            embedded bytes | "AQ=="
            number         | 1.5
            arrays         | [[1,2],[0.5],["a"]]
            field id       | {"7":1}
            """, quoteCharacter = '`')
    void everyWayToWriteAValueIsTaken(String kind, String json) {
        assertThat(PlainJson.write(new Item(new Tokens(kind)))).isEqualTo("{\"value\":" + json + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "raw char", "raw utf8", "embedded", "number text"})
    void whatIsNoValueIsRefused(String kind) {
        assertThatExceptionOfType(InvalidItemException.class)
                .isThrownBy(() -> PlainJson.write(new Item(new Tokens(kind))))
                .withMessageStartingWith("Item: the value at '/value' is ")
                .satisfies(e -> assertThat(e).hasMessageNotContaining("secret"))
                .satisfies(e -> assertThat(e.field()).contains("value"));
    }
}
