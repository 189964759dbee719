package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.key.KeyMatch;
import io.dynawrap.key.KeyRange;
import io.dynawrap.spi.RangeRequest;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

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
}
