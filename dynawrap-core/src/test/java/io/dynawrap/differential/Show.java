package io.dynawrap.differential;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Programs and answers as text for people: one line a step, characters beyond ASCII escaped, long values shortened. */
final class Show {

    private static final int LONGEST_TEXT = 120;

    private Show() {}

    static String of(@Nullable Object value) {
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof byte[] bytes) {
            return "bytes " + of(HexFormat.of().formatHex(bytes));
        }
        if (value instanceof Collection<?> collection) {
            return collection.stream().map(Show::of).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> of(entry.getKey()) + ": " + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Class<?> type) {
            return type.getSimpleName();
        }
        if (value instanceof Record && !(value instanceof Model)) {
            return record(value);
        }
        return value instanceof Number ? value + " " + value.getClass().getSimpleName() : String.valueOf(value);
    }

    private static String record(Object value) {
        StringBuilder text = new StringBuilder(value.getClass().getSimpleName()).append('(');
        String gap = "";
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                text.append(gap).append(component.getName()).append(' ');
                text.append(of(component.getAccessor().invoke(value)));
                gap = ", ";
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return text.append(')').toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < Math.min(text.length(), LONGEST_TEXT); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                quoted.append(c);
            }
        }
        return quoted + (text.length() > LONGEST_TEXT ? "\"... of " + text.length() : "\"");
    }
}
