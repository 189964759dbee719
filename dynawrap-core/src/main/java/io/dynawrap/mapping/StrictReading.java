package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.type.MapType;
import com.fasterxml.jackson.databind.type.ReferenceType;
import java.net.URI;
import java.util.Calendar;
import java.util.Date;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes Jackson read a stored value only as what it is, for what is read as something else is written back as that by the
 * next save. Jackson's settings do that where they reach, whatever the application's mapper sets; deserializers of this
 * package do it elsewhere. A field or type that has its own form, by an annotation or by a serializer, is read in that
 * form too, and deserializers of the application are left alone.
 */
final class StrictReading extends BeanDeserializerModifier {

    private static final long serialVersionUID = 1L;

    /** The classes that have a value whose text is empty, beside {@code String}. */
    static final Set<Class<?>> WITH_EMPTY_TEXT =
            Set.of(URI.class, Locale.class, StringBuilder.class, StringBuffer.class);

    private static final Set<Class<?>> CHARACTERS = Set.of(char.class, Character.class);

    private final transient ObjectMapper mapper;

    private StrictReading(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Registered before other modules, for the modifier that is registered last is asked first. */
    static Module module(ObjectMapper mapper) {
        return new SimpleModule(StrictReading.class.getName()).setDeserializerModifier(new StrictReading(mapper));
    }

    /** Sets on a mapper that is not shared what its settings can do. */
    static void apply(ObjectMapper mapper) {
        mapper.setConfig(mapper.getDeserializationConfig()
                .without(
                        MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS,
                        MapperFeature.ACCEPT_CASE_INSENSITIVE_VALUES,
                        MapperFeature.ALLOW_COERCION_OF_SCALARS,
                        MapperFeature.USE_BASE_TYPE_AS_DEFAULT_IMPL));
        mapper.disable(
                DeserializationFeature.ACCEPT_EMPTY_ARRAY_AS_NULL_OBJECT,
                DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT,
                DeserializationFeature.ACCEPT_FLOAT_AS_INT,
                DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL,
                DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE,
                DeserializationFeature.UNWRAP_SINGLE_VALUE_ARRAYS);
        mapper.enable(
                DeserializationFeature.FAIL_ON_INVALID_SUBTYPE,
                DeserializationFeature.FAIL_ON_MISSING_EXTERNAL_TYPE_ID_PROPERTY,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                DeserializationFeature.FAIL_ON_UNRESOLVED_OBJECT_IDS,
                DeserializationFeature.WRAP_EXCEPTIONS);
        mapper.configure(EnumFeature.READ_ENUM_KEYS_USING_INDEX, false);
        mapper.configure(JsonNodeFeature.READ_NULL_PROPERTIES, true);
        mapper.configure(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS, true);
        mapper.setEnumNamingStrategy(null);
        refuseCoercions(mapper);
    }

    /** A number is readable as text: a field may become a {@code String}. */
    private static void refuseCoercions(ObjectMapper mapper) {
        refuseAll(mapper.coercionConfigDefaults());
        for (LogicalType type : LogicalType.values()) {
            refuseAll(mapper.coercionConfigFor(type));
        }
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.String, CoercionAction.TryConvert)
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.TryConvert)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert)
                .setCoercion(CoercionInputShape.Float, CoercionAction.TryConvert);
        mapper.coercionConfigFor(LogicalType.Integer)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert);
        mapper.coercionConfigFor(LogicalType.Float)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert)
                .setCoercion(CoercionInputShape.Float, CoercionAction.TryConvert);
        for (Class<?> type : WITH_EMPTY_TEXT) {
            refuseAll(mapper.coercionConfigFor(type))
                    .setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsEmpty);
        }
        for (Class<?> type : CHARACTERS) {
            refuseAll(mapper.coercionConfigFor(type));
        }
    }

    private static MutableCoercionConfig refuseAll(MutableCoercionConfig coercions) {
        for (CoercionInputShape shape : CoercionInputShape.values()) {
            coercions.setCoercion(shape, CoercionAction.Fail);
        }
        return coercions.setAcceptBlankAsEmpty(false);
    }

    /** Whether a field is written by a serializer that its annotation names. */
    static boolean hasOwnSerializer(DeserializationContext context, @Nullable BeanProperty property) {
        return property != null
                && property.getMember() != null
                && context.getAnnotationIntrospector().findSerializer(property.getMember()) != null;
    }

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription description, JsonDeserializer<?> deserializer) {
        // the description of Integer is the one of int
        Class<?> type = deserializer.handledType() == null ? description.getBeanClass() : deserializer.handledType();
        checkCoercions(config, type, deserializer);
        if (!isJacksons(deserializer)) {
            return deserializer;
        }
        if (ScalarReader.CLASSES.contains(type) || (type.isPrimitive() && type != void.class)) {
            return new ScalarReader(type, deserializer, isWrittenByApplication(type));
        }
        boolean text = deserializer instanceof FromStringDeserializer
                || type.getName().startsWith("java.time.")
                || Date.class.isAssignableFrom(type)
                || Calendar.class.isAssignableFrom(type);
        return text && !isWrittenByApplication(type) ? new TextReader(type, deserializer) : deserializer;
    }

    @Override
    public JsonDeserializer<?> modifyEnumDeserializer(
            DeserializationConfig config,
            JavaType type,
            BeanDescription description,
            JsonDeserializer<?> deserializer) {
        checkCoercions(config, type.getRawClass(), deserializer);
        return isJacksons(deserializer) && !isWrittenByApplication(type.getRawClass())
                ? new ConstantReader(type.getRawClass(), description, deserializer)
                : deserializer;
    }

    @Override
    public JsonDeserializer<?> modifyArrayDeserializer(
            DeserializationConfig config,
            ArrayType type,
            BeanDescription description,
            JsonDeserializer<?> deserializer) {
        checkCoercions(config, type.getRawClass(), deserializer);
        return isJacksons(deserializer) && ArrayReader.reads(type) ? new ArrayReader(type, deserializer) : deserializer;
    }

    @Override
    public JsonDeserializer<?> modifyReferenceDeserializer(
            DeserializationConfig config,
            ReferenceType type,
            BeanDescription description,
            JsonDeserializer<?> deserializer) {
        checkCoercions(config, type.getRawClass(), deserializer);
        return isJacksons(deserializer) && type.hasRawClass(OptionalDouble.class)
                ? new ScalarReader(OptionalDouble.class, deserializer, isWrittenByApplication(OptionalDouble.class))
                : deserializer;
    }

    @Override
    public JsonDeserializer<?> modifyCollectionDeserializer(
            DeserializationConfig config,
            CollectionType type,
            BeanDescription description,
            JsonDeserializer<?> deserializer) {
        checkCoercions(config, type.getRawClass(), deserializer);
        return deserializer;
    }

    @Override
    public JsonDeserializer<?> modifyMapDeserializer(
            DeserializationConfig config, MapType type, BeanDescription description, JsonDeserializer<?> deserializer) {
        checkCoercions(config, type.getRawClass(), deserializer);
        return deserializer;
    }

    @Override
    public KeyDeserializer modifyKeyDeserializer(
            DeserializationConfig config, JavaType type, KeyDeserializer deserializer) {
        return KeyReader.reads(type) && isJacksons(deserializer)
                ? new KeyReader(type.getRawClass(), deserializer)
                : deserializer;
    }

    private static boolean isJacksons(Object deserializer) {
        Class<?> type = deserializer.getClass();
        return type.getName().startsWith("com.fasterxml.jackson.") || type.getNestHost() == IsoInstants.class;
    }

    /** What the application's mapper coerces to one class alone goes before all that was set for every class. */
    private static void checkCoercions(DeserializationConfig config, Class<?> type, JsonDeserializer<?> deserializer) {
        if (WITH_EMPTY_TEXT.contains(type) || CHARACTERS.contains(type)) {
            return;
        }
        LogicalType logicalType = deserializer.logicalType();
        for (CoercionInputShape shape : CoercionInputShape.values()) {
            CoercionAction own = config.findCoercionAction(logicalType, type, shape);
            if (!Objects.equals(own, config.findCoercionAction(logicalType, null, shape))) {
                throw new ModelProblem("the ObjectMapper coerces " + shape + " to "
                        + type.getSimpleName() + ", so that a stored value would be changed by the next save."
                        + " Remove that coercionConfigFor, or give the class a @JsonCreator that takes the value.");
            }
        }
    }

    /** Whether values of a class are written by a serializer that is not Jackson's own for the class. */
    private boolean isWrittenByApplication(Class<?> type) {
        try {
            String serializer = mapper.getSerializerProviderInstance()
                    .findValueSerializer(type)
                    .getClass()
                    .getName();
            return serializer.equals("com.fasterxml.jackson.databind.ser.std.ToStringSerializer")
                            && (ScalarReader.CLASSES.contains(type) || (type.isPrimitive() && type != char.class))
                    || !serializer.startsWith("com.fasterxml.jackson.")
                            && !serializer.startsWith("io.dynawrap.mapping.IsoInstants");
        } catch (JsonMappingException e) {
            return false;
        }
    }
}
