package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.util.NameTransformer;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidModelException;
import io.dynawrap.SchemaVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Examines a model class once: its annotation, its fields as Jackson sees them, and whether the patterns fit them. */
final class ModelInspection<T> {

    private static final Set<String> KEY_ATTRIBUTES = Set.of("PK", "SK");

    private final ObjectMapper mapper;
    private final Class<T> model;
    private final String name;
    private final Set<String> fields = new TreeSet<>();
    private final Map<String, AnnotatedMember> members = new LinkedHashMap<>();
    private boolean showsVersion;

    ModelInspection(ObjectMapper mapper, Class<T> model) {
        this.mapper = mapper;
        this.model = model;
        this.name = model.getSimpleName();
    }

    ItemType<T> inspect() {
        DbItem item = model.getDeclaredAnnotation(DbItem.class);
        if (item == null) {
            throw new InvalidModelException(
                    model.getName() + " has no @DbItem. Annotate the class itself: the annotation is not inherited.");
        }
        KeyPattern partitionKey = KeyPattern.of(item.pk(), item.separator(), name);
        KeyPattern sortKey = KeyPattern.of(item.sk(), item.separator(), name);
        try {
            collectFields(mapper.constructType(model), NameTransformer.NOP, true);
        } catch (IllegalArgumentException e) {
            throw e instanceof InvalidModelException
                    ? e
                    : new InvalidModelException(name + ": Jackson cannot handle the class: " + e.getMessage(), e);
        }
        checkNames();
        Map<String, KeyField> keyFields = new LinkedHashMap<>();
        addKeyFields(partitionKey, keyFields);
        addKeyFields(sortKey, keyFields);
        checkView(item);
        String version =
                item.schemaVersion().isEmpty() ? SchemaHash.of(fields, partitionKey, sortKey) : item.schemaVersion();
        return new ItemType<>(
                mapper, model, new ItemType.Definition(item, partitionKey, sortKey, keyFields, version, showsVersion));
    }

    /** The names under which the fields are stored; those of unwrapped values stand among the model's own. */
    private void collectFields(JavaType type, NameTransformer transformer, boolean top) {
        BeanDescription description = mapper.getSerializationConfig().introspect(type);
        for (BeanPropertyDefinition property : description.findProperties()) {
            AnnotatedMember member = property.getAccessor();
            if (member == null) {
                continue;
            }
            NameTransformer unwrapping =
                    mapper.getSerializationConfig().getAnnotationIntrospector().findUnwrappingNameTransformer(member);
            if (unwrapping != null) {
                collectFields(member.getType(), NameTransformer.chainedTransformer(transformer, unwrapping), false);
                continue;
            }
            String fieldName = transformer.transform(property.getName());
            fields.add(fieldName);
            if (top) {
                members.put(fieldName, member);
                checkVersionField(property, member);
            }
        }
    }

    private void checkVersionField(BeanPropertyDefinition property, AnnotatedMember member) {
        boolean annotated = isAnnotated(property);
        if (property.getName().equals(ModelAnnotations.SCHEMA_VERSION) && !annotated) {
            throw new InvalidModelException(name + ": a field is serialised as '" + ModelAnnotations.SCHEMA_VERSION
                    + "', where the schema version is stored. Annotate it with @SchemaVersion, or rename it.");
        }
        if (annotated) {
            if (member.getRawType() != String.class) {
                throw new InvalidModelException(name + ": the field with @SchemaVersion is a "
                        + member.getRawType().getSimpleName() + ". Make it a String.");
            }
            showsVersion = true;
        }
    }

    private static boolean isAnnotated(BeanPropertyDefinition property) {
        return (property.getField() != null && property.getField().hasAnnotation(SchemaVersion.class))
                || (property.getGetter() != null && property.getGetter().hasAnnotation(SchemaVersion.class))
                || (property.getConstructorParameter() != null
                        && property.getConstructorParameter().hasAnnotation(SchemaVersion.class));
    }

    private void checkNames() {
        for (String field : fields) {
            if (KEY_ATTRIBUTES.contains(field)) {
                throw new InvalidModelException(name + ": a field is serialised as '" + field
                        + "', where DynamoDB stores the key. Rename it, for example with @JsonProperty.");
            }
        }
        if (fields.contains(ModelAnnotations.SCHEMA_VERSION) && !showsVersion) {
            throw new InvalidModelException(name + ": an unwrapped field is serialised as '"
                    + ModelAnnotations.SCHEMA_VERSION + "', where the schema version is stored. Rename it.");
        }
    }

    private void addKeyFields(KeyPattern pattern, Map<String, KeyField> keyFields) {
        for (KeyPattern.Part part : pattern.parts()) {
            if (part instanceof KeyPattern.Placeholder placeholder) {
                keyFields.put(placeholder.name(), keyField(pattern, placeholder));
            }
        }
    }

    private KeyField keyField(KeyPattern pattern, KeyPattern.Placeholder placeholder) {
        String where = name + ": field '" + placeholder.name() + "' of '" + pattern.text() + "' ";
        AnnotatedMember member = members.get(placeholder.name());
        if (member == null) {
            throw new InvalidModelException(where + "is no field of the model. Its fields are, as they are serialised: "
                    + members.keySet() + ".");
        }
        if (placeholder.name().equals(ModelAnnotations.SCHEMA_VERSION)) {
            throw new InvalidModelException(where + "changes with the model and cannot be part of a key.");
        }
        KeyFieldType type = KeyFieldType.of(member.getRawType());
        if (type == null) {
            throw new InvalidModelException(where + "is a "
                    + member.getRawType().getSimpleName() + " and cannot be part of a key. " + KeyFieldType.ALLOWED);
        }
        if (placeholder.width() > 0 && !type.isInteger()) {
            throw new InvalidModelException(where + "is padded with zeros but is a "
                    + member.getRawType().getSimpleName() + ". Only integers are padded.");
        }
        if (type.contains(pattern.separator())) {
            throw new InvalidModelException(
                    where + "is a " + member.getRawType().getSimpleName() + ", whose texts contain the separator '"
                            + pattern.separator() + "'. Declare another separator.");
        }
        member.fixAccess(true);
        return new KeyField(type, member);
    }

    private void checkView(DbItem item) {
        if (item.viewOf() == void.class) {
            return;
        }
        DbItem viewed = item.viewOf().getDeclaredAnnotation(DbItem.class);
        if (viewed == null || viewed.viewOf() != void.class) {
            throw new InvalidModelException(
                    name + ": viewOf names " + item.viewOf().getSimpleName()
                            + ", which is no model that owns items. Name the @DbItem class that saves them.");
        }
        if (!viewed.pk().equals(item.pk())
                || !viewed.sk().equals(item.sk())
                || viewed.separator() != item.separator()) {
            throw new InvalidModelException(name + ": a view has the patterns and the separator of the model it views, "
                    + item.viewOf().getSimpleName() + ": '" + viewed.pk() + "' and '" + viewed.sk() + "'.");
        }
    }
}
