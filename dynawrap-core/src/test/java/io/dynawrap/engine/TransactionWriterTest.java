package io.dynawrap.engine;

import static io.dynawrap.Condition.itemExists;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.DbItem;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.spi.LostAnswerException;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TransactionRequest;
import io.dynawrap.spi.TransactionResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a refusal and a conflict of a transaction mean, on a backend that gives the answers of a test. */
class TransactionWriterTest {

    @DbItem(pk = "P#{id}", sk = "S")
    record Thing(String id, int n) {}

    private static final StoredItem THEIRS = FaultyBackend.stored("P#b", "S", "{\"id\":\"b\",\"n\":7}");

    private final List<Duration> pauses = new ArrayList<>();
    private final List<TransactionRequest> sent = new ArrayList<>();
    private final Deque<Supplier<TransactionResult>> answers = new ArrayDeque<>();
    private Supplier<TransactionResult> lastAnswer = () -> new TransactionResult.Written(null);
    private boolean inTransaction;
    private final RecordingListener listener = new RecordingListener();

    private final ItemStore store = TestStores.withoutPauses(
                    new FaultyBackend() {
                        @Override
                        public TransactionResult writeAll(TransactionRequest request) {
                            sent.add(request);
                            return (answers.isEmpty() ? lastAnswer : answers.remove()).get();
                        }

                        @Override
                        public boolean inTransaction() {
                            return inTransaction;
                        }
                    },
                    pauses::add)
            .table("things");

    private static Supplier<TransactionResult> refused(int index, @Nullable StoredItem current) {
        return () -> new TransactionResult.Refused(List.of(new TransactionResult.Refusal(index, current)), null);
    }

    private static Supplier<TransactionResult> failing(StoreException failure) {
        return () -> {
            throw failure;
        };
    }

    private static StoreException conflict() {
        return new StoreException("conflict", null, StoreProblem.CONFLICT, true);
    }

    private void execute() {
        store.transaction(tx -> tx.save(new Thing("a", 1))
                .create(new Thing("b", 1))
                .check(Thing.class, KeyValues.of("id", "c"), itemExists()));
    }

    @Test
    void aTransactionIsRepeatedIfTheReportedItemsDoNotRefuseIt() {
        answers.add(refused(1, null));
        answers.add(refused(2, FaultyBackend.stored("P#c", "S", "{}")));
        execute();
        assertThat(sent).hasSize(3);
        assertThat(pauses).as("the first repeat follows at once").hasSize(1);
        assertThat(sent.stream().map(TransactionRequest::id).distinct()).hasSize(3);
    }

    @Test
    void aTransactionFailsWithTheItemsThatReallyRefuseIt() {
        answers.add(() -> new TransactionResult.Refused(
                Stream.of(new TransactionResult.Refusal(1, THEIRS), new TransactionResult.Refusal(2, THEIRS))
                        .toList(),
                null));
        TransactionFailedException failed = catchThrowableOfType(TransactionFailedException.class, this::execute);
        assertThat(failed.reasons()).hasSize(3);
        assertThat(failed.reasons().get(1).orElseThrow().current(Thing.class)).contains(new Thing("b", 7));
        assertThat(failed.reasons().get(2))
                .as("this item does not refuse the check")
                .isEmpty();
        assertThat(sent).hasSize(1);
    }

    @Test
    void aTransactionThatNoReportedItemRefusesEndsInATransientConflict() {
        lastAnswer = refused(1, null);
        StoreException conflict = catchThrowableOfType(StoreException.class, this::execute);
        assertThat(conflict.problem()).isEqualTo(StoreProblem.CONFLICT);
        assertThat(conflict.isTransient()).isTrue();
        assertThat(sent).hasSize(26);
    }

    @Test
    void aConflictIsRepeatedTenTimesWithTheSameId() {
        lastAnswer = failing(conflict());
        assertThatThrownBy(this::execute).hasMessage("conflict");
        assertThat(sent).hasSize(10);
        assertThat(sent.stream().map(TransactionRequest::id).distinct()).hasSize(1);
        assertThat(pauses).hasSize(9).isSorted().startsWith(Duration.ofMillis(25), Duration.ofMillis(50));
    }

    @Test
    void aConflictInATransactionIsNotRepeated() {
        inTransaction = true;
        lastAnswer = failing(conflict());
        assertThatThrownBy(this::execute).isInstanceOf(StoreException.class);
        assertThat(sent).hasSize(1);
    }

    @Test
    void aConflictAfterALostAnswerEndsWithAnUnknownOutcome() {
        answers.add(failing(new LostAnswerException(conflict(), () -> false)));
        lastAnswer = failing(conflict());
        StoreException unknown = catchThrowableOfType(StoreException.class, this::execute);
        assertThat(unknown.problem()).isEqualTo(StoreProblem.OUTCOME_UNKNOWN);
        assertThat(unknown.isTransient()).isTrue();
        assertThat(sent).hasSize(10);
    }

    @Test
    void aListenerIsNotifiedOfOneOperationWithItsItemsAndRetries() {
        answers.add(refused(1, null));
        ItemStore observed = TestStores.withoutPauses(
                        new FaultyBackend() {
                            @Override
                            public TransactionResult writeAll(TransactionRequest request) {
                                assertThat(request.reportCapacity()).isTrue();
                                return answers.isEmpty()
                                        ? new TransactionResult.Written(6.0)
                                        : answers.remove().get();
                            }
                        },
                        pauses::add,
                        listener)
                .table("things");
        observed.transaction(tx -> tx.save(new Thing("a", 1))
                .create(new Thing("b", 1))
                .delete(new Thing("d", 1))
                .check(Thing.class, KeyValues.of("id", "c"), itemExists()));
        assertThat(listener.completed()).hasSize(1);
        RecordingListener.Completed completed = listener.completed().get(0);
        assertThat(completed.operation().name()).isEqualTo("transaction");
        assertThat(completed.operation().model()).isEqualTo("Thing");
        assertThat(completed.operation().table()).isEqualTo("things");
        assertThat(completed.result().items()).as("checks do not count").isEqualTo(3);
        assertThat(completed.result().retries()).isEqualTo(1);
        assertThat(completed.result().capacity()).isEqualTo(6.0);
        assertThat(completed.result().refused()).isFalse();

        answers.add(refused(1, THEIRS));
        assertThatThrownBy(() ->
                        observed.transaction(tx -> tx.save(new Thing("a", 1)).create(new Thing("b", 1))))
                .isInstanceOf(TransactionFailedException.class);
        RecordingListener.Completed refused = listener.completed().get(1);
        assertThat(refused.result().refused()).isTrue();
        assertThat(refused.result().items()).isZero();
        assertThat(refused.failure()).as("a refusal is no error").isNull();
    }
}
