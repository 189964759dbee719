package io.dynawrap.dynamodb;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.engine.TestStores;
import io.dynawrap.spi.TableSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A store whose requests to the real server go through an HTTP client that can be made to fail, and an owner for each test. */
@ExtendWith(LocalDynamoDb.class)
abstract class BatchesThroughFaults {

    static final String WRITE = "BatchWriteItem";
    static final String TABLE = LocalDynamoDb.newTableName();
    private static final AtomicInteger OWNERS = new AtomicInteger();

    final FaultyHttp http = new FaultyHttp();
    final DynamoDbClient client = http.client();
    final List<Duration> pauses = new ArrayList<>();
    final ItemStore store;
    String owner;

    BatchesThroughFaults(int concurrency) {
        store = TestStores.withoutPauses(
                        new DynamoDbBackend(client).withBatchWriteConcurrency(concurrency), pauses::add)
                .table(TABLE);
    }

    @BeforeAll
    static void createTable() {
        new DynamoDbBackend(LocalDynamoDb.client()).createTable(new TableSpec(TABLE));
    }

    @BeforeEach
    void newOwner() {
        owner = "batch" + OWNERS.incrementAndGet();
    }

    @AfterEach
    void close() {
        client.close();
    }

    final List<Comment> comments(int count, String text) {
        return IntStream.range(0, count)
                .mapToObj(n -> new Comment(owner, n, text))
                .toList();
    }

    final Set<Object> stored() {
        return new HashSet<>(
                store.query(Comment.class, KeyValues.of("owner", owner)).list());
    }
}
