package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dynawrap.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The executor stands for a process that has too many threads, as no test should. */
class ParallelRequestsTest {

    @Test
    void withoutAThreadTheCallerSendsTheRequestsItself() {
        Executor unstartable = task -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        List<Thread> senders = new ArrayList<>();

        assertThatCode(() -> assertThat(new ParallelRequests(4, UnaryOperator.identity(), unstartable)
                                .send(
                                        List.of("a", "b", "c"),
                                        1,
                                        part -> {
                                            senders.add(Thread.currentThread());
                                            return part.get(0) + " sent";
                                        },
                                        part -> "unprocessed"))
                        .containsExactly("a sent", "b sent", "c sent"))
                .doesNotThrowAnyException();
        assertThat(senders).hasSize(3).containsOnly(Thread.currentThread());
    }

    /** The others complete only when the caller waits for them, or has continued. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void anErrorReachesTheCallerAsItIsAfterAllRequestsHaveCompleted(String failing) {
        Thread caller = Thread.currentThread();
        AtomicBoolean continued = new AtomicBoolean();
        Queue<String> completed = new ConcurrentLinkedQueue<>();
        ParallelRequests requests = new ParallelRequests(3, UnaryOperator.identity());

        assertThatThrownBy(() -> requests.send(
                        List.of("a", "b", "c"),
                        1,
                        part -> {
                            if (part.get(0).equals(failing)) {
                                throw new StackOverflowError("too deep");
                            }
                            if (Thread.currentThread() != caller) {
                                await().atMost(TestServers.PATIENCE)
                                        .until(() -> caller.getState() == Thread.State.WAITING || continued.get());
                            }
                            return continued.get() ? "late" : completed.add(part.get(0)) + "";
                        },
                        part -> "unprocessed"))
                .isInstanceOf(StackOverflowError.class)
                .hasMessage("too deep");
        continued.set(true);

        assertThat(completed).hasSize(2).doesNotContain(failing);
    }
}
