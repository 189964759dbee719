package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.util.NameTransformer;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.InvalidModelException;
import io.dynawrap.SchemaVersion;
import io.dynawrap.key.ModelKeys;
import io.dynawrap.key.StorableText;
import io.dynawrap.key.TypeNames;
import java.lang.reflect.Modifier;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Examines a model class once: its annotation, its fields as Jackson reads and writes them, and whether the patterns
 * fit them.
 */
final class ModelInspection<T> {

    private static final Set<String> KEY_ATTRIBUTES = Set.of("PK", "SK");

    private final ObjectMapper mapper;
    private final Class<T> model;
    private final String name;
    private final Set<String> fields = new TreeSet<>();
    private final Map<String, AnnotatedMember> members = new LinkedHashMap<>();
    private boolean showsVersion;
    private boolean hasFurtherFields;
    private @Nullable VersionField version;

    ModelInspection(ObjectMapper mapper, Class<T> model) {
        this.mapper = mapper;
        this.model = model;
        this.name = model.getSimpleName();
    }

    ItemType<T> inspect() {
        DbItem item = model.getDeclaredAnnotation(DbItem.class);
        if (item == null && model.isSealed() && model.isInterface()) {
            throw new InvalidModelException(name
                    + " is a sealed interface, which stands for the models that it permits in a query or scan only. Pass one of"
                    + " these models here.");
        }
        if (item == null) {
            throw new InvalidModelException(model.getName()
                    + (model.isInterface()
                            ? " is an interface without @DbItem. Pass a model, or to a query or scan a sealed interface that"
                                    + " permits only models."
                            : " has no @DbItem. Annotate the class itself: the annotation is not inherited."));
        }
        checkIsOneClass(item);
        JavaType type = mapper.constructType(model);
        try {
            findVersionField(mapper.getSerializationConfig().introspect(type));
            findVersionField(mapper.getDeserializationConfig().introspect(type));
            collectFields(type, NameTransformer.NOP, true);
            ModelConstruction.check(mapper, type, showsVersion);
            version = versionField(item, type);
        } catch (JsonMappingException | IllegalArgumentException | IllegalStateException | ModelProblem e) {
            throw invalid(e);
        }
        String unstorable = StorableText.problem(item.schemaVersion());
        if (unstorable != null) {
            throw new InvalidModelException(name + ": the schemaVersion of @DbItem " + unstorable);
        }
        if (item.schemaVersion().equals(SchemaVersion.RESERVED)) {
            throw new InvalidModelException(name + ": the schemaVersion '" + SchemaVersion.RESERVED
                    + "' marks the keys that a transaction locks. Choose another one.");
        }
        Map<String, Class<?>> types = new LinkedHashMap<>();
        members.forEach((field, member) -> types.put(field, member.getType().getRawClass()));
        ModelKeys keys = ModelKeys.of(name, item, types);
        checkVersion(item, type, keys);
        members.keySet().retainAll(keys.fieldTypes().keySet());
        members.values().forEach(member -> member.fixAccess(true));
        checkView(item);
        try {
            KeyFields keyFields = new KeyFields(mapper, type, keys, members);
            ItemFields itemFields = new ItemFields(schemaVersion(item), showsVersion, version, keyFields);
            ModelFields modelFields = new ModelFields(mapper, type, itemFields, fields, hasFurtherFields);
            UpdateFields updateFields = new UpdateFields(mapper, type, itemFields);
            ItemMapping<T> mapping = new ItemMapping<>(mapper, model, itemFields);
            Optional<String> expiresAt = new ExpiryField(mapper, name)
                    .find(type, item, fields, keys.fieldTypes().keySet());
            return new ItemType<>(model, item, keys, mapping, modelFields, updateFields, versionName(item), expiresAt);
        } catch (JsonMappingException | ModelProblem e) {
            throw invalid(e);
        }
    }

    private InvalidModelException invalid(Exception thrown) {
        if (thrown instanceof InvalidModelException invalid) {
            return invalid;
        }
        String problem = thrown instanceof ModelProblem ? "" : "Jackson cannot handle the class: ";
        return new InvalidModelException(name + ": " + problem + thrown.getMessage(), thrown);
    }

    private String schemaVersion(DbItem item) {
        if (!item.schemaVersion().isEmpty()) {
            return item.schemaVersion();
        }
        try {
            return SchemaHash.of(fields, item.pk(), item.sk());
        } catch (NoSuchAlgorithmException e) {
            throw new InvalidModelException(
                    name
                            + ": its default schema version is an MD5 hash, and this Java platform has no MD5, as in FIPS mode."
                            + " Set @DbItem(schemaVersion = ...); for a table shared with the Python edition, to the"
                            + " version that it stores.",
                    e);
        }
    }

    /** Whether an item can have this very class, and all that Jackson has to know of it. */
    private void checkIsOneClass(DbItem item) {
        if (model.getTypeParameters().length > 0) {
            throw new InvalidModelException(
                    name + " has type parameters, and what they stand for is not known when an item"
                            + " is read. Annotate a record or class that has types instead, such as a class that extends it.");
        }
        if (Modifier.isAbstract(model.getModifiers()) && !model.isEnum() && item.viewOf() == void.class) {
            throw new InvalidModelException(
                    name + " is abstract, so no item can be saved as this model: save takes the class of the item."
                            + " Annotate the classes of its items, or a record with a field of this type, whose subtypes have names by"
                            + " @JsonTypeInfo(use = NAME) and @JsonSubTypes. A view (viewOf) may be abstract.");
        }
        if (model.isEnum() || Collection.class.isAssignableFrom(model)) {
            throw new InvalidModelException(
                    name + " is not written as an object with fields. Make it a record with a field of this type.");
        }
    }

    /**
     * Finds the field that holds the schema version. It can be a field that is only written or only read, such as the
     * parameter of a constructor.
     */
    private void findVersionField(BeanDescription description) {
        for (BeanPropertyDefinition property : description.findProperties()) {
            boolean named = property.getName().equals(SchemaVersion.FIELD_NAME);
            boolean annotated = isAnnotated(property, named);
            if (named && !annotated) {
                throw new InvalidModelException(name + ": a field is serialised as '" + SchemaVersion.FIELD_NAME
                        + "', where the schema version is stored. Annotate it with @SchemaVersion, or rename it.");
            }
            if (annotated && !named) {
                throw new InvalidModelException(name + ": the mapper renames the field with @SchemaVersion to '"
                        + property.getName() + "'. Disable MapperFeature.ALLOW_EXPLICIT_PROPERTY_RENAMING.");
            }
            if (annotated) {
                checkIsString(property);
                showsVersion = true;
                fields.add(SchemaVersion.FIELD_NAME);
            }
        }
    }

    private void checkIsString(BeanPropertyDefinition versionField) {
        Class<?> type = versionField.getPrimaryType().getRawClass();
        if (versionField.getPrimaryMember() != null && type != String.class) {
            throw new InvalidModelException(
                    name + ": the field with @SchemaVersion is " + TypeNames.of(type) + ". Make it a String.");
        }
    }

    private boolean isAnnotated(BeanPropertyDefinition property, boolean named) {
        try {
            return Stream.of(
                            Optional.ofNullable(property.getField()),
                            Optional.ofNullable(property.getGetter()),
                            Optional.ofNullable(property.getSetter()),
                            Optional.ofNullable(property.getConstructorParameter()))
                    .flatMap(Optional::stream)
                    .anyMatch(member -> member.hasAnnotation(SchemaVersion.class));
        } catch (IllegalArgumentException e) {
            if (named) {
                throw new InvalidModelException(
                        name + ": more than one field is serialised as '" + SchemaVersion.FIELD_NAME
                                + "'. Annotate one with @SchemaVersion, and rename the others.",
                        e);
            }
            throw e;
        }
    }

    private void checkVersion(DbItem item, JavaType type, ModelKeys keys) {
        if (version != null && keys.fieldTypes().containsKey(version.name())) {
            throw new InvalidModelException(
                    name + ": the field '" + version.name()
                            + "' with @ItemVersion is in a key pattern. Every save would store another item; use another field.");
        }
        String own = item.viewOf() == void.class
                ? null
                : VersionField.nameIn(mapper, type).orElse(null);
        if (own != null && !Optional.of(own).equals(versionName(item))) {
            throw new InvalidModelException(name + ": the field '" + own
                    + "' has @ItemVersion, but it is not the version of the model it views, "
                    + item.viewOf().getSimpleName() + ". Remove the annotation.");
        }
    }

    private @Nullable VersionField versionField(DbItem item, JavaType type) throws JsonMappingException {
        return item.viewOf() == void.class
                ? VersionField.find(mapper, type, members)
                : versionName(item)
                        .map(field -> VersionField.ofView(name, field, members))
                        .orElse(null);
    }

    /** A view has the version of the model that it views. */
    private Optional<String> versionName(DbItem item) {
        return item.viewOf() == void.class
                ? Optional.ofNullable(version).map(VersionField::name)
                : VersionField.nameIn(mapper, mapper.constructType(item.viewOf()));
    }

    /** Collects the names under which the fields are stored, including the fields of unwrapped values. */
    private void collectFields(JavaType type, NameTransformer transformer, boolean top) throws JsonMappingException {
        SerializationConfig config = mapper.getSerializationConfig();
        BeanDescription description = config.introspect(type);
        if (top && description.findJsonValueAccessor() != null) {
            throw new InvalidModelException(name
                    + " is not written as an object with fields, but as one value. Remove @JsonValue from the model.");
        }
        Predicate<String> written = writtenNames(type);
        for (BeanPropertyDefinition property : description.findProperties()) {
            AnnotatedMember member = property.getAccessor();
            if (member != null && holdsFurtherFields(member)) {
                hasFurtherFields = true;
                continue;
            }
            if (member == null || !written.test(property.getName())) {
                continue;
            }
            if (!top && VersionField.isAnnotated(property)) {
                throw new InvalidModelException(name + ": the field '" + property.getName()
                        + "' with @ItemVersion is in an unwrapped value. Declare it in the model itself.");
            }
            NameTransformer unwrapping = config.getAnnotationIntrospector().findUnwrappingNameTransformer(member);
            if (unwrapping != null) {
                collectFields(member.getType(), NameTransformer.chainedTransformer(transformer, unwrapping), false);
            } else {
                addField(transformer.transform(property.getName()), member, top);
            }
        }
    }

    /** Reports whether the member is stored as the entries of a map, each under its own name. */
    private boolean holdsFurtherFields(AnnotatedMember member) {
        AnnotationIntrospector introspector = mapper.getSerializationConfig().getAnnotationIntrospector();
        return Boolean.TRUE.equals(introspector.hasAnyGetter(member));
    }

    /**
     * Returns which fields the serializer of a class writes. Fields that are left out for the class as a whole are not
     * among them.
     */
    private Predicate<String> writtenNames(JavaType type) throws JsonMappingException {
        JsonSerializer<Object> serializer =
                mapper.getSerializerProviderInstance().findValueSerializer(type);
        if (!(serializer instanceof BeanSerializerBase)) {
            return fieldName -> true;
        }
        Set<String> written = new HashSet<>();
        serializer.properties().forEachRemaining(property -> written.add(property.getName()));
        return written::contains;
    }

    private void addField(String fieldName, AnnotatedMember member, boolean top) {
        if (KEY_ATTRIBUTES.contains(fieldName)) {
            throw new InvalidModelException(name + ": a field is serialised as '" + fieldName
                    + "', where DynamoDB stores the key. Rename it, for example with @JsonProperty.");
        }
        if (!top && fieldName.equals(SchemaVersion.FIELD_NAME)) {
            throw new InvalidModelException(name + ": an unwrapped field is serialised as '" + fieldName
                    + "', where the schema version is stored. Rename it.");
        }
        if (!top && member.hasAnnotation(ExpiresAt.class)) {
            throw new InvalidModelException(name + ": the field '" + fieldName
                    + "' with @ExpiresAt is in an unwrapped value. Declare it in the model itself.");
        }
        fields.add(fieldName);
        if (top) {
            members.put(fieldName, member);
        }
    }

    private void checkView(DbItem item) {
        if (item.viewOf() == void.class) {
            return;
        }
        DbItem viewed = item.viewOf().getDeclaredAnnotation(DbItem.class);
        if (viewed == null || viewed.viewOf() != void.class) {
            throw new InvalidModelException(
                    name + ": viewOf names " + item.viewOf().getSimpleName()
                            + ", which is not a model that owns items. Name the @DbItem class that saves them.");
        }
        if (!viewed.pk().equals(item.pk())
                || !viewed.sk().equals(item.sk())
                || viewed.separator() != item.separator()) {
            throw new InvalidModelException(name + ": a view has the patterns and the separator of the model it views, "
                    + item.viewOf().getSimpleName() + ": '" + viewed.pk() + "' and '" + viewed.sk() + "'.");
        }
    }
}
