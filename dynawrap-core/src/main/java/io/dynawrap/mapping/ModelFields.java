package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.InvalidRequestException;
import io.dynawrap.key.TypeNames;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final boolean hasFurtherFields;
    private final ObjectWriter writer;
    private final FieldResolver resolver;
    private final FieldWriter values;
    private final ComparedFields compared;

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
        this.hasFurtherFields = hasFurtherFields;
        this.writer = mapper.writerFor(type);
        this.resolver = new FieldResolver(mapper, type, FieldUse.CONDITION);
        this.values = new FieldWriter(mapper, model.getSimpleName(), fields, FieldUse.CONDITION);
        this.compared = new ComparedFields(
                model, fields, Set.copyOf(names), resolver, values, new FieldDefaults(mapper, type, fields, values));
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
     * Converts an operand with which the values of a field are ordered. An instant keeps the fraction of a second that a field with
     * {@link io.dynawrap.ExpiresAt} stores nothing of.
     *
     * @param path the name of the field at each level
     * @param value the operand
     * @return the stored form
     */
    public FieldOperand bound(List<String> path, @Nullable Object value) {
        FieldOperand operand = operand(path, value);
        Object content = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        return content instanceof Instant instant
                        && OtherForms.isExpiry(resolver.find(path).writer())
                ? OtherForms.exactSecond(instant)
                : operand;
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
        return compared.of(item, written);
    }

    private FieldOperand write(List<String> path, ModelField field, Object value, Class<?> type) {
        VersionField version = fields.version();
        if (version != null && path.equals(List.of(version.name()))) {
            return VersionField.operand(((Number) value).longValue());
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
