package io.dynawrap.engine;

import io.dynawrap.KeyValues;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Knows what callers pass by mistake where an item is expected; each of these compiles. */
final class WrongItem {

    private WrongItem() {}

    /** What to do, or {@code null} if the object may be an item. */
    static @Nullable String advice(Object item) {
        if (item instanceof KeyValues) {
            return "Pass the model's class too, as in delete(Story.class, key).";
        }
        if (item instanceof Class<?>) {
            return "Pass the key too, as in delete(Story.class, key).";
        }
        if (item instanceof Optional<?>) {
            return "Pass the value in it.";
        }
        if (item instanceof Collection<?>
                || item instanceof BaseStream<?, ?>
                || item.getClass().isArray()) {
            return "Pass a single item, or store several with batchWrite.";
        }
        return item instanceof Map<?, ?> ? "Pass an object of a @DbItem class." : null;
    }
}
