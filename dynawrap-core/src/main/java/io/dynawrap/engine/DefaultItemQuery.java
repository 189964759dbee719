package io.dynawrap.engine;

import io.dynawrap.InvalidArgumentException;
import io.dynawrap.ItemQuery;
import io.dynawrap.KeyValues;
import io.dynawrap.OnError;
import io.dynawrap.Page;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyRange;
import io.dynawrap.key.SortBound;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A query or scan over one range of one table. Immutable. */
final class DefaultItemQuery<T> implements ItemQuery<T> {

    private static final Logger LOG = LoggerFactory.getLogger("io.dynawrap.ItemQuery");

    /** A value above every limit that can be set. */
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private static final int MAX_THREADS = 64;

    /** The caller's settings. Changed only on a copy that no query uses yet. */
    private static final class Settings {

        private final boolean scan;
        private boolean consistent;
        private boolean reverse;
        private OnError onError = OnError.WARN;
        private long limit = NO_LIMIT;
        private int threads = 1;
        private KeyRange bounded;

        Settings(boolean scan, boolean consistent, KeyRange bounded) {
            this.scan = scan;
            this.consistent = consistent;
            this.bounded = bounded;
        }

        Settings copy() {
            Settings copy = new Settings(scan, consistent, bounded);
            copy.reverse = reverse;
            copy.onError = onError;
            copy.limit = limit;
            copy.threads = threads;
            return copy;
        }
    }

    private final StoreEngine engine;
    private final String table;
    private final ItemType<?> type;
    private final Function<StoredItem, T> reader;
    private final KeyValues key;

    /** The keys of the query without its bounds; {@code settings.bounded} are those with them. */
    private final KeyRange range;

    private final Settings settings;

    private DefaultItemQuery(
            StoreEngine engine,
            String table,
            ItemType<?> type,
            Function<StoredItem, T> reader,
            KeyValues key,
            KeyRange range,
            Settings settings) {
        this.engine = engine;
        this.table = table;
        this.type = type;
        this.reader = reader;
        this.key = key;
        this.range = range;
        this.settings = settings;
    }

    static <T> DefaultItemQuery<T> query(
            StoreEngine engine, String table, ItemType<T> type, KeyValues key, boolean consistent) {
        KeyRange range = type.keys().queryRange(key);
        return new DefaultItemQuery<>(
                engine, table, type, reader(engine, type), key, range, new Settings(false, consistent, range));
    }

    static <T> DefaultItemQuery<T> scan(StoreEngine engine, String table, ItemType<T> type, KeyValues key) {
        KeyRange range = type.keys().scanRange(key);
        return new DefaultItemQuery<>(
                engine, table, type, reader(engine, type), key, range, new Settings(true, false, range));
    }

    private static <T> Function<StoredItem, T> reader(StoreEngine engine, ItemType<T> type) {
        return stored -> engine.coding().decode(type, stored);
    }

    /** Returns the same query for the items as they are stored, including items that cannot be read as the model. */
    DefaultItemQuery<StoredItem> stored() {
        return new DefaultItemQuery<>(engine, table, type, FieldsOnly::of, key, range, settings);
    }

    private DefaultItemQuery<T> with(Consumer<Settings> change) {
        Settings copy = settings.copy();
        change.accept(copy);
        return new DefaultItemQuery<>(engine, table, type, reader, key, range, copy);
    }

    @Override
    public ItemQuery<T> limit(int items) {
        checkPositive("limit", items);
        return with(copy -> copy.limit = items);
    }

    @Override
    public ItemQuery<T> reverse(boolean reverse) {
        if (settings.scan) {
            throw new IllegalStateException("A scan has no order and cannot be reversed. Query a partition instead.");
        }
        return with(copy -> copy.reverse = reverse);
    }

    @Override
    public ItemQuery<T> from(Object first) {
        return lowerBound(bound().at(required("first", first)));
    }

    @Override
    public ItemQuery<T> after(Object value) {
        return lowerBound(bound().behind(required("value", value)));
    }

    @Override
    public ItemQuery<T> to(Object last) {
        return upperBound(bound().behind(required("last", last)));
    }

    @Override
    public ItemQuery<T> before(Object value) {
        return upperBound(bound().at(required("value", value)));
    }

    private static Object required(String what, Object value) {
        return Objects.requireNonNull(value, "'" + what + "' must not be null");
    }

    private SortBound bound() {
        return type.keys().sortBound(range, key);
    }

    private ItemQuery<T> lowerBound(String sortKey) {
        return with(copy -> copy.bounded = copy.bounded.from(sortKey));
    }

    private ItemQuery<T> upperBound(String sortKey) {
        return with(copy -> copy.bounded = copy.bounded.until(sortKey));
    }

    @Override
    public ItemQuery<T> onError(OnError onError) {
        Objects.requireNonNull(onError, "'onError' must not be null");
        return with(copy -> copy.onError = onError);
    }

    @Override
    public ItemQuery<T> consistentReads(boolean consistent) {
        return with(copy -> copy.consistent = consistent);
    }

    @Override
    public ItemQuery<T> parallelism(int threads) {
        if (!settings.scan) {
            throw new IllegalStateException("A query reads one partition in order. Only a scan is read in parallel.");
        }
        if (threads < 1 || threads > MAX_THREADS) {
            throw new InvalidArgumentException("parallelism must be 1 to " + MAX_THREADS + ", not " + threads + ".");
        }
        return with(copy -> copy.threads = threads);
    }

    private static void checkPositive(String what, int items) {
        if (items < 1) {
            throw new InvalidArgumentException(what + " must be at least 1, not " + items + ".");
        }
    }

    @Override
    public Stream<T> stream() {
        StoreCall call = call();
        if (settings.threads == 1 || settings.bounded.isEmpty()) {
            return call.stream(new Sequential(call.backend()), settings.limit);
        }
        ParallelScan<T> items = new ParallelScan<>(
                () -> call.backend().split(firstRequest(), settings.threads),
                part -> new Readable(items(call.backend(), part, () -> needed(settings.limit))));
        Stream<T> stream = call.stream(items, settings.limit).onClose(items::close);
        return settings.limit == NO_LIMIT ? stream : stream.limit(settings.limit);
    }

    private StoreCall call() {
        return engine.calls().on(settings.scan ? "scan" : "query", type, table);
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
                    "A page has its own size and is read by one thread. Leave out limit and parallelism.");
        }
        return call().run(call -> {
            Page<T> page = page(call.backend(), size, cursor);
            call.items(page.items().size());
            return page;
        });
    }

    private Page<T> page(Backend backend, int size, @Nullable String cursor) {
        Cursor cursors = new Cursor(type, range, table, settings.scan, settings.reverse);
        RangeRequest first =
                cursor == null ? firstRequest() : RangeItems.after(firstRequest(), cursors.position(cursor));
        List<T> items = new ArrayList<>();
        RangeItems stored = items(backend, first, () -> needed(1L + size - items.size()));
        ItemKey last = null;
        while (stored.hasNext()) {
            if (items.size() == size && last != null) {
                return new Page<>(items, cursors.after(last));
            }
            StoredItem item = stored.next();
            last = item.key();
            try {
                T read = read(item);
                if (read != null) {
                    items.add(read);
                }
            } catch (UnreadableItemException e) {
                Page<T> before = new Page<>(items, stored.hasNext() ? cursors.after(last) : null);
                throw new UnreadableItemException(
                        String.valueOf(e.getMessage()), e.path().orElse(null), e.getCause(), before);
            }
        }
        return new Page<>(items, null);
    }

    /** Converts a number of items to the type of {@link RangeRequest#limit}. */
    private static int needed(long items) {
        return (int) Math.min(items, Integer.MAX_VALUE);
    }

    private RangeRequest firstRequest() {
        return RangeRequest.of(table, settings.bounded)
                .reverse(settings.reverse)
                .consistent(settings.consistent);
    }

    private RangeItems items(Backend backend, @Nullable RangeRequest first, IntSupplier needed) {
        return new RangeItems(backend, type, engine.expiry(), first, needed);
    }

    /** Returns the item, or {@code null} if it cannot be read and must be skipped. */
    private @Nullable T read(StoredItem stored) {
        try {
            return reader.apply(stored);
        } catch (UnreadableItemException e) {
            switch (settings.onError) {
                case RAISE -> throw e;
                case WARN ->
                    LOG.warn(
                            "{} It is skipped. Failed at: {}",
                            e.getMessage(),
                            e.path().orElse("the whole item"));
                case SKIP -> {}
            }
            return null;
        }
    }

    /** Skips items that cannot be read. */
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

    /** Ends at the limit, and requests only as many items as remain. */
    private final class Sequential implements Iterator<T> {

        private long remaining = settings.limit;
        private final Readable items;

        Sequential(Backend backend) {
            items = new Readable(items(backend, firstRequest(), () -> needed(remaining)));
        }

        @Override
        public boolean hasNext() {
            return remaining > 0 && items.hasNext();
        }

        @Override
        public T next() {
            T item = items.next();
            remaining--;
            return item;
        }
    }
}
