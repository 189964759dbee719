package io.dynawrap.engine;

import io.dynawrap.BatchWriteException;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.BatchRequest;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.LostAnswerException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes any number of items in batches, and retries what the database did not process. */
final class BatchWriter {

    /** The maximum number of consecutive requests that write nothing, before a batch fails. */
    private static final int MAX_IDLE_ROUNDS = 10;

    /**
     * How long a batch that writes nothing is retried. A single request may take minutes if the client waits for
     * responses that do not arrive and retries itself.
     */
    private static final Duration MAX_IDLE_TIME = Duration.ofMinutes(1);

    /** A batch is a few megabytes at most, so that memory and statements stay small. */
    private static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

    /** One operation on an item, and the item as the caller gave it. */
    record Entry(ItemOperation operation, Object item) {}

    private final Backoff backoff;

    BatchWriter(Backoff backoff) {
        this.backoff = backoff;
    }

    /**
     * Writes items. If several items have the same key, the last item is written.
     *
     * @return how many items were stored
     * @throws BatchWriteException with every item that might not have been stored
     */
    int write(Backend backend, List<Entry> entries) {
        boolean inTransaction = backend.inTransaction();
        Map<String, Map<ItemKey, Entry>> tables = inTransaction ? new TreeMap<>() : new LinkedHashMap<>();
        for (Entry entry : entries) {
            ItemOperation operation = entry.operation();
            tables.computeIfAbsent(operation.table(), table -> new LinkedHashMap<>())
                    .put(operation.key(), entry);
        }
        int all = tables.values().stream().mapToInt(Map::size).sum();
        for (Map.Entry<String, Map<ItemKey, Entry>> table : tables.entrySet()) {
            StoreException failure = writeTable(backend, table.getKey(), table.getValue(), inTransaction);
            if (failure == null && table.getValue().isEmpty()) {
                continue;
            }
            if (inTransaction) {
                throw failed(entries, 0, failure); // the transaction undoes what was written before
            }
            List<Entry> unwritten = tables.values().stream()
                    .flatMap(items -> items.values().stream())
                    .toList();
            throw failed(unwritten, all - unwritten.size(), failure);
        }
        return all;
    }

    /**
     * Writes the items of one table, inside a transaction in the order in which all writers lock them. Removes what was
     * written, and returns the failure that stopped the writing, if any.
     */
    private @Nullable StoreException writeTable(
            Backend backend, String table, Map<ItemKey, Entry> items, boolean inTransaction) {
        Stream<ItemOperation> writes = items.values().stream().map(Entry::operation);
        Deque<ItemOperation> waiting = (inTransaction ? writes.sorted(ItemOperation.LOCK_ORDER) : writes)
                .collect(Collectors.toCollection(() -> new ArrayDeque<>(items.size())));
        int idleRounds = 0;
        long idleSince = backoff.nanoTime();
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
            if (unprocessed.size() < batch.size()) {
                idleRounds = 0;
                idleSince = backoff.nanoTime();
            } else {
                idleRounds++;
            }
            if (!unprocessed.isEmpty() && !mayRepeat(failure, idleRounds, idleSince)) {
                keepOnly(items, waiting);
                return failure;
            }
        }
        items.clear();
        return null;
    }

    /**
     * Waits before the next request. If the answer to the last one was lost, waits until it is complete as well: it would
     * otherwise overwrite what is written after the repeat. False if the batch is to end.
     */
    private boolean mayRepeat(@Nullable StoreException failure, int idleRounds, long idleSince) {
        int round = idleRounds;
        do {
            if (isIdleTooLong(round, idleSince) || !backoff.paused(round)) {
                return false;
            }
            round++;
        } while (failure instanceof LostAnswerException lost && !lost.hasEnded());
        return true;
    }

    private boolean isIdleTooLong(int idleRounds, long idleSince) {
        return idleRounds > MAX_IDLE_ROUNDS || backoff.isOver(MAX_IDLE_TIME, idleSince);
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

    private static BatchWriteException failed(List<Entry> unwritten, int written, @Nullable StoreException failure) {
        return new BatchWriteException(
                unwritten.size() + " items of the batch might not have been written (" + written + " were): "
                        + (failure == null ? "the database left them unprocessed." : failure.getMessage())
                        + " Retry with unwrittenItems().",
                unwritten.stream().map(Entry::item).toList(),
                written,
                failure);
    }
}
