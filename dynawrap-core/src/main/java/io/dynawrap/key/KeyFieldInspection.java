package io.dynawrap.key;

import io.dynawrap.InvalidModelException;
import io.dynawrap.SchemaVersion;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checks that every placeholder of a model's patterns names a field that can be part of a key. */
final class KeyFieldInspection {

    private final String model;
    private final Map<String, Class<?>> fieldTypes;

    KeyFieldInspection(String model, Map<String, Class<?>> fieldTypes) {
        this.model = model;
        this.fieldTypes = fieldTypes;
    }

    /** Returns the fields in the patterns by name, in the order of their first appearance. */
    Map<String, KeyField> fieldsOf(KeyPattern... patterns) {
        Map<String, KeyField> fields = new LinkedHashMap<>();
        for (KeyPattern pattern : patterns) {
            for (KeyPattern.Part part : pattern.parts()) {
                if (part instanceof KeyPattern.Placeholder placeholder) {
                    KeyField before = fields.put(placeholder.name(), field(pattern, placeholder));
                    if (before != null && before.width() != placeholder.width()) {
                        throw new InvalidModelException(model + ": field '" + placeholder.name() + "' of '"
                                + pattern.text()
                                + "' appears elsewhere in the key with another padding. Pad it to the same width everywhere,"
                                + " or not at all." + pattern.marked(placeholder));
                    }
                }
            }
        }
        return fields;
    }

    private KeyField field(KeyPattern pattern, KeyPattern.Placeholder placeholder) {
        String subject = model + ": field '" + placeholder.name() + "' of '" + pattern.text() + "' ";
        String mark = pattern.marked(placeholder);
        Class<?> javaType = fieldTypes.get(placeholder.name());
        if (javaType == null) {
            throw new InvalidModelException(subject + "is not a field of the model. "
                    + (fieldTypes.isEmpty()
                            ? "Jackson finds no fields in it: use a record, getters or @JsonProperty."
                            : "Its fields are, as they are serialised: " + fieldTypes.keySet() + ".")
                    + mark);
        }
        if (placeholder.name().equals(SchemaVersion.FIELD_NAME)) {
            throw new InvalidModelException(subject + "changes with the model and cannot be part of a key." + mark);
        }
        KeyFieldType type = KeyFieldType.of(javaType);
        if (type == null) {
            throw new InvalidModelException(subject + "is " + TypeNames.of(javaType) + " and cannot be part of a key. "
                    + KeyFieldType.ALLOWED + mark);
        }
        if (placeholder.width() > 0 && !type.isInteger()) {
            throw new InvalidModelException(subject + "is padded with zeros but is " + TypeNames.of(javaType)
                    + ". Only integers are padded." + mark);
        }
        if (type.contains(pattern.separator())) {
            throw new InvalidModelException(subject + "is " + TypeNames.of(javaType)
                    + ", whose texts contain the separator '" + pattern.separator() + "'. Declare another separator."
                    + mark);
        }
        return new KeyField(type, placeholder.width());
    }
}
