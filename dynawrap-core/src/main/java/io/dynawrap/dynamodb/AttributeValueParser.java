package io.dynawrap.dynamodb;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.core.base.ParserMinimalBase;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads the attributes of one item as the tokens of one object. The attributes of the key are left out; deeper inside
 * an item their names have no special meaning. Sets are arrays. Bytes are text in base64, as in JSON, unless the reader
 * requests bytes. Numbers are text until the reader requests a number.
 */
final class AttributeValueParser extends ParserMinimalBase {

    /** A number of this many characters, including a sign, fits a long. */
    private static final int LONG_CHARACTERS = 18;

    private final Map<String, AttributeValue> attributes;
    private @Nullable AttributeContext context;
    private @Nullable ObjectCodec codec;

    /** The attribute of the current token; for the name of a field the attribute that follows. */
    private @Nullable AttributeValue value;

    /** The base64 of the current token, once the reader requested it. */
    private @Nullable String base64;

    private boolean closed;

    AttributeValueParser(Map<String, AttributeValue> attributes) {
        super(StreamReadConstraints.defaults());
        this.attributes = attributes;
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        base64 = null;
        AttributeContext current = context;
        if (_currToken == JsonToken.FIELD_NAME) {
            return _updateToken(start(value));
        }
        if (current != null) {
            return _updateToken(current.inObject() ? nextField(current) : nextElement(current));
        }
        if (_currToken == null && !closed) {
            return _updateToken(startObject(attributes));
        }
        close();
        return null;
    }

    private JsonToken nextField(AttributeContext object) {
        if (object.next()) {
            value = object.value();
            return JsonToken.FIELD_NAME;
        }
        context = object.getParent();
        return JsonToken.END_OBJECT;
    }

    private JsonToken nextElement(AttributeContext array) throws IOException {
        if (array.next()) {
            value = array.value();
            return start(value);
        }
        context = array.getParent();
        return JsonToken.END_ARRAY;
    }

    private JsonToken start(@Nullable AttributeValue attribute) throws IOException {
        if (attribute == null) {
            throw _constructError("An attribute has no value", null);
        }
        return switch (attribute.type()) {
            case S, B -> JsonToken.VALUE_STRING;
            case N -> isInteger(attribute.n()) ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
            case BOOL -> attribute.bool() ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE;
            case NUL -> JsonToken.VALUE_NULL;
            case M -> startObject(attribute.m());
            case L -> startArray(attribute.l());
            case SS ->
                startArray(attribute.ss().stream().map(AttributeValue::fromS).toList());
            case NS ->
                startArray(attribute.ns().stream().map(AttributeValue::fromN).toList());
            case BS ->
                startArray(attribute.bs().stream().map(AttributeValue::fromB).toList());
            case UNKNOWN_TO_SDK_VERSION -> throw _constructError("An attribute has an unknown type", null);
        };
    }

    private JsonToken startObject(Map<String, AttributeValue> fields) {
        context = AttributeContext.object(context, fields);
        return JsonToken.START_OBJECT;
    }

    private JsonToken startArray(List<AttributeValue> elements) {
        context = AttributeContext.array(context, elements);
        return JsonToken.START_ARRAY;
    }

    @Override
    public @Nullable String currentName() {
        boolean started = _currToken == JsonToken.START_OBJECT || _currToken == JsonToken.START_ARRAY;
        AttributeContext named = nameContext(started);
        return named == null ? null : named.getCurrentName();
    }

    @Deprecated
    @Override
    public @Nullable String getCurrentName() {
        return currentName();
    }

    @Override
    public void overrideCurrentName(String name) {
        boolean started = _currToken == JsonToken.START_OBJECT || _currToken == JsonToken.START_ARRAY;
        AttributeContext named = nameContext(started);
        if (named != null) {
            named.rename(name);
        }
    }

    /** The name of a container that has just started is its parent's. */
    private @Nullable AttributeContext nameContext(boolean started) {
        return started && context != null ? context.getParent() : context;
    }

    @Override
    public JsonStreamContext getParsingContext() {
        return context == null ? AttributeContext.root() : context;
    }

    @Override
    public @Nullable String getText() {
        if (_currToken == null) {
            return null;
        }
        return switch (_currToken) {
            case FIELD_NAME -> currentName();
            case VALUE_STRING -> text(value());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> value().n();
            default -> _currToken.asString();
        };
    }

    private String text(AttributeValue attribute) {
        if (attribute.type() != AttributeValue.Type.B) {
            return attribute.s();
        }
        if (base64 == null) {
            base64 = Base64Variants.getDefaultVariant().encode(attribute.b().asByteArrayUnsafe());
        }
        return base64;
    }

    @Override
    public boolean hasTextCharacters() {
        return false;
    }

    @Override
    public char @Nullable [] getTextCharacters() {
        String text = getText();
        return text == null ? null : text.toCharArray();
    }

    @Override
    public int getTextLength() {
        String text = getText();
        return text == null ? 0 : text.length();
    }

    @Override
    public int getTextOffset() {
        return 0;
    }

    @Override
    public byte[] getBinaryValue(Base64Variant variant) throws IOException {
        if (_currToken != JsonToken.VALUE_STRING) {
            throw _constructError("Current token (" + _currToken + ") is not VALUE_STRING", null);
        }
        AttributeValue attribute = value();
        if (attribute.type() == AttributeValue.Type.B) {
            return attribute.b().asByteArray();
        }
        try {
            return variant.decode(attribute.s());
        } catch (IllegalArgumentException e) {
            throw _constructError("Text is not base64", e);
        }
    }

    /** Distinguishes bytes from text and a set from a list, for the reader that compares stored values. */
    @Override
    public @Nullable Object getEmbeddedObject() {
        if (_currToken != JsonToken.VALUE_STRING && _currToken != JsonToken.START_ARRAY) {
            return null;
        }
        AttributeValue attribute = value();
        return switch (attribute.type()) {
            case B -> attribute.b().asByteArray();
            case SS, NS, BS -> Set.of();
            default -> null;
        };
    }

    @Override
    public NumberType getNumberType() throws IOException {
        if (numberToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            return NumberType.BIG_DECIMAL;
        }
        if (!isShort(value().n()) && getBigIntegerValue().bitLength() >= Long.SIZE) {
            return NumberType.BIG_INTEGER;
        }
        long number = getLongValue();
        return number == (int) number ? NumberType.INT : NumberType.LONG;
    }

    @Override
    public Number getNumberValue() throws IOException {
        return switch (getNumberType()) {
            case INT -> getIntValue();
            case LONG -> getLongValue();
            case BIG_INTEGER -> getBigIntegerValue();
            default -> getDecimalValue();
        };
    }

    @Override
    public int getIntValue() throws IOException {
        long number = getLongValue();
        if (number != (int) number) {
            reportOverflowInt();
        }
        return (int) number;
    }

    @Override
    public long getLongValue() throws IOException {
        if (numberToken() == JsonToken.VALUE_NUMBER_INT && isShort(value().n())) {
            return convert(Long::parseLong);
        }
        BigInteger number = getBigIntegerValue();
        if (number.bitLength() >= Long.SIZE) {
            reportOverflowLong();
        }
        return number.longValue();
    }

    @Override
    public BigInteger getBigIntegerValue() throws IOException {
        BigDecimal number = getDecimalValue();
        streamReadConstraints().validateBigIntegerScale(number.scale());
        return number.toBigInteger();
    }

    @Override
    public float getFloatValue() throws IOException {
        return convert(Float::parseFloat);
    }

    @Override
    public double getDoubleValue() throws IOException {
        return convert(Double::parseDouble);
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
        return convert(BigDecimal::new);
    }

    private JsonToken numberToken() throws IOException {
        JsonToken token = _currToken;
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw _constructError("The current token is not a number", null);
        }
        return token;
    }

    private <N> N convert(Function<String, N> conversion) throws IOException {
        numberToken();
        return convert(value().n(), conversion);
    }

    private <N> N convert(String number, Function<String, N> conversion) throws IOException {
        try {
            return conversion.apply(number);
        } catch (NumberFormatException e) {
            throw _constructError("A number attribute does not hold a number", null);
        }
    }

    private boolean isInteger(String number) throws IOException {
        return hasExponent(number) ? convert(number, BigDecimal::new).scale() <= 0 : number.indexOf('.') < 0;
    }

    private static boolean isShort(String number) {
        return number.length() <= LONG_CHARACTERS && !hasExponent(number);
    }

    private static boolean hasExponent(String number) {
        return number.indexOf('E') >= 0 || number.indexOf('e') >= 0;
    }

    private AttributeValue value() {
        if (value == null) {
            throw new IllegalStateException("No attribute was reached yet.");
        }
        return value;
    }

    @Override
    public @Nullable ObjectCodec getCodec() {
        return codec;
    }

    @Override
    public void setCodec(@Nullable ObjectCodec codec) {
        this.codec = codec;
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public JsonLocation currentLocation() {
        return JsonLocation.NA;
    }

    @Override
    public JsonLocation currentTokenLocation() {
        return JsonLocation.NA;
    }

    @Deprecated
    @Override
    public JsonLocation getCurrentLocation() {
        return currentLocation();
    }

    @Deprecated
    @Override
    public JsonLocation getTokenLocation() {
        return currentTokenLocation();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        context = null;
        _currToken = null;
    }

    @Override
    protected void _handleEOF() {
        // the attributes have no premature end
    }
}
