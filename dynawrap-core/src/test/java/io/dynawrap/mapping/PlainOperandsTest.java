package io.dynawrap.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.InvalidUpdateException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainOperandsTest {

    @DbItem(pk = "A#{id}", sk = "A")
    record Model(
            String id,
            String aText,
            @JsonSerialize(using = AsIs.class) String bText,
            long aLong,
            @JsonSerialize(using = AsIs.class) long bLong,
            int aInteger,
            @JsonSerialize(using = AsIs.class) int bInteger,
            boolean aTruth,
            @JsonSerialize(using = AsIs.class) boolean bTruth,
            @JsonFormat(shape = JsonFormat.Shape.STRING) long numberAsText,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) boolean truthAsNumber) {}

    /** Writes what Jackson's own serializers write, but no one knows that. */
    static final class AsIs extends StdSerializer<Object> {

        private static final long serialVersionUID = 1L;

        AsIs() {
            super(Object.class);
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            if (value instanceof Long number) {
                generator.writeNumber(number);
            } else if (value instanceof Integer number) {
                generator.writeNumber(number);
            } else if (value instanceof Boolean truth) {
                generator.writeBoolean(truth);
            } else {
                generator.writeString((String) value);
            }
        }
    }

    private final ModelFields fields = ItemCodec.create().type(Model.class).fields();
    private final UpdateFields updates = ItemCodec.create().type(Model.class).updateFields();

    private FieldOperand operand(String field, Object value) {
        return fields.operand(Collections.singletonList(field), value);
    }

    private void assertSame(String type, Object value, Object storedForm) {
        FieldOperand plain = operand("a" + type, value);
        assertThat(plain.value()).isEqualTo(storedForm);
        assertThat(plain).as("as it is written").isEqualTo(operand("b" + type, value));
        FieldValue set = updates.value("a" + type, value);
        assertThat(set.value()).isEqualTo(storedForm);
        assertThat(set).as("as it is written by an update").isEqualTo(updates.value("b" + type, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "ü€😀", "\"quoted\" \\ \n"})
    void aTextIsItsStoredForm(String text) {
        assertSame("Text", text, text);
        assertSame("Text", text.repeat(400), text.repeat(400));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 100, 1_000_000, Long.MAX_VALUE, Long.MIN_VALUE})
    void anIntegerIsItsNumber(long number) {
        assertSame("Long", number, BigDecimal.valueOf(number));
        assertSame("Integer", (int) number, BigDecimal.valueOf((int) number));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTruthValueIsItself(boolean truth) {
        assertSame("Truth", truth, truth);
    }

    @Test
    void otherFormsAreWritten() {
        assertThat(operand("numberAsText", 5L).value()).isEqualTo("5");
        assertThat(operand("truthAsNumber", true).value()).isEqualTo(BigDecimal.ONE);
        assertThat(updates.value("numberAsText", 5L).value()).isEqualTo("5");
        assertThat(updates.value("truthAsNumber", true).value()).isEqualTo(BigDecimal.ONE);
    }

    @Test
    void aTextThatCannotBeStoredIsRefused() {
        assertThatThrownBy(() -> operand("aText", "a\0b"))
                .isInstanceOf(InvalidConditionException.class)
                .hasMessageContaining("U+0000");
        assertThatThrownBy(() -> updates.value("aText", "a\0b"))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining("U+0000");
    }
}
