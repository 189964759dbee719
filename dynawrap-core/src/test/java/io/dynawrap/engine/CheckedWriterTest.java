package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.DbItem;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemStore;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a refusal and a conflict mean, on a backend that gives the answers of a test. */
class CheckedWriterTest {

    @DbItem(pk = "P#{id}", sk = "S")
    record Thing(String id, int n) {}

    private static final StoredItem THEIRS = FaultyBackend.stored("P#a", "S", "{\"id\":\"a\",\"n\":7}");
    private static final StoredItem EQUAL_TO_OURS = new StoredItem(
            THEIRS.key(),
            io.dynawrap.mapping.ItemType.of(Thing.class).schemaVersion(),
            FaultyBackend.stored("P#a", "S", "{\"n\":1.0,\"id\":\"a\"}").data());

    private final List<Duration> pauses = new ArrayList<>();
    private final List<ItemOperation> sent = new ArrayList<>();
    private final Deque<Supplier<WriteResult>> answers = new ArrayDeque<>();
    private Supplier<WriteResult> lastAnswer = () -> new WriteResult.Written(null);
    private boolean inTransaction;

    private final ItemStore store = TestStores.withoutPauses(
                    new FaultyBackend() {
                        @Override
                        public WriteResult write(WriteRequest request) {
                            sent.add(request.operation());
                            return (answers.isEmpty() ? lastAnswer : answers.remove()).get();
                        }

                        @Override
                        public boolean inTransaction() {
                            return inTransaction;
                        }
                    },
                    pauses::add)
            .table("things");

    private static Supplier<WriteResult> refused(StoredItem current, int attempts) {
        return () -> new WriteResult.Refused(current, attempts, null);
    }

    private static Supplier<WriteResult> conflict() {
        return () -> {
            throw new StoreException("conflict", null, StoreProblem.CONFLICT, true);
        };
    }

    private void create() {
        store.create(new Thing("a", 1));
    }

    @Test
    void aWriteIsRepeatedIfTheReportedItemDoesNotRefuseIt() {
        answers.add(refused(null, 1));
        answers.add(refused(null, 1));
        create();
        assertThat(sent).hasSize(3);
        assertThat(pauses).as("the first repeat follows at once").hasSize(1);
    }

    @Test
    void aWriteIsRefusedByTheFirstItemThatReallyRefusesIt() {
        answers.add(refused(null, 1));
        lastAnswer = refused(THEIRS, 1);
        ItemExistsException refused = catchThrowableOfType(ItemExistsException.class, this::create);
        assertThat(refused.current(Thing.class)).contains(new Thing("a", 7));
        assertThat(sent).hasSize(2);
    }

    @Test
    void aWriteThatNoReportedItemRefusesEndsInATransientConflict() {
        lastAnswer = refused(null, 1);
        StoreException conflict = catchThrowableOfType(StoreException.class, this::create);
        assertThat(conflict.problem()).isEqualTo(StoreProblem.CONFLICT);
        assertThat(conflict.isTransient()).isTrue();
        assertThat(sent).hasSize(26);
    }

    @Test
    void anEqualItemCountsAsStoredByThisCallAfterSeveralAttemptsOnly() {
        lastAnswer = refused(EQUAL_TO_OURS, 2);
        create();
        lastAnswer = refused(EQUAL_TO_OURS, 1);
        assertThatThrownBy(this::create).isInstanceOf(ItemExistsException.class);
        lastAnswer = refused(THEIRS, 2);
        assertThatThrownBy(this::create).isInstanceOf(ItemExistsException.class);
        lastAnswer = refused(new StoredItem(EQUAL_TO_OURS.key(), "another version", EQUAL_TO_OURS.data()), 2);
        assertThatThrownBy(this::create).isInstanceOf(ItemExistsException.class);
    }

    @Test
    void aConflictIsRepeatedTenTimesWithGrowingPauses() {
        lastAnswer = conflict();
        assertThatThrownBy(() -> store.save(new Thing("a", 1))).isInstanceOf(StoreException.class);
        assertThat(sent).hasSize(10);
        assertThat(pauses).hasSize(9).isSorted().startsWith(Duration.ofMillis(25), Duration.ofMillis(50));
    }

    @Test
    void aConflictInATransactionIsNotRepeated() {
        inTransaction = true;
        lastAnswer = conflict();
        assertThatThrownBy(() -> store.save(new Thing("a", 1))).isInstanceOf(StoreException.class);
        assertThatThrownBy(this::create).isInstanceOf(StoreException.class);
        assertThat(sent).hasSize(2);
        assertThat(pauses).isEmpty();
    }

    @Test
    void anotherFailureIsNotRepeated() {
        lastAnswer = () -> {
            throw new StoreException("throttled", null, StoreProblem.THROTTLED, true);
        };
        assertThatThrownBy(this::create).hasMessage("throttled");
        assertThat(sent).hasSize(1);
    }
}
