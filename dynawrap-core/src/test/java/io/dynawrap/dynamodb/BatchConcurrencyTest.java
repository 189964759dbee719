package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynawrap.BatchWriteException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** A batch has several requests under way at the same time, and still nothing is lost. */
class BatchConcurrencyTest extends BatchesThroughFaults {

    private static final int CONCURRENCY = 4;

    BatchConcurrencyTest() {
        super(CONCURRENCY);
    }

    private static boolean writes(FaultyHttp.Attempt attempt, int n) {
        for (JsonNode write : attempt.body().at("/RequestItems/" + TABLE)) {
            if (write.at("/PutRequest/Item/n/N").asInt() == n) {
                return true;
            }
        }
        return false;
    }

    @Test
    void asManyRequestsAsAllowedAreUnderWayAtTheSameTime() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(CONCURRENCY);
        http.fault(WRITE, attempt -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            together.countDown();
            await(together);
            HttpExecuteResponse answer = attempt.forward();
            underWay.decrementAndGet();
            return answer;
        });
        List<Comment> comments = comments(310, "new");

        assertThat(store.batchWrite(comments)).isEqualTo(310);

        assertThat(most).hasValue(CONCURRENCY);
        assertThat(http.attempts(WRITE)).isEqualTo(13);
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(comments);
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertThat(latch.await(10, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void onlyTheRequestThatFailedInPassingIsSentAgain() {
        AtomicInteger refusals = new AtomicInteger();
        http.fault(
                WRITE,
                attempt -> writes(attempt, 30) && refusals.incrementAndGet() <= 20
                        ? FaultyHttp.error(503, "ServiceUnavailable")
                        : attempt.forward());
        List<Comment> comments = comments(100, "new");

        assertThat(store.batchWrite(comments)).isEqualTo(100);

        assertThat(http.attempts(WRITE) - refusals.get()).as("other requests").isEqualTo(3);
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(comments);
    }

    @Test
    void aLastingRefusalThrowsAllThatWereUnderWayAndNoneThatWereWritten() {
        http.fault(
                WRITE,
                attempt -> writes(attempt, 130) ? FaultyHttp.error(400, "AccessDeniedException") : attempt.forward());
        List<Comment> comments = comments(300, "new");

        BatchWriteException thrown = catchThrowableOfType(BatchWriteException.class, () -> store.batchWrite(comments));

        assertThat(thrown.isTransient()).isFalse();
        assertThat(thrown.written()).isEqualTo(100);
        assertThat(thrown.unwrittenItems()).isEqualTo(comments.subList(100, 300));
        assertThat(stored())
                .containsAll(comments.subList(0, 100))
                .doesNotContainAnyElementsOf(comments.subList(200, 300));
        http.heal();
        assertThat(store.batchWrite(thrown.unwrittenItems())).isEqualTo(200);
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(comments);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void throughFaultsOfAllKindsNothingIsLost(int seed) {
        List<Comment> old = comments(220, "old");
        store.batchWrite(old);
        Random random = new Random(seed);
        int percent = 20 + random.nextInt(70);
        http.fault(
                WRITE,
                attempt -> random.nextInt(100) >= percent
                        ? attempt.forward()
                        : random.nextInt(3) == 0
                                ? Faults.processOnly(attempt, write -> random.nextBoolean())
                                : Faults.passing(attempt, random));
        List<Comment> comments = comments(220, "new");
        Set<Object> written = new HashSet<>(comments);
        try {
            assertThat(store.batchWrite(comments)).isEqualTo(220);
        } catch (BatchWriteException e) {
            e.unwrittenItems().forEach(written::remove);
            assertThat(e.written()).isEqualTo(written.size());
        }
        http.heal();

        assertThat(stored()).hasSize(220).containsAll(written);
    }

    @Test
    void concurrencyOutOfRangeIsAnError() {
        DynamoDbBackend backend = new DynamoDbBackend(client);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> backend.withBatchWriteConcurrency(0))
                .withMessageContaining("not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> backend.withBatchWriteConcurrency(65))
                .withMessageContaining("not 65");
        assertThat(backend.withBatchWriteConcurrency(64).maxBatchItems()).isEqualTo(1600);
    }
}
