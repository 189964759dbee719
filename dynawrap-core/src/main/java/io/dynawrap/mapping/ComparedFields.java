package io.dynawrap.mapping;

import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.SchemaVersion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fields of one item, with every form in which they may be stored if the item is unchanged. */
final class ComparedFields {

    private final Class<?> model;
    private final ItemFields fields;
    private final Set<String> names;
    private final FieldResolver resolver;
    private final FieldWriter values;
    private final FieldDefaults defaults;

    ComparedFields(
            Class<?> model,
            ItemFields fields,
            Set<String> names,
            FieldResolver resolver,
            FieldWriter values,
            FieldDefaults defaults) {
        this.model = model;
        this.fields = fields;
        this.names = names;
        this.resolver = resolver;
        this.values = values;
        this.defaults = defaults;
    }

    /**
     * Returns all fields that the class shows, without the schema version.
     *
     * @param written the item as it is written
     */
    List<ItemField> of(Object item, FieldWriter.Written written) {
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
            return new ItemField(name, VersionField.operand(version.of(item)), List.of(), absentToo);
        }
        ModelField field = property == null ? null : new ModelField(property.getType(), property, null);
        FieldOperand operand = new FieldOperand(
                value,
                OperandTypes.order(
                        field == null ? Object.class : field.content().getRawClass(), value),
                written.generator().isSet(name),
                written.bytes() / names.size());
        List<FieldOperand> otherForms =
                field == null ? List.of() : OtherForms.of(valueOf(property, item), value, field);
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
}
