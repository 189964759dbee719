package io.dynawrap.mapping;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads arrays of {@code double} and {@code float} element by element, so that no digits are lost, and arrays of
 * {@code byte} from binary data alone, which is their stored form. Jackson also takes a list of numbers for bytes, and
 * binary data for numbers.
 */
final class ArrayReader extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    private final JavaType type;

    ArrayReader(JavaType type, JsonDeserializer<?> delegate) {
        super(delegate);
        this.type = type;
    }

    static boolean reads(JavaType type) {
        return type.hasRawClass(double[].class) || type.hasRawClass(float[].class) || type.hasRawClass(byte[].class);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
        return new ArrayReader(type, delegate);
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property)
            throws JsonMappingException {
        JsonDeserializer<?> delegate = context.handleSecondaryContextualization(_delegatee, property, type);
        JsonFormat.Value format = findFormatOverrides(context, property, type.getRawClass());
        boolean ownForm = (format.hasShape() && format.getShape() != JsonFormat.Shape.ARRAY)
                || StrictReading.hasOwnSerializer(context, property);
        return ownForm ? delegate : newDelegatingInstance(delegate);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        boolean binary = type.hasRawClass(byte[].class);
        if (binary == parser.hasToken(JsonToken.START_ARRAY)) {
            return context.handleUnexpectedToken(type, parser);
        }
        if (binary) {
            return _delegatee.deserialize(parser, context);
        }
        return elements(parser, context);
    }

    private Object elements(JsonParser parser, DeserializationContext context) throws IOException {
        JsonDeserializer<Object> elements = context.findContextualValueDeserializer(type.getContentType(), null);
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            try {
                values.add(
                        parser.hasToken(JsonToken.VALUE_NULL)
                                ? elements.getNullValue(context)
                                : elements.deserialize(parser, context));
            } catch (IOException e) {
                throw JsonMappingException.wrapWithPath(e, values, values.size());
            }
        }
        Object array = Array.newInstance(type.getContentType().getRawClass(), values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }
}
