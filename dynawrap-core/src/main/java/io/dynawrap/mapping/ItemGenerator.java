package io.dynawrap.mapping;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.exc.StreamWriteException;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import io.dynawrap.InvalidItemException;
import io.dynawrap.SchemaVersion;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.StorableText;
import io.dynawrap.key.TypeNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Wraps the sink of every backend. Rejects what one of the databases could not store, converts numbers to one form, and
 * replaces the item's schema version with the current version. So both backends accept exactly the same items.
 */
final class ItemGenerator extends JsonGeneratorDelegate {

    private static final String NOT_JSON =
            "is written as raw JSON, but is not a single JSON value. Write a JSON value.";

    private final ItemFields fields;
    private final ItemSize size;
    private final ItemFaults faults;
    private @Nullable FieldNames names;
    private int depth;
    private boolean skipsValue;

    /** The value to write instead of the item's own version, or {@code null}. */
    private final @Nullable Long version;

    /** Whether the skipped value is the version, and not the schema version. */
    private boolean skipsVersion;

    /** Wraps a sink to which an item is written as it is. */
    ItemGenerator(JsonGenerator sink, String model, ItemFields fields, ItemKey key) {
        this(sink, model, fields, new ItemSize(model, key, fields.currentVersion()), ItemMapping.OWN_VERSION);
    }

    /**
     * Wraps a sink.
     *
     * @param size counts what is written, and rejects an item that is too large
     * @param version the version to write, or {@link ItemMapping#OWN_VERSION}
     */
    ItemGenerator(JsonGenerator sink, String model, ItemFields fields, ItemSize size, long version) {
        super(sink, false);
        this.fields = fields;
        this.version = version == ItemMapping.OWN_VERSION || fields.version() == null ? null : version;
        this.size = size;
        this.faults = new ItemFaults(model, sink, size);
    }

    @Override
    public void writeStartObject() throws IOException {
        if (depth == 0) {
            depth = 1;
        } else {
            startContainer();
        }
        names = new FieldNames(names);
        delegate.writeStartObject();
    }

    @Override
    public void writeStartObject(Object value) throws IOException {
        writeStartObject();
        delegate.assignCurrentValue(value);
    }

    @Override
    public void writeStartObject(Object value, int fieldCount) throws IOException {
        writeStartObject(value);
    }

    @Override
    public void writeEndObject() throws IOException {
        if (depth == 1) {
            writeVersion();
        }
        if (depth == 1 && fields.showsVersion()) {
            delegate.writeStringField(SchemaVersion.FIELD_NAME, fields.currentVersion());
        }
        depth--;
        names = names == null ? null : names.outer;
        delegate.writeEndObject();
    }

    private void writeVersion() throws IOException {
        VersionField field = fields.version();
        if (version == null || field == null) {
            return;
        }
        delegate.writeFieldName(field.name());
        size.name(depth, field.name(), StorableText.utf8Length(field.name()));
        value(ItemSize.ofNumber(version));
        delegate.writeNumber(version);
    }

    @Override
    public void writeStartArray() throws IOException {
        startContainer();
        delegate.writeStartArray();
    }

    @Override
    @Deprecated
    public void writeStartArray(int length) throws IOException {
        writeStartArray();
    }

    @Override
    public void writeStartArray(Object value) throws IOException {
        writeStartArray();
        delegate.assignCurrentValue(value);
    }

    @Override
    public void writeStartArray(Object value, int length) throws IOException {
        writeStartArray(value);
    }

    @Override
    public void writeEndArray() throws IOException {
        depth--;
        delegate.writeEndArray();
    }

    private void startContainer() {
        if (skipsValue) {
            throw skipsVersion
                    ? faults.value("is the version, but is written as a list or an object. Write a number.")
                    : faults.reservedName(SchemaVersion.FIELD_NAME);
        }
        value(ItemSize.CONTAINER_BYTES);
        if (depth > ItemSize.MAX_DEPTH) {
            throw faults.value("is nested more than " + ItemSize.MAX_DEPTH + " containers deep. Flatten it.");
        }
        depth++;
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        writeFieldName(name, null);
    }

    @Override
    public void writeFieldName(SerializableString name) throws IOException {
        writeFieldName(name.getValue(), name);
    }

    private void writeFieldName(String name, @Nullable SerializableString encoded) throws IOException {
        if (depth == 1 && isReplaced(name)) {
            skipsValue = true;
            skipsVersion = !name.equals(SchemaVersion.FIELD_NAME);
            return;
        }
        if (depth == 1 && isReserved(name)) {
            throw faults.reservedName(name);
        }
        int bytes = StorableText.utf8Length(name);
        if (bytes <= 0 || bytes > ItemSize.MAX_NAME_BYTES) {
            throw faults.badName(depth, name);
        }
        try {
            if (encoded == null) {
                delegate.writeFieldName(name);
            } else {
                delegate.writeFieldName(encoded);
            }
            if (names != null && !names.add(name)) {
                throw new JsonGenerationException("Duplicate field '" + name + "'", this);
            }
        } catch (StreamWriteException e) {
            throw faults.unwritableName(depth, name, e);
        }
        size.name(depth, name, bytes);
    }

    @Override
    public void writeFieldId(long id) throws IOException {
        writeFieldName(Long.toString(id));
    }

    /** Reports whether the item's own value of a field is left out: another one is written at the end. */
    private boolean isReplaced(String name) {
        VersionField field = fields.version();
        return fields.showsVersion() && name.equals(SchemaVersion.FIELD_NAME)
                || version != null && field != null && name.equals(field.name());
    }

    private static boolean isReserved(String name) {
        return name.equals("PK") || name.equals("SK") || name.equals(SchemaVersion.FIELD_NAME);
    }

    @Override
    public void writeString(String text) throws IOException {
        if (text == null) {
            writeNull();
        } else if (!skipped()) {
            int bytes = StorableText.utf8Length(text);
            if (bytes == StorableText.UNSTORABLE) {
                throw faults.value(String.valueOf(StorableText.problem(text)));
            }
            value(bytes);
            delegate.writeString(text);
        }
    }

    @Override
    public void writeString(char[] text, int offset, int length) throws IOException {
        writeString(new String(text, offset, length));
    }

    @Override
    public void writeString(Reader reader, int length) throws IOException {
        StringBuilder text = new StringBuilder();
        int c;
        while ((length < 0 || text.length() < length) && (c = reader.read()) >= 0) {
            text.append((char) c);
        }
        writeString(text.toString());
    }

    @Override
    public void writeString(SerializableString text) throws IOException {
        writeString(text.getValue());
    }

    @Override
    public void writeRawUTF8String(byte[] text, int offset, int length) throws IOException {
        throw rawText();
    }

    @Override
    public void writeUTF8String(byte[] text, int offset, int length) throws IOException {
        writeString(new String(text, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void writeRaw(String text) throws IOException {
        throw rawText();
    }

    @Override
    public void writeRaw(String text, int offset, int length) throws IOException {
        throw rawText();
    }

    @Override
    public void writeRaw(SerializableString text) throws IOException {
        throw rawText();
    }

    @Override
    public void writeRaw(char[] text, int offset, int length) throws IOException {
        throw rawText();
    }

    @Override
    public void writeRaw(char c) throws IOException {
        throw rawText();
    }

    /** Converts raw JSON to tokens, so that it is checked and stored like any other value. */
    @Override
    public void writeRawValue(String json) throws IOException {
        try (JsonParser parser = ItemCodec.JSON.createParser(json)) {
            boolean value = parser.nextToken() != null;
            if (value) {
                copyCurrentStructureExact(parser);
            }
            if (!value || parser.nextToken() != null) {
                throw faults.value(NOT_JSON);
            }
        } catch (StreamReadException e) {
            throw faults.value(NOT_JSON);
        }
    }

    @Override
    public void writeRawValue(String json, int offset, int length) throws IOException {
        writeRawValue(json.substring(offset, offset + length));
    }

    @Override
    public void writeRawValue(char[] json, int offset, int length) throws IOException {
        writeRawValue(new String(json, offset, length));
    }

    private InvalidItemException rawText() {
        return faults.value("is written as raw text by its serializer, which only JSON could hold. Write values.");
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] data, int offset, int length) throws IOException {
        if (!skipped()) {
            value(length);
            delegate.writeBinary(variant, data, offset, length);
        }
    }

    @Override
    public int writeBinary(Base64Variant variant, InputStream data, int length) throws IOException {
        byte[] bytes = length < 0 ? data.readAllBytes() : data.readNBytes(length);
        writeBinary(variant, bytes, 0, bytes.length);
        return bytes.length;
    }

    @Override
    public void writeEmbeddedObject(Object object) throws IOException {
        if (object == null) {
            writeNull();
        } else if (object instanceof byte[] bytes) {
            writeBinary(bytes);
        } else {
            throw faults.value(
                    "is " + TypeNames.of(object.getClass()) + " that is not written as a value. Write values.");
        }
    }

    @Override
    public void writeNumber(short number) throws IOException {
        writeNumber((long) number);
    }

    @Override
    public void writeNumber(int number) throws IOException {
        writeNumber((long) number);
    }

    @Override
    public void writeNumber(long number) throws IOException {
        if (!skipped()) {
            value(ItemSize.ofNumber(number));
            delegate.writeNumber(number);
        }
    }

    @Override
    public void writeNumber(BigInteger number) throws IOException {
        if (number == null) {
            writeNull();
        } else {
            writeNumber(new BigDecimal(number));
        }
    }

    @Override
    public void writeNumber(double number) throws IOException {
        if (number == (long) number && Math.abs(number) < 1L << 53) {
            writeNumber((long) number);
        } else {
            checkFinite(Double.isFinite(number));
            writeNumber(BigDecimal.valueOf(number));
        }
    }

    @Override
    public void writeNumber(float number) throws IOException {
        checkFinite(Float.isFinite(number));
        writeNumber(new BigDecimal(Float.toString(number)));
    }

    private void checkFinite(boolean finite) {
        if (!finite) {
            throw faults.value("is NaN or infinite, which neither database stores as a number. Give a finite number.");
        }
    }

    @Override
    public void writeNumber(BigDecimal number) throws IOException {
        if (number == null) {
            writeNull();
        } else if (!skipped()) {
            BigDecimal canonical = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            String problem = ItemSize.problem(canonical);
            if (problem != null) {
                throw faults.value(problem);
            }
            value(ItemSize.ofNumber(canonical));
            delegate.writeNumber(canonical.toPlainString());
        }
    }

    @Override
    public void writeNumber(String number) throws IOException {
        BigDecimal decimal;
        try {
            decimal = new BigDecimal(number);
        } catch (NumberFormatException e) {
            throw faults.value("is written as a number, but is not a number. Give a finite decimal number.");
        }
        writeNumber(decimal);
    }

    @Override
    public void writeNumber(char[] number, int offset, int length) throws IOException {
        writeNumber(new String(number, offset, length));
    }

    @Override
    public void writeBoolean(boolean state) throws IOException {
        if (!skipped()) {
            value(1);
            delegate.writeBoolean(state);
        }
    }

    @Override
    public void writeNull() throws IOException {
        if (!skipped()) {
            value(1);
            delegate.writeNull();
        }
    }

    @Override
    public void writeArray(int[] array, int offset, int length) throws IOException {
        writeStartArray();
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        writeEndArray();
    }

    @Override
    public void writeArray(long[] array, int offset, int length) throws IOException {
        writeStartArray();
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        writeEndArray();
    }

    @Override
    public void writeArray(double[] array, int offset, int length) throws IOException {
        writeStartArray();
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        writeEndArray();
    }

    @Override
    public void writeArray(String[] array, int offset, int length) throws IOException {
        writeStartArray();
        for (int i = offset; i < offset + length; i++) {
            writeString(array[i]);
        }
        writeEndArray();
    }

    /** Skips the item's own version or schema version: the current one is written at the end. */
    private boolean skipped() {
        boolean skipped = skipsValue;
        skipsValue = false;
        return skipped;
    }

    /** Converts an exception from a serializer to an exception about the item. */
    InvalidItemException failure(JsonProcessingException thrown) {
        return faults.serialization(thrown);
    }

    /** Returns the size of the written item, including the key and the schema version. */
    int itemBytes() {
        return size.itemBytes();
    }

    private void value(int bytes) {
        if (depth == 0) {
            throw faults.notAnObject();
        }
        size.value(depth, bytes, delegate.getOutputContext().inArray());
    }
}
