package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import io.dynawrap.ExpiresAt;
import io.dynawrap.SchemaVersion;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Sets what the stored form requires, regardless of the application's annotations, which decide everything else. */
final class ModelAnnotations extends AnnotationIntrospectorPair {

    private static final long serialVersionUID = 1L;

    ModelAnnotations(AnnotationIntrospector application) {
        super(new StoredForms(), application);
    }

    /** Stores a constant by its name, as in keys. An annotation that renames it is refused instead of ignored. */
    @Override
    public String[] findEnumValues(
            MapperConfig<?> config, AnnotatedClass annotated, Enum<?>[] constants, String[] names) {
        String[] renamed = super.findEnumValues(config, annotated, constants, new String[constants.length]);
        for (int i = 0; i < constants.length; i++) {
            String name = constants[i].name();
            if (renamed[i] != null && !renamed[i].equals(name) && !hasValues(annotated)) {
                throw new ModelProblem("@JsonProperty gives the constant "
                        + constants[i].getDeclaringClass().getSimpleName() + "." + name + " the name '" + renamed[i]
                        + "', but constants are stored by their own names, in fields as in keys. Remove it; @JsonAlias reads"
                        + " another name, and @JsonValue on a method stores other values.");
            }
        }
        return names;
    }

    @Override
    @SuppressWarnings("NullAway") // Jackson's contract: null means that there is no annotation
    public Object findEnumNamingStrategy(MapperConfig<?> config, AnnotatedClass annotated) {
        if (super.findEnumNamingStrategy(config, annotated) != null && !hasValues(annotated)) {
            throw new ModelProblem("@EnumNaming gives the constants of "
                    + annotated.getRawType().getSimpleName()
                    + " other names, but constants are stored by their own names, in fields as in keys. Remove it;"
                    + " @JsonAlias reads another name, and @JsonValue on a method stores other values.");
        }
        return null;
    }

    @Override
    public TypeResolverBuilder<?> findTypeResolver(MapperConfig<?> config, AnnotatedClass annotated, JavaType type) {
        return SubtypesInData.resolver(
                super.findTypeResolver(config, annotated, type), findPolymorphicTypeInfo(config, annotated));
    }

    @Override
    public TypeResolverBuilder<?> findPropertyTypeResolver(
            MapperConfig<?> config, AnnotatedMember member, JavaType type) {
        return SubtypesInData.resolver(
                super.findPropertyTypeResolver(config, member, type), findPolymorphicTypeInfo(config, member));
    }

    @Override
    public TypeResolverBuilder<?> findPropertyContentTypeResolver(
            MapperConfig<?> config, AnnotatedMember member, JavaType type) {
        return SubtypesInData.resolver(
                super.findPropertyContentTypeResolver(config, member, type), findPolymorphicTypeInfo(config, member));
    }

    /** Whether the enum has a method or field with {@code @JsonValue}, and so is not stored by names. */
    private boolean hasValues(AnnotatedClass annotated) {
        return Stream.concat(
                        StreamSupport.stream(annotated.memberMethods().spliterator(), false),
                        StreamSupport.stream(annotated.fields().spliterator(), false))
                .anyMatch(member -> Boolean.TRUE.equals(hasAsValue(member)));
    }

    /** Gives the version an explicit name, which a naming strategy does not change, and the expiry its form. */
    private static final class StoredForms extends NopAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public PropertyName findNameForSerialization(Annotated annotated) {
            return name(annotated);
        }

        @Override
        public PropertyName findNameForDeserialization(Annotated annotated) {
            return name(annotated);
        }

        @Override
        @SuppressWarnings("NullAway") // Jackson's contract: null means that there is no annotation
        public Object findSerializer(Annotated annotated) {
            return annotated.hasAnnotation(ExpiresAt.class) ? new EpochSeconds.Writer() : null;
        }

        @Override
        @SuppressWarnings("NullAway") // Jackson's contract: null means that there is no annotation
        public Object findDeserializer(Annotated annotated) {
            return annotated.hasAnnotation(ExpiresAt.class) ? new EpochSeconds.Reader() : null;
        }

        @SuppressWarnings("NullAway") // Jackson's contract: null means that there is no annotation
        private static PropertyName name(Annotated annotated) {
            return annotated.hasAnnotation(SchemaVersion.class)
                    ? PropertyName.construct(SchemaVersion.FIELD_NAME)
                    : null;
        }
    }
}
