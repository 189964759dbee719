package io.dynawrap.engine;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.GetAllRequest;
import io.dynawrap.spi.GetAllResult;
import io.dynawrap.spi.StoredItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads any number of items by their keys in several requests, and retries what the database did not process. */
final class BatchReader {

    private final Backoff backoff;

    BatchReader(Backoff backoff) {
        this.backoff = backoff;
    }

    /**
     * Reads the items with some keys, each key once.
     *
     * @param keys the keys, in the order of the result; a key may occur several times
     * @param reading reads a stored item as its model; an empty result counts as absent
     * @return the items that exist, in the order of the keys, one for each time that its key occurs
     * @throws UnreadableItemException if an item cannot be read: the first one in the order of the keys
     * @throws StoreException if the database fails, or leaves keys unprocessed
     */
    <T> List<T> read(
            Backend backend,
            String table,
            List<ItemKey> keys,
            boolean consistent,
            Function<StoredItem, Optional<T>> reading) {
        Found<T> found = new Found<>(keys, reading);
        boolean inTransaction = backend.inTransaction();
        RetryRounds rounds = new RetryRounds(backoff);
        while (!found.waiting.isEmpty()) {
            List<ItemKey> request =
                    found.waiting.stream().limit(backend.maxGetKeys()).toList();
            StoreException failure = null;
            try {
                found.add(request, send(backend, new GetAllRequest(table, request, consistent, false)));
            } catch (StoreException e) {
                if (inTransaction || !e.isTransient()) {
                    throw e;
                }
                failure = e;
            }
            found.throwFirstUnreadable();
            int left = found.left(request);
            rounds.completed(left < request.size());
            if (left > 0 && !rounds.waited(() -> true)) {
                throw failure != null ? failure : unprocessed(table, found.waiting.size());
            }
        }
        return found.inOrder();
    }

    private static GetAllResult send(Backend backend, GetAllRequest request) {
        try {
            return backend.getAll(request);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) { // of the application, for example of its task decorator
            throw new StoreException(
                    "getAll on the table '" + request.table() + "' failed: " + e, e, StoreProblem.OTHER, false);
        }
    }

    private static StoreException unprocessed(String table, int keys) {
        return new StoreException(
                "getAll on the table '" + table + "' failed: the database left " + keys
                        + " keys unprocessed, also when they were requested again. Read them later, or fewer at a time.",
                null,
                StoreProblem.THROTTLED,
                true);
    }

    /** What was read so far. Holds no stored form, only items that were read from it. */
    private static final class Found<T> {

        private final List<ItemKey> keys;
        private final Function<StoredItem, Optional<T>> reading;
        private final Set<ItemKey> waiting;
        private final Map<ItemKey, T> items = new HashMap<>();
        private final Map<ItemKey, UnreadableItemException> unreadable = new HashMap<>();

        Found(List<ItemKey> keys, Function<StoredItem, Optional<T>> reading) {
            this.keys = keys;
            this.reading = reading;
            this.waiting = new LinkedHashSet<>(keys);
        }

        void add(List<ItemKey> request, GetAllResult result) {
            for (StoredItem item : result.items()) {
                try {
                    reading.apply(item).ifPresent(read -> items.put(item.key(), read));
                } catch (UnreadableItemException e) {
                    unreadable.put(item.key(), e);
                }
            }
            if (result.unprocessed().isEmpty()) {
                request.forEach(waiting::remove);
            } else {
                Set<ItemKey> unprocessed = new HashSet<>(result.unprocessed());
                request.stream().filter(key -> !unprocessed.contains(key)).forEach(waiting::remove);
            }
        }

        int left(List<ItemKey> request) {
            return (int) request.stream().filter(waiting::contains).count();
        }

        /** Fails if no key before that of an unreadable item is waiting, so that databases report the same item. */
        void throwFirstUnreadable() {
            if (unreadable.isEmpty()) {
                return;
            }
            for (ItemKey key : keys) {
                UnreadableItemException failure = unreadable.get(key);
                if (failure != null) {
                    throw failure;
                }
                if (waiting.contains(key)) {
                    return;
                }
            }
        }

        List<T> inOrder() {
            List<T> ordered = new ArrayList<>(keys.size());
            for (ItemKey key : keys) {
                @Nullable T item = items.get(key);
                if (item != null) {
                    ordered.add(item);
                }
            }
            return List.copyOf(ordered);
        }
    }
}
