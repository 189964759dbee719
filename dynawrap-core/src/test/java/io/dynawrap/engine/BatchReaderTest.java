package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.GetAllRequest;
import io.dynawrap.spi.GetAllResult;
import io.dynawrap.spi.StoredItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchReaderTest {

    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicLong time = new AtomicLong();

    /** Has an item for every key, and processes of each request only what {@code processed} lets through. */
    private abstract class Flaky extends FaultyBackend {

        int requests;

        abstract List<ItemKey> processed(List<ItemKey> keys);

        @Override
        public GetAllResult getAll(GetAllRequest request) {
            requests++;
            assertThat(request.keys()).hasSizeLessThanOrEqualTo(maxGetKeys()).doesNotHaveDuplicates();
            List<ItemKey> processed = processed(request.keys());
            return new GetAllResult(
                    processed.stream()
                            .map(key -> stored(key.partitionKey(), key.sortKey(), "{}"))
                            .toList(),
                    request.keys().stream()
                            .filter(key -> !processed.contains(key))
                            .toList(),
                    null);
        }
    }

    private List<String> read(Flaky backend, List<ItemKey> keys) {
        return new BatchReader(new Backoff(pauses::add, time::get))
                .read(
                        backend,
                        "table",
                        keys,
                        true,
                        item -> Optional.of(item.key().sortKey()));
    }

    private static List<ItemKey> keys(int n) {
        return IntStream.range(0, n).mapToObj(i -> new ItemKey("pk", "sk" + i)).toList();
    }

    private static List<String> expected(List<ItemKey> keys) {
        return keys.stream().map(ItemKey::sortKey).toList();
    }

    @Test
    void keysLeftUnprocessedAreReadAgainUntilAllAre() {
        Random random = new Random(5);
        Flaky backend = new Flaky() {
            @Override
            List<ItemKey> processed(List<ItemKey> keys) {
                return keys.stream().filter(key -> random.nextInt(3) == 0).toList();
            }
        };
        List<ItemKey> keys =
                Stream.concat(keys(250).stream(), keys(50).stream()).toList();
        assertThat(read(backend, keys)).isEqualTo(expected(keys));
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void aDatabaseThatProcessesNothingIsGivenUpAfterBoundedGrowingPauses() {
        Flaky backend = new Flaky() {
            @Override
            List<ItemKey> processed(List<ItemKey> keys) {
                return List.of();
            }
        };
        StoreException e = catchThrowableOfType(StoreException.class, () -> read(backend, keys(150)));
        assertThat(e).hasMessageContaining("150 keys").hasMessageContaining("table");
        assertThat(e.isTransient()).isTrue();
        assertThat(e.problem()).isEqualTo(StoreProblem.THROTTLED);
        assertThat(backend.requests).isEqualTo(11);
        assertThat(pauses).hasSize(10).isSorted();
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void requestsThatTakeLongAreGivenUpAfterFewerRounds() {
        StoreException late = new StoreException("no answer", null, StoreProblem.UNREACHABLE, true);
        Flaky backend = new Flaky() {
            @Override
            List<ItemKey> processed(List<ItemKey> keys) {
                time.addAndGet(Duration.ofSeconds(25).toNanos());
                throw late;
            }
        };
        assertThat(catchThrowableOfType(StoreException.class, () -> read(backend, keys(150))))
                .isSameAs(late);
        assertThat(backend.requests).isEqualTo(3);
    }

    @Test
    void onlyRoundsWithoutProgressCountTowardsGivingUp() {
        Flaky backend = new Flaky() {
            @Override
            List<ItemKey> processed(List<ItemKey> keys) {
                if (requests % 2 == 0) {
                    throw new StoreException("throttled", null, StoreProblem.THROTTLED, true);
                }
                return keys.subList(0, 1);
            }
        };
        assertThat(read(backend, keys(40))).isEqualTo(expected(keys(40)));
        assertThat(backend.requests).isEqualTo(79);
    }

    @Test
    void aPermanentFailureIsThrownAtOnce() {
        StoreException denied = new StoreException("denied", null, StoreProblem.PERMISSION, false);
        Flaky backend = new Flaky() {
            @Override
            List<ItemKey> processed(List<ItemKey> keys) {
                throw denied;
            }
        };
        assertThat(catchThrowableOfType(StoreException.class, () -> read(backend, keys(3))))
                .isSameAs(denied);
        assertThat(backend.requests).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void insideATransactionNothingIsRetriedAfterAFailure() {
        StoreException lost = new StoreException("lost connection", null, StoreProblem.UNREACHABLE, true);
        Flaky backend = new Flaky() {
            @Override
            public boolean inTransaction() {
                return true;
            }

            @Override
            List<ItemKey> processed(List<ItemKey> keys) {
                throw lost;
            }
        };
        assertThat(catchThrowableOfType(StoreException.class, () -> read(backend, keys(3))))
                .isSameAs(lost);
        assertThat(backend.requests).isEqualTo(1);
    }

    @Test
    void theFirstUnreadableItemIsReportedEvenIfItIsReadLast() {
        Flaky backend = new Flaky() {
            @Override
            List<ItemKey> processed(List<ItemKey> keys) {
                return keys.subList(keys.size() / 2, keys.size());
            }
        };
        BatchReader reader = new BatchReader(new Backoff(pauses::add, time::get));
        UnreadableItemException e = catchThrowableOfType(
                UnreadableItemException.class,
                () -> reader.read(backend, "table", keys(8), true, BatchReaderTest::unreadable));
        assertThat(e).hasMessage("sk0");
    }

    private static Optional<String> unreadable(StoredItem item) {
        throw new UnreadableItemException(item.key().sortKey(), null, null, null);
    }

    @Test
    void anEmptyResultCountsAsAbsent() {
        Flaky backend = new Flaky() {
            @Override
            List<ItemKey> processed(List<ItemKey> keys) {
                return keys;
            }
        };
        List<String> items = new BatchReader(new Backoff(pauses::add, time::get))
                .read(
                        backend,
                        "table",
                        keys(4),
                        true,
                        item -> Optional.of(item.key().sortKey()).filter(key -> !key.equals("sk2")));
        assertThat(items).containsExactly("sk0", "sk1", "sk3");
    }

    @Test
    void anInterruptEndsTheReadingAndIsKept() {
        Flaky backend = new Flaky() {
            @Override
            List<ItemKey> processed(List<ItemKey> keys) {
                return List.of();
            }
        };
        BatchReader reader = new BatchReader(new Backoff(
                longest -> {
                    throw new InterruptedException();
                },
                time::get));
        catchThrowableOfType(
                StoreException.class, () -> reader.read(backend, "table", keys(4), true, item -> Optional.of(item)));
        assertThat(Thread.interrupted()).isTrue();
    }
}
