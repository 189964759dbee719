package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a field of one class is stored when it is null, or an empty {@code Optional}: left out, unless it would be read as
 * something else then. That is found out by writing and reading the first object in which the field is absent, and kept.
 */
final class AbsentValue {

    /** How an absent value is stored. */
    enum Form {
        /** Not at all. */
        LEFT_OUT,
        /** As a null, because the class has a default for the field. */
        NULL,
        /** It cannot be stored: it is read as something else in either form. */
        NONE
    }

    /** The attribute of a writer that writes an object once to find out about one field. */
    private static final Object TRIAL = new Object();

    private record Trial(AnnotatedMember member, Form form) {}

    /** Objects that cannot be read are no answer; after so many of them no further one is tried. */
    private static final int MAX_FAILURES = 10;

    private final ObjectMapper mapper;
    private final BeanPropertyWriter property;
    private volatile @Nullable Form known;
    private volatile int failures;

    AbsentValue(ObjectMapper mapper, BeanPropertyWriter property) {
        this.mapper = mapper;
        this.property = property;
    }

    /** The form of the field, which is absent in an object. */
    Form form(Object bean, SerializerProvider provider) {
        if (provider.getAttribute(TRIAL) instanceof Trial trial) {
            return trial.member.equals(property.getMember()) ? trial.form : Form.LEFT_OUT;
        }
        Form form = known;
        if (form != null) {
            return form;
        }
        try {
            form = find(bean);
        } catch (Exception e) {
            // the model's own code may throw anything; whether the item can be read is found out elsewhere
            failures++;
            if (failures < MAX_FAILURES) {
                return Form.LEFT_OUT;
            }
            form = Form.LEFT_OUT;
        }
        known = form;
        return form;
    }

    private Form find(Object bean) throws Exception {
        if (ModelConstruction.deserializer(mapper, mapper.constructType(bean.getClass()))
                        instanceof BeanDeserializerBase deserializer
                && deserializer.findProperty(property.getName()) == null) {
            return Form.LEFT_OUT;
        }
        Object value = property.get(bean);
        Object leftOut = readBack(bean, Form.LEFT_OUT);
        if (isSame(value, leftOut)) {
            return Form.LEFT_OUT;
        }
        Object asNull = readBack(bean, Form.NULL);
        if (isSame(value, asNull)) {
            return Form.NULL;
        }
        if (isAbsent(leftOut) || isAbsent(asNull)) {
            return isAbsent(leftOut) ? Form.LEFT_OUT : Form.NULL;
        }
        return isEmpty(leftOut) || isEmpty(asNull) ? Form.LEFT_OUT : Form.NONE;
    }

    /** The value of the field after the object was written, with the field in some form, and read. */
    private @Nullable Object readBack(Object bean, Form form) throws Exception {
        try (TokenBuffer tokens = new TokenBuffer(mapper, false)) {
            mapper.writerFor(bean.getClass())
                    .withAttribute(TRIAL, new Trial(property.getMember(), form))
                    .writeValue(tokens, bean);
            try (JsonParser parser = tokens.asParser()) {
                return property.get(mapper.readerFor(bean.getClass()).readValue(parser));
            }
        }
    }

    private boolean isSame(@Nullable Object value, @Nullable Object other) throws IOException {
        return value == null ? other == null : other != null && isAbsent(other);
    }

    private boolean isAbsent(@Nullable Object value) throws IOException {
        if (value == null) {
            return true;
        }
        if (!property.getType().isReferenceType()) {
            return false;
        }
        SerializerProvider provider = mapper.getSerializerProviderInstance();
        JsonSerializer<Object> serializer = provider.findValueSerializer(value.getClass(), property);
        return serializer.isEmpty(provider, value);
    }

    /** Whether a model that asks for it may get the value instead of a null, as by {@code @JsonSetter(nulls = AS_EMPTY)}. */
    static boolean isEmpty(@Nullable Object value) {
        return (value instanceof Collection<?> collection && collection.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof CharSequence text && text.isEmpty())
                || (value != null && value.getClass().isArray() && Array.getLength(value) == 0);
    }
}
