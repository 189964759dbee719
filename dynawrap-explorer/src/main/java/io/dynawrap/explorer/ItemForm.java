package io.dynawrap.explorer;

import io.dynawrap.explorer.ItemRequest.Run;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * The form of one operation.
 *
 * @param path what it queries
 * @param run the operation
 * @param prefix the start of the ids of its fields, different for each form of a page
 * @param request the request of the page
 * @param outcome the result of the request
 * @param sent whether the request was sent by this form, so that the fields show its values
 */
record ItemForm(ModelPath path, Run run, String prefix, ItemRequest request, Outcome outcome, boolean sent) {

    /** Returns a form that is open if the request selects it. */
    Html html(String id, Object title, Html explanation, Html fieldsets, Html options, String button) {
        return Html.of(
                """
                <details class="card" id="%s"%s>
                <summary><h2>%s</h2></summary>
                %s
                <form action="#results">
                <input type="hidden" name="table" value="%s">
                <input type="hidden" name="model" value="%s">
                <input type="hidden" name="run" value="%s">
                <div class="row keys">
                %s
                </div>
                <div class="row">
                %s
                <button>%s</button>
                </div>
                </form>
                </details>
                """,
                id,
                sent ? Html.of(" open") : Html.NONE,
                title,
                explanation,
                path.table().name(),
                path.model().getName(),
                run.text(),
                fieldsets,
                options,
                button);
    }

    /** Returns no fields for a key part that is fixed or determined by the partition key. */
    Html fields(Html legend, Collection<String> names) {
        if (names.isEmpty()) {
            return Html.NONE;
        }
        return Html.of(
                "<fieldset><legend>%s</legend>%s</fieldset>",
                legend, names.stream().map(this::field).collect(Html.joining()));
    }

    private Html field(String name) {
        return KeyFieldInput.of(path, name)
                .html(
                        prefix + "-" + UriUtils.encode(name, StandardCharsets.UTF_8),
                        sent ? request.value(name) : "",
                        sent ? problem(name) : null);
    }

    private @Nullable String problem(String field) {
        return outcome instanceof Outcome.Failed failed && field.equals(failed.field()) ? failed.message() : null;
    }

    Html order() {
        return Html.of("""
                <div class="field">
                <label for="%s-order">Order</label>
                <select id="%s-order" name="reverse">
                <option value="">First sort key first</option>
                <option value="true"%s>Last sort key first</option>
                </select>
                </div>
                """, prefix, prefix, request.reverse() ? Html.of(" selected") : Html.NONE);
    }

    Html sizes() {
        return Html.of(
                """
                <div class="field">
                <label for="%s-size">Items a page</label>
                <select id="%s-size" name="size">%s</select>
                </div>
                """,
                prefix,
                prefix,
                ItemRequest.SIZES.stream()
                        .map(size -> Html.of(
                                "<option%s>%s</option>",
                                size == request.size() ? Html.of(" selected") : Html.NONE, size))
                        .collect(Html.joining()));
    }
}
