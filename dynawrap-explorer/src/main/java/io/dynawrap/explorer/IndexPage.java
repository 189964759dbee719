package io.dynawrap.explorer;

import io.dynawrap.engine.StoreDescription;
import io.dynawrap.mapping.ItemType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The first page: every model with its access patterns. */
final class IndexPage {

    private final StoreDescription store;

    IndexPage(StoreDescription store) {
        this.store = store;
    }

    Html html() {
        return Html.of("""
                <h1>Models and access patterns</h1>
                %s
                %s
                """, tables(), withoutTable());
    }

    private Html tables() {
        if (store.tables().isEmpty()) {
            return Html.of("<p>The store has no table yet. A model appears when it is registered or first used.</p>");
        }
        return store.tables().stream().map(IndexPage::table).collect(Html.joining());
    }

    private static Html table(StoreDescription.Table table) {
        Html inDatabase = table.name().equals(table.physicalName())
                ? Html.NONE
                : Html.of(" <span class=\"aside\">in the database <code>%s</code></span>", table.physicalName());
        return Html.of(
                """
                <section>
                <h2>Table <a href="%s"><code>%s</code></a>%s</h2>
                <p>All items of a partition: %s</p>
                %s
                %s
                </section>
                """,
                TablePage.link(table),
                table.name(),
                inDatabase,
                ModelPath.partitionsOf(table).stream()
                        .map(partition -> Html.of(
                                "<a href=\"%s\"><code>%s</code></a> ",
                                TablePage.link(partition), partition.partitionKey()))
                        .collect(Html.joining()),
                table.models().stream().map(type -> model(table, type)).collect(Html.joining()),
                table.sealedInterfaces().stream()
                        .map(collection -> collection(table, collection))
                        .collect(Html.joining()));
    }

    private static Html model(StoreDescription.Table table, ItemType<?> type) {
        return card(
                ModelPath.of(table, type),
                Html.of(
                        "<code>%s</code>%s, schema version <code title=\"%s\">%s</code>",
                        type.model().getName(),
                        viewOf(type),
                        type.schemaVersion(),
                        StoredFields.shortened(type.schemaVersion(), ShownItem.VERSION_CHARACTERS)));
    }

    private static Html collection(StoreDescription.Table table, StoreDescription.SealedInterface collection) {
        String models = collection.models().stream().map(ItemType::name).collect(Collectors.joining(", "));
        return card(
                ModelPath.of(table, collection),
                Html.of(
                        "<code>%s</code>, a sealed interface: %s",
                        collection.type().getName(), models));
    }

    private static Html card(ModelPath path, Html about) {
        return Html.of(
                """
                <article class="card">
                <h3><a href="%s">%s</a></h3>
                <p class="aside">%s</p>
                <table role="table" class="patterns">
                <caption class="unseen">Access patterns of %s</caption>
                <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Finds</th><th role="columnheader" scope="col">Partition key</th><th role="columnheader" scope="col">Sort key</th></tr></thead>
                <tbody role="rowgroup">
                %s
                </tbody>
                </table>
                </article>
                """,
                path.link(),
                path.name(),
                about,
                path.name(),
                AccessPattern.of(path).stream()
                        .map(pattern -> pattern(path, pattern))
                        .collect(Html.joining()));
    }

    static Html viewOf(ItemType<?> type) {
        return type.viewOf()
                .map(owner -> Html.of(", a view of <code>%s</code>", owner.getSimpleName()))
                .orElse(Html.NONE);
    }

    private static Html pattern(ModelPath path, AccessPattern pattern) {
        return Html.of(
                """
                <tr role="row"><th role="rowheader" scope="row"><a href="%s">%s</a></th><td role="cell" data-label="Partition key">%s</td><td role="cell" data-label="Sort key">%s</td></tr>
                """,
                pattern.link(path),
                pattern.name(),
                key(pattern.partitionKey(), pattern.partitionPrefix()),
                key(pattern.sortKey(), pattern.sortPrefix()));
    }

    private static Html key(String text, boolean prefix) {
        if (!prefix) {
            return Html.of("<code>%s</code>", text);
        }
        return text.isEmpty() ? Html.of("any") : Html.of("begins with <code>%s</code>", text);
    }

    /** A model that names its table on each call is listed under a table after it was used there. */
    private Html withoutTable() {
        Set<Object> used = store.tables().stream()
                .flatMap(table -> table.models().stream())
                .collect(Collectors.toSet());
        List<ItemType<?>> unused = store.modelsWithoutTable().stream()
                .filter(type -> !used.contains(type))
                .toList();
        if (unused.isEmpty()) {
            return Html.NONE;
        }
        return Html.of(
                """
                <section>
                <h2>Models without a table</h2>
                <p>They name no table, and appear under a table when they are first used there.</p>
                <ul>%s</ul>
                </section>
                """,
                unused.stream()
                        .map(type -> Html.of(
                                "<li>%s: <code>%s</code>, <code>%s</code></li>",
                                type.name(), type.partitionKey(), type.sortKey()))
                        .collect(Html.joining()));
    }
}
