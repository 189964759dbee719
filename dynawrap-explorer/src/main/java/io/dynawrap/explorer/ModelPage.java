package io.dynawrap.explorer;

import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.explorer.ItemRequest.Run;
import io.dynawrap.key.KeyPattern;
import io.dynawrap.mapping.ItemType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** The page of one model: the forms that query its items, and the items of the result. */
final class ModelPage {

    private final ModelPath path;
    private final ItemRequest request;
    private final Outcome outcome;
    private final StoreAdmin store;

    ModelPage(ModelPath path, ItemRequest request, Outcome outcome, StoreAdmin store) {
        this.path = path;
        this.request = request;
        this.outcome = outcome;
        this.store = store;
    }

    Html html() {
        ItemType<?> type = path.type();
        return Html.of(
                """
                <nav aria-label="Breadcrumb"><a href="?">Models</a> <span aria-hidden="true">/</span> %s</nav>
                <h1>%s</h1>
                <dl class="facts">
                <div><dt>Table</dt><dd><code>%s</code></dd></div>
                <div><dt>Partition key</dt><dd><code>%s</code></dd></div>
                <div><dt>Sort key</dt><dd><code>%s</code></dd></div>
                <div><dt>Schema version</dt><dd><code>%s</code>%s</dd></div>
                </dl>
                %s
                %s
                %s
                %s
                """,
                type.name(),
                type.name(),
                path.table().name(),
                type.partitionKey(),
                type.sortKey(),
                type.schemaVersion(),
                IndexPage.viewOf(type),
                failure(),
                query(),
                scan(),
                results());
    }

    private Html failure() {
        return outcome instanceof Outcome.Failed failed
                ? Html.of(
                        "<p class=\"failure\" role=\"alert\"><strong>Nothing was read.</strong> %s</p>",
                        failed.message())
                : Html.NONE;
    }

    private Html query() {
        KeyPattern partition = path.type().partitionKey();
        KeyPattern sort = path.type().sortKey();
        Set<String> sortFields = new LinkedHashSet<>(sort.names());
        sortFields.removeAll(partition.names());
        boolean here = request.run() != Run.SCAN;
        return Html.of(
                """
                <section class="card" aria-labelledby="query">
                <h2 id="query">Query a partition</h2>
                <form action="#results">
                %s
                <div class="row keys">
                %s
                %s
                </div>
                <div class="row">
                %s
                %s
                <button>Query</button>
                </div>
                </form>
                </section>
                """,
                hidden(Run.QUERY),
                fields(Html.of("Partition key <code>%s</code>", partition), partition.names(), "q", here),
                fields(Html.of("Sort key <code>%s</code>, as far as known", sort), sortFields, "q", here),
                order(),
                sizes("q"));
    }

    private Html scan() {
        KeyPattern partition = path.type().partitionKey();
        return Html.of(
                """
                <details class="card"%s>
                <summary><h2>Scan across partitions</h2></summary>
                <p>Reads until a page is full. On DynamoDB that may be the whole table, which is paid for; on PostgreSQL \
                it is a range of the primary key.</p>
                <form action="#results">
                %s
                %s
                <div class="row">
                %s
                <button>Scan</button>
                </div>
                </form>
                </details>
                """,
                request.run() == Run.SCAN ? Html.of(" open") : Html.NONE,
                hidden(Run.SCAN),
                fields(
                        Html.of("Partition key <code>%s</code>, as far as known", partition),
                        partition.names(),
                        "s",
                        request.run() == Run.SCAN),
                sizes("s"));
    }

    private Html hidden(Run run) {
        return Html.of("""
                <input type="hidden" name="table" value="%s">
                <input type="hidden" name="model" value="%s">
                <input type="hidden" name="run" value="%s">
                """, path.table().name(), path.type().model().getName(), run.text());
    }

    /** Returns no fields for a key part that is fixed or determined by the partition key. */
    private Html fields(Html legend, Set<String> names, String form, boolean here) {
        if (names.isEmpty()) {
            return Html.NONE;
        }
        return Html.of(
                "<fieldset><legend>%s</legend>%s</fieldset>",
                legend, names.stream().map(name -> field(name, form, here)).collect(Html.joining()));
    }

    private Html field(String name, String form, boolean here) {
        String id = form + "-" + UriUtils.encode(name, StandardCharsets.UTF_8);
        String problem = here ? problem(name) : null;
        KeyFieldInput input =
                new KeyFieldInput(name, path.type().keys().fieldTypes().get(name));
        return Html.of(
                """
                <div class="field">
                <label for="%s">%s <span class="aside">%s</span></label>
                %s
                %s
                </div>
                """,
                id,
                name,
                input.typeName(),
                input.html(id, here ? request.value(name) : "", problem != null),
                problem == null ? Html.NONE : Html.of("<p class=\"problem\" id=\"%s-problem\">%s</p>", id, problem));
    }

    private @Nullable String problem(String field) {
        return outcome instanceof Outcome.Failed failed && field.equals(failed.field()) ? failed.message() : null;
    }

    private Html order() {
        return Html.of("""
                <div class="field">
                <label for="order">Order</label>
                <select id="order" name="reverse">
                <option value="">First sort key first</option>
                <option value="true"%s>Last sort key first</option>
                </select>
                </div>
                """, request.reverse() ? Html.of(" selected") : Html.NONE);
    }

    private Html sizes(String form) {
        return Html.of(
                """
                <div class="field">
                <label for="%s-size">Items a page</label>
                <select id="%s-size" name="size">%s</select>
                </div>
                """,
                form,
                form,
                ItemRequest.SIZES.stream()
                        .map(size -> Html.of(
                                "<option%s>%s</option>",
                                size == request.size() ? Html.of(" selected") : Html.NONE, size))
                        .collect(Html.joining()));
    }

    private Html results() {
        return outcome instanceof Outcome.Found found ? new ItemTable(path, request, found, store).html() : Html.NONE;
    }
}
