package io.dynawrap.dynamodb;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemExists;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.DbItem;
import io.dynawrap.InapplicableUpdateException;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.TransactionFailedException;
import io.dynawrap.dynamodb.FaultyHttp.Fault;
import io.dynawrap.engine.TestStores;
import io.dynawrap.spi.TableSpec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Transactions whose answers are lost, and answers that DynamoDB Local does not give. */
@ExtendWith(LocalDynamoDb.class)
class TransactionFaultTest {

    private static final String CALL = "TransactWriteItems";
    private static final String TABLE = LocalDynamoDb.newTableName();
    private static final AtomicInteger NAMES = new AtomicInteger();

    @DbItem(pk = "ACCOUNT#{id}", sk = "ACCOUNT")
    record Account(String id, int balance, @ItemVersion int version) {}

    @DbItem(pk = "ACCOUNT#{id}", sk = "ENTRY")
    record Entry(String id, String text) {}

    private final FaultyHttp http = new FaultyHttp();
    private final DynamoDbClient client = http.client();
    private final List<Duration> pauses = new ArrayList<>();
    private final ItemStore store =
            TestStores.withoutPauses(new DynamoDbBackend(client), pauses::add).table(TABLE);
    private final String id = "a" + NAMES.incrementAndGet();
    private final KeyValues key = KeyValues.of("id", id);
    private final Set<String> tokens = new TreeSet<>();

    @BeforeAll
    static void createTable() {
        new DynamoDbBackend(LocalDynamoDb.client()).createTable(new TableSpec(TABLE));
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void fault(Fault fault) {
        http.fault(CALL, attempt -> {
            tokens.add(attempt.body().get("ClientRequestToken").textValue());
            return fault.of(attempt);
        });
    }

    private void pay(Account read) {
        store.transaction(tx ->
                tx.save(new Account(id, read.balance() - 3, read.version())).create(new Entry(id, "paid")));
    }

    private static HttpExecuteResponse cancelled(String... codes) {
        String reasons = Stream.of(codes)
                .map(code -> "{\"Code\":\"" + code + "\",\"Message\":\"m\"}")
                .collect(Collectors.joining(",", "[", "]"));
        return FaultyHttp.answer(
                400,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
                        + "\"Message\":\"Transaction cancelled\",\"CancellationReasons\":" + reasons + "}");
    }

    private StoreException failure() {
        return catchThrowableOfType(StoreException.class, () -> store.transaction(tx -> tx.save(new Entry(id, "x"))));
    }

    @Test
    void aTransactionWhoseFirstAnswerIsLostIsExecutedOnce() {
        Account read = store.create(new Account(id, 10, 0));
        fault(attempt -> attempt.number() == 1
                ? attempt.forwardAndLose(new SocketTimeoutException("Read timed out"))
                : attempt.forward());
        pay(read);
        assertThat(http.attempts(CALL)).isEqualTo(2);
        assertThat(tokens).as("the repeat is marked as one").hasSize(1).allMatch(token -> token.length() == 36);
        http.heal();
        assertThat(store.get(Account.class, key)).contains(new Account(id, 7, 2));
        TransactionFailedException refused = catchThrowableOfType(TransactionFailedException.class, () -> pay(read));
        assertThat(refused.reasons()).allMatch(reason -> reason.isPresent());
    }

    @Test
    void anAddWhoseFirstAnswerIsLostCountsOnce() {
        Account read = store.create(new Account(id, 10, 0));
        fault(attempt -> attempt.number() == 1
                ? attempt.forwardAndLose(new SocketTimeoutException("Read timed out"))
                : attempt.forward());
        store.transaction(tx -> tx.update(Account.class, key, u -> u.add("balance", 5)));
        http.heal();
        assertThat(store.get(Account.class, key)).contains(new Account(id, read.balance() + 5, 2));
    }

    @Test
    void aTransactionWhoseAnswersAreAllLostHasAnUnknownOutcome() {
        fault(attempt -> attempt.forwardAndLose(new SocketTimeoutException("Read timed out")));
        StoreException unknown = failure();
        assertThat(unknown.problem()).isEqualTo(StoreProblem.OUTCOME_UNKNOWN);
        assertThat(unknown.isTransient()).isTrue();
        assertThat(unknown).hasMessageContaining("might have been executed");
        assertThat(tokens).hasSize(1);
    }

    @Test
    void aTransactionThatWasNeverSentHasAKnownOutcome() {
        fault(attempt -> {
            throw new ConnectException("Connection refused");
        });
        assertThat(failure().problem()).isEqualTo(StoreProblem.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TransactionConflict", "in progress"})
    void aConflictIsRepeatedWithTheSameToken(String kind) {
        AtomicInteger conflicts = new AtomicInteger();
        fault(attempt -> conflicts.getAndIncrement() < 3 ? conflict(kind) : attempt.forward());
        store.transaction(tx -> tx.create(new Entry(id, "x")).create(new Account(id, 1, 0)));
        assertThat(pauses).as("the client repeats what is in progress").hasSize(kind.equals("in progress") ? 0 : 3);
        assertThat(tokens).hasSize(1);
        assertThat(store.exists(Entry.class, key)).isTrue();
    }

    private static HttpExecuteResponse conflict(String kind) {
        return kind.equals("in progress")
                ? FaultyHttp.error(400, "TransactionInProgressException")
                : cancelled("None", kind);
    }

    @Test
    void aConflictThatStaysEndsInATransientFailure() {
        fault(attempt -> cancelled("TransactionConflict", "ThrottlingError"));
        StoreException conflict = failure();
        assertThat(conflict.problem()).isEqualTo(StoreProblem.CONFLICT);
        assertThat(conflict.isTransient()).isTrue();
        assertThat(pauses).hasSize(9).isSorted().last().isEqualTo(Duration.ofSeconds(2));
    }

    /** An attempt whose answer was lost may be the one that is in progress. */
    @Test
    void aTransactionThatStaysInProgressHasAnUnknownOutcome() {
        fault(attempt -> FaultyHttp.error(400, "TransactionInProgressException"));
        StoreException unknown = failure();
        assertThat(unknown.problem()).isEqualTo(StoreProblem.OUTCOME_UNKNOWN);
        assertThat(unknown.isTransient()).isTrue();
    }

    @Test
    void aTokenOfOtherOperationsIsReported() {
        fault(attempt -> FaultyHttp.error(400, "IdempotentParameterMismatchException"));
        StoreException reused = failure();
        assertThat(reused.problem()).isEqualTo(StoreProblem.TOKEN_REUSED);
        assertThat(reused.isTransient()).isFalse();
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThrottlingError", "ProvisionedThroughputExceeded"})
    void aThrottledTransactionIsATransientFailure(String code) {
        fault(attempt -> cancelled(code, "None"));
        StoreException throttled = failure();
        assertThat(throttled.problem()).isEqualTo(StoreProblem.THROTTLED);
        assertThat(throttled.isTransient()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ItemCollectionSizeLimitExceeded", "ValidationError", "Unheard"})
    void anyOtherReasonIsALastingFailure(String code) {
        fault(attempt -> cancelled("TransactionConflict", code));
        StoreException failure = failure();
        assertThat(failure.problem()).isEqualTo(StoreProblem.OTHER);
        assertThat(failure.isTransient()).isFalse();
        assertThat(pauses).isEmpty();
    }

    @Test
    void aRefusalIsAnAnswerAlsoIfAnotherOperationMeetsAConflict() {
        fault(attempt -> cancelled("TransactionConflict", "ConditionalCheckFailed"));
        TransactionFailedException refused = catchThrowableOfType(
                TransactionFailedException.class,
                () -> store.transaction(tx -> tx.save(new Entry(id, "x")).check(Account.class, key, itemExists())));
        assertThat(refused.reasons().get(0)).isEmpty();
        assertThat(refused.reasons().get(1).orElseThrow().current(Account.class))
                .isEmpty();
    }

    /** The service cancels where DynamoDB Local rejects; either way the items decide. */
    @Test
    void aValidationErrorIsDecidedByTheItems() throws IOException {
        store.create(new Account(id, Integer.MAX_VALUE, 0));
        fault(attempt -> cancelled("None", "ValidationError"));
        TransactionFailedException refused = catchThrowableOfType(
                TransactionFailedException.class,
                () -> store.transaction(
                        tx -> tx.save(new Entry(id, "x")).update(Account.class, key, u -> u.add("balance", 1))));
        assertThat(refused.reasons().get(0)).isEmpty();
        assertThat(refused.reasons().get(1).orElseThrow()).isInstanceOf(InapplicableUpdateException.class);

        int before = http.attempts(CALL);
        StoreException wrong = catchThrowableOfType(
                StoreException.class,
                () -> store.transaction(tx -> tx.update(Account.class, key, u -> u.add("balance", -1))));
        assertThat(wrong).as("an update that can be applied is no reason").isNotNull();
        assertThat(wrong.problem()).isEqualTo(StoreProblem.OTHER);
        assertThat(http.attempts(CALL) - before).isEqualTo(4);
    }

    @Test
    void aTokenIsSentAsAHashThatDependsOnTheTables() {
        fault(attempt -> attempt.forward());
        store.transaction(tx -> tx.save(new Entry(id, "x")).token("token " + id));
        store.transaction(tx -> tx.save(new Entry(id, "x")).token("token " + id));
        assertThat(tokens).hasSize(1).allMatch(token -> token.matches("[A-Za-z0-9_-]{36}"));
        store.transaction(
                tx -> tx.save(new Entry(id, "y"), field("text").is("x")).token("other " + id));
        assertThat(tokens).hasSize(2);
    }
}
