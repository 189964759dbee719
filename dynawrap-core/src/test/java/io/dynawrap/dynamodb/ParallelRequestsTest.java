package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

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
}
