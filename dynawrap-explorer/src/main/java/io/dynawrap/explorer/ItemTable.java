package io.dynawrap.explorer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.explorer.ItemRequest.Run;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.StoredItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The items of a page as they are stored, with links to the other pages. */
final class ItemTable {

    private static final int MAX_CHARACTERS = 10_000;
    private static final int PREVIEW_CHARACTERS = 80;

    private final ModelPath path;
    private final ItemRequest request;
    private final Outcome.Found found;
    private final StoreAdmin store;

    ItemTable(ModelPath path, ItemRequest request, Outcome.Found found, StoreAdmin store) {
        this.path = path;
        this.request = request;
        this.found = found;
        this.store = store;
    }

    Html html() {
        return Html.of(
                """
                <section id="results" aria-labelledby="items">
                <h2 id="items">%s</h2>
                <p role="status">%s</p>
                %s
                %s
                </section>
                """,
                request.run() == Run.GET ? "One item" : "Items",
                summary(),
                found.items().isEmpty() ? Html.NONE : table(),
                pages());
    }

    private String summary() {
        int count = found.items().size();
        String items = count == 0 ? "No items" : count == 1 ? "1 item" : count + " items";
        if (request.run() == Run.GET) {
            return count == 0 ? "There is no item with this key." : "All of it.";
        }
        String extent = request.isFirstPage() ? "" : " on this page";
        return items + extent + (found.nextCursor() == null ? ", and no more after." : ", and more after.");
    }

    private Html table() {
        return Html.of(
                """
                <table role="table" class="items">
                <caption class="unseen">Stored items of %s</caption>
                <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Partition key</th><th role="columnheader" scope="col">Sort key</th>\
                <th role="columnheader" scope="col">Schema version</th><th role="columnheader" scope="col">Fields</th></tr></thead>
                <tbody role="rowgroup">
                %s
                </tbody>
                </table>
                """, path.type().name(), found.items().stream().map(this::row).collect(Html.joining()));
    }

    private Html row(StoredItem item) {
        return Html.of(
                """
                <tr role="row">
                <td role="cell" data-label="Partition key"><code>%s</code></td>
                <td role="cell" data-label="Sort key">%s</td>
                <td role="cell" data-label="Schema version">%s</td>
                <td role="cell" data-label="Fields">%s%s</td>
                </tr>
                """,
                item.key().partitionKey(),
                sortKey(item),
                version(item.schemaVersion()),
                unreadable(path.type(), item),
                fields(item));
    }

    private Html sortKey(StoredItem item) {
        Html key = Html.of("<code>%s</code>", item.key().sortKey());
        return request.run() == Run.GET
                ? key
                : Html.of("<a href=\"%s#results\">%s</a>", ItemRequest.linkToItem(path, keyTexts(item)), key);
    }

    private Map<String, String> keyTexts(StoredItem item) {
        Map<String, String> texts = new LinkedHashMap<>();
        path.type().partitionKey().parse(item.key().partitionKey()).ifPresent(texts::putAll);
        path.type().sortKey().parse(item.key().sortKey()).ifPresent(texts::putAll);
        return texts;
    }

    private Html version(@Nullable String stored) {
        if (stored == null) {
            return Html.of("<span class=\"mark\">none</span>");
        }
        return stored.equals(path.type().schemaVersion())
                ? Html.of("<code class=\"version\">%s</code> <span class=\"aside\">current</span>", stored)
                : Html.of("<code class=\"version\">%s</code> <span class=\"mark\">another</span>", stored);
    }

    private Html fields(StoredItem item) {
        boolean single = request.run() == Run.GET;
        StoredJson json = StoredJson.of(item.data(), single ? Integer.MAX_VALUE : MAX_CHARACTERS);
        Html rest = json.whole() ? Html.NONE : Html.of("<p class=\"aside\">%s</p>", cut(single));
        return Html.of("""
                <details%s><summary><code>%s</code></summary><pre>%s</pre>%s</details>""", single ? Html.of(" open") : Html.NONE, preview(json.text()), json.text(), rest);
    }

    private static String cut(boolean single) {
        return single
                ? "The rest cannot be shown as JSON."
                : "This is the beginning. Follow the sort key for all of it.";
    }

    private static String preview(String json) {
        String line = json.substring(0, Math.min(json.length(), 4 * PREVIEW_CHARACTERS))
                .replaceAll("\\n *", " ");
        return line.codePointCount(0, line.length()) <= PREVIEW_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, PREVIEW_CHARACTERS)) + "\u2026";
    }

    /** Returns the problem of an item that cannot be read as the model. The item itself is shown like the others. */
    private Html unreadable(ItemType<?> type, StoredItem item) {
        try {
            store.read(type.model(), item);
            return Html.NONE;
        } catch (UnreadableItemException e) {
            return Html.of("<p class=\"problem\"><strong>Cannot be read as %s.</strong> %s</p>", type.name(), cause(e));
        }
    }

    private static String cause(UnreadableItemException e) {
        List<JsonMappingException.Reference> steps =
                e.getCause() instanceof JsonMappingException mapping ? mapping.getPath() : List.of();
        String field = steps.stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        String problem = e.getCause() instanceof JsonProcessingException jackson ? jackson.getOriginalMessage() : "";
        return (field.isEmpty() ? "" : field + ": ") + (problem == null ? "" : problem);
    }

    private Html pages() {
        if (request.run() == Run.GET) {
            return Html.NONE;
        }
        ItemRequest previous = request.previousPage();
        String next = found.nextCursor();
        if (request.isFirstPage() && next == null) {
            return Html.NONE;
        }
        return Html.of(
                "<nav class=\"pages\" aria-label=\"Pages\">%s%s%s</nav>",
                request.isFirstPage() ? Html.NONE : page("First page", request.firstPage(), ""),
                previous == null ? Html.NONE : page("Previous page", previous, "prev"),
                next == null ? Html.NONE : page("Next page", request.nextPage(next), "next"));
    }

    private Html page(String text, ItemRequest other, String relation) {
        return Html.of("<a href=\"%s#results\" rel=\"%s\">%s</a>", other.link(path), relation, text);
    }
}
