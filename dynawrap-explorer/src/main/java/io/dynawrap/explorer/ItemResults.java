package io.dynawrap.explorer;

import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.explorer.ItemRequest.Run;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.StoredItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The items that a request found, with links to the other pages. */
final class ItemResults {

    private final ModelPath path;
    private final ItemRequest request;
    private final Outcome.Found found;
    private final StoreAdmin store;

    ItemResults(ModelPath path, ItemRequest request, Outcome.Found found, StoreAdmin store) {
        this.path = path;
        this.request = request;
        this.found = found;
        this.store = store;
    }

    Html html() {
        return Html.of("""
                <section id="results" aria-labelledby="items">
                <h2 id="items">%s</h2>
                <p role="status">%s</p>
                %s
                %s
                </section>
                """, request.run() == Run.GET ? "Item" : "Items", summary(), items(), pages());
    }

    private String summary() {
        int count = found.items().size();
        String items = count == 0 ? "No items" : count == 1 ? "1 item" : count + " items";
        if (request.run() == Run.GET) {
            return count == 0 ? "There is no item with this key." : "The item, as it is stored.";
        }
        String extent = request.isFirstPage() ? "" : " on this page";
        return items + extent + (found.nextCursor() == null ? "." : ", and more after.");
    }

    private Html items() {
        List<ShownItem> items = found.items().stream().map(this::shown).toList();
        if (items.isEmpty()) {
            return Html.NONE;
        }
        if (request.run() == Run.GET) {
            return new ItemDetail(items.get(0), store).html();
        }
        boolean several = request.run() == Run.PARTITION || path.isCollection();
        return new ItemTable(items, several, request.run() == Run.SCAN, path.name(), store).html();
    }

    private ShownItem shown(StoredItem item) {
        ItemType<?> type = typeOf(item);
        return new ShownItem(item, type == null ? null : ModelPath.of(path.table(), type));
    }

    private @Nullable ItemType<?> typeOf(StoredItem item) {
        return request.run() == Run.PARTITION ? path.table().modelOf(item.key()).orElse(null) : path.typeOf(item.key());
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
