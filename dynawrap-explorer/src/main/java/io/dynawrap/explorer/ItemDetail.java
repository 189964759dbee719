package io.dynawrap.explorer;

import io.dynawrap.engine.StoreAdmin;

/**
 * One stored item with all its fields as JSON.
 *
 * @param shown the item
 * @param store the store that reads it
 */
record ItemDetail(ShownItem shown, StoreAdmin store) {

    Html html() {
        StoredJson json = StoredJson.of(shown.item().data(), Integer.MAX_VALUE);
        return Html.of(
                """
                <dl class="facts">
                <div><dt>Partition key</dt><dd>%s</dd></div>
                <div><dt>Sort key</dt><dd>%s</dd></div>
                <div><dt>Schema version</dt><dd>%s</dd></div>
                </dl>
                %s
                <pre>%s</pre>
                %s
                """,
                shown.partitionKey(),
                shown.sortKey(),
                shown.wholeVersion(),
                shown.unreadable(store),
                json.text(),
                json.whole() ? Html.NONE : Html.of("<p class=\"aside\">The rest cannot be shown as JSON.</p>"));
    }
}
