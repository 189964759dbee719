package io.dynawrap.autoconfigure.explorer;

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

/** What came of a request for items. */
sealed interface Outcome {

    /** The status of the answer. */
    default HttpStatus status() {
        return HttpStatus.OK;
    }

    /** Nothing was asked for. */
    record Nothing() implements Outcome {}

    /**
     * What was found.
     *
     * @param items the items as they are stored
     * @param nextCursor where the next page begins, or {@code null} if there is none
     */
    record Found(List<StoredItem> items, @Nullable String nextCursor) implements Outcome {}

    /**
     * The store refused or failed.
     *
     * @param message the store's own, which never quotes a field's value
     * @param field the key field that is to blame, or {@code null}
     */
    record Failed(
            HttpStatus status, String message, @Nullable String field) implements Outcome {}

    /** Reads one page of what a request asks for, and writes nothing. */
    static Outcome of(StoreAdmin store, ModelPlace place, ItemRequest request) {
        StoreAdmin table = store.table(place.table().name());
        Class<?> model = place.type().model();
        try {
            KeyValues values = request.keyValues(place.type());
            return switch (request.run()) {
                case NOTHING -> new Nothing();
                case GET -> item(table, place.type(), values);
                case QUERY -> {
                    ItemQuery<StoredItem> query = table.queryStored(model, values);
                    yield page(request.reverse() ? query.reverse() : query, request);
                }
                case SCAN -> page(table.scanStored(model, values), request);
            };
        } catch (InvalidRequestException e) {
            return new Failed(HttpStatus.BAD_REQUEST, message(e), e.field().orElse(null));
        } catch (StoreException e) {
            return new Failed(HttpStatus.SERVICE_UNAVAILABLE, message(e), null);
        }
    }

    /** With a whole key a query may match longer keys too, but the item itself comes first among them. */
    private static Found item(StoreAdmin table, ItemType<?> type, KeyValues values) {
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
