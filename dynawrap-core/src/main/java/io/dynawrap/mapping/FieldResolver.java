package io.dynawrap.mapping;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedClassResolver;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.AnyGetterWriter;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.fasterxml.jackson.databind.ser.impl.BeanAsArraySerializer;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.ser.std.MapSerializer;
import io.dynawrap.InvalidRequestException;
import io.dynawrap.SchemaVersion;
import io.dynawrap.key.StorableText;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the fields of a model by their paths. */
final class FieldResolver {

    private static final int MAX_NAMES = ItemSize.MAX_DEPTH + 1;

    private final ObjectMapper mapper;
    private final JavaType model;
    private final String name;
    private final FieldUse use;

    /** The fields at the top, which are few; the names in maps are not. */
    private final Map<String, ModelField> known = new ConcurrentHashMap<>();

    FieldResolver(ObjectMapper mapper, JavaType model, FieldUse use) {
        this.mapper = mapper;
        this.model = model;
        this.name = model.getRawClass().getSimpleName();
        this.use = use;
    }

    /**
     * Finds a field.
     *
     * @throws InvalidRequestException if the model has no such field, or it must not be named
     */
    ModelField find(List<String> path) {
        String only = path.size() == 1 ? path.get(0) : null;
        ModelField found = only == null ? null : known.get(only);
        return found != null ? found : findNew(path);
    }

    private ModelField findNew(List<String> path) {
        if (path.isEmpty() || path.stream().anyMatch(Objects::isNull)) {
            throw use.invalid(
                    name + ": " + use.noun() + " names no field. Give the serialised name of the field, and no null.",
                    null,
                    null);
        }
        checkNames(path);
        String first = path.get(0);
        if (first.equals(SchemaVersion.FIELD_NAME)) {
            throw problem(
                    path,
                    1,
                    "holds the schema version, which is stored beside the fields. " + use.verb()
                            + " a field of the model, or use @ItemVersion for the number of writes.");
        }
        ModelField field = known.get(first);
        if (field == null) {
            field = child(new ModelField(model, null, null), path, 0);
            known.put(first, field);
        }
        for (int i = 1; i < path.size(); i++) {
            field = child(field, path, i);
        }
        return field;
    }

    /** Names in maps and untyped values are not those of a class, so they may be names that no item can have. */
    private void checkNames(List<String> path) {
        if (path.size() > MAX_NAMES) {
            throw use.invalid(
                    name + ": the path of a field in " + use.noun() + " has more than " + MAX_NAMES
                            + " names, and no item is nested so deeply. Shorten it.",
                    path.get(0),
                    null);
        }
        for (String part : path) {
            int bytes = StorableText.utf8Length(part);
            if (bytes <= 0 || bytes > ItemSize.MAX_NAME_BYTES) {
                throw problem(
                        path,
                        path.size(),
                        "has a name that no field can have: it is empty, has more than " + ItemSize.MAX_NAME_BYTES
                                + " bytes, or characters that cannot be stored. Correct the name.");
            }
        }
    }

    /** Returns the writer of a field at the top, or {@code null} for a field of an unwrapped value. */
    @Nullable BeanPropertyWriter writer(String field) {
        try {
            return writer(mapper.getSerializerProviderInstance().findValueSerializer(model), field);
        } catch (JsonMappingException e) {
            throw new IllegalStateException("The model was handled before", e);
        }
    }

    InvalidRequestException problem(List<String> path, int length, String problem) {
        return use.invalid(
                name + ": the field '" + String.join("/", path.subList(0, length)) + "' of " + use.noun() + " "
                        + problem,
                path.get(0),
                null);
    }

    private ModelField child(ModelField parent, List<String> path, int index) {
        try {
            return childOf(parent, path, index);
        } catch (JsonMappingException e) {
            throw use.invalid(
                    name + ": Jackson cannot handle the field '" + String.join("/", path.subList(0, index)) + "' of "
                            + use.noun() + ".",
                    path.get(0),
                    e);
        }
    }

    private ModelField childOf(ModelField parent, List<String> path, int index) throws JsonMappingException {
        SerializerProvider provider = mapper.getSerializerProviderInstance();
        JavaType type = parent.content();
        if (index > 0 && parent.isUntyped()) {
            return new ModelField(provider.constructType(Object.class), null, null);
        }
        if (type.isCollectionLikeType() || type.isArrayType()) {
            throw problem(path, index, "is a list. Its elements have no paths; use contains(..).");
        }
        BeanPropertyWriter property = parent.writer();
        JsonSerializer<Object> own = property == null ? parent.serializer() : property.getSerializer();
        JsonSerializer<?> serializer = own != null && !parent.type().isReferenceType()
                ? own
                : property == null
                        ? provider.findValueSerializer(type)
                        : provider.findPrimaryPropertySerializer(type, property);
        if (type.isMapLikeType() && serializer instanceof MapSerializer map) {
            @SuppressWarnings("unchecked")
            JsonSerializer<Object> values = (JsonSerializer<Object>) map.getContentSerializer();
            return new ModelField(type.getContentType(), null, values);
        }
        ModelField found = inObject(provider, serializer, type, property, path.get(index));
        if (found == null) {
            throw unknown(path, index, serializer);
        }
        return found;
    }

    private @Nullable ModelField inObject(
            SerializerProvider provider,
            JsonSerializer<?> serializer,
            JavaType type,
            @Nullable BeanPropertyWriter property,
            String field)
            throws JsonMappingException {
        BeanPropertyWriter writer = writer(serializer, field);
        if (writer != null) {
            return new ModelField(writer.getType(), writer, null);
        }
        TypeSerializer typed = property != null && property.getTypeSerializer() != null
                ? property.getTypeSerializer()
                : provider.findTypeSerializer(type);
        if (typed == null) {
            return null;
        }
        if (typed.getTypeInclusion() == JsonTypeInfo.As.PROPERTY && field.equals(typed.getPropertyName())) {
            return new ModelField(provider.constructType(String.class), null, null);
        }
        SerializationConfig config = mapper.getSerializationConfig();
        AnnotatedClass base = AnnotatedClassResolver.resolve(config, type, config);
        for (NamedType subtype : config.getSubtypeResolver().collectAndResolveSubtypesByClass(config, base)) {
            writer = writer(provider.findValueSerializer(subtype.getType()), field);
            if (writer != null) {
                return new ModelField(writer.getType(), writer, null);
            }
        }
        return null;
    }

    private static @Nullable BeanPropertyWriter writer(JsonSerializer<?> serializer, String field) {
        if (serializer instanceof BeanSerializerBase bean && !(serializer instanceof BeanAsArraySerializer)) {
            Iterator<PropertyWriter> properties = bean.properties();
            while (properties.hasNext()) {
                if (properties.next() instanceof BeanPropertyWriter writer
                        && hasOneField(writer)
                        && writer.getName().equals(field)) {
                    return writer;
                }
            }
        }
        return null;
    }

    /** Reports whether a property is stored as one field of its name. */
    private static boolean hasOneField(PropertyWriter property) {
        return !(property instanceof BeanPropertyWriter writer && writer.isUnwrapping())
                && !(property instanceof AnyGetterWriter);
    }

    private InvalidRequestException unknown(List<String> path, int index, JsonSerializer<?> serializer) {
        String field = path.get(index);
        String owner = index == 0 ? name : name + " in '" + String.join("/", path.subList(0, index)) + "'";
        if (!(serializer instanceof BeanSerializerBase) || serializer instanceof BeanAsArraySerializer) {
            return use.invalid(
                    owner + ": the field '" + field
                            + "' of " + use.noun() + " is unknown, because its owner is not written as an"
                            + " object with fields that Jackson knows. " + use.verb() + " the whole field.",
                    path.get(0),
                    null);
        }
        TreeSet<String> names = new TreeSet<>();
        serializer.properties().forEachRemaining(property -> {
            if (hasOneField(property) && !(index == 0 && property.getName().equals(SchemaVersion.FIELD_NAME))) {
                names.add(property.getName());
            }
        });
        return use.invalid(
                owner + ": there is no field '" + field
                        + "' for " + use.noun() + ". Give the serialised name of a field; fields of"
                        + " @JsonUnwrapped and @JsonAnyGetter have no paths. Fields: " + names,
                path.get(0),
                null);
    }
}
