package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.ItemVersion;
import io.dynawrap.key.TypeNames;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The field with {@link ItemVersion} of a model. Immutable. */
final class VersionField {

    private static final Map<Class<?>, Long> LARGEST = Map.of(
            int.class,
            (long) Integer.MAX_VALUE,
            Integer.class,
            (long) Integer.MAX_VALUE,
            long.class,
            Long.MAX_VALUE,
            Long.class,
            Long.MAX_VALUE);

    private final String model;
    private final String name;
    private final AnnotatedMember member;

    private VersionField(String model, String name, AnnotatedMember member) {
        this.model = model;
        this.name = name;
        this.member = member;
    }

    /**
     * Finds the field of a model that owns items.
     *
     * @param members the members that are written, by the names of their fields
     * @return the field, or {@code null} if the model has no version
     * @throws InvalidModelException if the field cannot hold a version
     */
    static @Nullable VersionField find(ObjectMapper mapper, JavaType type, Map<String, AnnotatedMember> members)
            throws JsonMappingException {
        String model = type.getRawClass().getSimpleName();
        String name = nameIn(mapper, type).orElse(null);
        if (name == null) {
            return null;
        }
        AnnotatedMember member = members.get(name);
        if (member == null || !isRead(mapper, type, name)) {
            throw new InvalidModelException(model + ": the field '" + name + "' with @ItemVersion is "
                    + (member == null ? "not written" : "not read") + ". Let Jackson both write and read it.");
        }
        Class<?> raw = member.getType().getRawClass();
        if (!LARGEST.containsKey(raw)) {
            throw new InvalidModelException(model + ": the field '" + name + "' with @ItemVersion is "
                    + TypeNames.of(raw) + ". Make it an int, a long, an Integer or a Long.");
        }
        member.fixAccess(true);
        return new VersionField(model, name, member);
    }

    /** Returns the field of a view of a model with a version, or {@code null} if the view does not have it. */
    static @Nullable VersionField ofView(String view, String name, Map<String, AnnotatedMember> members) {
        AnnotatedMember member = members.get(name);
        return member == null ? null : new VersionField(view, name, member);
    }

    /**
     * Returns the name of the annotated field of a class.
     *
     * @throws InvalidModelException if several fields are annotated
     */
    static Optional<String> nameIn(ObjectMapper mapper, JavaType type) {
        Set<String> names = new TreeSet<>();
        addNames(mapper.getSerializationConfig().introspect(type), names);
        addNames(mapper.getDeserializationConfig().introspect(type), names);
        if (names.size() > 1) {
            throw new InvalidModelException(type.getRawClass().getSimpleName() + ": several fields have @ItemVersion: "
                    + String.join(", ", names) + ". Annotate one.");
        }
        return names.stream().findFirst();
    }

    private static void addNames(BeanDescription description, Set<String> names) {
        for (BeanPropertyDefinition property : description.findProperties()) {
            if (isAnnotated(property)) {
                names.add(property.getName());
            }
        }
    }

    static boolean isAnnotated(BeanPropertyDefinition property) {
        Stream<@Nullable AnnotatedMember> members = Stream.of(
                property.hasField() ? property.getField() : null,
                property.hasGetter() ? property.getGetter() : null,
                property.hasSetter() ? property.getSetter() : null,
                property.hasConstructorParameter() ? property.getConstructorParameter() : null);
        return members.anyMatch(member -> member != null && member.hasAnnotation(ItemVersion.class));
    }

    private static boolean isRead(ObjectMapper mapper, JavaType type, String name) throws JsonMappingException {
        JsonDeserializer<Object> deserializer = ModelConstruction.deserializer(mapper, type);
        return !(deserializer instanceof BeanDeserializerBase bean)
                || bean.findProperty(name) != null
                || bean.getValueInstantiator().canCreateUsingDelegate();
    }

    /** Returns a version as it is stored: a number, whatever the serializer of its field writes. */
    static FieldOperand operand(long version) {
        return new FieldOperand(
                BigDecimal.valueOf(version), FieldOperand.Order.NUMBER, false, ItemSize.ofNumber(version));
    }

    String name() {
        return name;
    }

    /** Returns whether the field can hold no null, so that a stored NULL is read as 0. */
    boolean isPrimitive() {
        return member.getType().isPrimitive();
    }

    /**
     * Returns the version that an item holds; 0 stands for no version.
     *
     * @throws InvalidItemException if it is negative
     */
    long of(Object item) {
        Object value = member.getValue(item);
        long version = value == null ? 0 : ((Number) value).longValue();
        if (version < 0) {
            throw new InvalidItemException(
                    model + ": the version in the field '" + name
                            + "' is negative. Save the object that the last save or read" + " returned.",
                    name,
                    null);
        }
        return version;
    }

    /**
     * Returns the version that a save of an item stores.
     *
     * @throws InvalidItemException if the type of the field has no larger number
     */
    long after(Object item) {
        long version = of(item);
        if (version >= largest()) {
            throw new InvalidItemException(
                    model + ": the version in the field '" + name
                            + "' is the largest number of its type. Make it a long, or"
                            + " delete the item and create it anew.",
                    name,
                    null);
        }
        return version + 1;
    }

    /** Returns the largest number of the type of the field. */
    long largest() {
        return LARGEST.getOrDefault(member.getType().getRawClass(), Long.MAX_VALUE);
    }
}
