package io.dynawrap.sample;

import io.dynawrap.ItemUpdate;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A JSON merge patch (RFC 7396) of the title and the content of a story. A member that is {@code null} removes its field.
 *
 * @param members the members of the patch, each a text or {@code null}
 */
record StoryPatch(JsonNode members) {

    private static final Set<String> FIELDS = Set.of("title", "content");

    StoryPatch {
        if (!members.isObject()) {
            throw new InvalidFieldException("body", "The body is a JSON object with the fields to change.");
        }
        members.forEachEntry((field, value) -> {
            if (!FIELDS.contains(field)) {
                throw new InvalidFieldException(field, "Only 'title' and 'content' can be changed.");
            }
            if (!value.isString() && !value.isNull()) {
                throw new InvalidFieldException(field, "The value of '" + field + "' has the wrong type.");
            }
        });
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    void apply(ItemUpdate<Story> update) {
        members.forEachEntry((field, value) -> update.set(field, value.isNull() ? null : value.asString()));
    }
}
