package io.dynawrap.mapping;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that one object was given so far. Jackson's own detector makes a hash set for every object of more than two
 * fields; most objects have few, and those are compared one by one.
 */
final class FieldNames {

    private static final int FIRST = 8;
    private static final int FEW = 16;

    /** The names of the object around this one, or {@code null} if there is none. */
    final @Nullable FieldNames outer;

    private @Nullable String[] few = new String[FIRST];
    private int count;
    private @Nullable Set<@Nullable String> many;

    FieldNames(@Nullable FieldNames outer) {
        this.outer = outer;
    }

    /** Adds a name; false if it is there already. */
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
