package io.dynawrap.mapping;

import io.dynawrap.InvalidConditionException;
import io.dynawrap.InvalidRequestException;
import io.dynawrap.InvalidUpdateException;
import org.jspecify.annotations.Nullable;

/** What names fields of a model: it decides the words and the type of an exception. */
enum FieldUse {
    CONDITION("a condition", "Compare"),
    UPDATE("an update", "Change");

    private final String noun;
    private final String verb;

    FieldUse(String noun, String verb) {
        this.noun = noun;
        this.verb = verb;
    }

    /** Returns what names the field, with its article. */
    String noun() {
        return noun;
    }

    /** Returns what it does with the field, as the start of an advice. */
    String verb() {
        return verb;
    }

    InvalidRequestException invalid(String message, @Nullable String field, @Nullable Throwable cause) {
        return this == CONDITION
                ? new InvalidConditionException(message, field, cause)
                : new InvalidUpdateException(message, field, cause);
    }
}
