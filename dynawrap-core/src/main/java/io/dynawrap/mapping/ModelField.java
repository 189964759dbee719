package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A field that a path leads to, and how Jackson writes it.
 *
 * @param type the declared type
 * @param writer the property, or {@code null} for a value of a map
 * @param serializer what writes values of a map, or {@code null} if it depends on the value
 */
record ModelField(
        JavaType type,
        @Nullable BeanPropertyWriter writer,
        @Nullable JsonSerializer<Object> serializer) {

    /** Returns the type without an {@code Optional} around it. */
    JavaType content() {
        JavaType content = type;
        while (content.isReferenceType()) {
            content = content.getReferencedType();
        }
        return content;
    }

    /** Whether the field may have values of any type. */
    boolean isUntyped() {
        JavaType content = content();
        return content.isJavaLangObject() || content.isTypeOrSubTypeOf(JsonNode.class);
    }

    /** Writes a value as the field itself is written. */
    void write(Object value, JsonGenerator generator, SerializerProvider provider) throws IOException {
        TypeSerializer typeSerializer = writer == null ? null : writer.getTypeSerializer();
        JsonSerializer<Object> found = serializer(value, provider);
        if (typeSerializer == null) {
            found.serialize(value, generator, provider);
        } else {
            found.serializeWithType(value, generator, provider, typeSerializer);
        }
    }

    private JsonSerializer<Object> serializer(Object value, SerializerProvider provider) throws JsonMappingException {
        if (writer == null) {
            return serializer != null ? serializer : provider.findTypedValueSerializer(value.getClass(), true, null);
        }
        JsonSerializer<Object> own = writer.getSerializer();
        if (own != null) {
            return own;
        }
        return type.hasGenericTypes()
                ? provider.findPrimaryPropertySerializer(
                        provider.constructSpecializedType(type, value.getClass()), writer)
                : provider.findPrimaryPropertySerializer(value.getClass(), writer);
    }
}
