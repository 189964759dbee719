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

/** Checks that Jackson can create an object of a model, without creating an object. */
final class ModelConstruction {

    private ModelConstruction() {}

    /**
     * Checks a model.
     *
     * @param showsVersion whether the model writes a field for the schema version
     * @throws InvalidModelException if no stored item could be read as the model, or one of its fields is never read
     * @throws JsonMappingException if Jackson finds its annotations contradictory
     */
    static void check(ObjectMapper mapper, JavaType type, boolean showsVersion) throws JsonMappingException {
        JsonDeserializer<Object> deserializer = deserializer(mapper, type);
        String name = type.getRawClass().getSimpleName();
        // a deserializer that chooses a subtype by the type's name is wrapped in another class
        if (deserializer instanceof AbstractDeserializer) {
            throw new InvalidModelException(
                    name + " is abstract, so Jackson cannot create an instance. Declare it as a record,"
                            + " or name its subtypes with @JsonTypeInfo(use = NAME) and @JsonSubTypes.");
        }
        if (deserializer instanceof BuilderBasedDeserializer builder
                && showsVersion != (builder.findProperty(SchemaVersion.FIELD_NAME) != null)) {
            throw new InvalidModelException(
                    name + ": @SchemaVersion is on the class or on its builder alone, so that the"
                            + " version would be written and not read, or read and not written. Annotate both the field or"
                            + " getter of the class and the method of the builder.");
        }
        if (deserializer instanceof BeanDeserializerBase bean && !createsFromObject(bean.getValueInstantiator())) {
            throw new InvalidModelException(
                    name + ": Jackson has no way to create an instance when an item is read: it finds no"
                            + " constructor without parameters, or with parameters that name their fields. Declare it as a"
                            + " record, or annotate a constructor with @JsonCreator and its parameters with @JsonProperty.");
        }
    }

    /** Returns what reads an item as the model. */
    static JsonDeserializer<Object> deserializer(ObjectMapper mapper, JavaType type) throws JsonMappingException {
        return ((DefaultDeserializationContext) mapper.getDeserializationContext())
                .createDummyInstance(mapper.getDeserializationConfig())
                .findRootValueDeserializer(type);
    }

    /** Jackson also finds constructors that take one text or number; these cannot create an object from fields. */
    private static boolean createsFromObject(ValueInstantiator instantiator) {
        return instantiator.canCreateUsingDefault()
                || instantiator.canCreateFromObjectWith()
                || instantiator.canCreateUsingDelegate();
    }
}
