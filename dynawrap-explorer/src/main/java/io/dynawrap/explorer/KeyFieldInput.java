package io.dynawrap.explorer;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The input for the value of a key field.
 *
 * @param name the field
 * @param type the type of its values
 */
record KeyFieldInput(String name, @Nullable Class<?> type) {

    String typeName() {
        return type == null ? "" : type.getSimpleName();
    }

    Html html(String id, String value, boolean wrong) {
        Html state = wrong ? Html.of(" aria-invalid=\"true\" aria-describedby=\"%s-problem\"", id) : Html.NONE;
        if (type == boolean.class || type == Boolean.class) {
            return choice(id, value, state, Stream.of("true", "false"));
        }
        if (type != null && type.isEnum()) {
            return choice(
                    id, value, state, Stream.of(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name()));
        }
        return Html.of("""
                <input id="%s" name="key.%s" value="%s" autocomplete="off" autocapitalize="none" spellcheck="false"%s>""", id, name, value, state);
    }

    private Html choice(String id, String value, Html state, Stream<String> values) {
        Html options = values.map(option -> Html.of(
                        "<option%s>%s</option>", option.equals(value) ? Html.of(" selected") : Html.NONE, option))
                .collect(Html.joining());
        return Html.of(
                "<select id=\"%s\" name=\"key.%s\"%s><option value=\"\">(none)</option>%s</select>",
                id, name, state, options);
    }
}
