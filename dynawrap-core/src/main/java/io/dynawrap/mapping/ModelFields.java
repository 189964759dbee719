package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.InvalidRequestException;
import io.dynawrap.SchemaVersion;
import io.dynawrap.key.TypeNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a model as conditions name them: paths of serialised names, and operands in the form in which the field's own
 * writer stores them. For the engine. Safe for use by many threads.
 *
 * <p>Every method throws an {@link InvalidConditionException} that names the model and the field, and no value.
 */
public final class ModelFields {

    private final ObjectMapper mapper;
    private final JavaType type;
    private final Class<?> model;
    private final ItemFields fields;
    private final Set<String> names;
    private final boolean hasFurtherFields;
    private final ObjectWriter writer;
    private final FieldResolver resolver;
    private final FieldWriter values;
    private final FieldDefaults defaults;

    /**
     * Creates the fields of a model.
     *
     * @param names the serialised names of all fields that the class shows
     * @param hasFurtherFields whether each item may have fields of other names
     */
    ModelFields(ObjectMapper mapper, JavaType type, ItemFields fields, Set<String> names, boolean hasFurtherFields) {
        this.mapper = mapper;
        this.type = type;
        this.model = type.getRawClass();
        this.fields = fields;
        this.names = Set.copyOf(names);
        this.hasFurtherFields = hasFurtherFields;
        this.writer = mapper.writerFor(type);
        this.resolver = new FieldResolver(mapper, type, FieldUse.CONDITION);
        this.values = new FieldWriter(mapper, model.getSimpleName(), fields, FieldUse.CONDITION);
        this.defaults = new FieldDefaults(mapper, type, fields, values);
    }

    /**
     * Checks that a path names a field.
     *
     * @param path the name of the field at each level
     */
    public void check(List<String> path) {
        resolver.find(path);
    }

    /**
     * Reports whether a field at the top is stored as a number. A field that may have values of any kind is not.
     *
     * @param name the serialised name of the field, whether or not the model has it
     * @return whether all its values are numbers
     */
    public boolean isNumber(String name) {
        try {
            return NumberFields.of(mapper, type).contains(name);
        } catch (JsonMappingException e) {
            return false; // a serializer of the application does not describe what it writes
        }
    }

    /**
     * Converts an operand to the form in which a field is stored.
     *
     * @param path the name of the field at each level
     * @param value the operand
     * @return the stored form
     */
    public FieldOperand operand(List<String> path, @Nullable Object value) {
        ModelField field = resolver.find(path);
        Object operand = notNull(path, value);
        Object fitting = field.isUntyped() && !field.type().isReferenceType()
                ? operand
                : OperandTypes.fit(field.type(), operand);
        if (fitting == null) {
            throw problem(path, operand, field.content());
        }
        Object content = operand instanceof Optional<?> optional && optional.isPresent() ? optional.get() : operand;
        return write(path, field, fitting, content.getClass());
    }

    /**
     * Converts an operand to the form of an element of a list or set, or of a part of a text, whichever a field is.
     *
     * @param path the name of the field at each level
     * @param value the operand
     * @return the stored form
     */
    public FieldOperand element(List<String> path, @Nullable Object value) {
        ModelField field = resolver.find(path);
        Object operand = notNull(path, value);
        JavaType type = field.content();
        boolean list = type.isCollectionLikeType() || (type.isArrayType() && !isStoredWhole(type.getContentType()));
        if (!list) {
            if (field.isUntyped() || type.isTypeOrSubTypeOf(CharSequence.class)) {
                return operand(path, operand);
            }
            throw resolver.problem(
                    path, path.size(), "is no list, set or text, so it contains nothing. Compare it with is(..).");
        }
        Object container = OperandTypes.containerOf(type, operand);
        Object fitting = container == null ? null : OperandTypes.fit(field.type(), container);
        if (fitting == null) {
            throw problem(path, operand, type.getContentType());
        }
        FieldOperand written = write(path, field, fitting, operand.getClass());
        if (written.value() instanceof List<?> elements && elements.size() == 1 && elements.get(0) != null) {
            return new FieldOperand(elements.get(0), FieldOperand.Order.NONE, false, written.bytes());
        }
        throw resolver.problem(path, path.size(), "is not stored as a list of its elements. Compare it with is(..).");
    }

    private static boolean isStoredWhole(JavaType element) {
        return element.getRawClass() == byte.class || element.getRawClass() == char.class;
    }

    /**
     * Returns the fields of an item as they are stored: all that the class shows, without the schema version.
     *
     * @param item the item
     * @return the fields, those that are absent included
     */
    public List<ItemField> of(Object item) {
        if (!model.isInstance(item)) {
            throw new InvalidConditionException(
                    model.getSimpleName() + ": unchanged(..) has " + TypeNames.of(item.getClass())
                            + ". Give the item of this model that was read.",
                    null,
                    null);
        }
        if (hasFurtherFields) {
            throw new InvalidConditionException(
                    model.getSimpleName()
                            + ": unchanged(..) cannot compare a model with @JsonAnyGetter, whose further fields"
                            + " are not known. Use @ItemVersion, or compare single fields.",
                    null,
                    null);
        }
        List<String> everywhere = List.of();
        FieldWriter.Written written =
                comparable(everywhere, values.write(everywhere, 1, generator -> writer.writeValue(generator, item)));
        Set<String> all = new TreeSet<>(names);
        all.addAll(written.values().keySet());
        all.remove(SchemaVersion.FIELD_NAME);
        Set<String> absentToo = absentToo(all, written.values());
        List<ItemField> stored = new ArrayList<>();
        for (String name : all) {
            stored.add(field(name, item, written, absentToo.contains(name)));
        }
        return stored;
    }

    /** Returns the fields that are read with the same value if they are not stored. */
    private Set<String> absentToo(Set<String> all, Map<String, @Nullable Object> stored) {
        Set<String> absentToo = new HashSet<>();
        Set<String> perhaps = new HashSet<>();
        for (String name : all) {
            Object value = stored.get(name);
            if (fields.keyFields().indexOf(name) >= 0) {
                absentToo.add(name); // it is read from the key
            } else if (value != null) {
                BeanPropertyWriter property = resolver.writer(name);
                boolean primitive = property != null
                        && model.isRecord()
                        && property.getType().isPrimitive();
                boolean zero =
                        Boolean.FALSE.equals(value) || (value instanceof BigDecimal number && number.signum() == 0);
                (primitive && zero ? absentToo : perhaps).add(name);
            }
        }
        absentToo.addAll(defaults.in(perhaps, stored));
        return absentToo;
    }

    private ItemField field(String name, Object item, FieldWriter.Written written, boolean absentToo) {
        Object value = written.values().get(name);
        BeanPropertyWriter property = resolver.writer(name);
        if (value == null) {
            FieldOperand leftOut = leftOut(name, property, item);
            return new ItemField(name, leftOut, List.of(), absentToo || leftOut != null);
        }
        VersionField version = fields.version();
        if (version != null && version.name().equals(name)) {
            return new ItemField(name, number(version.of(item)), List.of(), absentToo);
        }
        ModelField field = property == null ? null : new ModelField(property.getType(), property, null);
        FieldOperand operand = new FieldOperand(
                value,
                OperandTypes.order(
                        field == null ? Object.class : field.content().getRawClass(), value),
                written.generator().isSet(name),
                written.bytes() / names.size());
        List<FieldOperand> otherForms =
                OtherForms.of(valueOf(property, item), value, field != null && field.isUntyped());
        return new ItemField(name, operand, otherForms, absentToo);
    }

    /** Returns the stored form of a value that is not written, because the class has it anyway; another writer may store it. */
    private @Nullable FieldOperand leftOut(String name, @Nullable BeanPropertyWriter property, Object item) {
        Object value = valueOf(property, item);
        if (property == null || value == null || OperandTypes.isNothing(value)) {
            return null;
        }
        try {
            ModelField field = new ModelField(property.getType(), property, null);
            FieldWriter.Written written = values.write(List.of(name), field, value);
            Object stored = written.value(List.of(name));
            return stored == null
                    ? null
                    : new FieldOperand(
                            stored,
                            OperandTypes.order(field.content().getRawClass(), stored),
                            written.generator().isSet(name),
                            written.bytes());
        } catch (InvalidConditionException e) {
            return null; // a value that cannot be stored is not that of a stored item
        }
    }

    private static @Nullable Object valueOf(@Nullable BeanPropertyWriter property, Object item) {
        try {
            return property == null ? null : property.get(item);
        } catch (Exception e) {
            return null; // the getter was called before
        }
    }

    /** The version is stored as a number, whatever the serializer of its field writes. */
    private static FieldOperand number(long version) {
        return new FieldOperand(
                BigDecimal.valueOf(version), FieldOperand.Order.NUMBER, false, ItemSize.ofNumber(version));
    }

    private FieldOperand write(List<String> path, ModelField field, Object value, Class<?> type) {
        VersionField version = fields.version();
        if (version != null && path.equals(List.of(version.name()))) {
            return number(((Number) value).longValue());
        }
        FieldWriter.Plain plain = path.size() == 1 ? values.plain(path.get(0), field, value) : null;
        if (plain != null) {
            return new FieldOperand(plain.value(), OperandTypes.order(type, plain.value()), false, plain.bytes());
        }
        FieldWriter.Written written = comparable(path, values.write(path, field, value));
        Object stored = written.value(path);
        if (stored == null) {
            throw resolver.problem(path, path.size(), "has an operand that is stored as NULL. Use isAbsent().");
        }
        boolean set = written.generator().isSet(path.get(path.size() - 1));
        return new FieldOperand(stored, OperandTypes.order(type, stored), set, written.bytes());
    }

    private FieldWriter.Written comparable(List<String> path, FieldWriter.Written written) {
        if (written.generator().nested() != null) {
            throw new InvalidConditionException(
                    model.getSimpleName() + ": a condition compares the value at '"
                            + written.generator().nested()
                            + "', a set inside of another value, whose elements have no order. Compare other fields, or use"
                            + " @ItemVersion.",
                    path.isEmpty() ? null : path.get(0),
                    null);
        }
        return written;
    }

    private Object notNull(List<String> path, @Nullable Object value) {
        if (value == null || OperandTypes.isNothing(value)) {
            throw resolver.problem(
                    path, path.size(), "is compared with null. Use isAbsent(), or isPresent() for the opposite.");
        }
        return value;
    }

    private InvalidRequestException problem(List<String> path, Object operand, JavaType expected) {
        return resolver.problem(
                path,
                path.size(),
                "is " + TypeNames.of(expected.getRawClass()) + ", but its operand is "
                        + TypeNames.of(operand.getClass())
                        + (operand instanceof Number ? " or a number that this type does not have" : "")
                        + ". Give a value of the field's type.");
    }
}
