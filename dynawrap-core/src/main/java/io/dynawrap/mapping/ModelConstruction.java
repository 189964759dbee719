package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.AbstractDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.DefaultDeserializationContext;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import io.dynawrap.InvalidModelException;

/** Whether Jackson knows a way to make an object of a model, found out without making one. */
final class ModelConstruction {

    private ModelConstruction() {}

    /**
     * Checks a model.
     *
     * @throws InvalidModelException if nothing could be read as the model, whatever is stored
     * @throws JsonMappingException if Jackson finds its annotations contradictory
     */
    static void check(ObjectMapper mapper, JavaType type) throws JsonMappingException {
        JsonDeserializer<Object> deserializer = deserializer(mapper, type);
        String name = type.getRawClass().getSimpleName();
        // one that picks a subtype by the type's name is wrapped in another
        if (deserializer instanceof AbstractDeserializer) {
            throw new InvalidModelException(
                    name + " is abstract, so Jackson cannot read an item as one. Make it a record,"
                            + " or name its subtypes with @JsonTypeInfo(use = NAME) and @JsonSubTypes.");
        }
        if (deserializer instanceof BeanDeserializerBase bean && !makesFromObject(bean.getValueInstantiator())) {
            throw new InvalidModelException(
                    name + ": Jackson has no way to make one when an item is read: no constructor"
                            + " without parameters, and none that says which fields it takes. Make it a record, or annotate a"
                            + " constructor with @JsonCreator and its parameters with @JsonProperty.");
        }
    }

    /** What reads an item as the model. */
    static JsonDeserializer<Object> deserializer(ObjectMapper mapper, JavaType type) throws JsonMappingException {
        return ((DefaultDeserializationContext) mapper.getDeserializationContext())
                .createDummyInstance(mapper.getDeserializationConfig())
                .findRootValueDeserializer(type);
    }

    /** A constructor that takes one text or number, which Jackson finds too, does not make anything of fields. */
    private static boolean makesFromObject(ValueInstantiator instantiator) {
        return instantiator.canCreateUsingDefault()
                || instantiator.canCreateFromObjectWith()
                || instantiator.canCreateUsingDelegate();
    }
}
