package io.dynawrap.dynamodb;

import static io.dynawrap.Condition.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.InapplicableUpdateException;
import io.dynawrap.ItemNotFoundException;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.dynamodb.FaultyHttp.Fault;
import io.dynawrap.engine.TestStores;
import io.dynawrap.spi.TableSpec;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Updates whose answers are lost, that are throttled, or that the service rejects. */
@ExtendWith(LocalDynamoDb.class)
class UpdateFaultTest {

    @DbItem(pk = "POST#{id}", sk = "POST")
    record Post(String id, int likes, @Nullable String state, List<String> tags) {}

    @DbItem(pk = "ACCOUNT#{id}", sk = "ACCOUNT")
    record Account(String id, int balance, @ItemVersion int version) {}

    private static final String TABLE = LocalDynamoDb.newTableName();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static final Fault FIRST_ANSWER_LOST = attempt -> attempt.number() == 1
            ? attempt.forwardAndLose(new SocketTimeoutException("Read timed out"))
            : attempt.forward();

    private static final Fault FIRST_THROTTLED = attempt ->
            attempt.number() == 1 ? FaultyHttp.error(400, "ProvisionedThroughputExceededException") : attempt.forward();

    private final FaultyHttp http = new FaultyHttp();
    private final DynamoDbClient client = http.client();
    private final List<Duration> pauses = new ArrayList<>();
    private final ItemStore store =
            TestStores.withoutPauses(new DynamoDbBackend(client), pauses::add).table(TABLE);
    private final String id = "p" + NAMES.incrementAndGet();
    private final KeyValues key = KeyValues.of("id", id);

    @BeforeAll
    static void createTable() {
        new DynamoDbBackend(LocalDynamoDb.client()).createTable(new TableSpec(TABLE));
    }

    @BeforeEach
    void save() {
        store.save(new Post(id, 1, "OPEN", List.of()));
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void fault(Fault fault) {
        http.fault("UpdateItem", fault);
    }

    private Post stored() {
        http.heal();
        return store.get(Post.class, key).orElseThrow();
    }

    /** The SDK repeats the request; nothing prevents that it is executed twice. */
    @Test
    void anAddWhoseFirstAnswerIsLostIsExecutedTwice() {
        fault(FIRST_ANSWER_LOST);
        assertThat(store.update(Post.class, key, u -> u.add("likes", 1)).likes())
                .isEqualTo(3);
        assertThat(http.attempts("UpdateItem")).isEqualTo(2);
    }

    @Test
    void aSetWhoseFirstAnswerIsLostIsDone() {
        fault(FIRST_ANSWER_LOST);
        assertThat(store.update(Post.class, key, u -> u.set("state", "PAID")).state())
                .isEqualTo("PAID");
    }

    /** The condition prevents the second execution, but nobody knows whose state it is. */
    @Test
    void anUpdateThatItsOwnFirstAttemptMayHaveRefusedHasAnUnknownOutcome() {
        fault(FIRST_ANSWER_LOST);
        StoreException unknown = catchThrowableOfType(
                StoreException.class,
                () -> store.update(
                        Post.class,
                        key,
                        u -> u.set("state", "PAID").onlyIf(field("state").is("OPEN"))));
        assertThat(unknown.problem()).isEqualTo(StoreProblem.OUTCOME_UNKNOWN);
        assertThat(unknown).hasMessageContaining("might have been executed").hasMessageNotContaining("PAID");
        assertThat(stored().state()).isEqualTo("PAID");
    }

    @Test
    void anUpdateThatAnotherItemRefusesIsRefusedAlsoAfterSeveralAttempts() {
        fault(FIRST_THROTTLED);
        ConditionFailedException refused = catchThrowableOfType(
                ConditionFailedException.class,
                () -> store.update(
                        Post.class,
                        key,
                        u -> u.set("state", "PAID").onlyIf(field("likes").is(7))));
        assertThat(refused.current(Post.class)).contains(stored());
        assertThat(http.attempts("UpdateItem")).isEqualTo(2);
    }

    @Test
    void aThrottledUpdateIsRepeatedByTheClientAndExecutedOnce() {
        fault(FIRST_THROTTLED);
        assertThat(store.update(Post.class, key, u -> u.add("likes", 1)).likes())
                .isEqualTo(2);
    }

    @Test
    void anUpdateWhoseAnswersAreAllLostHasAnUnknownOutcome() {
        fault(attempt -> attempt.forwardAndLose(new SocketTimeoutException("Read timed out")));
        StoreException unknown =
                catchThrowableOfType(StoreException.class, () -> store.update(Post.class, key, u -> u.add("likes", 1)));
        assertThat(unknown.problem()).isEqualTo(StoreProblem.OUTCOME_UNKNOWN);
        assertThat(unknown).hasMessageContaining("might have been executed");
        assertThat(stored().likes()).isGreaterThan(1);
    }

    @Test
    void anUpdateThatWasNeverSentHasAKnownOutcome() {
        fault(attempt -> {
            throw new ConnectException("Connection refused");
        });
        assertThat(catchThrowableOfType(
                                StoreException.class, () -> store.update(Post.class, key, u -> u.add("likes", 1)))
                        .problem())
                .isEqualTo(StoreProblem.UNREACHABLE);
    }

    @Test
    void anUpdateThatConflictsIsRepeatedUnlessAnAnswerWasLostBefore() {
        AtomicInteger attempts = new AtomicInteger();
        fault(attempt -> attempts.getAndIncrement() < 3 ? conflict() : attempt.forward());
        assertThat(store.update(Post.class, key, u -> u.add("likes", 1)).likes())
                .isEqualTo(2);
        assertThat(pauses).hasSize(3);

        attempts.set(0);
        fault(attempt -> attempts.getAndIncrement() == 0
                ? attempt.forwardAndLose(new SocketTimeoutException("Read timed out"))
                : conflict());
        StoreException unknown =
                catchThrowableOfType(StoreException.class, () -> store.update(Post.class, key, u -> u.add("likes", 1)));
        assertThat(unknown.problem()).isEqualTo(StoreProblem.OUTCOME_UNKNOWN);
        assertThat(attempts.get()).isEqualTo(2);
        assertThat(stored().likes()).isEqualTo(3);
    }

    /** What the service rejects is the item's fault or the request's; only the stored item tells. */
    @Test
    void aRejectedUpdateIsJudgedByTheStoredItem() {
        fault(attempt -> FaultyHttp.error(400, "ValidationException"));
        StoreException invalid =
                catchThrowableOfType(StoreException.class, () -> store.update(Post.class, key, u -> u.add("likes", 1)));
        assertThat(invalid.problem()).isEqualTo(StoreProblem.OTHER);
        assertThat(invalid).hasMessageContaining("ValidationException");
        assertThat(http.attempts("UpdateItem"))
                .as("it may have been another item")
                .isEqualTo(4);
        assertThat(http.attempts("GetItem")).isEqualTo(4);

        store.save(new Post(id, Integer.MAX_VALUE, "OPEN", List.of()));
        InapplicableUpdateException inapplicable = catchThrowableOfType(
                InapplicableUpdateException.class, () -> store.update(Post.class, key, u -> u.add("likes", 1)));
        assertThat(inapplicable.field()).contains("likes");
        assertThat(inapplicable.current(Post.class).orElseThrow().likes()).isEqualTo(Integer.MAX_VALUE);
        store.delete(Post.class, key);
        assertThatThrownBy(() -> store.update(Post.class, key, u -> u.add("likes", 1)))
                .isInstanceOf(ItemNotFoundException.class);
    }

    @Test
    void aModificationWhoseFirstAnswerIsLostIsStoredOnce() {
        store.create(new Account(id, 5, 0));
        http.fault("PutItem", FIRST_ANSWER_LOST);
        AtomicInteger calls = new AtomicInteger();
        Account modified = store.modify(Account.class, key, a -> {
            calls.incrementAndGet();
            return new Account(id, a.balance() + 1, a.version());
        });
        assertThat(modified).isEqualTo(new Account(id, 6, 2));
        assertThat(calls.get()).isEqualTo(1);
        http.heal();
        assertThat(store.get(Account.class, key)).contains(modified);
    }

    private static HttpExecuteResponse conflict() {
        return FaultyHttp.error(400, "TransactionConflictException");
    }
}
