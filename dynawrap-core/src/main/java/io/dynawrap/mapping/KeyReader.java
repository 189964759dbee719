package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.KeyDeserializer;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys of maps that are numbers or ids from exactly the text that they are stored under. Jackson takes {@code 05}
 * for {@code 5}, and 200 for the byte -56, so that of two entries one would be lost.
 */
final class KeyReader extends KeyDeserializer {

    private final Class<?> type;
    private final KeyDeserializer delegate;

    KeyReader(Class<?> type, KeyDeserializer delegate) {
        this.type = type;
        this.delegate = delegate;
    }

    static boolean reads(JavaType type) {
        return type.isTypeOrSubTypeOf(Number.class) || type.hasRawClass(UUID.class);
    }

    @Override
    public @Nullable Object deserializeKey(String key, DeserializationContext context) throws IOException {
        Object value = delegate.deserializeKey(key, context);
        return value == null || value.toString().equals(key)
                ? value
                : context.handleWeirdKey(type, key, "not exactly the text of a key");
    }
}
