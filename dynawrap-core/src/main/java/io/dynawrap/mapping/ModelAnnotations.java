package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import io.dynawrap.SchemaVersion;

/** Sets what the stored form requires, regardless of the application's annotations, which decide everything else. */
final class ModelAnnotations extends AnnotationIntrospectorPair {

    private static final long serialVersionUID = 1L;

    ModelAnnotations(AnnotationIntrospector application) {
        super(new SchemaVersionName(), application);
    }

    /** Stores a constant by its name, as in keys, even if an annotation renames it. */
    @Override
    public String[] findEnumValues(
            MapperConfig<?> config, AnnotatedClass annotated, Enum<?>[] constants, String[] names) {
        return names;
    }

    /** Gives the field an explicit name, which a naming strategy does not change. */
    private static final class SchemaVersionName extends NopAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public PropertyName findNameForSerialization(Annotated annotated) {
            return name(annotated);
        }

        @Override
        public PropertyName findNameForDeserialization(Annotated annotated) {
            return name(annotated);
        }

        @SuppressWarnings("NullAway") // Jackson's contract: null means that there is no annotation
        private static PropertyName name(Annotated annotated) {
            return annotated.hasAnnotation(SchemaVersion.class)
                    ? PropertyName.construct(SchemaVersion.FIELD_NAME)
                    : null;
        }
    }
}
