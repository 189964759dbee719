package io.dynawrap.engine;

import io.dynawrap.BatchWriteException;
import io.dynawrap.StoreException;
import io.dynawrap.mapping.ItemKey;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.ItemWrite;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes any number of items in batches, and again what the database did not process. */
final class BatchWriter {

    /** Requests of one batch that bring nothing forward, before the rest is given up. */
    private static final int MAX_IDLE_ROUNDS = 10;

    /**
     * How long a batch that nothing brings forward is tried again: a request alone may take minutes where a client
     * waits for answers that do not come, and retries by itself.
     */
    private static final Duration MAX_IDLE_TIME = Duration.ofMinutes(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** A batch is a few megabytes at most, so that memory and statements stay small. */
    private static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

    /**
     * The order of writes inside a transaction: two transactions that write the same items, each in its own order, would
     * hold what the other waits for.
     */
    private static final Comparator<ItemWrite> IN_TRANSACTION = Comparator.comparing(
                    (ItemWrite write) -> write.key().partitionKey())
            .thenComparing(write -> write.key().sortKey());

    /** One item to write, and what the caller gave. */
    record Entry(String table, ItemWrite write, Object item) {}

    /** Waits between two tries. */
    @FunctionalInterface
    interface Pauses {
        void pause(Duration longest) throws InterruptedException;

        /** A random part of the pause ("full jitter"), so that many writers do not come back at the same time. */
        static Pauses sleeping() {
            return longest -> Thread.sleep(ThreadLocalRandom.current().nextLong(longest.toMillis() + 1));
        }
    }

    private final Backend backend;
    private final Pauses pauses;
    private final LongSupplier nanoTime;

    BatchWriter(Backend backend, Pauses pauses, LongSupplier nanoTime) {
        this.backend = backend;
        this.pauses = pauses;
        this.nanoTime = nanoTime;
    }

    /** A writer with the same pauses over another view of the backend. */
    BatchWriter over(Backend view) {
        return new BatchWriter(view, pauses, nanoTime);
    }

    /**
     * Writes items, of which the last one with a key wins.
     *
     * @return how many items were stored
     * @throws BatchWriteException with every item that may not be stored
     */
    int write(List<Entry> entries) {
        boolean inTransaction = backend.inTransaction();
        Map<String, Map<ItemKey, Entry>> tables = inTransaction ? new TreeMap<>() : new LinkedHashMap<>();
        for (Entry entry : entries) {
            Map<ItemKey, Entry> items = tables.computeIfAbsent(entry.table(), table -> new LinkedHashMap<>());
            items.put(entry.write().key(), entry);
        }
        int all = tables.values().stream().mapToInt(Map::size).sum();
        for (Map.Entry<String, Map<ItemKey, Entry>> table : tables.entrySet()) {
            StoreException failure = writeTable(table.getKey(), table.getValue(), inTransaction);
            if (failure == null && table.getValue().isEmpty()) {
                continue;
            }
            if (inTransaction) {
                throw failed(entries, 0, failure); // the transaction takes back what was written before
            }
            List<Entry> unwritten = tables.values().stream()
                    .flatMap(items -> items.values().stream())
                    .toList();
            throw failed(unwritten, all - unwritten.size(), failure);
        }
        return all;
    }

    /** Writes the items of one table; takes out what was written, and returns the failure that ended it, if one did. */
    private @Nullable StoreException writeTable(String table, Map<ItemKey, Entry> items, boolean inTransaction) {
        Stream<ItemWrite> writes = items.values().stream().map(Entry::write);
        Deque<ItemWrite> waiting = (inTransaction ? writes.sorted(IN_TRANSACTION) : writes)
                .collect(Collectors.toCollection(() -> new ArrayDeque<>(items.size())));
        int idleRounds = 0;
        long idleSince = nanoTime.getAsLong();
        while (!waiting.isEmpty()) {
            List<ItemWrite> batch = nextBatch(waiting);
            List<ItemWrite> unprocessed = batch;
            StoreException failure = null;
            try {
                unprocessed = backend.writeBatch(table, batch);
            } catch (RuntimeException e) {
                failure = e instanceof StoreException known
                        ? known
                        : new StoreException("The batch write to '" + table + "' failed: " + e, e, false);
            }
            for (int i = unprocessed.size() - 1; i >= 0; i--) {
                waiting.addFirst(unprocessed.get(i));
            }
            if (failure != null && (inTransaction || !failure.isPassing())) {
                keepOnly(items, waiting);
                return failure;
            }
            if (unprocessed.size() < batch.size()) {
                idleRounds = 0;
                idleSince = nanoTime.getAsLong();
            } else {
                idleRounds++;
            }
            if (!unprocessed.isEmpty() && (isIdleTooLong(idleRounds, idleSince) || !paused(idleRounds))) {
                keepOnly(items, waiting);
                return failure;
            }
        }
        items.clear();
        return null;
    }

    private boolean isIdleTooLong(int idleRounds, long idleSince) {
        return idleRounds > MAX_IDLE_ROUNDS || nanoTime.getAsLong() - idleSince > MAX_IDLE_TIME.toNanos();
    }

    private List<ItemWrite> nextBatch(Deque<ItemWrite> waiting) {
        List<ItemWrite> batch = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty() && batch.size() < backend.maxBatchItems()) {
            bytes += waiting.element().bytes();
            if (bytes > MAX_BATCH_BYTES && !batch.isEmpty()) {
                break;
            }
            batch.add(waiting.remove());
        }
        return batch;
    }

    private static void keepOnly(Map<ItemKey, Entry> items, Collection<ItemWrite> unwritten) {
        items.keySet().retainAll(unwritten.stream().map(ItemWrite::key).collect(Collectors.toSet()));
    }

    /** Waits before the next try; false if the thread was interrupted and is to end. */
    private boolean paused(int idleRounds) {
        Duration longest = FIRST_PAUSE.multipliedBy(1L << idleRounds);
        try {
            pauses.pause(longest.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longest);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static BatchWriteException failed(List<Entry> unwritten, int written, @Nullable StoreException failure) {
        return new BatchWriteException(
                unwritten.size() + " items of the batch may not be written (" + written + " are): "
                        + (failure == null ? "the database left them unprocessed." : failure.getMessage())
                        + " Write unwrittenItems() again.",
                unwritten.stream().map(Entry::item).toList(),
                written,
                failure);
    }
}
