package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.dynawrap.BatchWriteException;
import io.dynawrap.DbItem;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.key.ItemKey;
import io.dynawrap.observe.OperationListener;
import io.dynawrap.observe.StoreListener;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.BatchRequest;
import io.dynawrap.spi.BatchResult;
import io.dynawrap.spi.GetAllRequest;
import io.dynawrap.spi.GetAllResult;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class StoreListenerTest {

    @DbItem(pk = "USER#{owner}", sk = "NOTE#{id}", table = "notes")
    record Note(String owner, String id) {}

    @DbItem(pk = "USER#{owner}", sk = "TAG#{id}", table = "tags")
    record Tag(String owner, String id) {}

    private static final StoreException REFUSED =
            new StoreException("refused", new IllegalStateException(), StoreProblem.OTHER, false);

    private final RecordingListener listener = new RecordingListener();

    /** Leaves the last write of the first request, and takes what comes then. */
    private static final class Leaving extends FaultyBackend {
        private boolean left;

        @Override
        public BatchResult writeBatch(BatchRequest request) {
            List<ItemOperation> writes = request.operations();
            int remaining = left ? 0 : 1;
            left = true;
            return new BatchResult(writes.subList(writes.size() - remaining, writes.size()), null);
        }
    }

    /** Has two notes, each on a page of its own, and then fails. */
    private static class Failing extends FaultyBackend {
        private int reads;

        @Override
        public RangePage read(RangeRequest request) {
            if (++reads > 2) {
                throw REFUSED;
            }
            String json = "{\"owner\": \"joe\", \"id\": \"" + reads + "\"}";
            return new RangePage(List.of(stored("USER#joe", "NOTE#" + reads, json)), request, null);
        }

        @Override
        public WriteResult write(WriteRequest request) {
            throw REFUSED;
        }

        @Override
        public BatchResult writeBatch(BatchRequest request) {
            throw REFUSED;
        }
    }

    private DefaultItemStore store(Backend backend) {
        return DefaultItemStore.builder(backend).listener(listener).build();
    }

    @Test
    void nothingIsToldAndNoCapacityAskedForWhileNobodyListens() {
        List<WriteRequest> writes = new ArrayList<>();
        Backend backend = new FaultyBackend() {
            @Override
            public WriteResult write(WriteRequest request) {
                writes.add(request);
                return new WriteResult.Written(null);
            }
        };
        new DefaultItemStore(backend).save(new Note("joe", "1"));
        assertThat(writes).extracting(WriteRequest::reportCapacity).containsExactly(false);
    }

    @Test
    void aFailureIsToldOnce() {
        assertThatThrownBy(() -> store(new Failing()).save(new Note("joe", "1")))
                .isSameAs(REFUSED);
        assertThat(listener.completed())
                .containsExactly(new RecordingListener.Completed(
                        new StoreListener.Operation("save", "faulty", "Note", "notes"),
                        new OperationListener.Result(false, false, 0, 0, 0, null),
                        REFUSED));
    }

    @Test
    void aStreamThatFailsTellsWhatItReturnedBefore() {
        var query = store(new Failing()).query(Note.class, KeyValues.of("owner", "joe"));
        try (var notes = query.stream()) {
            assertThatThrownBy(notes::toList).isSameAs(REFUSED);
        }
        assertThat(listener.completed())
                .extracting(RecordingListener.Completed::result, RecordingListener.Completed::failure)
                .containsExactly(tuple(new OperationListener.Result(false, false, 2, 2, 0, null), REFUSED));
    }

    @Test
    void aStreamBeginsWithItsFirstRequestAndEndsWithItsLimit() {
        var notes = store(new Failing()).query(Note.class, KeyValues.of("owner", "joe")).limit(2).stream();
        assertThat(listener.started()).isEmpty();
        assertThat(notes.toList()).hasSize(2);
        assertThat(listener.completed())
                .extracting(RecordingListener.Completed::result)
                .containsExactly(new OperationListener.Result(true, false, 2, 2, 0, null));
    }

    @Test
    void aStreamThatIsClosedBeforeItsEndIsNotComplete() {
        try (var notes = store(new Failing()).query(Note.class, KeyValues.of("owner", "joe")).stream()) {
            assertThat(notes.iterator().next()).isEqualTo(new Note("joe", "1"));
            assertThat(listener.completed()).isEmpty();
        }
        assertThat(listener.completed())
                .extracting(RecordingListener.Completed::result, RecordingListener.Completed::failure)
                .containsExactly(tuple(new OperationListener.Result(false, false, 1, 1, 0, null), null));
    }

    @Test
    void aStreamThatIsGivenUpEndsWhenTheGarbageCollectorFindsIt() {
        assertThat(firstOfAnUnclosedStream()).isEqualTo(new Note("joe", "1"));
        await().atMost(Duration.ofMinutes(10)).until(() -> {
            System.gc();
            return !listener.completed().isEmpty();
        });
        assertThat(listener.completed().get(0).result())
                .isEqualTo(new OperationListener.Result(false, false, 1, 1, 0, null));
    }

    private Note firstOfAnUnclosedStream() {
        return store(new Failing()).query(Note.class, KeyValues.of("owner", "joe")).stream()
                .iterator()
                .next();
    }

    @Test
    void aStreamThatIsClosedBeforeItsFirstRequestIsNotTold() {
        store(new Failing()).query(Note.class, KeyValues.of("owner", "joe")).stream()
                .close();
        assertThat(listener.started()).isEmpty();
        assertThat(listener.completed()).isEmpty();
    }

    @Test
    void aBatchTellsItsRetriesAndWhatItWrote() {
        TestStores.withoutPauses(new Leaving(), pause -> {}, listener)
                .batchWrite(List.of(new Note("joe", "1"), new Note("joe", "2"), new Note("joe", "3")));
        assertThat(listener.completed())
                .extracting(RecordingListener.Completed::operation, RecordingListener.Completed::result)
                .containsExactly(tuple(
                        new StoreListener.Operation("batchWrite", "faulty", "Note", "notes"),
                        new OperationListener.Result(true, false, 3, 0, 1, null)));
        assertThat(listener.requests()).isEqualTo(2);
    }

    @Test
    void aBatchOfDeletesNamesTheirModel() {
        TestStores.withoutPauses(new Leaving(), pause -> {}, listener)
                .batch(batch ->
                        batch.delete(new Note("joe", "1")).delete(Note.class, KeyValues.of("owner", "joe", "id", "2")));
        assertThat(listener.completed())
                .extracting(RecordingListener.Completed::operation)
                .containsExactly(new StoreListener.Operation("batch", "faulty", "Note", "notes"));
    }

    @Test
    void getAllReportsItsRetriesItsCapacityAndTheItemsItReturned() {
        Backend leaving = new FaultyBackend() {
            @Override
            public GetAllResult getAll(GetAllRequest request) {
                StoredItem item = stored(
                        request.keys().get(0).partitionKey(),
                        request.keys().get(0).sortKey(),
                        "{}");
                return new GetAllResult(
                        List.of(item),
                        request.keys().subList(1, request.keys().size()),
                        request.reportCapacity() ? 0.5 : null);
            }
        };
        TestStores.withoutPauses(leaving, pause -> {}, listener)
                .getAll(
                        Note.class,
                        List.of(
                                KeyValues.of("owner", "joe", "id", "1"),
                                KeyValues.of("owner", "joe", "id", "2"),
                                KeyValues.of("owner", "joe", "id", "1")));
        assertThat(listener.completed())
                .extracting(RecordingListener.Completed::operation, RecordingListener.Completed::result)
                .containsExactly(tuple(
                        new StoreListener.Operation("getAll", "faulty", "Note", "notes"),
                        new OperationListener.Result(true, false, 3, 0, 1, 1.0)));
        assertThat(listener.requests()).isEqualTo(2);
    }

    @Test
    void aBatchOfSeveralModelsAndTablesNamesNone() {
        assertThatThrownBy(() -> store(new Failing()).batchWrite(List.of(new Note("joe", "1"), new Tag("joe", "2"))))
                .isInstanceOf(BatchWriteException.class);
        assertThat(listener.completed())
                .extracting(RecordingListener.Completed::operation, RecordingListener.Completed::result)
                .containsExactly(tuple(
                        new StoreListener.Operation("batchWrite", "faulty", "several", "several"),
                        new OperationListener.Result(false, false, 0, 0, 0, null)));
    }

    @Test
    void capacityIsAddedUp() {
        Backend counting = new FaultyBackend() {
            @Override
            public RangePage read(RangeRequest request) {
                assertThat(request.reportCapacity()).isTrue();
                return request.after() == null
                        ? new RangePage(List.of(), request.after(new ItemKey("USER#joe", "NOTE#0")), 0.5)
                        : new RangePage(
                                List.of(stored("USER#joe", "NOTE#1", "{\"owner\": \"joe\", \"id\": \"1\"}")),
                                null,
                                1.0);
            }
        };
        store(counting).query(Note.class, KeyValues.of("owner", "joe")).list();
        assertThat(listener.completed())
                .extracting(RecordingListener.Completed::result)
                .containsExactly(new OperationListener.Result(true, false, 1, 2, 0, 1.5));
    }

    @Test
    void aTableHasTheNameThatTheCodeCallsItBy() {
        Backend quiet = new FaultyBackend() {
            @Override
            public WriteResult write(WriteRequest request) {
                return new WriteResult.Written(null);
            }
        };
        UnaryOperator<String> names = name -> "dev-" + name;
        DefaultItemStore.builder(quiet)
                .tableNames(names)
                .listener(listener)
                .build()
                .save(new Note("joe", "1"));
        assertThat(listener.completed())
                .extracting(ended -> ended.operation().table())
                .containsExactly("notes");
    }
}
