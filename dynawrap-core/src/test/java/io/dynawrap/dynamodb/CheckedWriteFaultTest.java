package io.dynawrap.dynamodb;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemExists;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.StaleItemException;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.dynamodb.FaultyHttp.Fault;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.TestStores;
import io.dynawrap.spi.TableSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Writes with conditions whose answers are lost, and writes that conflict with transactions. */
@ExtendWith(LocalDynamoDb.class)
class CheckedWriteFaultTest {

    @DbItem(pk = "LOCK#{name}", sk = "LOCK")
    record Lock(String name, String holder, BigDecimal weight, Map<String, List<Integer>> notes) {}

    @DbItem(pk = "ACCOUNT#{id}", sk = "ACCOUNT")
    record Account(String id, int balance, @ItemVersion int version) {}

    private static final String TABLE = LocalDynamoDb.newTableName();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static final Fault FIRST_ANSWER_LOST = attempt -> attempt.number() == 1
            ? attempt.forwardAndLose(new SocketTimeoutException("Read timed out"))
            : attempt.forward();

    private static final Fault THROTTLED_TWICE = attempt ->
            attempt.number() <= 2 ? FaultyHttp.error(400, "ProvisionedThroughputExceededException") : attempt.forward();

    private final FaultyHttp http = new FaultyHttp();
    private final DynamoDbClient client = http.client();
    private final List<Duration> pauses = new ArrayList<>();
    private final ItemStore store =
            TestStores.withoutPauses(new DynamoDbBackend(client), pauses::add).table(TABLE);
    private final String name = "n" + NAMES.incrementAndGet();
    private final Lock mine = lock("me");
    private final KeyValues key = KeyValues.of("name", name);
    private final KeyValues accountKey = KeyValues.of("id", name);

    @BeforeAll
    static void createTable() {
        new DynamoDbBackend(LocalDynamoDb.client()).createTable(new TableSpec(TABLE));
    }

    @AfterEach
    void close() {
        client.close();
    }

    private Lock lock(String holder) {
        return new Lock(name, holder, new BigDecimal("1200.5"), Map.of("a", List.of(1, 20), "b", List.of()));
    }

    private void fault(Fault fault) {
        http.fault("PutItem", fault);
        http.fault("DeleteItem", fault);
    }

    @Test
    void aCreateWhoseFirstAnswerIsLostSucceedsOnce() {
        fault(FIRST_ANSWER_LOST);
        assertThat(store.create(mine)).isEqualTo(mine);
        assertThat(http.attempts("PutItem")).isEqualTo(2);
        http.heal();
        assertThat(store.get(Lock.class, key)).contains(mine);
        assertThatThrownBy(() -> store.create(mine))
                .as("with one attempt an equal item is that of another caller")
                .isInstanceOf(ItemExistsException.class);
    }

    @Test
    void aVersionedSaveWhoseFirstAnswerIsLostSucceedsOnce() {
        Account read = store.create(new Account(name, 1, 0));
        fault(FIRST_ANSWER_LOST);
        Account saved = store.save(new Account(name, 2, read.version()));
        assertThat(saved).isEqualTo(new Account(name, 2, 2));
        http.heal();
        assertThat(store.get(Account.class, KeyValues.of("id", name))).contains(saved);
        assertThat(store.save(saved).version()).isEqualTo(3);
    }

    @Test
    void aRealRefusalStaysOneWhenAnAnswerIsLost() {
        Lock theirs = store.create(lock("them"));
        Account changed = store.save(store.create(new Account(name, 1, 0)));
        fault(attempt -> {
            if (attempt.number() == 1) {
                throw new SocketException("Connection reset");
            }
            return attempt.forward();
        });
        ItemExistsException refused = catchThrowableOfType(ItemExistsException.class, () -> store.create(mine));
        assertThat(refused.current(Lock.class)).contains(theirs);
        StaleItemException stale =
                catchThrowableOfType(StaleItemException.class, () -> store.save(new Account(name, 5, 1)));
        assertThat(stale.current(Account.class)).contains(changed);
        assertThatThrownBy(() -> store.delete(new Account(name, 5, 1))).isInstanceOf(StaleItemException.class);
    }

    @Test
    void aConditionalDeleteWhoseFirstAnswerIsLostIsDone() {
        store.create(mine);
        fault(FIRST_ANSWER_LOST);
        store.delete(mine, itemExists());
        assertThat(http.attempts("DeleteItem")).isEqualTo(2);
        http.heal();
        assertThat(store.exists(Lock.class, key)).isFalse();
        assertThatThrownBy(() -> store.delete(mine, itemExists())).isInstanceOf(ConditionFailedException.class);
    }

    @Test
    void aConditionalSaveWhoseFirstAnswerIsLostSucceedsOnce() {
        Account read = store.create(new Account(name, 1, 0));
        store.create(mine);
        fault(FIRST_ANSWER_LOST);
        Lock theirs = lock("them");
        assertThat(store.save(theirs, field("holder").is("me"))).isEqualTo(theirs);
        Account changed = new Account(name, 2, read.version());
        assertThat(store.save(changed, field("balance").is(1)).version()).isEqualTo(2);
        assertThat(http.attempts("PutItem"))
                .as("two creates, and two attempts each")
                .isEqualTo(6);
        http.heal();
        assertThat(store.get(Lock.class, key)).contains(theirs);
        assertThat(account()).isEqualTo(new Account(name, 2, 2));
    }

    @Test
    void aVersionedDeleteWhoseFirstAnswerIsLostIsDone() {
        Account read = store.create(new Account(name, 1, 0));
        fault(FIRST_ANSWER_LOST);
        store.delete(read);
        assertThat(http.attempts("DeleteItem")).isEqualTo(2);
        http.heal();
        assertThat(store.exists(Account.class, accountKey)).isFalse();

        Account again = store.create(new Account(name, 1, 0));
        fault(FIRST_ANSWER_LOST);
        store.delete(again, field("balance").is(1));
        http.heal();
        assertThat(store.exists(Account.class, accountKey)).isFalse();
    }

    @Test
    void aVersionedDeleteWhoseFirstAnswerIsLostLeavesTheItemThatAnotherWriterStoredSince() {
        Account read = store.save(store.create(new Account(name, 1, 0)));
        ItemStore others = new DefaultItemStore(new DynamoDbBackend(LocalDynamoDb.client())).table(TABLE);
        Account theirs = new Account(name, 7, 1);
        fault(attempt -> {
            if (attempt.number() == 1) {
                attempt.forward();
                others.create(theirs);
                throw new SocketTimeoutException("Read timed out");
            }
            return attempt.forward();
        });
        StaleItemException stale = catchThrowableOfType(StaleItemException.class, () -> store.delete(read));
        assertThat(stale.current(Account.class)).contains(theirs);
        assertThat(account()).isEqualTo(theirs);
    }

    @Test
    void throttledWritesAreRepeatedAndExecutedOnce() {
        store.create(mine);
        Account read = store.create(new Account(name, 1, 0));
        fault(THROTTLED_TWICE);
        Lock theirs = lock("them");
        assertThat(store.save(theirs, field("holder").is("me"))).isEqualTo(theirs);
        Account saved = store.save(new Account(name, 2, read.version()));
        assertThat(saved.version()).isEqualTo(2);
        assertThat(account()).isEqualTo(saved);
        store.delete(saved);
        store.delete(theirs, field("holder").is("them"));
        assertThat(http.attempts("DeleteItem")).isEqualTo(6);
        assertThat(store.exists(Account.class, accountKey)).isFalse();
        assertThat(store.exists(Lock.class, key)).isFalse();
    }

    @Test
    void throttledWritesThatAreRefusedStayRefused() {
        store.create(mine);
        Account changed = store.save(store.create(new Account(name, 1, 0)));
        fault(THROTTLED_TWICE);
        ConditionFailedException failed = catchThrowableOfType(
                ConditionFailedException.class,
                () -> store.save(lock("them"), field("holder").is("nobody")));
        assertThat(failed.current(Lock.class)).contains(mine);
        Account old = new Account(name, 5, 1);
        assertThat(catchThrowableOfType(StaleItemException.class, () -> store.save(old))
                        .current(Account.class))
                .contains(changed);
        assertThat(catchThrowableOfType(StaleItemException.class, () -> store.delete(old))
                        .current(Account.class))
                .contains(changed);
        assertThat(store.get(Lock.class, key)).contains(mine);
        assertThat(account()).isEqualTo(changed);
    }

    @Test
    void writesThatAreThrottledForEverHaveChangedNothing() {
        store.create(mine);
        Account read = store.create(new Account(name, 1, 0));
        fault(attempt -> FaultyHttp.error(400, "ThrottlingException"));
        for (Runnable write : List.<Runnable>of(
                () -> store.save(lock("them"), field("holder").is("me")),
                () -> store.save(new Account(name, 2, read.version())),
                () -> store.delete(read),
                () -> store.delete(mine, itemExists()))) {
            StoreException throttled = catchThrowableOfType(StoreException.class, write::run);
            assertThat(throttled.problem()).isEqualTo(StoreProblem.THROTTLED);
            assertThat(throttled.isTransient()).isTrue();
        }
        assertThat(store.get(Lock.class, key)).contains(mine);
        assertThat(account()).isEqualTo(read);
    }

    private Account account() {
        return store.get(Account.class, accountKey).orElseThrow();
    }

    @Test
    void aWriteWhoseAnswersAreAllLostHasAnUnknownOutcome() {
        fault(attempt -> attempt.forwardAndLose(new SocketTimeoutException("Read timed out")));
        for (Runnable write : List.<Runnable>of(
                () -> store.create(mine), () -> store.save(mine), () -> store.delete(Lock.class, key))) {
            StoreException unknown = catchThrowableOfType(StoreException.class, write::run);
            assertThat(unknown.problem()).isEqualTo(StoreProblem.OUTCOME_UNKNOWN);
            assertThat(unknown.isTransient()).isTrue();
            assertThat(unknown).hasMessageContaining("might have been executed").hasMessageNotContaining("me'");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504})
    void anErrorAfterWhichTheServiceMayHaveWrittenHasAnUnknownOutcome(int status) {
        fault(attempt -> FaultyHttp.error(status, "InternalServerError"));
        assertThat(catchThrowableOfType(StoreException.class, () -> store.save(mine))
                        .problem())
                .isEqualTo(StoreProblem.OUTCOME_UNKNOWN);
    }

    @Test
    void aWriteThatWasNeverSentOrWasAnsweredHasAKnownOutcome() {
        fault(attempt -> {
            throw new ConnectException("Connection refused");
        });
        assertThat(catchThrowableOfType(StoreException.class, () -> store.create(mine))
                        .problem())
                .isEqualTo(StoreProblem.UNREACHABLE);
        fault(attempt -> FaultyHttp.error(400, "ProvisionedThroughputExceededException"));
        assertThat(catchThrowableOfType(StoreException.class, () -> store.create(mine))
                        .problem())
                .isEqualTo(StoreProblem.THROTTLED);
        fault(attempt -> FaultyHttp.error(503, "ServiceUnavailable"));
        assertThat(catchThrowableOfType(StoreException.class, () -> store.create(mine))
                        .problem())
                .isEqualTo(StoreProblem.UNAVAILABLE);
    }

    @Test
    void aWriteWhoseServerIsGoneAfterALostAnswerHasAnUnknownOutcome() {
        fault(attempt -> {
            if (attempt.number() == 1) {
                return attempt.forwardAndLose(new SocketException("Connection reset"));
            }
            throw new ConnectException("Connection refused");
        });
        assertThat(catchThrowableOfType(StoreException.class, () -> store.create(mine))
                        .problem())
                .isEqualTo(StoreProblem.OUTCOME_UNKNOWN);
    }

    @Test
    void aWriteThatConflictsWithTransactionsIsRepeated() {
        AtomicInteger conflicts = new AtomicInteger();
        fault(attempt -> conflicts.getAndIncrement() < 3 ? conflict() : attempt.forward());
        assertThat(store.save(mine)).isEqualTo(mine);
        assertThat(pauses).hasSize(3);
        conflicts.set(0);
        store.delete(mine);
        conflicts.set(0);
        assertThat(store.create(mine)).isEqualTo(mine);
        assertThat(pauses).hasSize(9);
    }

    @Test
    void aWriteThatConflictsForEverEndsInATransientFailure() {
        fault(attempt -> conflict());
        StoreException conflict = catchThrowableOfType(StoreException.class, () -> store.save(mine));
        assertThat(conflict.problem()).isEqualTo(StoreProblem.CONFLICT);
        assertThat(conflict.isTransient()).isTrue();
        assertThat(http.attempts("PutItem")).isEqualTo(10);
        assertThat(pauses).hasSize(9).isSorted().last().isEqualTo(Duration.ofSeconds(2));
    }

    /** The conflict hides that the first attempt of the same request was executed. */
    @Test
    void aCreateWhoseFirstAnswerIsLostAndWhoseSecondAttemptConflictsSucceedsOnce() {
        AtomicInteger attempts = new AtomicInteger();
        fault(attempt -> switch (attempts.incrementAndGet()) {
            case 1 -> attempt.forwardAndLose(new SocketTimeoutException("Read timed out"));
            case 2 -> conflict();
            default -> attempt.forward();
        });
        assertThat(store.create(mine)).isEqualTo(mine);
        assertThat(attempts.get()).isEqualTo(3);
    }

    @Test
    void aCreateThatConflictsAndThenMeetsAnEqualItemIsRefused() throws IOException {
        AtomicInteger attempts = new AtomicInteger();
        store.create(mine);
        fault(attempt -> attempts.incrementAndGet() == 1 ? conflict() : attempt.forward());
        assertThatThrownBy(() -> store.create(mine)).isInstanceOf(ItemExistsException.class);
    }

    private static software.amazon.awssdk.http.HttpExecuteResponse conflict() {
        return FaultyHttp.error(400, "TransactionConflictException");
    }
}
