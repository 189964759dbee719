package io.dynawrap.mapping;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.InvalidModelException;
import io.dynawrap.key.TypeNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds and checks the field at which the items of a model expire. */
final class ExpiryField {

    /** DynamoDB API reference, TimeToLiveSpecification: the length of the attribute's name. */
    private static final int MAX_NAME_BYTES = 255;

    private final ObjectMapper mapper;
    private final String name;

    /**
     * Prepares the search.
     *
     * @param name the model's name, for messages
     */
    ExpiryField(ObjectMapper mapper, String name) {
        this.mapper = mapper;
        this.name = name;
    }

    /**
     * Returns the serialised name of the field, for a view that of the model it views.
     *
     * @param written the names of the fields that the model writes
     * @param keyFields the names of the fields in its patterns
     * @throws InvalidModelException if the field cannot hold the expiry
     */
    Optional<String> find(JavaType type, DbItem item, Set<String> written, Set<String> keyFields)
            throws JsonMappingException {
        String own = annotated(type);
        if (own != null && !written.contains(own)) {
            throw invalid(own, "is not stored", "Let Jackson write it.");
        }
        if (own != null && own.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw invalid(own, "has a name of more than " + MAX_NAME_BYTES + " bytes", "Give it a shorter one.");
        }
        if (own != null && keyFields.contains(own)) {
            throw invalid(own, "is part of the key", "Keep it out of the patterns, or copy it to another field.");
        }
        String field = own;
        if (item.viewOf() != void.class) {
            field = annotated(mapper.constructType(item.viewOf()));
            if (own != null && !own.equals(field)) {
                throw invalid(
                        own,
                        "is not the one of " + item.viewOf().getSimpleName(),
                        "A view inherits the field of its model: annotate that one, or no field.");
            }
        }
        checkReading(type, field);
        return Optional.ofNullable(field);
    }

    private @Nullable String annotated(JavaType type) {
        Set<String> names = new TreeSet<>();
        collect(mapper.getSerializationConfig().introspect(type), names);
        collect(mapper.getDeserializationConfig().introspect(type), names);
        if (names.size() > 1) {
            throw new InvalidModelException(name + ": @ExpiresAt is on several fields, " + String.join(", ", names)
                    + ". Annotate one of them.");
        }
        return names.isEmpty() ? null : names.iterator().next();
    }

    private void collect(BeanDescription description, Set<String> names) {
        for (BeanPropertyDefinition property : description.findProperties()) {
            if (members(property).anyMatch(member -> member.hasAnnotation(ExpiresAt.class))) {
                check(property);
                names.add(property.getName());
            }
        }
    }

    private void check(BeanPropertyDefinition property) {
        Class<?> type = property.getPrimaryType().getRawClass();
        if (property.getPrimaryMember() != null && type != Instant.class) {
            throw invalid(property.getName(), "is " + TypeNames.of(type), "Make it an Instant.");
        }
        boolean hasOwnForm = members(property)
                .anyMatch(member -> member.hasAnnotation(JsonFormat.class)
                        || member.hasAnnotation(JsonSerialize.class)
                        || member.hasAnnotation(JsonDeserialize.class));
        if (hasOwnForm) {
            throw invalid(
                    property.getName(),
                    "has its own form",
                    "Remove @JsonFormat, @JsonSerialize and @JsonDeserialize: the field is stored as a number of seconds.");
        }
    }

    private static Stream<AnnotatedMember> members(BeanPropertyDefinition property) {
        return Stream.<@Nullable AnnotatedMember>of(
                        property.getField(),
                        property.getGetter(),
                        property.getSetter(),
                        property.getConstructorParameter())
                .filter(Objects::nonNull);
    }

    /** A builder has its own methods, and a view its own fields, so that these need the annotation too. */
    private void checkReading(JavaType type, @Nullable String field) throws JsonMappingException {
        if (!(ModelConstruction.deserializer(mapper, type) instanceof BeanDeserializerBase bean)) {
            return;
        }
        Iterator<SettableBeanProperty> properties = bean.properties();
        while (properties.hasNext()) {
            SettableBeanProperty property = properties.next();
            boolean readsSeconds = EpochSeconds.reads(property.getValueDeserializer());
            boolean isExpiry = property.getName().equals(field);
            if (readsSeconds ? !isExpiry : isExpiry && property.getType().hasRawClass(Instant.class)) {
                throw invalid(
                        property.getName(),
                        "is read or written without @ExpiresAt",
                        "Annotate the field or getter of the class as well as the method of its builder, and the field of"
                                + " a view as well as that of its model.");
            }
        }
    }

    private InvalidModelException invalid(String field, String problem, String advice) {
        return new InvalidModelException(
                name + ": the field '" + field + "' with @ExpiresAt " + problem + ". " + advice);
    }
}
