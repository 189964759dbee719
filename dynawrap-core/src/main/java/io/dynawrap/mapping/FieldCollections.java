package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.JavaType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Creates collections and maps of the type of a field, because the serializer of a field takes no other ones: that of an {@code
 * EnumSet} takes no {@code List}.
 */
final class FieldCollections {

    private FieldCollections() {}

    /**
     * Returns a collection as one of another type.
     *
     * @param type the type of a field, a collection
     * @return the collection, or {@code null} if no collection of the type can have the elements
     */
    static @Nullable Object of(JavaType type, Collection<?> elements) {
        try {
            Collection<@Nullable Object> collection = empty(type);
            collection.addAll(elements);
            return collection;
        } catch (ReflectiveOperationException e) {
            return type.hasGenericTypes() ? null : elements; // a class without type parameters takes any elements
        } catch (RuntimeException e) {
            return null; // a set with an order refuses what it cannot compare, and any class may refuse an element
        }
    }

    /**
     * Returns a map as one of another type.
     *
     * @param type the type of a field, a map
     * @return the map, or {@code null} if no map of the type can have the entries
     */
    static @Nullable Object of(JavaType type, Map<?, ?> entries) {
        try {
            Map<@Nullable Object, @Nullable Object> map = emptyMap(type);
            map.putAll(entries);
            return map;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    @SuppressWarnings("unchecked")
    private static Collection<@Nullable Object> empty(JavaType type) throws ReflectiveOperationException {
        Class<?> raw = type.getRawClass();
        if (EnumSet.class.isAssignableFrom(raw)) {
            return noneOf(type.getContentType().getRawClass());
        } else if (raw.isAssignableFrom(ArrayList.class)) {
            return new ArrayList<>();
        } else if (raw.isAssignableFrom(LinkedHashSet.class)) {
            return new LinkedHashSet<>();
        } else if (raw.isAssignableFrom(LinkedList.class)) {
            return new LinkedList<>();
        } else if (raw.isAssignableFrom(TreeSet.class)) {
            return new TreeSet<>();
        }
        return (Collection<@Nullable Object>) raw.getConstructor().newInstance();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Collection<@Nullable Object> noneOf(Class<?> constants) {
        return EnumSet.noneOf((Class) constants);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map<@Nullable Object, @Nullable Object> emptyMap(JavaType type) throws ReflectiveOperationException {
        Class<?> raw = type.getRawClass();
        if (raw == EnumMap.class) {
            return new EnumMap(type.getKeyType().getRawClass());
        } else if (raw.isAssignableFrom(LinkedHashMap.class)) {
            return new LinkedHashMap<>();
        } else if (raw.isAssignableFrom(TreeMap.class)) {
            return new TreeMap<>();
        }
        return (Map<@Nullable Object, @Nullable Object>) raw.getConstructor().newInstance();
    }
}
