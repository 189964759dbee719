package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.StoreProblem;
import io.dynawrap.dynamodb.FaultyHttp.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** Reads of many keys through faults return every item in its place, or fail in bounded time. */
class GetAllFaultTest extends BatchesThroughFaults {

    private static final String READ = "BatchGetItem";
    private static final int CONCURRENCY = 4;
    private static final int ITEMS = 450;

    private List<Comment> comments;
    private List<KeyValues> keys;

    GetAllFaultTest() {
        super(CONCURRENCY);
    }

    /** Keys in the opposite order, every third one without an item. */
    @BeforeEach
    void saveItems() {
        comments = new ArrayList<>(comments(ITEMS, "text"));
        store.batchWrite(comments);
        keys = new ArrayList<>();
        for (Comment comment : comments) {
            keys.add(key(comment.n()));
            if (comment.n() % 2 == 0) {
                keys.add(key(10_000 + comment.n()));
            }
        }
        Collections.reverse(keys);
        Collections.reverse(comments);
    }

    private KeyValues key(int n) {
        return KeyValues.of("owner", owner, "n", n);
    }

    private StoreException failure() {
        pauses.clear();
        StoreException thrown = catchThrowableOfType(StoreException.class, () -> store.getAll(Comment.class, keys));
        assertThat(thrown).as("the exception of a read that fails").isNotNull();
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isLessThan(Duration.ofSeconds(15));
        return thrown;
    }

    @Test
    void keysThatEveryRequestLeavesUnprocessedAreReadInTheEnd() {
        Random random = new Random(3);
        http.fault(READ, attempt -> {
            synchronized (random) {
                return Faults.readOnly(attempt, key -> random.nextInt(3) == 0);
            }
        });
        assertThat(store.getAll(Comment.class, keys)).isEqualTo(comments);
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void aServiceThatProcessesNothingForAWhileIsWaitedFor() {
        http.fault(
                READ, attempt -> http.attempts(READ) <= 8 ? Faults.readOnly(attempt, key -> false) : attempt.forward());
        assertThat(store.getAll(Comment.class, keys.subList(0, 90))).isEqualTo(comments.subList(0, 60));
        assertThat(pauses).hasSize(8).isSorted();
    }

    @Test
    void aServiceThatProcessesNothingForEverIsATransientFailure() {
        http.fault(READ, attempt -> Faults.readOnly(attempt, key -> false));
        StoreException thrown = failure();
        assertThat(thrown.isTransient()).isTrue();
        assertThat(thrown.problem()).isEqualTo(StoreProblem.THROTTLED);
        assertThat(thrown).hasMessageContaining("675 keys");
        assertThat(http.attempts(READ)).isEqualTo(11 * CONCURRENCY);
    }

    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException",
        "400, ThrottlingException",
        "500, InternalServerError",
        "503, ServiceUnavailable"
    })
    void transientRefusalsAreRetriedByTheClientAndThenByTheStore(int status, String code) {
        http.fault(READ, attempt -> http.attempts(READ) % 3 != 0 ? FaultyHttp.error(status, code) : attempt.forward());
        assertThat(store.getAll(Comment.class, keys)).isEqualTo(comments);

        AtomicInteger refusals = new AtomicInteger();
        http.fault(
                READ, attempt -> refusals.incrementAndGet() <= 60 ? FaultyHttp.error(status, code) : attempt.forward());
        assertThat(store.getAll(Comment.class, keys)).isEqualTo(comments);
        assertThat(pauses).as("the client's own retries were not enough").isNotEmpty();

        http.fault(READ, attempt -> FaultyHttp.error(status, code));
        StoreException thrown = failure();
        assertThat(thrown).hasMessageContaining(code);
        assertThat(thrown.isTransient()).isTrue();
    }

    @Test
    void aPermanentRefusalEndsTheReadAtOnce() {
        http.fault(
                READ,
                attempt ->
                        http.attempts(READ) > 5 ? FaultyHttp.error(400, "AccessDeniedException") : attempt.forward());
        StoreException thrown = failure();
        assertThat(thrown.problem()).isEqualTo(StoreProblem.PERMISSION);
        assertThat(thrown).hasMessageContaining("BatchGetItem");
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void throughFaultsOfAllKindsNoItemIsMissing(int seed) {
        Random random = new Random(seed);
        int percent = 30 + random.nextInt(50);
        Fault fault = attempt -> {
            boolean ill;
            boolean partly;
            long faultSeed;
            synchronized (random) {
                ill = random.nextInt(100) < percent;
                partly = random.nextInt(3) > 0;
                faultSeed = random.nextLong();
            }
            if (!ill) {
                return attempt.forward();
            }
            Random own = new Random(faultSeed);
            return partly ? Faults.readOnly(attempt, key -> own.nextBoolean()) : Faults.passing(attempt, own);
        };
        http.fault(READ, fault);
        assertThat(store.getAll(Comment.class, keys)).isEqualTo(comments);
    }

    @Test
    void requestsHaveAtMostAHundredKeysEachOnceAndSeveralAreUnderWay() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(CONCURRENCY);
        Set<JsonNode> sent = new HashSet<>();
        ConcurrentLinkedQueue<Integer> sizes = new ConcurrentLinkedQueue<>();
        http.fault(READ, attempt -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            together.countDown();
            await(together);
            JsonNode table = attempt.body().at("/RequestItems/" + TABLE);
            assertThat(table.get("ConsistentRead").asBoolean()).isTrue();
            sizes.add(table.get("Keys").size());
            synchronized (sent) {
                table.get("Keys").forEach(key -> assertThat(sent.add(key)).isTrue());
            }
            HttpExecuteResponse answer = attempt.forward();
            underWay.decrementAndGet();
            return answer;
        });
        List<KeyValues> twice = new ArrayList<>(keys);
        twice.addAll(keys);
        List<Comment> expected = new ArrayList<>(comments);
        expected.addAll(comments);
        assertThat(store.getAll(Comment.class, twice)).isEqualTo(expected);
        assertThat(most).hasValue(CONCURRENCY);
        assertThat(sizes).hasSize(7).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(100));
        assertThat(sent).hasSize(675);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(10, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void relaxedReadsAreNotConsistent() {
        http.fault(READ, attempt -> {
            assertThat(attempt.body()
                            .at("/RequestItems/" + TABLE + "/ConsistentRead")
                            .asBoolean())
                    .isFalse();
            return attempt.forward();
        });
        assertThat(store.consistentReads(false).getAll(Comment.class, keys)).isEqualTo(comments);
    }

    /** DynamoDB Local leaves keys unprocessed above 16 MB, as the service does. */
    @Test
    void keysThatTheServerLeavesUnprocessedAreRead() {
        String text = "x".repeat(300_000);
        List<Comment> large = IntStream.range(0, 70)
                .mapToObj(n -> new Comment(owner + "-large", n, text))
                .toList();
        store.batchWrite(large);
        List<KeyValues> largeKeys = IntStream.range(0, 70)
                .mapToObj(n -> KeyValues.of("owner", owner + "-large", "n", n))
                .toList();
        assertThat(store.getAll(Comment.class, largeKeys)).isEqualTo(large);
        assertThat(http.attempts(READ)).isEqualTo(2);
    }

    @Test
    void answersThatAreNoneAreFailuresAndAreNotQuoted() {
        http.fault(READ, attempt -> FaultyHttp.answer(200, "<html>secret</html>"));
        assertThat(failure()).hasMessageNotContaining("secret");
        http.fault(READ, Faults::truncated);
        assertThat(failure()).hasMessageNotContaining("text");
    }
}
