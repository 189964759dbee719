package io.dynawrap.engine;

import io.dynawrap.BatchWriteException;
import io.dynawrap.BatchWriteException.UndeletedKey;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.BatchRequest;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.LostAnswerException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes and deletes any number of items in batches, and retries what the database did not process. */
final class BatchWriter {

    /** A batch is a few megabytes at most, so that memory and statements stay small. */
    private static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

    /** One operation on an item, and what the caller gave: an {@link ItemToSave}, a {@link KeyToDelete}, or only the key. */
    record Entry(ItemOperation operation, Object given) {

        Class<?> model() {
            if (given instanceof ItemToSave item) {
                return item.model();
            }
            return given instanceof KeyToDelete key ? key.model() : given.getClass();
        }
    }

    /**
     * An item to store.
     *
     * @param item returns the item with the key under which it would have been stored, which only a failure needs
     */
    record ItemToSave(Class<?> model, Supplier<Object> item) {}

    /**
     * The key of an item to delete.
     *
     * @param values returns the values of the key, which only a failure needs
     */
    record KeyToDelete(Class<?> model, Supplier<KeyValues> values) {}

    private final Backoff backoff;

    BatchWriter(Backoff backoff) {
        this.backoff = backoff;
    }

    /**
     * Writes and deletes items. If several operations have the same key, the last one is executed.
     *
     * @return how many items were stored or deleted
     * @throws BatchWriteException with every operation that might not have been executed
     */
    int write(Backend backend, List<Entry> entries) {
        boolean inTransaction = backend.inTransaction();
        Map<String, Map<ItemKey, Entry>> tables = inTransaction ? new TreeMap<>() : new LinkedHashMap<>();
        for (Entry entry : entries) {
            ItemOperation operation = entry.operation();
            tables.computeIfAbsent(operation.table(), table -> new LinkedHashMap<>())
                    .put(operation.key(), entry);
        }
        List<Entry> all = entriesOf(tables);
        for (Map.Entry<String, Map<ItemKey, Entry>> table : tables.entrySet()) {
            StoreException failure = writeTable(backend, table.getKey(), table.getValue(), inTransaction);
            if (failure == null && table.getValue().isEmpty()) {
                continue;
            }
            if (inTransaction) {
                throw failed(all, 0, failure, true); // the transaction undoes what was written before
            }
            List<Entry> left = entriesOf(tables);
            throw failed(left, all.size() - left.size(), failure, false);
        }
        return all.size();
    }

    /**
     * The result of deletes in batches.
     *
     * @param deleted how many items were deleted
     * @param isComplete whether these are all
     * @param failure the failure that stopped the batch early, or {@code null} if the database only left keys unprocessed
     */
    record Deletion(
            int deleted, boolean isComplete, @Nullable StoreException failure) {}

    /** Deletes items of one table. Their absence is not an error. */
    Deletion delete(Backend backend, String table, List<ItemKey> keys) {
        Map<ItemKey, Entry> left = new LinkedHashMap<>();
        keys.forEach(key -> left.put(key, new Entry(new ItemOperation.Delete(table, key), key)));
        StoreException failure = writeTable(backend, table, left, backend.inTransaction());
        return new Deletion(keys.size() - left.size(), failure == null && left.isEmpty(), failure);
    }

    private static List<Entry> entriesOf(Map<String, Map<ItemKey, Entry>> tables) {
        List<Entry> entries = new ArrayList<>();
        tables.values().forEach(items -> entries.addAll(items.values()));
        return entries;
    }

    /**
     * Writes the items of one table, inside a transaction in the order in which all writers lock them. Removes what was
     * written, and returns the failure that stopped the writing, if any.
     */
    private @Nullable StoreException writeTable(
            Backend backend, String table, Map<ItemKey, Entry> items, boolean inTransaction) {
        List<ItemOperation> writes = new ArrayList<>(items.size());
        items.values().forEach(entry -> writes.add(entry.operation()));
        if (inTransaction) {
            writes.sort(ItemOperation.LOCK_ORDER);
        }
        Deque<ItemOperation> waiting = new ArrayDeque<>(writes);
        RetryRounds rounds = new RetryRounds(backoff);
        while (!waiting.isEmpty()) {
            List<ItemOperation> batch = nextBatch(waiting, backend.maxBatchItems());
            List<ItemOperation> unprocessed = batch;
            StoreException failure = null;
            try {
                unprocessed = backend.writeBatch(new BatchRequest(batch, false)).unprocessed();
            } catch (RuntimeException e) {
                failure = e instanceof StoreException known
                        ? known
                        : new StoreException(
                                "The batch write to '" + table + "' failed: " + e, e, StoreProblem.OTHER, false);
            }
            for (int i = unprocessed.size() - 1; i >= 0; i--) {
                waiting.addFirst(unprocessed.get(i));
            }
            if (failure != null && (inTransaction || !failure.isTransient())) {
                keepOnly(items, waiting);
                return failure;
            }
            rounds.completed(unprocessed.size() < batch.size());
            if (!unprocessed.isEmpty() && !rounds.waited(endOf(failure))) {
                keepOnly(items, waiting);
                return failure;
            }
        }
        items.clear();
        return null;
    }

    /**
     * Returns whether the last request has come to its end. If its answer was lost, it would otherwise overwrite what is
     * written after the repeat.
     */
    private static BooleanSupplier endOf(@Nullable StoreException failure) {
        return failure instanceof LostAnswerException lost ? lost::hasEnded : () -> true;
    }

    /**
     * Removes and returns the operations of one request, in lock order: two batches that write the same items wait for
     * each other.
     */
    private static List<ItemOperation> nextBatch(Deque<ItemOperation> waiting, int maxItems) {
        List<ItemOperation> batch = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty() && batch.size() < maxItems) {
            bytes += waiting.element().bytes();
            if (bytes > MAX_BATCH_BYTES && !batch.isEmpty()) {
                break;
            }
            batch.add(waiting.remove());
        }
        batch.sort(ItemOperation.LOCK_ORDER);
        return batch;
    }

    private static void keepOnly(Map<ItemKey, Entry> items, Collection<ItemOperation> unwritten) {
        items.keySet().retainAll(unwritten.stream().map(ItemOperation::key).collect(Collectors.toSet()));
    }

    private static BatchWriteException failed(
            List<Entry> left, int written, @Nullable StoreException failure, boolean inTransaction) {
        List<Object> items = new ArrayList<>();
        List<UndeletedKey> keys = new ArrayList<>();
        for (Entry entry : left) {
            if (entry.given() instanceof KeyToDelete key) {
                keys.add(new UndeletedKey(key.model(), key.values().get()));
            } else {
                items.add(entry.given() instanceof ItemToSave save ? save.item().get() : entry.given());
            }
        }
        String reason = failure == null ? "the database left them unprocessed." : failure.getMessage();
        String message = inTransaction
                ? inTransaction(left.size(), reason)
                : outsideTransaction(items.size(), keys.size(), written, reason);
        return new BatchWriteException(message, items, keys, written, failure);
    }

    /** A repeat in the same transaction would fail, and one outside of it would lack what the transaction wrote before. */
    private static String inTransaction(int operations, @Nullable String reason) {
        return "The batch of " + operations
                + " operations failed and executes no operation: the transaction undoes what it has written. Repeat the transaction, or execute"
                + " batch(e.remaining()) after a rollback to a savepoint. Cause: " + reason;
    }

    private static String outsideTransaction(int items, int keys, int written, @Nullable String reason) {
        return keys == 0
                ? items + " items of the batch might not have been written (" + written + " were): " + reason
                        + " Retry with unwrittenItems()."
                : items + " items of the batch might not have been written and " + keys + " not deleted (" + written
                        + " operations were executed): " + reason + " Retry with batch(e.remaining()).";
    }
}
