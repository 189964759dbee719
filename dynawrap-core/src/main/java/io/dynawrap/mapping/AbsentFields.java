package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
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
 *
 * <p>If a field that is left out would be read as another value, because its class has a default for it, a null is written
 * ({@link AbsentValue}).
 */
final class AbsentFields extends BeanSerializerModifier {

    private static final long serialVersionUID = 1L;

    private final ObjectMapper mapper;

    /**
     * Creates the modifier of a mapper.
     *
     * @param mapper the mapper, which reads what it writes
     */
    AbsentFields(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> properties) {
        boolean record = bean.getBeanClass().isRecord();
        properties.replaceAll(
                property -> mayBeAbsent(property, record) ? new PresentValue(property, mapper) : property);
        return properties;
    }

    /**
     * Other classes of writers belong to unwrapped fields, which never write null themselves. The constructor of a record
     * receives null for a field that is left out, as for a null.
     */
    private static boolean mayBeAbsent(BeanPropertyWriter property, boolean record) {
        return property.getClass() == BeanPropertyWriter.class
                && !property.getType().isPrimitive()
                && (!record
                        || !property.willSuppressNulls()
                        || property.getType().isReferenceType());
    }

    private static final class PresentValue extends BeanPropertyWriter {

        private static final long serialVersionUID = 1L;

        private final transient AbsentValue whenNull;
        private final transient AbsentValue whenEmpty;

        PresentValue(BeanPropertyWriter property, ObjectMapper mapper) {
            super(property);
            this.whenNull = new AbsentValue(mapper, property);
            this.whenEmpty = new AbsentValue(mapper, property);
        }

        private PresentValue(PresentValue property, PropertyName name) {
            super(property, name);
            this.whenNull = property.whenNull;
            this.whenEmpty = property.whenEmpty;
        }

        @Override
        protected BeanPropertyWriter _new(PropertyName name) {
            return new PresentValue(this, name);
        }

        @Override
        public void serializeAsField(Object bean, JsonGenerator generator, SerializerProvider provider)
                throws Exception {
            Object value = get(bean);
            if (value == null) {
                absent(whenNull, bean, generator, provider);
            } else if (isEmptyReference(value, provider)) {
                absent(whenEmpty, bean, generator, provider);
            } else {
                super.serializeAsField(bean, generator, provider);
            }
        }

        private void absent(AbsentValue absent, Object bean, JsonGenerator generator, SerializerProvider provider)
                throws Exception {
            switch (absent.form(bean, provider)) {
                case LEFT_OUT -> {}
                case NULL -> {
                    generator.writeFieldName(_name);
                    generator.writeNull();
                }
                case NONE ->
                    throw JsonMappingException.from(
                            generator,
                            "It is null, which is read back as another value, whether it is stored or not. Give it a"
                                    + " value, or let its class accept null.");
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
