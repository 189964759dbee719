package io.dynawrap.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.dynawrap.BatchWriteException;
import io.dynawrap.DbItem;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.mapping.ItemKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class StoreListenerTest {

    @DbItem(pk = "USER#{owner}", sk = "NOTE#{id}", table = "notes")
    record Note(String owner, String id) {}

    @DbItem(pk = "USER#{owner}", sk = "TAG#{id}", table = "tags")
    record Tag(String owner, String id) {}

    private static final StoreException REFUSED = new StoreException("refused", new IllegalStateException(), false);

    private final RecordingListener listener = new RecordingListener();

    /** Leaves the last write of the first request, and takes what comes then. */
    private static final class Leaving extends FaultyBackend {
        private boolean left;

        @Override
        public List<ItemWrite> writeBatch(String table, List<ItemWrite> writes) {
            if (left) {
                return List.of();
            }
            left = true;
            return writes.subList(writes.size() - 1, writes.size());
        }
    }

    /** Has two notes, each on a page of its own, and then fails. */
    private static class Failing extends FaultyBackend {
        private int reads;

        @Override
        public ItemPage read(String table, RangeRead read) {
            if (++reads > 2) {
                throw REFUSED;
            }
            String json = "{\"owner\": \"joe\", \"id\": \"" + reads + "\"}";
            return new ItemPage(List.of(stored("USER#joe", "NOTE#" + reads, json)), read);
        }

        @Override
        public void write(String table, ItemWrite write) {
            throw REFUSED;
        }

        @Override
        public List<ItemWrite> writeBatch(String table, List<ItemWrite> writes) {
            throw REFUSED;
        }
    }

    private DefaultItemStore store(Backend backend) {
        return DefaultItemStore.builder(backend).listener(listener).build();
    }

    @Test
    void nothingIsToldAndNoCapacityAskedForWhileNobodyListens() {
        List<Integer> writes = new ArrayList<>();
        Backend backend = new FaultyBackend() {
            @Override
            public void write(String table, ItemWrite write) {
                writes.add(1);
            }

            @Override
            public Backend reportingCapacity(DoubleConsumer units) {
                throw new AssertionError("asked for capacity");
            }
        };
        new DefaultItemStore(backend).save(new Note("joe", "1"));
        assertThat(writes).hasSize(1);
    }

    @Test
    void aFailureIsToldOnce() {
        assertThatThrownBy(() -> store(new Failing()).save(new Note("joe", "1")))
                .isSameAs(REFUSED);
        assertThat(listener.ended())
                .containsExactly(new RecordingListener.Ended(
                        new StoreOperation("save", "faulty", "Note", "notes"),
                        new OperationResult(false, 0, 0, 0, null),
                        REFUSED));
    }

    @Test
    void aStreamThatFailsTellsWhatItReturnedBefore() {
        var query = store(new Failing()).query(Note.class, KeyValues.of("owner", "joe"));
        try (var notes = query.stream()) {
            assertThatThrownBy(notes::toList).isSameAs(REFUSED);
        }
        assertThat(listener.ended())
                .extracting(RecordingListener.Ended::result, RecordingListener.Ended::failure)
                .containsExactly(tuple(new OperationResult(false, 2, 2, 0, null), REFUSED));
    }

    @Test
    void aStreamBeginsWithItsFirstRequestAndEndsWithItsLimit() {
        var notes = store(new Failing()).query(Note.class, KeyValues.of("owner", "joe")).limit(2).stream();
        assertThat(listener.begun()).isEmpty();
        assertThat(notes.toList()).hasSize(2);
        assertThat(listener.ended())
                .extracting(RecordingListener.Ended::result)
                .containsExactly(new OperationResult(true, 2, 2, 0, null));
    }

    @Test
    void aStreamThatIsClosedBeforeItsEndIsNotComplete() {
        try (var notes = store(new Failing()).query(Note.class, KeyValues.of("owner", "joe")).stream()) {
            assertThat(notes.iterator().next()).isEqualTo(new Note("joe", "1"));
            assertThat(listener.ended()).isEmpty();
        }
        assertThat(listener.ended())
                .extracting(RecordingListener.Ended::result, RecordingListener.Ended::failure)
                .containsExactly(tuple(new OperationResult(false, 1, 1, 0, null), null));
    }

    @Test
    void aStreamThatIsGivenUpEndsWhenTheGarbageCollectorFindsIt() {
        assertThat(firstOfAnUnclosedStream()).isEqualTo(new Note("joe", "1"));
        await().atMost(Duration.ofMinutes(10)).until(() -> {
            System.gc();
            return !listener.ended().isEmpty();
        });
        assertThat(listener.ended().get(0).result()).isEqualTo(new OperationResult(false, 1, 1, 0, null));
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
        assertThat(listener.begun()).isEmpty();
        assertThat(listener.ended()).isEmpty();
    }

    @Test
    void aBatchTellsItsRetriesAndWhatItWrote() {
        TestStores.withoutPauses(new Leaving(), pause -> {}, listener)
                .batchWrite(List.of(new Note("joe", "1"), new Note("joe", "2"), new Note("joe", "3")));
        assertThat(listener.ended())
                .extracting(RecordingListener.Ended::operation, RecordingListener.Ended::result)
                .containsExactly(tuple(
                        new StoreOperation("batchWrite", "faulty", "Note", "notes"),
                        new OperationResult(true, 3, 0, 1, null)));
        assertThat(listener.requests()).isEqualTo(2);
    }

    @Test
    void aBatchOfSeveralModelsAndTablesNamesNone() {
        assertThatThrownBy(() -> store(new Failing()).batchWrite(List.of(new Note("joe", "1"), new Tag("joe", "2"))))
                .isInstanceOf(BatchWriteException.class);
        assertThat(listener.ended())
                .extracting(RecordingListener.Ended::operation, RecordingListener.Ended::result)
                .containsExactly(tuple(
                        new StoreOperation("batchWrite", "faulty", "several", "several"),
                        new OperationResult(false, 0, 0, 0, null)));
    }

    @Test
    void capacityIsAddedUp() {
        Backend counting = new Failing() {
            private DoubleConsumer units = ignored -> {};

            @Override
            public StoredItem get(String table, ItemKey key, boolean consistent) {
                units.accept(0.5);
                units.accept(1);
                return stored("USER#joe", "NOTE#1", "{\"owner\": \"joe\", \"id\": \"1\"}");
            }

            @Override
            public Backend reportingCapacity(DoubleConsumer units) {
                this.units = units;
                return this;
            }
        };
        store(counting).get(Note.class, KeyValues.of("owner", "joe", "id", "1"));
        assertThat(listener.ended())
                .extracting(RecordingListener.Ended::result)
                .containsExactly(new OperationResult(true, 1, 0, 0, 1.5));
    }

    @Test
    void aTableHasTheNameThatTheCodeCallsItBy() {
        Backend quiet = new FaultyBackend() {
            @Override
            public void write(String table, ItemWrite write) {}
        };
        UnaryOperator<String> names = name -> "dev-" + name;
        DefaultItemStore.builder(quiet)
                .tableNames(names)
                .listener(listener)
                .build()
                .save(new Note("joe", "1"));
        assertThat(listener.ended())
                .extracting(ended -> ended.operation().table())
                .containsExactly("notes");
    }
}
