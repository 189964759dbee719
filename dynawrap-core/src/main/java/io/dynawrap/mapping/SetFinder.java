package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds Java sets among the values that are written: they are stored as lists, but another item with an equal set may have its
 * elements in another order.
 */
final class SetFinder extends JsonGeneratorDelegate {

    private final int depth;
    private final Set<String> fields = new HashSet<>();
    private @Nullable String nested;

    /**
     * Creates a generator.
     *
     * @param depth how many objects are around a field that may be a set
     */
    SetFinder(JsonGenerator target, int depth) {
        super(target, false);
        this.depth = depth;
    }

    /** Reports whether a field is a set. */
    boolean isSet(String field) {
        return fields.contains(field);
    }

    /** Returns the path of a set with several elements that is inside of another value, or {@code null}. */
    @Nullable String nested() {
        return nested;
    }

    /** As the generators of both backends: serializers call this to decide whether a UUID is stored as bytes. */
    @Override
    public boolean canWriteBinaryNatively() {
        return false;
    }

    @Override
    public void writeStartArray(Object value) throws IOException {
        find(value);
        super.writeStartArray(value);
    }

    @Override
    public void writeStartArray(Object value, int length) throws IOException {
        find(value);
        super.writeStartArray(value, length);
    }

    private void find(@Nullable Object value) {
        if (value instanceof Set<?> set) {
            JsonStreamContext context = getOutputContext();
            if (context.inObject() && context.getNestingDepth() == depth) {
                fields.add(context.getCurrentName());
            } else if (set.size() > 1) {
                nested = context.pathAsPointer().toString();
            }
        }
    }
}
