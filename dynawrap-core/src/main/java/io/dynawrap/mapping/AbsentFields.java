package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import java.util.List;

/**
 * Leaves out fields that are null or an empty {@code Optional}, even if an annotation or a setting of the application's
 * mapper includes them. Elements of lists and maps are kept. Settings of a single type override the default that the
 * codec sets and cannot be listed, so this class replaces the writers that result from them.
 */
final class AbsentFields extends BeanSerializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> properties) {
        properties.replaceAll(property -> mayWriteAbsent(property) ? new PresentValue(property) : property);
        return properties;
    }

    /** Other classes of writers belong to unwrapped fields, which never write null themselves. */
    private static boolean mayWriteAbsent(BeanPropertyWriter property) {
        return property.getClass() == BeanPropertyWriter.class
                && (!property.willSuppressNulls() || property.getType().isReferenceType());
    }

    private static final class PresentValue extends BeanPropertyWriter {

        private static final long serialVersionUID = 1L;

        PresentValue(BeanPropertyWriter property) {
            super(property);
        }

        private PresentValue(BeanPropertyWriter property, PropertyName name) {
            super(property, name);
        }

        @Override
        protected BeanPropertyWriter _new(PropertyName name) {
            return new PresentValue(this, name);
        }

        @Override
        public void serializeAsField(Object bean, JsonGenerator generator, SerializerProvider provider)
                throws Exception {
            Object value = get(bean);
            if (value != null && !isEmptyReference(value, provider)) {
                super.serializeAsField(bean, generator, provider);
            }
        }

        private boolean isEmptyReference(Object value, SerializerProvider provider) throws Exception {
            if (!getType().isReferenceType()) {
                return false;
            }
            JsonSerializer<Object> serializer =
                    _serializer != null ? _serializer : provider.findValueSerializer(value.getClass(), this);
            return serializer.isEmpty(provider, value);
        }
    }
}
