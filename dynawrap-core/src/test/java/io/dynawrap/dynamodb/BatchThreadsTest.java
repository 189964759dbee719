package io.dynawrap.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.BatchWriteException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.StoreException;
import io.dynawrap.engine.TestStores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the threads see that send the requests of a batch beside the caller. */
class BatchThreadsTest extends BatchesThroughFaults {

    private static final int REQUESTS = 4;
    private static final ThreadLocal<String> TENANT = new InheritableThreadLocal<>();

    /** The tenants that requests were sent for, one for each request. */
    private final List<String> tenants = Collections.synchronizedList(new ArrayList<>());

    BatchThreadsTest() {
        super(REQUESTS);
    }

    @BeforeEach
    void seeTheTenantOfEachRequest() {
        CountDownLatch together = new CountDownLatch(REQUESTS);
        http.fault(WRITE, attempt -> {
            tenants.add(String.valueOf(TENANT.get()));
            together.countDown();
            try {
                assertThat(together.await(10, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return attempt.forward();
        });
    }

    @AfterEach
    void forgetTheTenant() {
        TENANT.remove();
    }

    private ItemStore store(UnaryOperator<Runnable> decorator) {
        return TestStores.withoutPauses(
                        new DynamoDbBackend(client).withTaskDecorator(decorator).withBatchWriteConcurrency(REQUESTS),
                        pauses::add)
                .table(TABLE);
    }

    private static Runnable withTenant(Runnable task) {
        String tenant = TENANT.get();
        return () -> {
            TENANT.set(tenant);
            try {
                task.run();
            } finally {
                TENANT.remove();
            }
        };
    }

    @Test
    void theyInheritNothingFromTheCallerWhoseBatchStartsThem() {
        TENANT.set("first");

        store.batchWrite(comments(25 * REQUESTS, "new"));

        assertThat(tenants).containsExactlyInAnyOrder("first", "null", "null", "null");
    }

    @Test
    void aTaskDecoratorGivesThemWhatEachCallerHas() {
        ItemStore decorated = store(BatchThreadsTest::withTenant);
        TENANT.set("first");
        decorated.batchWrite(comments(25 * REQUESTS, "new"));
        TENANT.set("second");
        decorated.batchWrite(comments(25 * REQUESTS, "newer"));

        assertThat(tenants.subList(0, REQUESTS)).containsOnly("first");
        assertThat(tenants.subList(REQUESTS, 2 * REQUESTS)).hasSize(REQUESTS).containsOnly("second");
        assertThat(TENANT.get()).isEqualTo("second");
    }

    @Test
    void aTaskDecoratorThatDoesNotRunARequestFailsItAndLosesNoItem() {
        http.heal();
        List<Comment> comments = comments(25 * REQUESTS, "new");

        BatchWriteException thrown = catchThrowableOfType(
                BatchWriteException.class, () -> store(task -> () -> {}).batchWrite(comments));

        assertThat(thrown).hasMessageContaining("The task decorator did not run a request of a batch");
        assertThat(thrown.unwrittenItems()).isEqualTo(comments);
        assertThat(stored()).as("the part that the caller sends").hasSize(25);
    }

    @Test
    void aTaskDecoratorThatFailsFailsTheRequestAndLosesNoItem() {
        http.heal();
        List<Comment> comments = comments(25 * REQUESTS, "new");

        BatchWriteException thrown = catchThrowableOfType(
                BatchWriteException.class,
                () -> store(task -> {
                            throw new IllegalStateException("no tenant");
                        })
                        .batchWrite(comments));

        assertThat(thrown).hasMessageContaining("no tenant");
        assertThat(thrown.unwrittenItems()).isEqualTo(comments);
    }

    @Test
    void aTaskDecoratorThatFailsFailsAReadWithTheStoresOwnException() {
        List<KeyValues> keys = IntStream.range(0, 100 * REQUESTS)
                .mapToObj(n -> KeyValues.of("owner", owner, "n", n))
                .toList();

        StoreException thrown = catchThrowableOfType(
                StoreException.class,
                () -> store(task -> {
                            throw new IllegalStateException("no tenant");
                        })
                        .getAll(Comment.class, keys));

        assertThat(thrown)
                .hasMessageContainingAll("getAll", TABLE, "no tenant")
                .hasCauseInstanceOf(IllegalStateException.class)
                .matches(e -> !e.isTransient());
    }

    @Test
    void aTaskDecoratorThatRunsARequestTwiceSendsItOnce() {
        AtomicInteger sent = new AtomicInteger();
        http.fault(WRITE, attempt -> {
            sent.incrementAndGet();
            return attempt.forward();
        });
        ItemStore twice = store(task -> () -> {
            task.run();
            task.run();
        });

        assertThat(twice.batchWrite(comments(25 * REQUESTS, "new"))).isEqualTo(25 * REQUESTS);
        assertThat(sent).hasValue(REQUESTS);
    }
}
