package io.dynawrap.mapping;

import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import io.dynawrap.ExpiresAt;
import io.dynawrap.SchemaVersion;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.net.URL;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds a value that an item lost when it was written and read. Objects are compared field by field as Jackson sees them,
 * numbers by value, other values of the JDK by {@code equals}. Where two values cannot be compared, as an object of a class
 * with its own serializer and a text, they are taken to be the same.
 */
final class ValueComparison {

    /** Sets without an order are compared element by element, each with each. */
    private static final int MAX_SET = 200;

    private static final int NANOS_PER_MILLI = 1_000_000;

    private final ObjectMapper mapper;

    /** The objects around the values that are being compared, with what was read of them: an object may contain itself. */
    private final Map<Object, Object> around = new IdentityHashMap<>();

    ValueComparison(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The path of the first value that differs, or {@code null}. */
    @Nullable String changed(@Nullable Object value, @Nullable Object readBack, String path) {
        try {
            return find(value, readBack, path);
        } catch (Exception e) {
            // a getter or an equals of the model may throw anything; then the values cannot be compared
            return null;
        }
    }

    private @Nullable String find(@Nullable Object value, @Nullable Object readBack, String path) throws Exception {
        Object one = referenced(value);
        Object other = referenced(readBack);
        if (one == other) {
            return null;
        }
        if (one == null || other == null) {
            // a model may ask for that: @JsonInclude(NON_EMPTY), @JsonSetter(nulls = AS_EMPTY)
            return AbsentValue.isEmpty(one == null ? other : one) ? null : path;
        }
        if (one instanceof Number number && other instanceof Number another) {
            return number.equals(another) || isEqual(number, another) ? null : path;
        }
        if (one instanceof CharSequence && other instanceof CharSequence) {
            return one.toString().contentEquals((CharSequence) other) ? null : path;
        }
        if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> another) {
            return inMaps(map, another, path);
        }
        if (one instanceof Collection<?> collection && other instanceof Collection<?> another) {
            return inCollections(collection, another, path);
        }
        if (one.getClass().isArray() && other.getClass().isArray()) {
            return inArrays(one, other, path);
        }
        if (one instanceof Date date) {
            return inDates(date, other) ? path : null;
        }
        if (one instanceof Enum<?> && other instanceof Enum<?>) {
            return path;
        }
        return one instanceof TreeNode || one.getClass() != other.getClass() ? null : inObjects(one, other, path);
    }

    private @Nullable Object referenced(@Nullable Object value) {
        if (value instanceof java.util.Optional<?> optional) {
            return optional.orElse(null);
        }
        return value instanceof AtomicReference<?> reference ? reference.get() : value;
    }

    private static boolean isEqual(Number one, Number other) {
        try {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private @Nullable String inMaps(Map<?, ?> map, Map<?, ?> other, String path) throws Exception {
        if (map.size() != other.size()) {
            return path;
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = entry.getKey();
            boolean sameKeys = other.keySet().stream()
                    .allMatch(another -> another != null && key != null && another.getClass() == key.getClass());
            if (!sameKeys) {
                continue; // keys of an untyped map are texts
            }
            String inMap = path + ItemFaults.step(key);
            String changed = other.containsKey(key) ? find(entry.getValue(), other.get(key), inMap) : inMap;
            if (changed != null) {
                return changed;
            }
        }
        return null;
    }

    private @Nullable String inCollections(Collection<?> collection, Collection<?> other, String path)
            throws Exception {
        if (collection.size() != other.size()) {
            return path;
        }
        if (collection instanceof Set<?> || other instanceof Set<?>) {
            return inSets(collection, other, path);
        }
        Iterator<?> others = other.iterator();
        int index = 0;
        for (Object element : collection) {
            String changed = find(element, others.next(), path + "/" + index++);
            if (changed != null) {
                return changed;
            }
        }
        return null;
    }

    private @Nullable String inSets(Collection<?> set, Collection<?> other, String path) throws Exception {
        if (set.size() > MAX_SET) {
            return null;
        }
        for (Object element : set) {
            boolean found = false;
            for (Object another : other) {
                found = found || find(element, another, path) == null;
            }
            if (!found) {
                return path;
            }
        }
        return null;
    }

    private @Nullable String inArrays(Object array, Object other, String path) throws Exception {
        int length = Array.getLength(array);
        if (length != Array.getLength(other)) {
            return path;
        }
        for (int i = 0; i < length; i++) {
            String changed = find(Array.get(array, i), Array.get(other, i), path + "/" + i);
            if (changed != null) {
                return changed;
            }
        }
        return null;
    }

    /** A date of {@code java.sql} may have nanoseconds, which are in no text of Jackson's and in no other date. */
    private static boolean inDates(Date date, Object other) {
        Instant instant;
        try {
            instant = date.toInstant();
        } catch (UnsupportedOperationException e) {
            return other instanceof Date another && date.getTime() != another.getTime();
        }
        return other instanceof Date another
                ? !instant.equals(Instant.ofEpochMilli(another.getTime()).plusNanos(nanosBelowMillis(another)))
                : instant.getNano() % NANOS_PER_MILLI != 0;
    }

    private static int nanosBelowMillis(Date date) {
        try {
            return date.toInstant().getNano() % NANOS_PER_MILLI;
        } catch (UnsupportedOperationException e) {
            return 0;
        }
    }

    private @Nullable String inObjects(Object one, Object other, String path) throws Exception {
        BeanDescription description = mapper.getSerializationConfig().introspect(mapper.constructType(one.getClass()));
        AnnotatedMember single = description.findJsonValueAccessor();
        if (single != null) {
            return find(single.getValue(one), single.getValue(other), path);
        }
        JsonSerializer<Object> serializer =
                mapper.getSerializerProviderInstance().findValueSerializer(one.getClass());
        if (serializer instanceof BeanSerializerBase bean) {
            return around.get(one) == other ? null : inFieldsOf(bean, one, other, path);
        }
        if (one instanceof URL) {
            return one.toString().equals(other.toString()) ? null : path; // equals asks for addresses
        }
        if (one instanceof Pattern pattern) {
            return pattern.flags() == ((Pattern) other).flags()
                    ? null
                    : path; // the text of its form is compared elsewhere
        }
        return isOfTheJdk(one) && definesEquals(one) && !one.equals(other) ? path : null;
    }

    private @Nullable String inFieldsOf(BeanSerializerBase bean, Object one, Object other, String path)
            throws Exception {
        Object outer = around.put(one, other);
        try {
            return inFields(bean, one, other, path);
        } finally {
            if (outer == null) {
                around.remove(one);
            } else {
                around.put(one, outer);
            }
        }
    }

    private @Nullable String inFields(BeanSerializerBase bean, Object one, Object other, String path) throws Exception {
        Iterator<PropertyWriter> properties = bean.properties();
        while (properties.hasNext()) {
            PropertyWriter property = properties.next();
            if (property instanceof BeanPropertyWriter writer
                    && !writer.getName().equals(SchemaVersion.FIELD_NAME)
                    && isRead(one, writer)) {
                Object value = writer.get(one);
                if (value == null && writer.isUnwrapping()) {
                    continue; // its fields are absent, so an object without values is read
                }
                if (writer.getAnnotation(ExpiresAt.class) != null && value instanceof Instant expiry) {
                    value = expiry.truncatedTo(ChronoUnit.SECONDS); // the form that is stored
                }
                String changed = find(value, writer.get(other), path + ItemFaults.step(writer.getName()));
                if (changed != null) {
                    return changed;
                }
            }
        }
        return null;
    }

    private boolean isRead(Object bean, BeanPropertyWriter writer) throws JsonMappingException {
        JsonDeserializer<Object> deserializer =
                ModelConstruction.deserializer(mapper, mapper.constructType(bean.getClass()));
        return writer.isUnwrapping()
                || !(deserializer instanceof BeanDeserializerBase read)
                || read.findProperty(writer.getName()) != null;
    }

    private static boolean isOfTheJdk(Object value) {
        ClassLoader loader = value.getClass().getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private static boolean definesEquals(Object value) throws NoSuchMethodException {
        return value.getClass().getMethod("equals", Object.class).getDeclaringClass() != Object.class;
    }
}
