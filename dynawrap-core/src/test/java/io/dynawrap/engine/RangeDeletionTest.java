package io.dynawrap.engine;

import static io.dynawrap.Condition.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.DbItem;
import io.dynawrap.DeleteAllException;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.key.ItemKey;
import io.dynawrap.observe.OperationListener;
import io.dynawrap.spi.BatchRequest;
import io.dynawrap.spi.BatchResult;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Failures in the middle of a deleteAll, which a server gives only by chance. */
class RangeDeletionTest {

    private static final int ITEMS = 100;
    private static final int PAGE = 40;

    @DbItem(pk = "P#{owner}", sk = "S#{id:03}", table = "table")
    record Item(String owner, int id) {}

    private final List<ItemKey> deleted = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final RecordingListener listener = new RecordingListener();
    private int requests;
    private boolean inTransaction;

    /** Reads 100 items in pages of 40, and writes as the function says. */
    private DefaultItemStore store(Function<BatchRequest, BatchResult> batches) {
        return TestStores.withoutPauses(
                new FaultyBackend() {
                    @Override
                    public RangePage read(RangeRequest request) {
                        assertThat(request.fields()).isEmpty();
                        int first = request.after() == null
                                ? 0
                                : 1 + Integer.parseInt(request.after().sortKey().substring(2));
                        List<StoredItem> items = IntStream.range(first, Math.min(ITEMS, first + PAGE))
                                .mapToObj(RangeDeletionTest::item)
                                .toList();
                        ItemKey last = items.get(items.size() - 1).key();
                        return new RangePage(items, first + PAGE < ITEMS ? request.after(last) : null, null);
                    }

                    @Override
                    public BatchResult writeBatch(BatchRequest request) {
                        requests++;
                        BatchResult result = batches.apply(request);
                        request.operations().stream()
                                .filter(operation -> !result.unprocessed().contains(operation))
                                .forEach(operation -> deleted.add(operation.key()));
                        return result;
                    }

                    @Override
                    public WriteResult write(WriteRequest request) {
                        requests++;
                        if (requests > 5) {
                            throw new StoreException("lost", null, StoreProblem.UNREACHABLE, true);
                        }
                        return new WriteResult.Written(null);
                    }

                    @Override
                    public boolean inTransaction() {
                        return inTransaction;
                    }
                },
                pauses::add,
                listener);
    }

    private static StoredItem item(int id) {
        return FaultyBackend.stored("P#o", "S#%03d".formatted(id), "{}");
    }

    private static long deleteAll(DefaultItemStore store) {
        return store.query(Item.class, KeyValues.of("owner", "o")).deleteAll();
    }

    private static BatchResult complete(BatchRequest request) {
        return new BatchResult(List.of(), null);
    }

    @Test
    void unprocessedKeysAreRetriedWithPauses() {
        DefaultItemStore store = store(request -> {
            List<ItemOperation> operations = request.operations();
            return new BatchResult(operations.subList(0, operations.size() / 2), null);
        });
        assertThat(deleteAll(store)).isEqualTo(ITEMS);
        assertThat(deleted).hasSize(ITEMS).doesNotHaveDuplicates();
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void transientFailuresAreRetried() {
        DefaultItemStore store = store(request -> {
            if (requests % 2 == 1) {
                throw new StoreException("throttled", null, StoreProblem.THROTTLED, true);
            }
            return complete(request);
        });
        assertThat(deleteAll(store)).isEqualTo(ITEMS);
        OperationListener.Result result = listener.completed().get(0).result();
        assertThat(result.items()).isEqualTo(ITEMS);
        assertThat(result.retries()).isEqualTo(4);
    }

    @Test
    void aLastingFailureReportsWhatWasDeleted() {
        DefaultItemStore store = store(request -> {
            if (requests == 3) {
                throw new StoreException("denied", null, StoreProblem.PERMISSION, false);
            }
            return complete(request);
        });
        DeleteAllException thrown = catchThrowableOfType(DeleteAllException.class, () -> deleteAll(store));
        assertThat(thrown.deleted()).isEqualTo(50).isEqualTo(deleted.size());
        assertThat(thrown.problem()).isEqualTo(StoreProblem.PERMISSION);
        assertThat(thrown.isTransient()).isFalse();
        assertThat(thrown)
                .hasMessageContaining("after 50 items of Item were deleted")
                .hasMessageContaining("denied");
        RecordingListener.Completed completed = listener.completed().get(0);
        assertThat(completed.result().items()).isEqualTo(50);
        assertThat(completed.failure()).isSameAs(thrown);
    }

    @Test
    void keysThatStayUnprocessedEndItAsATransientFailure() {
        DefaultItemStore store =
                store(request -> requests < 3 ? complete(request) : new BatchResult(request.operations(), null));
        DeleteAllException thrown = catchThrowableOfType(DeleteAllException.class, () -> deleteAll(store));
        assertThat(thrown.deleted()).isEqualTo(50);
        assertThat(thrown.isTransient()).isTrue();
        assertThat(thrown.problem()).isEqualTo(StoreProblem.THROTTLED);
    }

    @Test
    void inATransactionNothingCountsAsDeletedAfterAFailure() {
        inTransaction = true;
        DefaultItemStore store = store(request -> {
            if (requests == 3) {
                throw new StoreException("deadlock", null, StoreProblem.CONFLICT, true);
            }
            return complete(request);
        });
        DeleteAllException thrown = catchThrowableOfType(DeleteAllException.class, () -> deleteAll(store));
        assertThat(thrown.deleted()).isZero();
        assertThat(requests).as("nothing is retried").isEqualTo(3);
        assertThat(thrown)
                .hasMessage(
                        "deleteAll failed, and the transaction restores all items. Repeat the transaction. Cause: deadlock");
    }

    @Test
    void aFailureOfASingleDeleteReportsWhatWasDeleted() {
        DeleteAllException thrown = catchThrowableOfType(
                DeleteAllException.class,
                () -> store(RangeDeletionTest::complete)
                        .query(Item.class, KeyValues.of("owner", "o"))
                        .filter(field("id").lessThan(80))
                        .deleteAll());
        assertThat(thrown.deleted()).isEqualTo(5);
        assertThat(listener.completed().get(0).result().items()).isEqualTo(5);
    }

    @Test
    void aTableThatDisappearsBeforeTheFirstDeleteIsReported() {
        DefaultItemStore store = store(request -> {
            throw new TableNotFoundException("table", null);
        });
        assertThatThrownBy(() -> deleteAll(store))
                .isInstanceOfSatisfying(
                        DeleteAllException.class, e -> assertThat(e.problem()).isEqualTo(StoreProblem.TABLE_MISSING));
    }

    @Test
    void batchesAreDeletedWhileTheRangeIsRead() {
        DefaultItemStore store = store(request -> {
            assertThat(request.operations()).hasSizeLessThanOrEqualTo(25);
            return complete(request);
        });
        assertThat(deleteAll(store)).isEqualTo(ITEMS);
        assertThat(requests).isEqualTo(4);
    }
}
