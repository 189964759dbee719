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

/** What is wrong with an item that is being written: the model, the path and the field, and never a value. */
final class ItemFaults {

    private final String model;
    private final JsonGenerator sink;
    private final ItemSize size;

    ItemFaults(String model, JsonGenerator sink, ItemSize size) {
        this.model = model;
        this.sink = sink;
        this.size = size;
    }

    InvalidItemException noObject() {
        return new InvalidItemException(
                model + " is not written as an object with fields. Remove what makes it another value.", null, null);
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
            problem = "has an empty name, which DynamoDB cannot store. Give it one.";
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

    /** What was thrown while the item was serialised; Jackson wraps it, and knows the path. */
    InvalidItemException serialization(JsonProcessingException thrown) {
        String problem = thrown.getOriginalMessage();
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidItemException invalid) {
                return invalid;
            }
            // what the model's own code throws may tell a value
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

    /** Where in an item something failed; empty for the item as a whole. */
    static String path(List<Reference> path) {
        return path.stream()
                .map(step -> "/" + (step.getFieldName() != null ? step.getFieldName() : step.getIndex()))
                .collect(Collectors.joining());
    }

    private String namePath(int depth) {
        JsonStreamContext parent = sink.getOutputContext().getParent();
        return model + ": a field or map key "
                + (depth == 1 || parent == null ? "at the top" : "in '" + parent.pathAsPointer() + "'");
    }

    /** Where the next value will stand: the context of an array knows the last element that was written. */
    private String valuePath() {
        JsonStreamContext context = sink.getOutputContext();
        if (!context.inArray()) {
            return "'" + context.pathAsPointer() + "'";
        }
        int next = context.hasCurrentIndex() ? context.getCurrentIndex() + 1 : 0;
        return "'" + context.getParent().pathAsPointer() + "/" + next + "'";
    }
}
