package io.dynawrap.explorer;

import io.dynawrap.engine.StoreAdmin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The items of a page as a table with a column for each field. */
final class ItemTable {

    /** An item of another writer may have thousands of fields. */
    static final int MAX_COLUMNS = 40;

    private static final int MAX_CHARACTERS = 10_000;

    private final List<ShownItem> items;
    private final boolean severalModels;
    private final boolean severalPartitions;
    private final String name;
    private final StoreAdmin store;

    /**
     * Creates a table.
     *
     * @param severalModels whether the items may be of several models
     * @param severalPartitions whether the items may be in several partitions
     * @param name the name of the query, for people who do not see the page
     */
    ItemTable(List<ShownItem> items, boolean severalModels, boolean severalPartitions, String name, StoreAdmin store) {
        this.items = items;
        this.severalModels = severalModels;
        this.severalPartitions = severalPartitions;
        this.name = name;
        this.store = store;
    }

    Html html() {
        List<StoredFields> fields = items.stream()
                .map(shown -> StoredFields.of(shown.item().data()))
                .toList();
        List<String> all = columns(fields);
        List<String> columns = all.subList(0, Math.min(all.size(), MAX_COLUMNS));
        List<Html> rows = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            rows.add(row(items.get(i), fields.get(i), columns));
        }
        return Html.of(
                """
                %s
                <div class="scroll" role="region" aria-labelledby="items" tabindex="0">
                <table role="table" class="items">
                <caption class="unseen">Stored items of %s</caption>
                <thead role="rowgroup"><tr role="row">%s</tr></thead>
                <tbody role="rowgroup">
                %s
                </tbody>
                </table>
                </div>
                %s
                """,
                severalPartitions ? Html.NONE : partition(),
                name,
                headers(columns),
                rows.stream().collect(Html.joining()),
                all.size() == columns.size()
                        ? Html.NONE
                        : Html.of(
                                "<p class=\"aside\">%s more fields have no column. Follow the sort key for all of an item.</p>",
                                all.size() - columns.size()));
    }

    /** All items are in one partition. An item without a model has no link to it. */
    private Html partition() {
        ShownItem linked =
                items.stream().filter(shown -> shown.path() != null).findFirst().orElse(items.get(0));
        return Html.of("<p>Partition %s</p>", linked.partitionKey());
    }

    /** Returns the names of the fields that some item has, those of keys first. */
    private List<String> columns(List<StoredFields> fields) {
        Set<String> stored = fields.stream()
                .flatMap(item -> item.values().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> ordered = items.stream()
                .map(ShownItem::path)
                .filter(Objects::nonNull)
                .flatMap(path -> path.fieldTypes().keySet().stream())
                .filter(stored::contains)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        ordered.addAll(stored);
        if (!severalPartitions) {
            ordered.removeIf(name -> repeatsPartition(name, fields));
        }
        return List.copyOf(ordered);
    }

    /** Returns whether the partition key, which is above the table, has the value that every item stores in a field. */
    private boolean repeatsPartition(String name, List<StoredFields> fields) {
        boolean inKey = false;
        for (int i = 0; i < items.size(); i++) {
            Html value = fields.get(i).values().get(name);
            String text = items.get(i).partitionTexts().get(name);
            if (value != null && (text == null || !value.equals(Html.of("%s", text)))) {
                return false;
            }
            inKey |= text != null;
        }
        return inKey;
    }

    private Html headers(List<String> columns) {
        List<String> headers = new ArrayList<>();
        headers.add("Sort key");
        if (severalModels) {
            headers.add("Model");
        }
        if (severalPartitions) {
            headers.add("Partition key");
        }
        headers.addAll(columns);
        headers.add("Schema version");
        return headers.stream()
                .map(header -> Html.of("<th role=\"columnheader\" scope=\"col\">%s</th>", header))
                .collect(Html.joining());
    }

    private Html row(ShownItem shown, StoredFields fields, List<String> columns) {
        List<Html> cells = new ArrayList<>();
        cells.add(cell("Sort key", Html.of("%s%s", shown.sortKey(), shown.unreadable(store))));
        if (severalModels) {
            cells.add(cell("Model", model(shown)));
        }
        if (severalPartitions) {
            cells.add(cell("Partition key", shown.partitionKey()));
        }
        for (String column : columns) {
            Html value = fields.values().get(column);
            cells.add(value == null ? Html.of("<td role=\"cell\" class=\"absent\"></td>") : cell(column, value));
        }
        cells.add(cell("Schema version", shown.shortVersion()));
        return Html.of("<tr role=\"row\">%s</tr>\n", cells.stream().collect(Html.joining()));
    }

    private static Html cell(String label, Html content) {
        return Html.of("<td role=\"cell\" data-label=\"%s\"><div>%s</div></td>", label, content);
    }

    /** An item without a model has no page, so its fields are here. */
    private static Html model(ShownItem shown) {
        if (shown.path() != null) {
            return Html.of("%s", shown.path().name());
        }
        StoredJson json = StoredJson.of(shown.item().data(), MAX_CHARACTERS);
        return Html.of(
                "<details><summary><span class=\"mark\">no model</span></summary><pre>%s</pre>%s</details>",
                json.text(), json.whole() ? Html.NONE : Html.of("<p class=\"aside\">This is the beginning.</p>"));
    }
}
