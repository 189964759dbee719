package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/**
 * Prevents stored data from naming a class to load, in a field of type {@code Class} and as the type of a value where
 * an annotation allows it. A class is rejected by its name alone, because examining it would load it and run its
 * initializers.
 */
final class NoClassNames extends SimpleModule {

    private static final long serialVersionUID = 1L;

    private static final String PROBLEM =
            "Stored data never chooses a class. Store a text, and choose the class in your code.";

    NoClassNames() {
        super(NoClassNames.class.getName());
        addDeserializer(Class.class, new Refusal<>(Class.class));
        addDeserializer(JavaType.class, new Refusal<>(JavaType.class));
        addKeyDeserializer(Class.class, new KeyRefusal());
    }

    /** Rejects every class name that is given as a type. */
    static final class Validator extends PolymorphicTypeValidator.Base {

        private static final long serialVersionUID = 1L;

        @Override
        public Validity validateSubClassName(MapperConfig<?> config, JavaType baseType, String className) {
            return Validity.DENIED;
        }
    }

    private static final class Refusal<T> extends StdDeserializer<T> {

        private static final long serialVersionUID = 1L;

        Refusal(Class<T> type) {
            super(type);
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return context.reportInputMismatch(this, PROBLEM);
        }
    }

    private static final class KeyRefusal extends KeyDeserializer {

        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws IOException {
            return context.reportInputMismatch(Class.class, PROBLEM);
        }
    }
}
