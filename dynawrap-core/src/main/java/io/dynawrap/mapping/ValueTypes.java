package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.JavaType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the value of an update has the type of its field. Other than a compared value, it is stored: the elements of containers
 * need the declared types too, or the item could not be read.
 */
final class ValueTypes {

    private ValueTypes() {}

    /**
     * Returns a value as a value of a type, as {@link OperandTypes#fit} does, its elements included.
     *
     * @return the value, or {@code null} if it is no value of the type
     */
    static @Nullable Object fit(JavaType type, Object value) {
        if (type.isReferenceType() || type.isJavaLangObject()) {
            return type.isJavaLangObject() ? value : OperandTypes.fit(type, value);
        }
        Object fitting = OperandTypes.fit(type, value);
        if (fitting instanceof Collection<?> elements && type.getContentType() != null) {
            Object all = fitElements(type.getContentType(), elements);
            return all == null ? null : OperandTypes.fit(type, all);
        } else if (fitting instanceof Map<?, ?> map && type.getContentType() != null) {
            Object all = fitMap(type, map);
            return all == null ? null : OperandTypes.fit(type, all);
        }
        return fitting;
    }

    private static @Nullable Object fitElements(JavaType type, Collection<?> elements) {
        boolean same = true;
        List<@Nullable Object> all = new ArrayList<>(elements.size());
        for (Object element : elements) {
            Object fitting = isNothing(type, element) ? element : fit(type, element);
            if (fitting == null && element != null) {
                return null;
            }
            same &= fitting == element;
            all.add(fitting);
        }
        return same ? elements : all;
    }

    /** Reports whether a value is null, or an empty {@code Optional} where the type has one. */
    private static boolean isNothing(JavaType type, @Nullable Object value) {
        return value == null
                || (type.isReferenceType() && type.getRawClass().isInstance(value) && OperandTypes.isNothing(value));
    }

    private static @Nullable Object fitMap(JavaType type, Map<?, ?> map) {
        boolean same = true;
        Map<Object, @Nullable Object> all = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object value = entry.getValue();
            Object fitting = isNothing(type.getContentType(), value) ? value : fit(type.getContentType(), value);
            boolean fits =
                    type.getKeyType() == null || type.getKeyType().getRawClass().isInstance(entry.getKey());
            if (!fits || (fitting == null && value != null)) {
                return null;
            }
            same &= fitting == value;
            all.put(entry.getKey(), fitting);
        }
        return same ? map : all;
    }

    /**
     * Returns an array of elements.
     *
     * @return the array, or {@code null} if the elements are no values of its type, or it is not stored as a list
     */
    static @Nullable Object arrayOf(JavaType type, Collection<?> elements) {
        JavaType content = type.getContentType();
        if (content.hasRawClass(byte.class) || content.hasRawClass(char.class)) {
            return null;
        }
        Object array = Array.newInstance(content.getRawClass(), elements.size());
        int index = 0;
        for (Object element : elements) {
            Object fitting = isNothing(content, element) ? element : fit(content, element);
            if (fitting == null && (element != null || content.isPrimitive())) {
                return null;
            }
            Array.set(array, index++, fitting);
        }
        return array;
    }
}
