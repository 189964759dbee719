package io.dynawrap.explorer;

import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.explorer.ItemRequest.Run;
import io.dynawrap.key.KeyPattern;
import io.dynawrap.mapping.ItemType;
import java.util.LinkedHashSet;
import java.util.Set;

/** The page of one model, or of a sealed interface: the forms that query its items, and the items of the result. */
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
        return Html.of(
                """
                %s
                <h1>%s</h1>
                <dl class="facts">
                <div><dt>Partition key</dt><dd><code>%s</code></dd></div>
                %s
                </dl>
                %s
                %s
                %s
                %s
                %s
                """,
                TablePage.breadcrumb(path.table(), path.name()),
                path.name(),
                path.partitionKey(),
                path.isCollection() ? models() : facts(path.types().get(0)),
                outcome.failure(),
                path.isCollection() ? Html.NONE : get(),
                query(),
                scan(),
                outcome instanceof Outcome.Found found
                        ? new ItemResults(path, request, found, store).html()
                        : Html.NONE);
    }

    private static Html facts(ItemType<?> type) {
        return Html.of("""
                <div><dt>Sort key</dt><dd><code>%s</code></dd></div>
                <div><dt>Schema version</dt><dd><code>%s</code>%s</dd></div>
                """, type.sortKey(), type.schemaVersion(), IndexPage.viewOf(type));
    }

    private Html models() {
        return path.types().stream()
                .map(type -> Html.of(
                        "<div><dt>Sort key of <a href=\"%s\">%s</a></dt><dd><code>%s</code></dd></div>",
                        ModelPath.of(path.table(), type).link(), type.name(), type.sortKey()))
                .collect(Html.joining());
    }

    private ItemForm form(Run run, String prefix) {
        return new ItemForm(path, run, prefix, request, outcome, run == request.form());
    }

    private Html get() {
        ItemForm form = form(Run.GET, "g");
        KeyPattern sort = path.types().get(0).sortKey();
        Set<String> names = new LinkedHashSet<>(sort.names());
        names.removeAll(path.partitionKey().names());
        return form.html(
                Run.GET.text(),
                "One item",
                Html.NONE,
                Html.of(
                        "%s%s",
                        form.fields(partitionLegend(""), path.partitionKey().names()),
                        form.fields(Html.of("Sort key <code>%s</code>", sort), names)),
                Html.NONE,
                "Get");
    }

    private Html query() {
        ItemForm form = form(Run.QUERY, "q");
        Html sorts = path.types().stream()
                .map(type -> type.sortKey().text())
                .distinct()
                .map(text -> Html.of("<code>%s</code> ", text))
                .collect(Html.joining());
        return form.html(
                Run.QUERY.text(),
                path.isCollection() ? "Query the models in a partition" : "Query a partition",
                Html.of(
                        "<p><a href=\"%s\">All items of a partition, of every model</a></p>",
                        request.withPartition(path, TablePage.link(path))),
                Html.of(
                        "%s%s",
                        form.fields(partitionLegend(""), path.partitionKey().names()),
                        form.fields(Html.of("Sort key %s as far as known", sorts), path.sortFields())),
                Html.of("%s%s", form.order(), form.sizes()),
                "Query");
    }

    private Html scan() {
        ItemForm form = form(Run.SCAN, "s");
        return form.html(
                Run.SCAN.text(),
                "Scan across partitions",
                Html.of("""
                        <p>Reads until a page is full. On DynamoDB that may be the whole table, which is paid for; on PostgreSQL \
                        it is a range of the primary key.</p>
                        """),
                form.fields(
                        partitionLegend(", as far as known"),
                        path.partitionKey().names()),
                form.sizes(),
                "Scan");
    }

    private Html partitionLegend(String extent) {
        return Html.of("Partition key <code>%s</code>%s", path.partitionKey(), extent);
    }
}
