package io.dynawrap.dynamodb;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The placeholders in the expressions of one request: {@code #n0} and so on for names, {@code :v0} and so on for values. All
 * expressions of a request share them, so a name has one placeholder.
 */
final class Placeholders {

    private @Nullable Map<String, String> names;
    private @Nullable Map<String, AttributeValue> values;
    private @Nullable Map<AttributeValue, String> constants;

    /** Returns the attribute names by placeholder, or {@code null}: a request must not have empty names. */
    @Nullable Map<String, String> names() {
        return names;
    }

    /** Returns the values by placeholder, or {@code null}: a request must not have empty values. */
    @Nullable Map<String, AttributeValue> values() {
        return values;
    }

    /** Returns the placeholder of the name of an attribute. */
    String name(String attribute) {
        if (names == null) {
            names = new LinkedHashMap<>();
        }
        // an expression has at most 4 KB, and most have few names
        for (Map.Entry<String, String> known : names.entrySet()) {
            if (known.getValue().equals(attribute)) {
                return known.getKey();
            }
        }
        String placeholder = "#n" + names.size();
        names.put(placeholder, attribute);
        return placeholder;
    }

    /** Returns a path of names as placeholders. */
    String path(List<String> path) {
        String printed = name(path.get(0));
        for (int i = 1; i < path.size(); i++) {
            printed += "." + name(path.get(i));
        }
        return printed;
    }

    /** Returns a new placeholder of a value. */
    String value(AttributeValue value) {
        if (values == null) {
            values = new LinkedHashMap<>();
        }
        String placeholder = ":v" + values.size();
        values.put(placeholder, value);
        return placeholder;
    }

    /** Returns the placeholder of a small value that may be needed again. */
    String constant(AttributeValue value) {
        if (constants == null) {
            constants = new HashMap<>();
        }
        return constants.computeIfAbsent(value, this::value);
    }
}
