package io.dynawrap.mapping;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonTokenId;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers and truth values as Jackson does, where that loses nothing: a number that does not fit is no value of the
 * field. A primitive field that is not stored has its default; a stored null is no value of it. Text is a number for a
 * {@code BigDecimal}, as the Python edition writes decimals, and for a field that is itself written as text.
 */
final class ScalarReader extends DelegatingDeserializer {

    /** The classes that are read by this one, beside the primitive ones. */
    static final Set<Class<?>> CLASSES = Set.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class);

    private static final Set<Class<?>> CHECKED =
            Set.of(byte.class, Byte.class, float.class, Float.class, double.class, Double.class, OptionalDouble.class);

    private static final long serialVersionUID = 1L;

    private final Class<?> type;
    private final boolean writtenByApplication;
    private final boolean checked;
    private final JsonFormat.Shape form;

    /**
     * Creates a reader.
     *
     * @param type the class of the value
     * @param delegate Jackson's deserializer of that class
     * @param writtenByApplication whether the application has its own serializer for the class
     */
    ScalarReader(Class<?> type, JsonDeserializer<?> delegate, boolean writtenByApplication) {
        this(type, delegate, writtenByApplication, JsonFormat.Shape.ANY);
    }

    private ScalarReader(
            Class<?> type, JsonDeserializer<?> delegate, boolean writtenByApplication, JsonFormat.Shape form) {
        super(delegate);
        this.type = type;
        this.writtenByApplication = writtenByApplication;
        this.checked = CHECKED.contains(type);
        this.form = form;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
        return new ScalarReader(type, delegate, writtenByApplication, form);
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        JsonFormat.Value format = findFormatOverrides(context, property, type);
        JsonFormat.Shape stored = format.getShape();
        if (writtenByApplication || StrictReading.hasOwnSerializer(context, property)) {
            stored = JsonFormat.Shape.STRING;
        }
        boolean ownForm = stored == JsonFormat.Shape.STRING || (stored.isNumeric() && isBoolean());
        if (!ownForm && !checked && type != BigDecimal.class) {
            return type.isPrimitive() ? PrimitiveReader.of(type, _delegatee) : _delegatee;
        }
        return new ScalarReader(type, _delegatee, writtenByApplication, ownForm ? stored : JsonFormat.Shape.ANY);
    }

    private boolean isBoolean() {
        return type == boolean.class || type == Boolean.class;
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) throws JsonMappingException {
        return type.isPrimitive() ? _delegatee.getEmptyValue(context) : _delegatee.getAbsentValue(context);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return switch (parser.currentTokenId()) {
            case JsonTokenId.ID_NUMBER_INT, JsonTokenId.ID_NUMBER_FLOAT -> ofNumber(parser, context);
            case JsonTokenId.ID_STRING -> ofText(parser, context);
            default -> _delegatee.deserialize(parser, context);
        };
    }

    private @Nullable Object ofNumber(JsonParser parser, DeserializationContext context) throws IOException {
        if (type == BigDecimal.class) {
            return parser.getDecimalValue();
        }
        if (type == double.class || type == Double.class) {
            double number = parser.getDoubleValue();
            return ExactNumbers.isExact(parser, number) ? (Object) number : weird(parser, context);
        }
        if (form.isNumeric() && parser.currentTokenId() == JsonTokenId.ID_NUMBER_INT) {
            int number = parser.getIntValue();
            return number == 0 || number == 1 ? (Object) (number == 1) : weird(parser, context);
        }
        Object value = _delegatee.deserialize(parser, context);
        return !checked || value == null || isExact(parser, value) ? value : weird(parser, context);
    }

    private static boolean isExact(JsonParser parser, Object value) throws IOException {
        if (value instanceof Float number) {
            return ExactNumbers.isExact(parser, number.floatValue());
        } else if (value instanceof OptionalDouble number) {
            return number.isEmpty() || ExactNumbers.isExact(parser, number.getAsDouble());
        }
        return !(value instanceof Byte number) || parser.getIntValue() == number;
    }

    private Object weird(JsonParser parser, DeserializationContext context) throws IOException {
        return context.handleWeirdNumberValue(
                type, new BigDecimal(parser.getText()), "out of the range or precision of the type");
    }

    private @Nullable Object ofText(JsonParser parser, DeserializationContext context) throws IOException {
        if (form != JsonFormat.Shape.STRING && type != BigDecimal.class) {
            return checked
                    ? context.handleUnexpectedToken(context.constructType(type), parser)
                    : _delegatee.deserialize(parser, context);
        }
        Object value = ofText(parser.getText());
        return value != null
                ? value
                : context.handleWeirdStringValue(type, parser.getText(), "not exactly the text of a value");
    }

    /** The value of a text, or {@code null} if it is not the text of a value that fits. */
    private @Nullable Object ofText(String text) {
        if (isBoolean()) {
            return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
        }
        if (type == double.class || type == Double.class || type == float.class || type == Float.class) {
            return floatingOfText(text);
        }
        BigDecimal number = ExactNumbers.ofText(text);
        if (number == null || type == BigDecimal.class) {
            return number;
        }
        try {
            return integer(number);
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private @Nullable Object floatingOfText(String text) {
        boolean single = type == float.class || type == Float.class;
        if (ExactNumbers.ofText(text) == null
                && !text.equals("NaN")
                && !text.equals("Infinity")
                && !text.equals("-Infinity")) {
            return null;
        }
        Object number = single ? (Object) Float.valueOf(text) : (Object) Double.valueOf(text);
        BigDecimal exact = ExactNumbers.ofText(text);
        return exact == null || exact.compareTo(ExactNumbers.ofText(number.toString())) == 0 ? number : null;
    }

    private Object integer(BigDecimal number) {
        if (number.scale() != 0) {
            throw new ArithmeticException("The text is not that of a whole number");
        }
        if (type == byte.class || type == Byte.class) {
            return number.byteValueExact();
        } else if (type == short.class || type == Short.class) {
            return number.shortValueExact();
        } else if (type == int.class || type == Integer.class) {
            return number.intValueExact();
        } else if (type == long.class || type == Long.class) {
            return number.longValueExact();
        }
        return number.toBigIntegerExact();
    }
}
