package io.dynawrap;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values for the fields in a model's key patterns, by field name. Immutable.
 *
 * <p>A value has the type of the model's field, or is the text that the field's value has inside a key. The operation
 * that receives the values checks, before any I/O, that they are complete and fit the patterns.
 */
public final class KeyValues {

    private static final KeyValues NONE = new KeyValues(Map.of());

    private final Map<String, @Nullable Object> values;

    private KeyValues(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /**
     * Returns no values, for patterns without placeholders.
     *
     * @return the empty values
     */
    public static KeyValues none() {
        return NONE;
    }

    /**
     * Returns one value.
     *
     * @param name the placeholder's name
     * @param value its value
     * @return the values
     */
    public static KeyValues of(String name, @Nullable Object value) {
        return NONE.and(name, value);
    }

    /**
     * Returns two values.
     *
     * @param name1 the first placeholder's name
     * @param value1 its value
     * @param name2 the second placeholder's name
     * @param value2 its value
     * @return the values
     * @throws InvalidArgumentException if a name is given twice
     */
    public static KeyValues of(String name1, @Nullable Object value1, String name2, @Nullable Object value2) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        put(values, name1, value1);
        put(values, name2, value2);
        return new KeyValues(Collections.unmodifiableMap(values));
    }

    /**
     * Returns three values.
     *
     * @param name1 the first placeholder's name
     * @param value1 its value
     * @param name2 the second placeholder's name
     * @param value2 its value
     * @param name3 the third placeholder's name
     * @param value3 its value
     * @return the values
     * @throws InvalidArgumentException if a name is given twice
     */
    public static KeyValues of(
            String name1,
            @Nullable Object value1,
            String name2,
            @Nullable Object value2,
            String name3,
            @Nullable Object value3) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        put(values, name1, value1);
        put(values, name2, value2);
        put(values, name3, value3);
        return new KeyValues(Collections.unmodifiableMap(values));
    }

    /**
     * Creates values from a map, in its order.
     *
     * @param values the values by serialised field name
     * @return the values
     */
    public static KeyValues byFieldName(Map<String, ? extends @Nullable Object> values) {
        Objects.requireNonNull(values, "'values' must not be null");
        return values.isEmpty() ? NONE : new KeyValues(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
    }

    /**
     * Returns these values and one more.
     *
     * @param name the placeholder's name
     * @param value its value
     * @return a copy with the value
     * @throws InvalidArgumentException if a value of that name exists already
     */
    public KeyValues and(String name, @Nullable Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
        put(copy, name, value);
        return new KeyValues(Collections.unmodifiableMap(copy));
    }

    private static void put(Map<String, @Nullable Object> values, String name, @Nullable Object value) {
        Objects.requireNonNull(name, "'name' must not be null");
        if (values.containsKey(name)) {
            throw new InvalidArgumentException("The key value '" + name + "' is given twice. Give each field once.");
        }
        values.put(name, value);
    }

    /**
     * Returns the names that have a value, in the order in which they were given.
     *
     * @return the names
     */
    public Set<String> names() {
        return values.keySet();
    }

    /**
     * Reports whether a value was given, {@code null} included.
     *
     * @param name a placeholder's name
     * @return whether a value was given
     */
    public boolean contains(String name) {
        return values.containsKey(name);
    }

    /**
     * Returns the value of a name.
     *
     * @param name a placeholder's name
     * @return the value, or {@code null} if no value was given
     */
    public @Nullable Object get(String name) {
        return values.get(name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyValues that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
