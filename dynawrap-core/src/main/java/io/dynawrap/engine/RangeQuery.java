package io.dynawrap.engine;

import io.dynawrap.ItemQuery;
import io.dynawrap.OnError;
import io.dynawrap.Page;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.mapping.ItemKey;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.KeyRange;
import io.dynawrap.spi.RangeRead;
import io.dynawrap.spi.ScanSegment;
import io.dynawrap.spi.StoredItem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A query or scan over one range of one table. */
record RangeQuery<T>(
        Engine engine,
        String table,
        ItemType<?> type,
        Function<StoredItem, T> reader,
        KeyRange range,
        Settings settings)
        implements ItemQuery<T> {

    private static final Logger LOG = LoggerFactory.getLogger("io.dynawrap.ItemQuery");

    /** More than any limit that can be set. */
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private static final int MAX_THREADS = 64;

    /** What the caller set. */
    record Settings(boolean scan, boolean consistent, boolean reverse, OnError onError, long limit, int threads) {}

    static <T> RangeQuery<T> query(Engine engine, String table, ItemType<T> type, KeyRange range, boolean consistent) {
        return new RangeQuery<>(
                engine,
                table,
                type,
                stored -> engine.decode(type, stored),
                range,
                new Settings(false, consistent, false, OnError.WARN, NO_LIMIT, 1));
    }

    static <T> RangeQuery<T> scan(Engine engine, String table, ItemType<T> type, KeyRange range) {
        return new RangeQuery<>(
                engine,
                table,
                type,
                stored -> engine.decode(type, stored),
                range,
                new Settings(true, false, false, OnError.WARN, NO_LIMIT, 1));
    }

    /** The same query for the items as they are stored, those included that cannot be read as the model. */
    RangeQuery<StoredItem> stored() {
        return new RangeQuery<>(engine, table, type, FieldsOnly::of, range, settings);
    }

    private RangeQuery<T> with(Settings changed) {
        return new RangeQuery<>(engine, table, type, reader, range, changed);
    }

    @Override
    public ItemQuery<T> limit(int items) {
        checkPositive("limit", items);
        Settings s = settings;
        return with(new Settings(s.scan, s.consistent, s.reverse, s.onError, items, s.threads));
    }

    @Override
    public ItemQuery<T> reverse() {
        Settings s = settings;
        if (s.scan) {
            throw new IllegalStateException("A scan has no order and so no reverse. Query a partition for an order.");
        }
        return with(new Settings(s.scan, s.consistent, true, s.onError, s.limit, s.threads));
    }

    @Override
    public ItemQuery<T> onError(OnError onError) {
        Settings s = settings;
        return with(new Settings(s.scan, s.consistent, s.reverse, onError, s.limit, s.threads));
    }

    @Override
    public ItemQuery<T> consistentReads(boolean consistent) {
        Settings s = settings;
        return with(new Settings(s.scan, consistent, s.reverse, s.onError, s.limit, s.threads));
    }

    @Override
    public ItemQuery<T> parallelism(int threads) {
        Settings s = settings;
        if (!s.scan) {
            throw new IllegalStateException("A query reads one partition in order. Only a scan is read in parallel.");
        }
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException("parallelism is 1 to " + MAX_THREADS + ", not " + threads + ".");
        }
        return with(new Settings(s.scan, s.consistent, s.reverse, s.onError, s.limit, threads));
    }

    private static void checkPositive(String what, int items) {
        if (items < 1) {
            throw new IllegalArgumentException(what + " is at least 1, not " + items + ".");
        }
    }

    @Override
    public Stream<T> stream() {
        ObservedOperation operation = operation();
        if (settings.threads == 1) {
            return operation == null
                    ? streamOf(new Sequential(engine.backend()))
                    : observed(new Sequential(operation.backend()), operation);
        }
        Backend backend = operation == null ? engine.backend() : operation.backend();
        ParallelScan<T> items = new ParallelScan<>(
                () -> backend.split(table, range, settings.threads), segment -> segmentItems(backend, segment));
        Stream<T> stream = operation == null ? streamOf(items) : observed(items, operation);
        stream = stream.onClose(items::close);
        return settings.limit == NO_LIMIT ? stream : stream.limit(settings.limit);
    }

    private @Nullable ObservedOperation operation() {
        return engine.observed(settings.scan ? "scan" : "query", type, table);
    }

    private Stream<T> observed(Iterator<T> items, ObservedOperation operation) {
        ObservedItems<T> observed = new ObservedItems<>(items, operation, settings.limit);
        return streamOf(observed).onClose(observed::close);
    }

    private static <E> Stream<E> streamOf(Iterator<E> items) {
        int characteristics = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(items, characteristics), false);
    }

    @Override
    public List<T> list() {
        try (Stream<T> stream = stream()) {
            return stream.toList();
        }
    }

    @Override
    public Optional<T> first() {
        try (Stream<T> stream = limit(1).stream()) {
            return stream.findFirst();
        }
    }

    @Override
    public Page<T> page(int size, @Nullable String cursor) {
        checkPositive("The size of a page", size);
        if (settings.limit != NO_LIMIT || settings.threads != 1) {
            throw new IllegalStateException(
                    "A page has a size of its own and is read by one thread. Leave out limit and" + " parallelism.");
        }
        ObservedOperation operation = operation();
        if (operation == null) {
            return page(engine.backend(), size, cursor);
        }
        return operation.run(backend -> {
            Page<T> page = page(backend, size, cursor);
            operation.items(page.items().size());
            return page;
        });
    }

    private Page<T> page(Backend backend, int size, @Nullable String cursor) {
        Cursor cursors = new Cursor(table, type, range, settings);
        RangeRead first = firstRead().after(cursor == null ? null : cursors.position(cursor));
        List<T> items = new ArrayList<>();
        RangeItems stored = items(backend, first, () -> wanted(1L + size - items.size()));
        ItemKey passed = null;
        while (stored.hasNext()) {
            if (items.size() == size && passed != null) {
                return new Page<>(items, cursors.after(passed));
            }
            StoredItem item = stored.next();
            passed = item.key();
            try {
                T read = read(item);
                if (read != null) {
                    items.add(read);
                }
            } catch (UnreadableItemException e) {
                throw e.withPage(new Page<>(items, stored.hasNext() ? cursors.after(passed) : null));
            }
        }
        return new Page<>(items, null);
    }

    /** A number of items as a {@link RangeRead} has it. */
    private static int wanted(long items) {
        return (int) Math.min(items, Integer.MAX_VALUE);
    }

    private RangeRead firstRead() {
        return new RangeRead(range, null, null, settings.reverse, settings.consistent, Integer.MAX_VALUE, 0);
    }

    private RangeItems items(Backend backend, RangeRead first, IntSupplier wanted) {
        return new RangeItems(backend, table, type, first, wanted);
    }

    /** The readable items of one segment, for one thread of a parallel scan. */
    private Iterator<T> segmentItems(Backend backend, ScanSegment segment) {
        RangeItems stored = items(backend, firstRead().segment(segment), () -> wanted(settings.limit));
        return new Readable(stored);
    }

    /** The item, or {@code null} if it cannot be read and is to be passed over. */
    private @Nullable T read(StoredItem stored) {
        try {
            return reader.apply(stored);
        } catch (UnreadableItemException e) {
            switch (settings.onError) {
                case RAISE -> throw e;
                case WARN ->
                    LOG.warn(
                            "{} It is passed over. Failed at: {}",
                            e.getMessage(),
                            e.place().orElse("the whole item"));
                case SKIP -> {}
            }
            return null;
        }
    }

    /** Passes over what cannot be read. */
    private final class Readable extends LookAhead<T> {

        private final RangeItems stored;

        Readable(RangeItems stored) {
            this.stored = stored;
        }

        @Override
        @Nullable T find() {
            while (stored.hasNext()) {
                T item = read(stored.next());
                if (item != null) {
                    return item;
                }
            }
            return null;
        }
    }

    /** Ends at the limit, and asks for no more than is missing to it. */
    private final class Sequential implements Iterator<T> {

        private long missing = settings.limit;
        private final Readable items;

        Sequential(Backend backend) {
            items = new Readable(items(backend, firstRead(), () -> wanted(missing)));
        }

        @Override
        public boolean hasNext() {
            return missing > 0 && items.hasNext();
        }

        @Override
        public T next() {
            T item = items.next();
            missing--;
            return item;
        }
    }
}
