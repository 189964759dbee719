package io.dynawrap.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.EnumDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads constants of an enum from exactly what they are stored as: their name, or what {@code @JsonValue},
 * {@code @JsonAlias} and {@code @JsonCreator} say. Jackson also cuts off white space and takes numbers for text.
 */
final class ConstantReader extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    private final Class<?> type;

    /** Whether a method of the enum makes constants, of whatever is stored. */
    private final boolean creator;

    private final boolean creatorOfText;
    private final boolean valuesOfTheirOwn;
    private final boolean numbers;

    /** Texts of constants that start or end with white space. */
    private final Set<String> padded;

    ConstantReader(Class<?> type, BeanDescription description, JsonDeserializer<?> delegate) {
        super(delegate);
        this.type = type;
        this.creator = !(delegate instanceof EnumDeserializer);
        this.creatorOfText = description.getFactoryMethods().stream()
                .anyMatch(method -> method.hasAnnotation(JsonCreator.class)
                        && method.getParameterCount() == 1
                        && CharSequence.class.isAssignableFrom(method.getRawParameterType(0)));
        AnnotatedMember value = description.findJsonValueAccessor();
        this.valuesOfTheirOwn = value != null;
        this.numbers = value != null
                && value.getRawType() != String.class
                && (value.getRawType().isPrimitive() || value.getType().isTypeOrSubTypeOf(Number.class));
        this.padded = value == null ? Set.of() : paddedTexts(type, value);
    }

    private ConstantReader(ConstantReader source, JsonDeserializer<?> delegate) {
        super(delegate);
        this.type = source.type;
        this.creator = source.creator;
        this.creatorOfText = source.creatorOfText;
        this.valuesOfTheirOwn = source.valuesOfTheirOwn;
        this.numbers = source.numbers;
        this.padded = source.padded;
    }

    private static Set<String> paddedTexts(Class<?> type, AnnotatedMember value) {
        Set<String> texts = new HashSet<>();
        for (Object constant : type.getEnumConstants()) {
            String text = String.valueOf(value.getValue(constant));
            if (isPadded(text)) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static boolean isPadded(String text) {
        return text.isEmpty() || text.charAt(0) <= ' ' || text.charAt(text.length() - 1) <= ' ';
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
        return new ConstantReader(this, delegate);
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property)
            throws JsonMappingException {
        JsonFormat.Shape shape = findFormatOverrides(context, property, type).getShape();
        boolean position = shape.isNumeric() || shape == JsonFormat.Shape.ARRAY;
        if (position && !creator && !valuesOfTheirOwn && !StrictReading.hasOwnSerializer(context, property)) {
            throw new ModelProblem("@JsonFormat(shape = " + shape + ") stores the constants of "
                    + type.getSimpleName() + " by their positions, which change when a constant is added."
                    + " Remove it, or give the constants numbers with @JsonValue.");
        }
        return super.createContextual(context, property);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            String text = parser.getText();
            if (!creator && (numbers || (isPadded(text) && !padded.contains(text)))) {
                return context.handleWeirdStringValue(type, text, "not exactly the text of a constant");
            }
        } else if (token.isScalarValue() && creator && creatorOfText) {
            return context.handleUnexpectedToken(context.constructType(type), parser);
        }
        return _delegatee.deserialize(parser, context);
    }
}
