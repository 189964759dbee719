package io.dynawrap.mapping;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.StreamWriteException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import io.dynawrap.InvalidItemException;
import io.dynawrap.key.StorableText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Creates the exceptions for an item that cannot be written. They name the model, the path and the field, never a
 * value.
 */
final class ItemFaults {

    private final String model;
    private final JsonGenerator sink;
    private final ItemSize size;

    ItemFaults(String model, JsonGenerator sink, ItemSize size) {
        this.model = model;
        this.sink = sink;
        this.size = size;
    }

    InvalidItemException notAnObject() {
        return new InvalidItemException(
                model
                        + " is not written as an object with fields. Remove the annotation or serializer that causes this.",
                null,
                null);
    }

    InvalidItemException value(String problem) {
        return new InvalidItemException(
                model + ": the value at " + valuePath() + " " + problem, size.currentField(), null);
    }

    InvalidItemException reservedName(String name) {
        return new InvalidItemException(
                model + ": the item has a field '" + name + "', where its "
                        + (name.length() == 2 ? "key" : "schema version") + " is stored. Give the field another name.",
                name,
                null);
    }

    InvalidItemException badName(int depth, String name) {
        String problem = StorableText.problem(name);
        if (name.isEmpty()) {
            problem = "has an empty name, which DynamoDB cannot store. Give it a name.";
        } else if (problem == null) {
            problem = "has a name of more than " + ItemSize.MAX_NAME_BYTES + " bytes. Shorten it.";
        }
        String field = depth == 1 ? null : size.currentField();
        return new InvalidItemException(namePath(depth) + " " + problem, field, null);
    }

    InvalidItemException unwritableName(int depth, String name, StreamWriteException thrown) {
        String field = depth == 1 ? name : size.currentField();
        return new InvalidItemException(
                namePath(depth) + " cannot be written: " + thrown.getOriginalMessage() + ".", field, thrown);
    }

    /** Converts an exception from the serialisation of the item. Jackson wraps it and adds the path. */
    InvalidItemException serialization(JsonProcessingException thrown) {
        String problem = thrown.getOriginalMessage();
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidItemException invalid) {
                return invalid;
            }
            // a message from the model's own code may contain a value
            problem = cause instanceof JsonProcessingException jackson
                    ? jackson.getOriginalMessage()
                    : cause.getClass().getSimpleName() + " was thrown.";
        }
        List<Reference> path = thrown instanceof JsonMappingException mapping ? mapping.getPath() : List.of();
        return new InvalidItemException(
                model + ": the value at '" + path(path) + "' cannot be serialised: " + problem,
                path.isEmpty() ? null : path.get(0).getFieldName(),
                thrown);
    }

    /** Returns the path in an item at which an operation failed; empty for the item as a whole. */
    static String path(List<Reference> path) {
        return path.stream()
                .map(step -> step(step.getFieldName() != null ? step.getFieldName() : step.getIndex()))
                .collect(Collectors.joining());
    }

    /** Returns the part of a path that leads to a field or an element, in the form of a JSON pointer. */
    static String step(Object nameOrIndex) {
        return "/" + nameOrIndex.toString().replace("~", "~0").replace("/", "~1");
    }

    private String namePath(int depth) {
        JsonStreamContext parent = sink.getOutputContext().getParent();
        return model + ": a field or map key "
                + (depth == 1 || parent == null ? "at the top" : "in '" + parent.pathAsPointer() + "'");
    }

    /**
     * Returns the path of the next value. The context of an array has the index of the last element that was written.
     */
    private String valuePath() {
        JsonStreamContext context = sink.getOutputContext();
        if (!context.inArray()) {
            return "'" + context.pathAsPointer() + "'";
        }
        int next = context.hasCurrentIndex() ? context.getCurrentIndex() + 1 : 0;
        return "'" + context.getParent().pathAsPointer() + "/" + next + "'";
    }
}
