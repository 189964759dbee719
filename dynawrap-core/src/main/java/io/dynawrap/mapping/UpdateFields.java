package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynawrap.InvalidUpdateException;
import io.dynawrap.key.TypeNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a model as updates name them: top-level fields by their serialised names, and values in the form in which the
 * field's own writer stores them. For the engine. Safe for use by many threads.
 *
 * <p>Every method throws an {@link InvalidUpdateException} that names the model and the field, and no value.
 */
public final class UpdateFields {

    /** The numbers that a type has. */
    private record Range(BigDecimal lowest, BigDecimal highest) {

        static Range of(Number lowest, Number highest) {
            return new Range(new BigDecimal(lowest.toString()), new BigDecimal(highest.toString()));
        }
    }

    private static final Range BYTES = Range.of(Byte.MIN_VALUE, Byte.MAX_VALUE);
    private static final Range SHORTS = Range.of(Short.MIN_VALUE, Short.MAX_VALUE);
    private static final Range INTS = Range.of(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final Range LONGS = Range.of(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final Range FLOATS = Range.of(-Float.MAX_VALUE, Float.MAX_VALUE);

    private static final Map<Class<?>, Range> RANGES = Map.ofEntries(
            Map.entry(byte.class, BYTES),
            Map.entry(Byte.class, BYTES),
            Map.entry(short.class, SHORTS),
            Map.entry(Short.class, SHORTS),
            Map.entry(int.class, INTS),
            Map.entry(Integer.class, INTS),
            Map.entry(AtomicInteger.class, INTS),
            Map.entry(long.class, LONGS),
            Map.entry(Long.class, LONGS),
            Map.entry(AtomicLong.class, LONGS),
            Map.entry(float.class, FLOATS),
            Map.entry(Float.class, FLOATS));

    private final ItemFields fields;
    private final FieldResolver resolver;
    private final FieldWriter values;

    UpdateFields(ObjectMapper mapper, JavaType model, ItemFields fields) {
        this.fields = fields;
        this.resolver = new FieldResolver(mapper, model, FieldUse.UPDATE);
        this.values = new FieldWriter(mapper, model.getRawClass().getSimpleName(), fields, FieldUse.UPDATE);
    }

    /**
     * Checks that a name is that of a field that an update may change.
     *
     * @param name the serialised name
     */
    public void check(String name) {
        find(name);
    }

    /**
     * Converts a value to the form in which a field is stored.
     *
     * @param name the serialised name of the field
     * @param value the value; {@code null} and an empty {@code Optional} are stored as NULL
     * @return the stored form
     */
    public FieldValue value(String name, @Nullable Object value) {
        ModelField field = find(name);
        if (value == null || OperandTypes.isNothing(value)) {
            return new FieldValue(null, 0, null, null);
        }
        Object fitting =
                field.isUntyped() && !field.type().isReferenceType() ? value : ValueTypes.fit(field.type(), value);
        if (fitting == null) {
            throw mismatch(name, value, field.content());
        }
        FieldWriter.Plain plain = values.plain(name, field, fitting);
        if (plain != null) {
            return new FieldValue(plain.value(), plain.bytes(), null, null);
        }
        FieldWriter.Written written = values.write(List.of(name), field, fitting);
        return new FieldValue(written.value(List.of(name)), written.bytes(), null, null);
    }

    /**
     * Converts a number that is added to a field.
     *
     * @param name the serialised name of the field
     * @param number the number
     * @return the stored form, a {@code BigDecimal}
     */
    public FieldValue number(String name, Number number) {
        ModelField field = find(name);
        Class<?> type = field.content().getRawClass();
        boolean isNumber = Number.class.isAssignableFrom(type)
                || (type.isPrimitive() && type != boolean.class && type != char.class)
                || field.isUntyped();
        FieldValue written = isNumber ? value(name, number) : null;
        if (written == null || !(written.value() instanceof BigDecimal)) {
            throw problem(
                    name, "is not stored as a number, so nothing can be added to it. Set it, or make it a number.");
        }
        Range range = RANGES.get(type);
        return range == null
                ? written
                : new FieldValue(written.value(), written.bytes(), range.lowest(), range.highest());
    }

    /**
     * Converts elements that are appended to a field.
     *
     * @param name the serialised name of the field
     * @param elements the elements
     * @return the stored form, a {@code List}
     */
    public FieldValue elements(String name, Collection<?> elements) {
        ModelField field = find(name);
        JavaType type = field.content();
        FieldValue written;
        if (type.isArrayType()) {
            Object array = ValueTypes.arrayOf(type, elements);
            if (array == null) {
                throw mismatch(name, elements, type);
            }
            written = value(name, array);
        } else if (type.isCollectionLikeType() || field.isUntyped()) {
            written = value(name, new ArrayList<>(elements));
        } else {
            throw notAList(name);
        }
        if (!(written.value() instanceof List)) {
            throw notAList(name);
        }
        return written;
    }

    private ModelField find(String name) {
        ModelField field = resolver.find(List.of(name));
        if (fields.keyFields().indexOf(name) >= 0) {
            throw problem(
                    name,
                    "is part of the key, which never changes. Create an item with the new key, and delete this one.");
        }
        VersionField version = fields.version();
        if (version != null && version.name().equals(name)) {
            throw problem(name, "is the version, which each update increases by itself. Leave it out.");
        }
        return field;
    }

    private InvalidUpdateException notAList(String name) {
        return problem(name, "is not stored as a list, so nothing can be appended to it. Set it, or make it a list.");
    }

    private InvalidUpdateException mismatch(String name, Object value, JavaType expected) {
        String expectedName = TypeNames.of(expected.getRawClass());
        String valueName = TypeNames.of(value.getClass());
        return problem(
                name,
                "is " + expectedName + ", but its value "
                        + (valueName.equals(expectedName) ? "has elements or keys of another type" : "is " + valueName)
                        + (value instanceof Number ? " or a number that this type does not have" : "")
                        + ". Give a value of the field's type.");
    }

    private InvalidUpdateException problem(String name, String problem) {
        return (InvalidUpdateException) resolver.problem(List.of(name), 1, problem);
    }
}
