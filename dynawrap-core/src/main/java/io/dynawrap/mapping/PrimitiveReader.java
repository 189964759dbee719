package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a primitive type like Jackson. A field that is not stored has the default of its type, although a stored null is
 * not a value of it. The usual token is read here, so that this takes no longer than Jackson's own deserializer.
 */
class PrimitiveReader extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    PrimitiveReader(JsonDeserializer<?> delegate) {
        super(delegate);
    }

    static PrimitiveReader of(Class<?> type, JsonDeserializer<?> delegate) {
        if (type == int.class) {
            return new OfInt(delegate);
        }
        return type == long.class
                ? new OfLong(delegate)
                : type == boolean.class ? new OfBoolean(delegate) : new PrimitiveReader(delegate);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
        return of(handledType(), delegate);
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) throws JsonMappingException {
        return _delegatee.getEmptyValue(context);
    }

    private static final class OfInt extends PrimitiveReader {

        private static final long serialVersionUID = 1L;

        OfInt(JsonDeserializer<?> delegate) {
            super(delegate);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.isExpectedNumberIntToken() ? parser.getIntValue() : _delegatee.deserialize(parser, context);
        }
    }

    private static final class OfLong extends PrimitiveReader {

        private static final long serialVersionUID = 1L;

        OfLong(JsonDeserializer<?> delegate) {
            super(delegate);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.isExpectedNumberIntToken() ? parser.getLongValue() : _delegatee.deserialize(parser, context);
        }
    }

    private static final class OfBoolean extends PrimitiveReader {

        private static final long serialVersionUID = 1L;

        OfBoolean(JsonDeserializer<?> delegate) {
            super(delegate);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_TRUE) {
                return Boolean.TRUE;
            }
            return token == JsonToken.VALUE_FALSE ? Boolean.FALSE : _delegatee.deserialize(parser, context);
        }
    }
}
