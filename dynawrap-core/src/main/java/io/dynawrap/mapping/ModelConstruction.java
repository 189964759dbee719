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

/** Checks that Jackson can create an object of a model, without creating an object. */
final class ModelConstruction {

    private ModelConstruction() {}

    /**
     * Checks a model.
     *
     * @throws InvalidModelException if no stored item could be read as the model
     * @throws JsonMappingException if Jackson finds its annotations contradictory
     */
    static void check(ObjectMapper mapper, JavaType type) throws JsonMappingException {
        JsonDeserializer<Object> deserializer = ((DefaultDeserializationContext) mapper.getDeserializationContext())
                .createDummyInstance(mapper.getDeserializationConfig())
                .findRootValueDeserializer(type);
        String name = type.getRawClass().getSimpleName();
        // a deserializer that chooses a subtype by the type's name is wrapped in another class
        if (deserializer instanceof AbstractDeserializer) {
            throw new InvalidModelException(
                    name + " is abstract, so Jackson cannot create an instance. Declare it as a record,"
                            + " or name its subtypes with @JsonTypeInfo(use = NAME) and @JsonSubTypes.");
        }
        if (deserializer instanceof BeanDeserializerBase bean && !createsFromObject(bean.getValueInstantiator())) {
            throw new InvalidModelException(
                    name + ": Jackson has no way to create an instance when an item is read: it finds no"
                            + " constructor without parameters, or with parameters that name their fields. Declare it as a"
                            + " record, or annotate a constructor with @JsonCreator and its parameters with @JsonProperty.");
        }
    }

    /** Jackson also finds constructors that take one text or number; these cannot create an object from fields. */
    private static boolean createsFromObject(ValueInstantiator instantiator) {
        return instantiator.canCreateUsingDefault()
                || instantiator.canCreateFromObjectWith()
                || instantiator.canCreateUsingDelegate();
    }
}
