package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dynawrap.TestServers;
import io.dynawrap.key.KeyMatch;
import io.dynawrap.key.KeyRange;
import io.dynawrap.spi.RangeRequest;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelScanTest {

    private static final RangeRequest PART =
            RangeRequest.of("table", new KeyRange(KeyMatch.prefix(""), KeyMatch.prefix("")));

    @Test
    void theSegmentsAreAskedForWhenTheFirstItemIs() {
        ParallelScan<String> scan = new ParallelScan<>(
                () -> {
                    throw new IllegalStateException("asked");
                },
                segment -> Collections.emptyIterator());
        assertThatThrownBy(scan::hasNext).hasMessage("asked");
    }

    @Test
    void aConsumerThatWaitsIsToldWhenAnotherThreadClosesTheScan() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Iterator<String> stuck = new Iterator<>() {
            @Override
            public boolean hasNext() {
                reading.countDown();
                boolean interrupted = false;
                while (true) { // a read that an interrupt does not end, as that of a socket
                    try {
                        end.await();
                        break;
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return false;
            }

            @Override
            public String next() {
                throw new UnsupportedOperationException();
            }
        };
        ParallelScan<String> scan = new ParallelScan<>(() -> List.of(PART), segment -> stuck);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> consumer = executor.submit(scan::hasNext);
            assertThat(reading.await(10, TimeUnit.MINUTES)).isTrue();
            scan.close();
            assertThatThrownBy(() -> consumer.get(10, TimeUnit.MINUTES))
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        } finally {
            end.countDown();
            executor.shutdown();
        }
    }

    /** The split is a request, which takes its time. */
    @Test
    void aScanThatIsClosedWhileItIsSplitStartsNoThread() throws Exception {
        CountDownLatch splitting = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        AtomicInteger reads = new AtomicInteger();
        ParallelScan<String> scan = new ParallelScan<>(
                () -> {
                    splitting.countDown();
                    awaitUninterrupted(closed);
                    return List.of(PART);
                },
                segment -> {
                    reads.incrementAndGet();
                    return endless(new AtomicInteger());
                });
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> consumer = executor.submit(scan::hasNext);
            assertThat(splitting.await(10, TimeUnit.MINUTES)).isTrue();
            scan.close();
            closed.countDown();
            assertThatThrownBy(() -> consumer.get(10, TimeUnit.MINUTES))
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
            assertThat(reads).hasValue(0);
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void aScanThatIsClosedBeforeItsEndSaysSoInsteadOfEnding() {
        ParallelScan<String> scan = new ParallelScan<>(() -> List.of(PART), segment -> endless(new AtomicInteger()));
        assertThat(scan.next()).isEqualTo("item");

        scan.close();

        assertThatThrownBy(scan::hasNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aScanThatHasEndedMayBeClosedAndAskedAgain() {
        ParallelScan<String> scan =
                new ParallelScan<>(() -> List.of(PART, PART), segment -> Collections.emptyIterator());
        assertThat(scan.hasNext()).isFalse();

        scan.close();

        assertThat(scan.hasNext()).isFalse();
    }

    @Test
    void aScanThatHasFailedFailsAgain() {
        ParallelScan<String> scan = new ParallelScan<>(() -> List.of(PART), segment -> failing());
        assertThatThrownBy(scan::hasNext).hasMessage("no more");
        assertThatThrownBy(scan::hasNext).hasMessage("no more");
    }

    /** A process that has too many threads cannot start another; no test should need so many. */
    private static Thread unstartable() {
        throw new OutOfMemoryError("unable to create native thread");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aScanThatCannotStartAThreadFailsAndNeverEndsWithoutTheItemsOfASegment(int unstartable) {
        AtomicInteger created = new AtomicInteger();
        ParallelScan<String> scan = new ParallelScan<>(
                () -> List.of(PART, PART, PART),
                segment -> List.of("item").iterator(),
                task -> created.incrementAndGet() == unstartable ? unstartable() : new Thread(task));
        List<String> taken = new ArrayList<>();

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> scan.forEachRemaining(taken::add))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("unable to create native thread");
        }
        assertThat(taken).hasSizeLessThan(3);
    }

    @Test
    void aScanWhoseStartFailsStartsWithAllSegmentsLater() {
        AtomicInteger calls = new AtomicInteger();
        ParallelScan<String> scan = new ParallelScan<>(() -> List.of(PART, PART, PART), segment -> {
            if (calls.incrementAndGet() == 2) {
                throw new IllegalStateException("not now");
            }
            return List.of("item").iterator();
        });
        assertThatThrownBy(scan::hasNext).hasMessage("not now");

        List<String> taken = new ArrayList<>();
        scan.forEachRemaining(taken::add);

        assertThat(taken).hasSize(3);
    }

    @Test
    void anErrorOfAThreadReachesTheConsumerAsItIs() {
        ParallelScan<String> scan = new ParallelScan<>(() -> List.of(PART), segment -> {
            return Stream.<String>generate(() -> {
                        throw new StackOverflowError("too deep");
                    })
                    .iterator();
        });

        assertThatThrownBy(scan::hasNext).isInstanceOf(StackOverflowError.class).hasMessage("too deep");
    }

    @Test
    void aSlowConsumerGetsEveryItemOnceAndNoMoreIsReadThanTheBufferHolds() {
        AtomicInteger read = new AtomicInteger();
        int segments = 4;
        ParallelScan<Integer> scan = new ParallelScan<>(
                () -> Collections.nCopies(segments, PART),
                segment -> IntStream.range(0, 5000)
                        .map(n -> read.getAndIncrement())
                        .iterator());
        Set<Integer> taken = new HashSet<>();
        while (scan.hasNext()) {
            taken.add(scan.next());
            assertThat(read.get() - taken.size()).isLessThanOrEqualTo(1024 + 2 * segments);
        }
        assertThat(taken).hasSize(segments * 5000);
    }

    @Test
    void aScanThatIsGivenUpHoldsNoThreadAndNoItem() throws Exception {
        Set<Thread> before = scanThreads();
        AtomicInteger read = new AtomicInteger();
        WeakReference<ParallelScan<String>> scan = givenUp(read);

        await().atMost(TestServers.PATIENCE).until(() -> before.containsAll(scanThreads()));
        await().atMost(TestServers.PATIENCE).until(() -> {
            System.gc();
            return scan.get() == null;
        });
        assertThat(read.get()).isLessThanOrEqualTo(1024 + 4 * 2);
    }

    private static WeakReference<ParallelScan<String>> givenUp(AtomicInteger read) {
        ParallelScan<String> scan = new ParallelScan<>(() -> List.of(PART, PART, PART, PART), segment -> endless(read));
        assertThat(scan.next()).isEqualTo("item");
        return new WeakReference<>(scan);
    }

    private static Set<Thread> scanThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dynawrap-scan"))
                .collect(Collectors.toSet());
    }

    private static Iterator<String> endless(AtomicInteger read) {
        return Stream.generate(() -> {
                    read.incrementAndGet();
                    return "item";
                })
                .iterator();
    }

    private static Iterator<String> failing() {
        return Stream.<String>generate(() -> {
                    throw new IllegalStateException("no more");
                })
                .iterator();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
