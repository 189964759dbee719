package io.dynawrap.engine;

import io.dynawrap.Condition;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.ItemQuery;
import io.dynawrap.OnError;
import io.dynawrap.Page;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.SortBound;
import io.dynawrap.key.TextKeys;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.CountRequest;
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

/** A query or scan over one range of one table. Immutable. */
final class DefaultItemQuery<T> implements ItemQuery<T> {

    private static final int MAX_THREADS = 64;

    private final StoreEngine engine;
    private final String table;
    private final QueryTarget<?> target;
    private final Function<StoredItem, T> reader;
    private final QuerySettings settings;

    private DefaultItemQuery(
            StoreEngine engine,
            String table,
            QueryTarget<?> target,
            Function<StoredItem, T> reader,
            QuerySettings settings) {
        this.engine = engine;
        this.table = table;
        this.target = target;
        this.reader = reader;
        this.settings = settings;
    }

    static <T> DefaultItemQuery<T> query(StoreEngine engine, String table, QueryTarget<T> target, boolean consistent) {
        return new DefaultItemQuery<>(
                engine, table, target, reader(engine, target), new QuerySettings(false, consistent, target.range()));
    }

    static <T> DefaultItemQuery<T> scan(StoreEngine engine, String table, QueryTarget<T> target) {
        return new DefaultItemQuery<>(
                engine, table, target, reader(engine, target), new QuerySettings(true, false, target.range()));
    }

    private static <T> Function<StoredItem, T> reader(StoreEngine engine, QueryTarget<T> target) {
        return stored -> {
            ItemType<? extends T> type = Objects.requireNonNull(target.typeOf(stored.key()));
            return engine.coding().decode(type, stored);
        };
    }

    /** Returns the same query for the items as they are stored, including items that cannot be read as the model. */
    DefaultItemQuery<StoredItem> stored() {
        return new DefaultItemQuery<>(engine, table, target, FieldsOnly::of, settings);
    }

    private DefaultItemQuery<T> with(Consumer<QuerySettings> change) {
        QuerySettings copy = settings.copy();
        change.accept(copy);
        return new DefaultItemQuery<>(engine, table, target, reader, copy);
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
        return target.sortBound();
    }

    private ItemQuery<T> lowerBound(String sortKey) {
        return with(copy -> copy.range = copy.range.from(sortKey));
    }

    private ItemQuery<T> upperBound(String sortKey) {
        return with(copy -> copy.range = copy.range.until(sortKey));
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
    public ItemQuery<T> filter(Condition condition) {
        Objects.requireNonNull(condition, "'condition' must not be null");
        Condition all = settings.filter == null ? condition : settings.filter.and(condition);
        bound(all);
        return with(copy -> copy.filter = all);
    }

    private BoundCondition bound(Condition condition) {
        return target.bind(condition, engine.expiry());
    }

    /** Returns the filter for a read that starts now. */
    private @Nullable BoundCondition boundFilter() {
        return settings.filter == null ? null : bound(settings.filter);
    }

    @Override
    public Stream<T> stream() {
        StoreCall call = call(settings.scan ? "scan" : "query");
        if (settings.isSequential()) {
            LimitedItems<T> items =
                    new LimitedItems<>(settings.limit, needed -> readable(call.backend(), firstRequest(), needed));
            return call.stream(items, settings.limit);
        }
        ParallelScan<T> items = new ParallelScan<>(
                () -> call.backend().split(firstRequest(), settings.threads),
                part -> readable(call.backend(), part, () -> LimitedItems.needed(settings.limit)));
        Stream<T> stream = call.stream(items, settings.limit).onClose(items::close);
        return settings.limit == QuerySettings.NO_LIMIT ? stream : stream.limit(settings.limit);
    }

    private StoreCall call(String operation) {
        return engine.calls().on(operation, target.name(), table);
    }

    @Override
    public long count() {
        TextKeys keys = target.textKeys(settings.range);
        if (keys != null) {
            RangeRequest all = RangeRequest.of(table, keys.range())
                    .consistent(settings.consistent)
                    .filter(engine.expiry().filter(target.single(), boundFilter()));
            return call("count")
                    .run(call -> new RangeCount(call.backend(), settings.limit).run(new CountRequest(all, keys)));
        }
        List<String> fields = target.expiresAt().stream().toList();
        return call("count")
                .run(call -> stored(call, firstRequest().fields(fields), items -> {
                    long count = 0;
                    for (; items.hasNext(); items.next()) {
                        count++;
                    }
                    return count;
                }));
    }

    @Override
    public long deleteAll() {
        ItemType<?> type = target.single();
        engine.coding().checkOwns(type);
        BoundCondition filter = boundFilter();
        List<String> fields = Stream.concat(type.expiresAt().stream(), type.versionField().stream())
                .toList();
        RangeRequest first = firstRequest().filter(filter).fields(fields);
        return call("deleteAll")
                .run(call ->
                        stored(call, first, items -> new RangeDeletion(engine, call, type, table, filter).run(items)));
    }

    /** Passes on the stored items of the query, without reading them as the model. */
    private <R> R stored(StoreCall call, RangeRequest first, Function<Iterator<StoredItem>, R> consumer) {
        if (settings.isSequential()) {
            return consumer.apply(new LimitedItems<>(settings.limit, needed -> items(call.backend(), first, needed)));
        }
        try (ParallelScan<StoredItem> items = new ParallelScan<>(
                () -> call.backend().split(first, settings.threads),
                part -> items(call.backend(), part, () -> LimitedItems.needed(settings.limit)))) {
            return consumer.apply(new LimitedItems<>(settings.limit, needed -> items));
        }
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
        if (settings.limit != QuerySettings.NO_LIMIT || settings.threads != 1) {
            throw new IllegalStateException(
                    "A page has its own size and is read by one thread. Leave out limit and parallelism.");
        }
        return call(settings.scan ? "scan" : "query").run(call -> {
            Page<T> page = page(call.backend(), size, cursor);
            call.items(page.items().size());
            return page;
        });
    }

    private Page<T> page(Backend backend, int size, @Nullable String cursor) {
        Cursor cursors = new Cursor(target, table, settings.scan, settings.reverse);
        RangeRequest first =
                cursor == null ? firstRequest() : RangeItems.after(firstRequest(), cursors.position(cursor, backend));
        List<T> items = new ArrayList<>();
        RangeItems stored = items(backend, first, () -> LimitedItems.needed(1L + size - items.size()));
        ItemKey last = null;
        while (stored.hasNext()) {
            if (items.size() == size && last != null) {
                return new Page<>(items, cursors.after(last));
            }
            StoredItem item = stored.next();
            last = item.key();
            try {
                T read = ReadableItems.read(item, reader, settings.onError);
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

    private RangeRequest firstRequest() {
        return RangeRequest.of(table, settings.range)
                .reverse(settings.reverse)
                .consistent(settings.consistent)
                .filter(boundFilter());
    }

    private RangeItems items(Backend backend, @Nullable RangeRequest first, IntSupplier needed) {
        return new RangeItems(backend, target, engine.expiry(), first, needed);
    }

    private ReadableItems<T> readable(Backend backend, RangeRequest first, IntSupplier needed) {
        return new ReadableItems<>(items(backend, first, needed), reader, settings.onError);
    }
}
