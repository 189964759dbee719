package io.dynawrap.postgres.faults;

import static io.dynawrap.Condition.field;
import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Threads that create, save and delete the same items with checks. Each remembers which of its writes were acknowledged, and of
 * which it was told that the outcome is unknown.
 */
final class CheckedWrites {

    static final int THREADS = 4;
    private static final KeyValues ONE = KeyValues.of("id", "1");

    /** Created by whichever thread is first. */
    @DbItem(pk = "CLAIM#{id}", sk = "CLAIM")
    record Claim(String id, int owner) {}

    /** Saved by all threads, so that its version counts the saves. */
    @DbItem(pk = "COUNTER#{id}", sk = "COUNTER")
    record Counter(String id, int writer, @ItemVersion long version) {}

    /** Counts its saves itself, each on condition of the value before. */
    @DbItem(pk = "SUM#{id}", sk = "SUM")
    record Sum(String id, long value) {}

    /** Created and deleted by one thread. */
    @DbItem(pk = "DRAFT#{id}", sk = "DRAFT")
    record Draft(String id, @ItemVersion long version) {}

    private final ItemStore store;
    private final Map<String, Integer> claimed = new ConcurrentHashMap<>();
    private final Set<Claim> maybeClaimed = ConcurrentHashMap.newKeySet();
    private final Set<String> refusedClaims = ConcurrentHashMap.newKeySet();
    private final Set<Long> versions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger maybeVersions = new AtomicInteger();
    private final AtomicLong sums = new AtomicLong();
    private final AtomicInteger maybeSums = new AtomicInteger();
    private final Set<String> created = ConcurrentHashMap.newKeySet();
    private final Set<String> maybeCreated = ConcurrentHashMap.newKeySet();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Set<String> maybeDeleted = ConcurrentHashMap.newKeySet();
    private final Queue<Object> doubled = new ConcurrentLinkedQueue<>();
    private final Queue<StoreException> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger rounds = new AtomicInteger();

    /**
     * Stores the items that all threads save.
     *
     * @param store executes the writes
     */
    CheckedWrites(ItemStore store) {
        this.store = store;
        store.create(new Counter("1", -1, 0));
        store.create(new Sum("1", 0));
        versions.add(1L);
    }

    /** Starts the threads. Each of them goes on while it may; after a failure only if it is to be. */
    CompletableFuture<Void> start(BooleanSupplier goesOn, boolean goesOnAfterFailures) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        int first = rounds.get();
        CompletableFuture<?>[] all = IntStream.range(0, THREADS)
                .mapToObj(thread -> runAsync(() -> write(thread, first, goesOn, goesOnAfterFailures), threads))
                .toArray(CompletableFuture[]::new);
        threads.shutdown();
        return CompletableFuture.allOf(all);
    }

    private void write(int thread, int first, BooleanSupplier goesOn, boolean goesOnAfterFailures) {
        for (int n = first; goesOn.getAsBoolean(); n++) {
            try {
                round(thread, Integer.toString(n));
                rounds.accumulateAndGet(n + 1, Math::max);
            } catch (StoreException e) {
                failures.add(e);
                if (!goesOnAfterFailures) {
                    return;
                }
            }
        }
    }

    private void round(int thread, String id) {
        Claim claim = new Claim(id, thread);
        boolean isRefused = attempt(
                () -> store.create(claim),
                () -> addOnce(claimed.putIfAbsent(id, thread) == null, claim),
                () -> maybeClaimed.add(claim));
        if (isRefused) {
            refusedClaims.add(id);
        }
        Counter counter = store.get(Counter.class, ONE).orElseThrow();
        attempt(
                () -> store.save(new Counter("1", thread, counter.version())),
                () -> addOnce(versions.add(counter.version() + 1), counter),
                maybeVersions::incrementAndGet);
        Sum sum = store.get(Sum.class, ONE).orElseThrow();
        attempt(
                () -> store.save(new Sum("1", sum.value() + 1), field("value").is(sum.value())),
                sums::incrementAndGet,
                maybeSums::incrementAndGet);
        Draft draft = new Draft(thread + "-" + id, 0);
        attempt(() -> store.create(draft), () -> created.add(draft.id()), () -> maybeCreated.add(draft.id()));
        attempt(
                () -> store.delete(new Draft(draft.id(), 1)),
                () -> deleted.add(draft.id()),
                () -> maybeDeleted.add(draft.id()));
    }

    /** Returns whether a check refused the write. */
    private static boolean attempt(Runnable write, Runnable acknowledged, Runnable unknown) {
        try {
            write.run();
        } catch (ConditionFailedException e) {
            return true;
        } catch (StoreException e) {
            if (e.problem() == StoreProblem.OUTCOME_UNKNOWN) {
                unknown.run();
            }
            throw e;
        }
        acknowledged.run();
        return false;
    }

    private void addOnce(boolean isNew, Object write) {
        if (!isNew) {
            doubled.add(write);
        }
    }

    /** The number of versioned saves that were acknowledged. */
    int saved() {
        return versions.size();
    }

    /** What the threads were told about writes and reads that failed. */
    List<StoreException> failures() {
        return List.copyOf(failures);
    }

    /** Whether each write of which it was told that its outcome is unknown is there, is open. */
    void assertNothingIsLostAndNothingDoubled(ItemStore reader) {
        assertThat(doubled).isEmpty();

        Map<String, Integer> claims =
                all(reader, Claim.class).stream().collect(Collectors.toMap(Claim::id, Claim::owner));
        assertThat(claims).containsAllEntriesOf(claimed);
        assertThat(claims.keySet()).containsAll(refusedClaims);
        claims.keySet().removeAll(claimed.keySet());
        assertThat(claims).allSatisfy((id, owner) -> assertThat(maybeClaimed).contains(new Claim(id, owner)));

        long version = reader.get(Counter.class, ONE).orElseThrow().version();
        assertThat(versions).allMatch(acknowledged -> acknowledged <= version);
        assertThat(version - versions.size()).isBetween(0L, maybeVersions.longValue());

        long value = reader.get(Sum.class, ONE).orElseThrow().value();
        assertThat(value - sums.get()).isBetween(0L, maybeSums.longValue());

        Set<String> drafts = ids(all(reader, Draft.class), Draft::id);
        assertThat(drafts).doesNotContainAnyElementsOf(deleted);
        assertThat(drafts).allMatch(id -> created.contains(id) || maybeCreated.contains(id));
        assertThat(created).allMatch(id -> drafts.contains(id) || deleted.contains(id) || maybeDeleted.contains(id));
    }

    private static <T> List<T> all(ItemStore reader, Class<T> model) {
        return reader.scan(model, KeyValues.none()).list();
    }

    private static <T> Set<String> ids(List<T> items, Function<T, String> id) {
        return items.stream().map(id).collect(Collectors.toSet());
    }
}
