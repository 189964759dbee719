package io.dynawrap.explorer;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The input for the value of a key field.
 *
 * @param name the field
 * @param type the type of its values
 * @param example the text of some value, which shows the format; empty if every text is a value
 */
record KeyFieldInput(String name, @Nullable Class<?> type, String example) {

    static KeyFieldInput of(ModelPath path, String name) {
        return new KeyFieldInput(
                name, path.fieldTypes().get(name), path.exampleTexts().getOrDefault(name, ""));
    }

    /** Returns the label, the input, and the format or what is wrong with the value. */
    Html html(String id, String value, @Nullable String problem) {
        return Html.of(
                """
                <div class="field">
                <label for="%s">%s <span class="aside">%s</span></label>
                %s
                %s
                %s
                </div>
                """,
                id,
                name,
                type == null ? "" : type.getSimpleName(),
                input(id, value, problem != null),
                hasFormat() ? Html.of("<p class=\"format\" id=\"%s-format\">%s</p>", id, format()) : Html.NONE,
                problem == null ? Html.NONE : Html.of("<p class=\"problem\" id=\"%s-problem\">%s</p>", id, problem));
    }

    private boolean hasFormat() {
        return !example.isEmpty() && !isBoolean() && !isEnum();
    }

    private Html format() {
        return isInteger() && example.startsWith("0")
                ? Html.of("such as <code>%s</code>; zeros in front may be left out", example)
                : Html.of("such as <code>%s</code>", example);
    }

    private boolean isBoolean() {
        return type == boolean.class || type == Boolean.class;
    }

    private boolean isEnum() {
        return type != null && type.isEnum();
    }

    private boolean isInteger() {
        return ItemRequest.isInteger(type);
    }

    private Html input(String id, String value, boolean wrong) {
        String texts = Stream.of(hasFormat() ? id + "-format" : "", wrong ? id + "-problem" : "")
                .filter(text -> !text.isEmpty())
                .reduce("", (one, other) -> one.isEmpty() ? other : one + " " + other);
        Html state = Html.of(
                "%s%s",
                wrong ? Html.of(" aria-invalid=\"true\"") : Html.NONE,
                texts.isEmpty() ? Html.NONE : Html.of(" aria-describedby=\"%s\"", texts));
        if (isBoolean()) {
            return choice(id, value, state, Stream.of("true", "false"));
        }
        if (type != null && type.isEnum()) {
            return choice(
                    id, value, state, Stream.of(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name()));
        }
        return Html.of("""
                <input id="%s" name="key.%s" value="%s" autocomplete="off" autocapitalize="none" spellcheck="false"%s%s>""", id, name, value, isInteger() ? Html.of(" inputmode=\"numeric\"") : Html.NONE, state);
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
