package io.dynawrap.mapping;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Detects duplicate names in one object. Jackson's own detector creates a hash set for every object of more than two
 * fields. Most objects have few fields, whose names are compared directly.
 */
final class FieldNames {

    private static final int FIRST = 8;
    private static final int FEW = 16;

    /** The names of the enclosing object, or {@code null} at the top. */
    final @Nullable FieldNames outer;

    private @Nullable String[] few = new String[FIRST];
    private int count;
    private @Nullable Set<@Nullable String> many;

    FieldNames(@Nullable FieldNames outer) {
        this.outer = outer;
    }

    /** Adds a name; returns false if it exists already. */
    boolean add(String name) {
        if (many != null) {
            return many.add(name);
        }
        for (int i = 0; i < count; i++) {
            if (name.equals(few[i])) {
                return false;
            }
        }
        if (count == FEW) {
            many = new HashSet<>(List.of(few));
            return many.add(name);
        }
        if (count == few.length) {
            few = Arrays.copyOf(few, FEW);
        }
        few[count++] = name;
        return true;
    }
}
