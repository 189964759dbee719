package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.BatchWriteException;
import io.dynawrap.BatchWriteException.UndeletedKey;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.BatchRequest;
import io.dynawrap.spi.BatchResult;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.LostAnswerException;
import io.dynawrap.spi.StoredItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchWriterTest {

    private final Map<ItemKey, ItemOperation> stored = new HashMap<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicLong time = new AtomicLong();

    /** Processes of each request only what {@code processed} lets through. */
    private abstract class Flaky extends FaultyBackend {

        int requests;

        abstract List<ItemOperation> processed(List<ItemOperation> writes);

        @Override
        public BatchResult writeBatch(BatchRequest request) {
            List<ItemOperation> writes = request.operations();
            requests++;
            assertThat(writes).hasSizeLessThanOrEqualTo(maxBatchItems());
            assertThat(writes.stream().map(ItemOperation::key)).doesNotHaveDuplicates();
            List<ItemOperation> processed = processed(writes);
            processed.forEach(write -> stored.put(write.key(), write));
            return new BatchResult(
                    writes.stream().filter(write -> !processed.contains(write)).toList(), null);
        }
    }

    private BatchWriter writer() {
        return new BatchWriter(new Backoff(pauses::add, time::get));
    }

    private static List<BatchWriter.Entry> entries(int n) {
        return IntStream.range(0, n).mapToObj(i -> entry("table", i)).toList();
    }

    private static BatchWriter.Entry entry(String table, int n) {
        StoredItem item = FaultyBackend.stored("pk", "sk" + n, "{}");
        return new BatchWriter.Entry(new ItemOperation.Put(table, item), "item " + n);
    }

    @Test
    void whatIsLeftUnprocessedIsWrittenAgainUntilAllIs() {
        Random random = new Random(5);
        Flaky backend = new Flaky() {
            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                return writes.stream().filter(write -> random.nextInt(3) == 0).toList();
            }
        };
        assertThat(writer().write(backend, entries(200))).isEqualTo(200);
        assertThat(stored).hasSize(200);
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void aDatabaseThatProcessesNothingIsGivenUpAfterBoundedGrowingPausesAndAllItemsAreThrown() {
        Flaky backend = new Flaky() {
            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                return List.of();
            }
        };
        BatchWriteException e =
                catchThrowableOfType(BatchWriteException.class, () -> writer().write(backend, entries(60)));
        assertThat(e.unwrittenItems())
                .containsExactlyElementsOf(
                        entries(60).stream().map(BatchWriter.Entry::given).toList());
        assertThat(e.written()).isZero();
        assertThat(e.isTransient()).isTrue();
        assertThat(backend.requests).isEqualTo(11);
        assertThat(pauses).hasSize(10).isSorted();
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void requestsThatTakeLongAreGivenUpAfterFewerRounds() {
        Flaky backend = new Flaky() {
            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                time.addAndGet(Duration.ofSeconds(25).toNanos());
                if (requests > 2) {
                    throw new StoreException("no answer", null, StoreProblem.OTHER, true);
                }
                return writes;
            }
        };
        BatchWriteException e =
                catchThrowableOfType(BatchWriteException.class, () -> writer().write(backend, entries(100)));
        assertThat(e.written()).isEqualTo(50);
        assertThat(e.unwrittenItems()).hasSize(50);
        assertThat(e).hasMessageContaining("no answer");
        assertThat(backend.requests).as("two that succeed, three that do not").isEqualTo(5);
    }

    @Test
    void aRequestWhoseAnswerWasLostIsRepeatedOnlyWhenItHasEnded() {
        AtomicLong asked = new AtomicLong();
        Flaky backend = new Flaky() {
            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                if (requests == 1) {
                    throw lost(() -> asked.incrementAndGet() == 4);
                }
                assertThat(asked).hasValue(4);
                return writes;
            }
        };

        assertThat(writer().write(backend, entries(10))).isEqualTo(10);
        assertThat(backend.requests).isEqualTo(2);
        assertThat(pauses).hasSize(4).isSorted();
    }

    @Test
    void aRequestWhoseAnswerWasLostAndThatNeverEndsIsNotRepeated() {
        Flaky backend = new Flaky() {
            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                if (requests == 2) {
                    throw lost(() -> false);
                }
                return writes;
            }
        };

        BatchWriteException e =
                catchThrowableOfType(BatchWriteException.class, () -> writer().write(backend, entries(60)));
        assertThat(backend.requests).isEqualTo(2);
        assertThat(pauses).hasSize(10);
        assertThat(e.written()).isEqualTo(25);
        assertThat(e.unwrittenItems()).hasSize(35);
        assertThat(e.isTransient()).isTrue();
    }

    private static LostAnswerException lost(BooleanSupplier ended) {
        return new LostAnswerException(new StoreException("no answer", null, StoreProblem.UNREACHABLE, true), ended);
    }

    @Test
    void onlyRoundsWithoutProgressCountTowardsGivingUp() {
        Flaky backend = new Flaky() {
            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                return writes.subList(0, 1);
            }
        };
        assertThat(writer().write(backend, entries(100))).isEqualTo(100);
        assertThat(backend.requests).isEqualTo(100);
    }

    @Test
    void whatWasWrittenBeforeIsNotThrown() {
        Flaky backend = new Flaky() {
            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                return requests <= 2 ? writes : List.of();
            }
        };
        BatchWriteException e =
                catchThrowableOfType(BatchWriteException.class, () -> writer().write(backend, entries(60)));
        assertThat(e.written()).isEqualTo(50);
        assertThat(e.unwrittenItems()).hasSize(10).contains("item 50", "item 59");
        assertThat(stored).hasSize(50);
    }

    @Test
    void aPassingFailureIsRetried() {
        Flaky backend = new Flaky() {
            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                if (requests % 2 == 1) {
                    throw new StoreException("throttled", null, StoreProblem.OTHER, true);
                }
                return writes;
            }
        };
        assertThat(writer().write(backend, entries(60))).isEqualTo(60);
        assertThat(backend.requests).isEqualTo(6);
    }

    @Test
    void aLastingFailureIsNotRetriedAndIsTheCause() {
        StoreException denied = new StoreException("denied", null, StoreProblem.OTHER, false);
        Flaky backend = new Flaky() {
            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                throw denied;
            }
        };
        BatchWriteException e =
                catchThrowableOfType(BatchWriteException.class, () -> writer().write(backend, entries(30)));
        assertThat(e).hasCause(denied);
        assertThat(e.unwrittenItems()).hasSize(30);
        assertThat(backend.requests).isEqualTo(1);
    }

    @Test
    void anUnexpectedExceptionLosesNoItemEither() {
        Flaky backend = new Flaky() {
            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                throw new IllegalStateException("closed");
            }
        };
        BatchWriteException e =
                catchThrowableOfType(BatchWriteException.class, () -> writer().write(backend, entries(3)));
        assertThat(e.unwrittenItems()).hasSize(3);
    }

    @Test
    void insideATransactionNothingIsRetriedAndAllItemsCountAsUnwritten() {
        Flaky backend = new Flaky() {
            @Override
            public boolean inTransaction() {
                return true;
            }

            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                if (requests == 3) {
                    throw new StoreException("lost connection", null, StoreProblem.OTHER, true);
                }
                return writes;
            }
        };
        BatchWriteException e =
                catchThrowableOfType(BatchWriteException.class, () -> writer().write(backend, entries(60)));
        assertThat(e.unwrittenItems()).hasSize(60);
        assertThat(e.written()).isZero();
        assertThat(backend.requests).isEqualTo(3);
        assertThat(pauses).isEmpty();
    }

    @Test
    void insideATransactionOnlyTheLastOperationOnAKeyCountsAsNotExecuted() {
        Flaky backend = new Flaky() {
            @Override
            public boolean inTransaction() {
                return true;
            }

            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                throw new StoreException("lost connection", null, StoreProblem.OTHER, true);
            }
        };
        List<BatchWriter.Entry> entries = List.of(deletion(1), entry("table", 1), entry("table", 2), deletion(2));

        BatchWriteException e = catchThrowableOfType(BatchWriteException.class, () -> writer().write(backend, entries));

        assertThat(e.unwrittenItems()).containsExactly("item 1");
        assertThat(e.undeletedKeys()).containsExactly(key(2));
    }

    private static UndeletedKey key(int n) {
        return new UndeletedKey(String.class, KeyValues.of("sk", n));
    }

    private static BatchWriter.Entry deletion(int n) {
        BatchWriter.KeyToDelete key = new BatchWriter.KeyToDelete(String.class, () -> key(n).key());
        return new BatchWriter.Entry(new ItemOperation.Delete("table", new ItemKey("pk", "sk" + n)), key);
    }

    @Test
    void whatWasDeletedBeforeIsNotThrown() {
        Flaky backend = new Flaky() {
            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                return requests == 1 ? writes : List.of();
            }
        };
        List<BatchWriter.Entry> entries = new ArrayList<>(entries(10));
        IntStream.range(10, 40).forEach(n -> entries.add(deletion(n)));

        BatchWriteException e = catchThrowableOfType(BatchWriteException.class, () -> writer().write(backend, entries));

        assertThat(e.written()).isEqualTo(25);
        assertThat(e.unwrittenItems()).isEmpty();
        assertThat(e.undeletedKeys())
                .containsExactlyElementsOf(
                        IntStream.range(25, 40).mapToObj(BatchWriterTest::key).toList());
    }

    @Test
    void insideATransactionAllWritersGoThroughTablesAndItemsInOneOrder() {
        List<String> order = new ArrayList<>();
        Flaky backend = new Flaky() {
            @Override
            public boolean inTransaction() {
                return true;
            }

            @Override
            public BatchResult writeBatch(BatchRequest request) {
                List<ItemOperation> writes = request.operations();
                writes.forEach(
                        write -> order.add(write.table() + " " + write.key().sortKey()));
                return super.writeBatch(request);
            }

            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                return writes;
            }
        };
        List<BatchWriter.Entry> entries = new ArrayList<>();
        for (int n = 59; n >= 0; n--) {
            entries.add(entry("two", n));
            entries.add(entry("one", n));
        }
        assertThat(writer().write(backend, entries)).isEqualTo(120);
        assertThat(order).hasSize(120).isSorted();
    }

    @Test
    void anInterruptEndsTheWritingAndIsKept() {
        Flaky backend = new Flaky() {
            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                return List.of();
            }
        };
        BatchWriter writer = new BatchWriter(new Backoff(
                longest -> {
                    throw new InterruptedException();
                },
                time::get));
        BatchWriteException e =
                catchThrowableOfType(BatchWriteException.class, () -> writer.write(backend, entries(5)));
        assertThat(e.unwrittenItems()).hasSize(5);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aFailureInOneTableThrowsTheItemsOfTheTablesAfterItToo() {
        Flaky backend = new Flaky() {
            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                throw new StoreException("denied", null, StoreProblem.OTHER, false);
            }
        };
        BatchWriteException e = catchThrowableOfType(
                BatchWriteException.class,
                () -> writer().write(backend, List.of(entry("one", 1), entry("two", 1), entry("one", 2))));
        assertThat(e.unwrittenItems()).containsExactlyInAnyOrder("item 1", "item 1", "item 2");
    }

    @Test
    void batchesAreBoundedByTheirBytesToo() {
        String json = "{\"a\": \"" + "x".repeat(1_000_000) + "\"}";
        List<BatchWriter.Entry> large = IntStream.range(0, 10)
                .mapToObj(n -> new BatchWriter.Entry(
                        new ItemOperation.Put("table", FaultyBackend.stored("pk", "sk" + n, json)), n))
                .toList();
        Flaky backend = new Flaky() {
            @Override
            List<ItemOperation> processed(List<ItemOperation> writes) {
                assertThat(writes).hasSizeLessThanOrEqualTo(4);
                return writes;
            }
        };
        assertThat(writer().write(backend, large)).isEqualTo(10);
        assertThat(backend.requests).isEqualTo(3);
    }
}
