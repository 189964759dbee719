package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.BatchWriteException;
import io.dynawrap.ItemBatch;
import io.dynawrap.dynamodb.FaultyHttp.Fault;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A batch through faults is written whole, or thrown with every item that may be missing, in bounded time. Its requests
 * go one after the other here, so that what becomes of each is known.
 */
class BatchFaultTest extends BatchesThroughFaults {

    BatchFaultTest() {
        super(1);
    }

    private BatchWriteException failed(List<Comment> comments) {
        BatchWriteException thrown = catchThrowableOfType(BatchWriteException.class, () -> store.batchWrite(comments));
        assertThat(thrown).as("the exception of a batch that cannot be written").isNotNull();
        assertThat(thrown.written() + thrown.unwrittenItems().size()).isEqualTo(comments.size());
        return thrown;
    }

    private void assertBoundedPauses() {
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void whatEveryRequestLeavesUnprocessedIsWrittenInTheEnd() {
        Random random = new Random(3);
        http.fault(WRITE, attempt -> Faults.processOnly(attempt, write -> random.nextInt(3) == 0));
        List<Comment> comments = comments(130, "new");

        assertThat(store.batchWrite(comments)).isEqualTo(130);

        assertThat(stored()).containsExactlyInAnyOrderElementsOf(comments);
        assertThat(pauses).isNotEmpty();
    }

    @Test
    void aServiceThatProcessesNothingForAWhileIsWaitedFor() {
        http.fault(
                WRITE,
                attempt -> http.attempts(WRITE) <= 8 ? Faults.processOnly(attempt, write -> false) : attempt.forward());
        List<Comment> comments = comments(60, "new");

        assertThat(store.batchWrite(comments)).isEqualTo(60);

        assertThat(stored()).containsExactlyInAnyOrderElementsOf(comments);
        assertThat(pauses).hasSize(8).isSorted();
    }

    @Test
    void aServiceThatProcessesNothingForEverIsGivenUpWithAllItems() {
        http.fault(WRITE, attempt -> Faults.processOnly(attempt, write -> false));
        List<Comment> comments = comments(60, "new");

        BatchWriteException thrown = failed(comments);

        assertThat(thrown.unwrittenItems()).isEqualTo(comments);
        assertThat(thrown.isTransient()).isTrue();
        assertThat(http.attempts(WRITE)).isEqualTo(11);
        assertBoundedPauses();
        assertThat(stored()).isEmpty();
        http.heal();
        assertThat(store.batchWrite(thrown.unwrittenItems())).isEqualTo(60);
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(comments);
    }

    @Test
    void itemsThatAreNeverProcessedAreThrownAndNoOthers() {
        http.fault(
                WRITE,
                attempt -> Faults.processOnly(
                        attempt,
                        write -> !write.at("/PutRequest/Item/n/N").asText().endsWith("7")));
        List<Comment> comments = comments(100, "new");

        BatchWriteException thrown = failed(comments);

        Set<Object> never =
                comments.stream().filter(comment -> comment.n() % 10 == 7).collect(Collectors.toSet());
        assertThat(thrown.unwrittenItems()).containsAll(never).doesNotHaveDuplicates();
        Set<Object> elsewhere = new HashSet<>(comments);
        thrown.unwrittenItems().forEach(elsewhere::remove);
        assertThat(stored()).isEqualTo(elsewhere);
        assertBoundedPauses();
    }

    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException",
        "400, ThrottlingException",
        "400, RequestLimitExceeded",
        "500, InternalServerError",
        "503, ServiceUnavailable"
    })
    void passingRefusalsAreTriedAgainByTheClientAndThenByTheStore(int status, String code) {
        List<Comment> comments = comments(60, code);
        http.fault(
                WRITE, attempt -> http.attempts(WRITE) % 3 != 0 ? FaultyHttp.error(status, code) : attempt.forward());
        assertThat(store.batchWrite(comments)).isEqualTo(60);
        assertThat(pauses).as("the client's own retries were enough").isEmpty();
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(comments);

        http.fault(WRITE, attempt -> FaultyHttp.error(status, code));
        BatchWriteException thrown = failed(comments(60, "newer"));

        assertThat(thrown).hasMessageContaining(code);
        assertThat(thrown.isTransient()).isTrue();
        assertThat(thrown.written()).isZero();
        assertThat(http.attempts(WRITE)).as("attempts").isBetween(20, 120);
        assertBoundedPauses();
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(comments);
    }

    static List<Supplier<IOException>> losses() {
        return List.of(
                () -> new SocketTimeoutException("Read timed out"), () -> new SocketException("Connection reset"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void requestsAndAnswersThatAreLostAreSentAgain(Supplier<IOException> loss) {
        Fault flaky = attempt -> switch (http.attempts(WRITE) % 3) {
            case 1 -> throw loss.get();
            case 2 -> attempt.forwardAndLose(loss.get());
            default -> attempt.forward();
        };
        http.fault(WRITE, flaky);
        List<Comment> comments = comments(60, "new");

        assertThat(store.batchWrite(comments)).isEqualTo(60);

        assertThat(stored()).containsExactlyInAnyOrderElementsOf(comments);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void whereEveryAnswerIsLostAllItemsMayBeMissing(Supplier<IOException> loss) {
        http.fault(WRITE, attempt -> attempt.forwardAndLose(loss.get()));
        List<Comment> comments = comments(60, "new");

        BatchWriteException thrown = failed(comments);

        assertThat(thrown.unwrittenItems()).isEqualTo(comments);
        assertThat(thrown.isTransient()).isTrue();
        assertThat(stored()).as("the first request arrived").hasSize(25);
        assertBoundedPauses();
    }

    @Test
    void aLastingRefusalEndsTheBatchAtOnceWithWhatIsLeft() {
        http.fault(
                WRITE,
                attempt ->
                        http.attempts(WRITE) > 2 ? FaultyHttp.error(400, "AccessDeniedException") : attempt.forward());
        List<Comment> comments = comments(90, "new");

        BatchWriteException thrown = failed(comments);

        assertThat(thrown.unwrittenItems()).isEqualTo(comments.subList(50, 90));
        assertThat(thrown.isTransient()).isFalse();
        assertThat(http.attempts(WRITE)).isEqualTo(3);
        assertThat(pauses).isEmpty();
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(comments.subList(0, 50));
    }

    @Test
    void answersThatAreNoneAreFailuresLikeOthers() {
        http.fault(WRITE, attempt -> FaultyHttp.answer(200, "{\"UnprocessedItems\":{\"x\":[{}]}}"));
        assertThat(failed(comments(5, "a")).unwrittenItems()).hasSize(5);
        http.fault(WRITE, attempt -> FaultyHttp.answer(200, "<html>secret</html>"));
        assertThat(failed(comments(5, "b"))).hasMessageNotContaining("secret");
        http.fault(WRITE, attempt -> FaultyHttp.answer(200, "{\"UnprocessedItems\":{\"x\":[{\"PutReq"));
        assertThat(failed(comments(5, "c")).unwrittenItems()).hasSize(5);
    }

    @Test
    void deletesThatAreNeverProcessedAreThrownAndNoOthers() {
        List<Comment> comments = comments(100, "old");
        store.batchWrite(comments);
        http.fault(
                WRITE,
                attempt -> Faults.processOnly(
                        attempt,
                        write -> !write.at("/DeleteRequest/Key/SK/S").asText().endsWith("7")));

        BatchWriteException thrown = catchThrowableOfType(
                BatchWriteException.class, () -> store.batch(batch -> comments.forEach(batch::delete)));

        assertThat(thrown.unwrittenItems()).isEmpty();
        assertThat(thrown.written() + thrown.undeletedKeys().size()).isEqualTo(100);
        Set<Object> left = stored();
        assertThat(left).hasSize(thrown.undeletedKeys().size()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(thrown.undeletedKeys())
                .extracting(key -> key.key().get("n").toString())
                .containsExactlyInAnyOrderElementsOf(left.stream()
                        .map(comment -> Integer.toString(((Comment) comment).n()))
                        .toList());
        assertThat(thrown.isTransient()).isTrue();
        assertBoundedPauses();
        http.heal();
        assertThat(store.batch(thrown.remaining())).isEqualTo(left.size());
        assertThat(stored()).isEmpty();
    }

    @Test
    void throughFaultsOfAllKindsSavesAndDeletesAreExecutedOrReported() {
        for (int seed = 0; seed < 20; seed++) {
            newOwner();
            List<Comment> old = comments(70, "old");
            store.batchWrite(old);
            List<Comment> changed = comments(70, "new");
            http.fault(WRITE, faultsOfAllKinds(new Random(seed)));
            int written = 70;
            Consumer<ItemBatch> remaining = batch -> {};
            try {
                store.batch(batch -> changed.forEach(comment -> {
                    if (comment.n() % 2 == 0) {
                        batch.save(comment);
                    } else {
                        batch.delete(comment);
                    }
                }));
            } catch (BatchWriteException e) {
                written = e.written();
                remaining = e.remaining();
                assertThat(e.unwrittenItems().size() + e.undeletedKeys().size() + written)
                        .isEqualTo(70);
            }
            http.heal();
            Set<Object> expected = new HashSet<>(changed);
            expected.removeIf(comment -> ((Comment) comment).n() % 2 == 1);
            long done = 70 - stored().stream().filter(old::contains).count();
            assertThat(done).as("seed %d", seed).isGreaterThanOrEqualTo(written);
            store.batch(remaining);
            assertThat(stored()).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void throughFaultsOfAllKindsNothingIsLost() {
        Map<Boolean, Integer> outcomes = new HashMap<>();
        for (int seed = 0; seed < 40; seed++) {
            newOwner();
            List<Comment> old = comments(70, "old");
            store.batchWrite(old);
            Random random = new Random(seed);
            http.fault(WRITE, faultsOfAllKinds(random));
            boolean whole = writesAllOrThrowsTheRest(seed, comments(70, "new"));
            outcomes.merge(whole, 1, Integer::sum);
        }
        assertThat(outcomes).as("whole and broken off").containsOnlyKeys(true, false);
    }

    /** Faults now and then, in half of all cases from some attempt on at every attempt. */
    private Fault faultsOfAllKinds(Random random) {
        int before = http.attempts(WRITE);
        int percent = 30 + random.nextInt(60);
        int healthy = random.nextBoolean() ? Integer.MAX_VALUE : before + random.nextInt(12);
        return attempt -> {
            boolean ill = http.attempts(WRITE) > healthy;
            if (!ill && random.nextInt(100) >= percent) {
                return attempt.forward();
            }
            return random.nextInt(3) == 0
                    ? Faults.processOnly(attempt, write -> !ill && random.nextBoolean())
                    : Faults.passing(attempt, random);
        };
    }

    /** Writes items that replace older ones; says whether all were. */
    private boolean writesAllOrThrowsTheRest(int seed, List<Comment> comments) {
        BatchWriteException thrown = null;
        try {
            assertThat(store.batchWrite(comments)).isEqualTo(comments.size());
        } catch (BatchWriteException e) {
            thrown = e;
        }
        http.heal();
        Set<Object> written = new HashSet<>(comments);
        if (thrown != null) {
            thrown.unwrittenItems().forEach(written::remove);
            assertThat(written).as("seed %d", seed).hasSize(thrown.written());
        }
        assertThat(new HashSet<Object>(stored()))
                .as("seed %d", seed)
                .hasSize(comments.size())
                .containsAll(written);
        if (thrown != null) {
            store.batchWrite(thrown.unwrittenItems());
            assertThat(stored()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(comments);
        }
        return thrown == null;
    }
}
