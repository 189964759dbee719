package io.dynawrap.explorer;

import io.dynawrap.InvalidRequestException;
import io.dynawrap.ItemQuery;
import io.dynawrap.KeyValues;
import io.dynawrap.Page;
import io.dynawrap.StoreException;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.StoredItem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The result of a request for items. */
sealed interface Outcome {

    /** Returns the HTTP status of the response. */
    default HttpStatus status() {
        return HttpStatus.OK;
    }

    /** Returns what the page says about a failure; nothing without a failure. */
    default Html failure() {
        return Html.NONE;
    }

    /** The request selects no items. */
    record Nothing() implements Outcome {}

    /**
     * Items were read.
     *
     * @param items the items as they are stored
     * @param nextCursor the cursor of the next page, or {@code null} on the last page
     */
    record Found(List<StoredItem> items, @Nullable String nextCursor) implements Outcome {}

    /**
     * The store refused or failed.
     *
     * @param message the message of the store, which never quotes the value of a field
     * @param field the invalid key field, or {@code null}
     */
    record Failed(
            HttpStatus status, String message, @Nullable String field) implements Outcome {

        @Override
        public Html failure() {
            return Html.of("<p class=\"failure\" role=\"alert\"><strong>Nothing was read.</strong> %s</p>", message);
        }
    }

    /** Reads one page of the items that a request selects. */
    static Outcome of(StoreAdmin store, ModelPath path, ItemRequest request) {
        StoreAdmin table = store.table(path.table().name());
        try {
            KeyValues values = request.keyValues(path);
            return switch (request.run()) {
                case NOTHING -> new Nothing();
                case GET -> item(table, path, values);
                case QUERY -> page(ordered(table.queryStored(path.model(), values), request), request);
                case PARTITION ->
                    page(ordered(table.queryStoredPartition(path.types().get(0).model(), values), request), request);
                case SCAN -> page(table.scanStored(path.model(), values), request);
            };
        } catch (InvalidRequestException e) {
            return new Failed(HttpStatus.BAD_REQUEST, message(e), e.field().orElse(null));
        } catch (StoreException e) {
            return new Failed(HttpStatus.SERVICE_UNAVAILABLE, message(e), null);
        }
    }

    private static ItemQuery<StoredItem> ordered(ItemQuery<StoredItem> query, ItemRequest request) {
        return request.reverse() ? query.reverse() : query;
    }

    /** A query with a whole key matches longer keys too; the item itself is the first of them. */
    private static Outcome item(StoreAdmin table, ModelPath path, KeyValues values) {
        if (path.isCollection()) {
            return new Failed(
                    HttpStatus.BAD_REQUEST,
                    path.name() + " stands for several models. Choose one of them to read one item.",
                    null);
        }
        ItemType<?> type = path.types().get(0);
        ItemKey key = type.key(values);
        List<StoredItem> items = table.queryStored(type.model(), values)
                .first()
                .filter(found -> found.key().equals(key))
                .map(List::of)
                .orElse(List.of());
        return new Found(items, null);
    }

    private static Found page(ItemQuery<StoredItem> query, ItemRequest request) {
        Page<StoredItem> page = query.page(request.size(), request.cursor());
        return new Found(page.items(), page.nextCursor());
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
