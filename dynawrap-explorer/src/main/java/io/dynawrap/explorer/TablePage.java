package io.dynawrap.explorer;

import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.engine.StoreDescription;
import io.dynawrap.explorer.ItemRequest.Run;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The page of one table: a form for each partition key, and the items of a whole partition. */
final class TablePage {

    private final StoreDescription.Table table;
    private final @Nullable ModelPath selected;
    private final ItemRequest request;
    private final Outcome outcome;
    private final StoreAdmin store;

    /**
     * Creates a page.
     *
     * @param selected a model with the partition key that the request selects, or {@code null} if it selects no partition key
     */
    TablePage(
            StoreDescription.Table table,
            @Nullable ModelPath selected,
            ItemRequest request,
            Outcome outcome,
            StoreAdmin store) {
        this.table = table;
        this.selected = selected;
        this.request = request;
        this.outcome = outcome;
        this.store = store;
    }

    static Html breadcrumb(StoreDescription.Table table, String name) {
        return Html.of("""
                <nav aria-label="Breadcrumb"><a href="?">Models</a> <span aria-hidden="true">/</span> \
                Table <a href="%s">%s</a> <span aria-hidden="true">/</span> %s</nav>""", link(table), table.name(), name);
    }

    static Link link(StoreDescription.Table table) {
        return Link.NONE.and("table", table.name());
    }

    /** Returns the address of the form for the partition key of a model. */
    static Link link(ModelPath path) {
        String partition = path.types().get(0).model().getName();
        return link(path.table()).and("model", partition).and("form", Run.PARTITION.text());
    }

    Html html() {
        List<ModelPath> partitions = ModelPath.partitionsOf(table);
        return Html.of(
                """
                <nav aria-label="Breadcrumb"><a href="?">Models</a> <span aria-hidden="true">/</span> Table %s</nav>
                <h1>Table %s</h1>
                <p>A partition holds the items of several models. Each query here finds all of them.</p>
                %s
                %s
                %s
                """,
                table.name(),
                table.name(),
                outcome.failure(),
                IntStream.range(0, partitions.size())
                        .mapToObj(n -> form(partitions.get(n), n, partitions.size() == 1))
                        .collect(Html.joining()),
                selected != null && outcome instanceof Outcome.Found found
                        ? new ItemResults(selected, request, found, store).html()
                        : Html.NONE);
    }

    private Html form(ModelPath partition, int number, boolean single) {
        boolean sent = selected == null ? single : partition.hasPartitionKeyOf(selected);
        String id = "p" + number;
        ItemForm form = new ItemForm(partition, Run.PARTITION, id, request, outcome, sent);
        String models = table.models().stream()
                .filter(type -> partition.hasPartitionKeyOf(ModelPath.of(table, type)))
                .map(type -> type.name())
                .collect(Collectors.joining(", "));
        return form.html(
                id,
                Html.of("Partition <code>%s</code>", partition.partitionKey()),
                Html.of("<p class=\"aside\">%s</p>", models),
                form.fields(Html.of("Partition key"), partition.partitionKey().names()),
                Html.of("%s%s", form.order(), form.sizes()),
                "Show all items");
    }
}
