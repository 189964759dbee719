package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.dynamodb.FaultyHttp.Fault;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.spi.TableSpec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Calls for one item, and the creation of a table, through faults of the service and of the network. */
@ExtendWith(LocalDynamoDb.class)
class CallFaultTest {

    private static final String TABLE = LocalDynamoDb.newTableName();
    private static final List<String> OPERATIONS = List.of("PutItem", "GetItem", "DeleteItem");

    private final FaultyHttp http = new FaultyHttp();
    private final DynamoDbClient client = http.client();
    private final ItemStore store = new DefaultItemStore(new DynamoDbBackend(client)).table(TABLE);

    @BeforeAll
    static void createTable() {
        new DynamoDbBackend(LocalDynamoDb.client()).createTable(new TableSpec(TABLE));
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void fault(Fault fault) {
        OPERATIONS.forEach(operation -> http.fault(operation, fault));
    }

    private static KeyValues key(String owner, int n) {
        return KeyValues.of("owner", owner, "n", n);
    }

    private Map<String, Runnable> calls(String owner) {
        return Map.of(
                "PutItem", () -> store.save(new Comment(owner, 1, "secret text")),
                "GetItem", () -> store.get(Comment.class, key(owner, 1)),
                "DeleteItem", () -> store.delete(Comment.class, key(owner, 1)));
    }

    @Test
    void callsSucceedThroughPassingFaultsOfAllKinds() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            fault(attempt -> attempt.number() < 4 && random.nextInt(4) == 0
                    ? Faults.passing(attempt, random)
                    : attempt.forward());
            Comment comment = new Comment("passing", seed, "text " + seed);
            store.save(new Comment("passing", seed, "older"));
            assertThat(store.save(comment)).isEqualTo(comment);
            assertThat(store.get(Comment.class, key("passing", seed))).contains(comment);
            store.delete(comment);
            assertThat(store.get(Comment.class, key("passing", seed))).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException",
        "400, ThrottlingException",
        "500, InternalServerError",
        "503, ServiceUnavailable"
    })
    void refusalsThatDoNotPassEndInAPassingFailureAfterBoundedAttempts(int status, String code) {
        fault(attempt -> FaultyHttp.error(status, code));
        calls("refused").forEach((operation, call) -> {
            StoreException thrown = catchThrowableOfType(StoreException.class, call::run);
            assertThat(thrown).hasMessageContaining(operation).hasMessageContaining(code);
            assertThat(thrown).hasMessageNotContaining("secret");
            assertThat(thrown.isTransient()).isTrue();
            assertThat(http.attempts(operation)).isBetween(2, 9);
        });
    }

    static List<Supplier<IOException>> losses() {
        return List.of(
                () -> new SocketTimeoutException("Read timed out"),
                () -> new SocketException("Connection reset"),
                () -> new ConnectException("Connection refused"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void connectionsThatAreLostAgainAndAgainEndInAPassingFailure(Supplier<IOException> loss) {
        fault(attempt -> {
            throw loss.get();
        });
        calls("lost").forEach((operation, call) -> {
            StoreException thrown = catchThrowableOfType(StoreException.class, call::run);
            assertThat(thrown).hasMessageContaining(operation);
            assertThat(thrown.isTransient()).isTrue();
            assertThat(http.attempts(operation)).isBetween(2, 9);
        });
    }

    /** Lets the first time limits pass when a request has reached the network, however long that takes. */
    private static final class LimitsFromTheNetworkOn extends ScheduledThreadPoolExecutor {

        final CountDownLatch reached = new CountDownLatch(1);

        LimitsFromTheNetworkOn() {
            super(2); // the limit of an attempt and that of the call wait at the same time
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable limit, long delay, TimeUnit unit) {
            return super.schedule(
                    () -> {
                        reached.await();
                        limit.run();
                        return null;
                    },
                    delay,
                    unit);
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsLeftAtTheClientsTimeLimits() {
        LimitsFromTheNetworkOn limits = new LimitsFromTheNetworkOn();
        fault(attempt -> {
            limits.reached.countDown();
            return attempt.hang();
        });
        DynamoDbClientBuilder limited = LocalDynamoDb.clientBuilder()
                .httpClientBuilder(null)
                .httpClient(http)
                .overrideConfiguration(config -> config.apiCallAttemptTimeout(Duration.ofMillis(20))
                        .apiCallTimeout(Duration.ofMillis(300))
                        .scheduledExecutorService(limits));
        try (DynamoDbClient client = limited.build()) {
            ItemStore store = new DefaultItemStore(new DynamoDbBackend(client)).table(TABLE);
            StoreException thrown =
                    catchThrowableOfType(StoreException.class, () -> store.get(Comment.class, key("hanging", 1)));
            assertThat(thrown.isTransient()).isTrue();
            assertThat(http.attempts("GetItem")).isPositive();
        } finally {
            limits.shutdownNow();
        }
    }

    @Test
    void anInterruptEndsACallAndIsKept() {
        fault(attempt -> {
            Thread.currentThread().interrupt();
            return attempt.hang();
        });
        StoreException thrown =
                catchThrowableOfType(StoreException.class, () -> store.get(Comment.class, key("interrupted", 1)));
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(thrown.isTransient()).isFalse();
        assertThat(http.attempts("GetItem")).isEqualTo(1);
    }

    @Test
    void aTableThatAppearsLateIsWaitedFor() {
        String table = LocalDynamoDb.newTableName();
        http.fault(
                "DescribeTable",
                attempt -> http.attempts("DescribeTable") <= 3
                        ? FaultyHttp.error(400, "ResourceNotFoundException")
                        : attempt.forward());
        new DynamoDbBackend(client).createTable(new TableSpec(table));
        assertThat(http.attempts("CreateTable")).isEqualTo(1);
        assertThat(http.attempts("DescribeTable")).isEqualTo(4);
    }

    @Test
    void aTableIsCreatedThroughPassingFaults() {
        String table = LocalDynamoDb.newTableName();
        Random random = new Random(8);
        Fault flaky = attempt -> attempt.number() < 4 ? Faults.passing(attempt, random) : attempt.forward();
        http.fault("CreateTable", flaky);
        http.fault("DescribeTable", flaky);
        ItemStore created = new DefaultItemStore(new DynamoDbBackend(client)).table(table);
        created.createTable();
        created.save(new Comment("created", 1, "t"));
        assertThat(created.get(Comment.class, key("created", 1))).isPresent();
    }

    @Test
    void aCreationThatFailsWhileItWaitsSaysWhyAndWhetherToTryAgain() {
        http.fault(
                "DescribeTable",
                attempt -> http.attempts("CreateTable") > 0
                        ? FaultyHttp.error(400, "ThrottlingException")
                        : attempt.forward());
        StoreException throttled = catchThrowableOfType(
                StoreException.class,
                () -> new DynamoDbBackend(client).createTable(new TableSpec(LocalDynamoDb.newTableName())));
        assertThat(throttled).hasMessageContaining("DescribeTable").hasMessageContaining("ThrottlingException");
        assertThat(throttled.isTransient()).isTrue();
    }

    @Test
    void aTableThatVanishesIsNamed() {
        fault(attempt -> FaultyHttp.error(400, "ResourceNotFoundException"));
        calls("vanished").forEach((operation, call) -> {
            TableNotFoundException thrown = catchThrowableOfType(TableNotFoundException.class, call::run);
            assertThat(thrown).as(operation).hasMessageContaining(TABLE);
            assertThat(http.attempts(operation)).isEqualTo(1);
        });
    }
}
