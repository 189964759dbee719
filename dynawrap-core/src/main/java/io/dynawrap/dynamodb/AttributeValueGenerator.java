package io.dynawrap.dynamodb;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.base.GeneratorBase;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.JsonWriteContext;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Builds the attributes of one item from the tokens of one object. Numbers are stored as they are written. Bytes become
 * B although {@link #canWriteBinaryNatively} returns false, because serializers call that method to decide whether to
 * store a UUID as bytes.
 */
final class AttributeValueGenerator extends GeneratorBase {

    private static final AttributeValue TRUE = AttributeValue.fromBool(true);
    private static final AttributeValue FALSE = AttributeValue.fromBool(false);
    private static final AttributeValue NULL = AttributeValue.fromNul(true);

    private @Nullable Container container;
    private @Nullable Map<String, AttributeValue> attributes;

    AttributeValueGenerator() {
        super(0, null, (IOContext) null);
    }

    /** Returns the attributes of the object that was written. */
    Map<String, AttributeValue> attributes() {
        if (attributes == null) {
            throw new IllegalStateException("The item's object is not complete.");
        }
        return attributes;
    }

    @Override
    public boolean canWriteFormattedNumbers() {
        return true;
    }

    @Override
    public void writeStartObject() throws IOException {
        _verifyValueWrite("start an object");
        _writeContext = _writeContext.createChildObjectContext();
        container = new Container(container, new LinkedHashMap<>(), List.of());
    }

    @Override
    public void writeEndObject() throws IOException {
        if (!_writeContext.inObject()) {
            _reportError("Current context is not an object but " + _writeContext.typeDesc());
        }
        Map<String, AttributeValue> fields = endContainer().fields();
        if (container == null) {
            attributes = fields;
        } else {
            add(AttributeValue.fromM(fields));
        }
    }

    @Override
    public void writeStartArray() throws IOException {
        verifyInsideItem("start an array");
        _writeContext = _writeContext.createChildArrayContext();
        container = new Container(container, Map.of(), new ArrayList<>());
    }

    @Override
    public void writeEndArray() throws IOException {
        if (!_writeContext.inArray()) {
            _reportError("Current context is not an array but " + _writeContext.typeDesc());
        }
        add(AttributeValue.fromL(endContainer().elements()));
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        if (_writeContext.writeFieldName(name) == JsonWriteContext.STATUS_EXPECT_VALUE) {
            _reportError("Can not write a field name, expecting a value");
        }
    }

    @Override
    public void writeString(@Nullable String text) throws IOException {
        if (text == null) {
            writeNull();
        } else {
            value(AttributeValue.fromS(text));
        }
    }

    @Override
    public void writeString(char[] buffer, int offset, int length) throws IOException {
        writeString(new String(buffer, offset, length));
    }

    @Override
    public void writeUTF8String(byte[] buffer, int offset, int length) throws IOException {
        writeString(new String(buffer, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] data, int offset, int length) throws IOException {
        value(AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(Arrays.copyOfRange(data, offset, offset + length))));
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) throws IOException {
        byte[] bytes = length < 0 ? data.readAllBytes() : data.readNBytes(length);
        if (bytes.length < length) {
            _reportError("Too few bytes available: expected " + length + ", got " + bytes.length);
        }
        value(AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes)));
        return bytes.length;
    }

    @Override
    public void writeNumber(int number) throws IOException {
        writeNumber(Integer.toString(number));
    }

    @Override
    public void writeNumber(long number) throws IOException {
        writeNumber(Long.toString(number));
    }

    @Override
    public void writeNumber(BigInteger number) throws IOException {
        writeNumber(number.toString());
    }

    @Override
    public void writeNumber(double number) throws IOException {
        writeNumber(Double.toString(number));
    }

    @Override
    public void writeNumber(float number) throws IOException {
        writeNumber(Float.toString(number));
    }

    @Override
    public void writeNumber(BigDecimal number) throws IOException {
        writeNumber(number.toString());
    }

    @Override
    public void writeNumber(String number) throws IOException {
        value(AttributeValue.fromN(number));
    }

    @Override
    public void writeBoolean(boolean state) throws IOException {
        value(state ? TRUE : FALSE);
    }

    @Override
    public void writeNull() throws IOException {
        value(NULL);
    }

    @Override
    public void writeRaw(String text) {
        rejectRaw();
    }

    @Override
    public void writeRaw(String text, int offset, int length) {
        rejectRaw();
    }

    @Override
    public void writeRaw(char[] text, int offset, int length) {
        rejectRaw();
    }

    @Override
    public void writeRaw(char character) {
        rejectRaw();
    }

    @Override
    public void writeRawUTF8String(byte[] text, int offset, int length) {
        rejectRaw();
    }

    @Override
    public void flush() {
        // nothing is buffered
    }

    @Override
    protected void _releaseBuffers() {
        // nothing to release
    }

    @Override
    protected void _verifyValueWrite(String action) throws IOException {
        if (_writeContext.writeValue() == JsonWriteContext.STATUS_EXPECT_NAME) {
            _reportError("Can not " + action + ", expecting a field name");
        }
        if (container == null && attributes != null) {
            _reportError("Can not " + action + ", the item's object is complete");
        }
    }

    private void verifyInsideItem(String action) throws IOException {
        _verifyValueWrite(action);
        if (container == null) {
            _reportError("Can not " + action + ", an item is one object");
        }
    }

    private void value(AttributeValue value) throws IOException {
        verifyInsideItem("write a value");
        add(value);
    }

    private void add(AttributeValue value) {
        Container parent = current();
        if (_writeContext.inObject()) {
            parent.fields.put(_writeContext.getCurrentName(), value);
        } else {
            parent.elements.add(value);
        }
    }

    private Container endContainer() {
        Container closed = current();
        container = closed.parent;
        _writeContext = _writeContext.clearAndGetParent();
        return closed;
    }

    private Container current() {
        if (container == null) {
            throw new IllegalStateException("No object or array is open.");
        }
        return container;
    }

    private static void rejectRaw() {
        throw new UnsupportedOperationException("Raw JSON text cannot be stored as DynamoDB attributes.");
    }

    /** An open object or array; the write context holds which of the two it is. */
    private record Container(
            @Nullable Container parent, Map<String, AttributeValue> fields, List<AttributeValue> elements) {}
}
