package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonIntegerFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonNumberFormatVisitor;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields of a model that are stored as numbers, those of unwrapped values included. Jackson reports them, so that
 * annotations and serializers count. A field that may have values of any kind is not included.
 */
final class NumberFields {

    private NumberFields() {}

    /** Returns the serialised names of the fields. */
    static Set<String> of(ObjectMapper mapper, JavaType model) throws JsonMappingException {
        Set<String> names = new HashSet<>();
        mapper.acceptJsonFormatVisitor(model, new JsonFormatVisitorWrapper.Base() {
            @Override
            public JsonObjectFormatVisitor expectObjectFormat(JavaType type) {
                return new Fields(getProvider(), names);
            }
        });
        return names;
    }

    private static final class Fields extends JsonObjectFormatVisitor.Base {

        private final Set<String> names;

        Fields(SerializerProvider provider, Set<String> names) {
            super(provider);
            this.names = names;
        }

        @Override
        public void property(BeanProperty property) throws JsonMappingException {
            optionalProperty(property);
        }

        @Override
        public void optionalProperty(BeanProperty property) throws JsonMappingException {
            if (property instanceof BeanPropertyWriter writer) {
                JsonSerializer<?> serializer = writer.getSerializer();
                if (serializer == null) {
                    serializer = getProvider().findPrimaryPropertySerializer(writer.getType(), writer);
                }
                Kind kind = new Kind(getProvider());
                serializer.acceptJsonFormatVisitor(kind, writer.getType());
                if (kind.isNumber) {
                    names.add(writer.getName());
                }
            }
        }
    }

    private static final class Kind extends JsonFormatVisitorWrapper.Base {

        private boolean isNumber;

        Kind(SerializerProvider provider) {
            super(provider);
        }

        @Override
        public @Nullable JsonNumberFormatVisitor expectNumberFormat(JavaType type) {
            isNumber = true;
            return null;
        }

        @Override
        public @Nullable JsonIntegerFormatVisitor expectIntegerFormat(JavaType type) {
            isNumber = true;
            return null;
        }
    }
}
