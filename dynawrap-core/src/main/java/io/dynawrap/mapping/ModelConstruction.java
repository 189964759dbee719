package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.AbstractDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.BuilderBasedDeserializer;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import io.dynawrap.InvalidModelException;
import io.dynawrap.SchemaVersion;

/** Whether Jackson knows a way to make an object of a model, found out without making one. */
final class ModelConstruction {

    private ModelConstruction() {}

    /**
     * Checks a model.
     *
     * @param showsVersion whether the model has a field for the schema version when an item is written
     * @throws InvalidModelException if nothing could be read as the model, whatever is stored, or a part of it never is
     * @throws JsonMappingException if Jackson finds its annotations contradictory
     */
    static void check(ObjectMapper mapper, JavaType type, boolean showsVersion) throws JsonMappingException {
        JsonDeserializer<Object> deserializer = ((DefaultDeserializationContext) mapper.getDeserializationContext())
                .createDummyInstance(mapper.getDeserializationConfig())
                .findRootValueDeserializer(type);
        String name = type.getRawClass().getSimpleName();
        // one that picks a subtype by the type's name is wrapped in another
        if (deserializer instanceof AbstractDeserializer) {
            throw new InvalidModelException(
                    name + " is abstract, so Jackson cannot read an item as one. Make it a record,"
                            + " or name its subtypes with @JsonTypeInfo(use = NAME) and @JsonSubTypes.");
        }
        if (deserializer instanceof BuilderBasedDeserializer builder
                && showsVersion != (builder.findProperty(SchemaVersion.FIELD_NAME) != null)) {
            throw new InvalidModelException(name + ": @SchemaVersion is on the class or on its builder alone, so that the"
                    + " version would be written and not read, or read and not written. Annotate both the field or"
                    + " getter of the class and the method of the builder.");
        }
        if (deserializer instanceof BeanDeserializerBase bean && !makesFromObject(bean.getValueInstantiator())) {
            throw new InvalidModelException(
                    name + ": Jackson has no way to make one when an item is read: no constructor"
                            + " without parameters, and none that says which fields it takes. Make it a record, or annotate a"
                            + " constructor with @JsonCreator and its parameters with @JsonProperty.");
        }
    }

    /** A constructor that takes one text or number, which Jackson finds too, does not make anything of fields. */
    private static boolean makesFromObject(ValueInstantiator instantiator) {
        return instantiator.canCreateUsingDefault()
                || instantiator.canCreateFromObjectWith()
                || instantiator.canCreateUsingDelegate();
    }
}
