package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dynawrap.Condition;
import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.ItemExistsException;
import io.dynawrap.ItemNotFoundException;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.RecordingListener;
import io.dynawrap.observe.OperationListener;
import io.dynawrap.observe.StoreListener;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class ListenerContract extends Contract {

    private final RecordingListener listener = new RecordingListener();
    private DefaultItemStore observed;

    /** Whether the database says what a request consumed. */
    abstract boolean reportsCapacity();

    @BeforeEach
    void listen() {
        observed = DefaultItemStore.builder(database.backend())
                .listener(listener)
                .build()
                .table(table);
    }

    /** The one operation that has ended, without its capacity, which is checked here. */
    private OperationListener.Result result(String operation, String model) {
        assertThat(listener.completed()).hasSize(1);
        RecordingListener.Completed ended = listener.completed().get(0);
        assertThat(ended.failure()).isNull();
        assertThat(ended.operation())
                .isEqualTo(new StoreListener.Operation(
                        operation, database.backend().name(), model, table));
        OperationListener.Result result = ended.result();
        if (reportsCapacity()) {
            assertThat(result.capacity()).isGreaterThan(0);
        } else {
            assertThat(result.capacity()).isNull();
        }
        return new OperationListener.Result(
                result.complete(), result.refused(), result.items(), result.pages(), result.retries(), null);
    }

    private static OperationListener.Result complete(long items, long pages) {
        return new OperationListener.Result(true, false, items, pages, 0, null);
    }

    @Test
    void saveIsTold() {
        observed.save(story("1"));
        assertThat(result("save", "Story")).isEqualTo(complete(1, 0));
    }

    @Test
    void createIsTold() {
        observed.create(story("1"));
        assertThat(result("create", "Story")).isEqualTo(complete(1, 0));
    }

    @Test
    void aRefusedWriteIsToldAsRefusedAndNotAsAFailure() {
        saveStories("1");
        assertThatThrownBy(() -> observed.create(story("1"))).isInstanceOf(ItemExistsException.class);
        assertThatThrownBy(() -> observed.delete(Story.class, key("1"), Condition.itemAbsent()))
                .isInstanceOf(ConditionFailedException.class);
        assertThatThrownBy(() -> observed.update(Story.class, key("2"), u -> u.set("title", "New")))
                .isInstanceOf(ItemNotFoundException.class);
        assertThatThrownBy(() -> observed.modify(Counted.class, partition(), counted -> counted))
                .isInstanceOf(ItemNotFoundException.class);
        assertThat(listener.completed())
                .extracting(ended -> ended.operation().name(), RecordingListener.Completed::failure, ended -> {
                    OperationListener.Result told = ended.result();
                    return List.of(told.complete(), told.refused(), told.items(), told.retries());
                })
                .containsExactly(
                        tuple("create", null, List.of(true, true, 0L, 0L)),
                        tuple("delete", null, List.of(true, true, 0L, 0L)),
                        tuple("update", null, List.of(true, true, 0L, 0L)),
                        tuple("modify", null, List.of(true, true, 0L, 0L)));
    }

    @Test
    void updateIsTold() {
        saveStories("1");
        observed.update(Story.class, key("1"), u -> u.set("title", "New"));
        assertThat(result("update", "Story")).isEqualTo(complete(1, 0));
    }

    @Test
    void anUpdateThatCreatesItsItemIsToldWithItsSecondRequest() {
        observed.update(Story.class, key("1"), u -> u.set("title", "New").orCreate(story("1")));
        assertThat(result("update", "Story")).isEqualTo(new OperationListener.Result(true, false, 1, 0, 1, null));
    }

    @DbItem(pk = "USER#{owner}", sk = "COUNTED")
    record Counted(String owner, int n, @ItemVersion int version) {}

    @Test
    void modifyIsToldWithItsRetries() {
        store.create(new Counted(owner, 0, 0));
        observed.modify(Counted.class, partition(), counted -> {
            if (counted.n() < 2) {
                store.save(new Counted(owner, counted.n() + 1, counted.version()));
            }
            return new Counted(owner, 9, 0);
        });
        assertThat(result("modify", "Counted")).isEqualTo(new OperationListener.Result(true, false, 1, 0, 2, null));
    }

    @Test
    void existsIsTold() {
        saveStories("1");
        observed.exists(Story.class, key("1"));
        assertThat(result("exists", "Story")).isEqualTo(complete(1, 0));
    }

    @Test
    void getIsTold() {
        saveStories("1");
        observed.get(Story.class, key("1"));
        assertThat(result("get", "Story")).isEqualTo(complete(1, 0));
    }

    @Test
    void getOfNothingIsTold() {
        observed.get(Story.class, key("1"));
        assertThat(result("get", "Story")).isEqualTo(complete(0, 0));
    }

    @Test
    void deleteIsTold() {
        observed.delete(Story.class, key("1"));
        assertThat(result("delete", "Story")).isEqualTo(complete(1, 0));
    }

    @Test
    void aQueryIsTold() {
        saveStories("1", "2", "3");
        observed.query(Story.class, partition()).list();
        assertThat(result("query", "Story")).isEqualTo(complete(3, 1));
    }

    @Test
    void theFirstItemOfAQueryIsTold() {
        saveStories("1", "2", "3");
        assertThat(observed.query(Story.class, partition()).first()).isPresent();
        assertThat(result("query", "Story")).isEqualTo(complete(1, 1));
    }

    @Test
    void aPageIsTold() {
        saveStories("1", "2", "3");
        observed.query(Story.class, partition()).page(2, null);
        assertThat(result("query", "Story")).isEqualTo(complete(2, 1));
    }

    @Test
    void aBatchIsTold() {
        observed.batchWrite(
                IntStream.range(0, 60).mapToObj(n -> story("%02d".formatted(n))).toList());
        assertThat(result("batchWrite", "Story")).isEqualTo(complete(60, 0));
    }

    @Test
    void aBatchThatSavesAndDeletesIsTold() {
        observed.batch(b -> IntStream.range(0, 60).forEach(n -> b.delete(Story.class, key("%02d".formatted(n)))));
        assertThat(result("batch", "Story")).isEqualTo(complete(60, 0));
    }

    @Test
    void getAllIsTold() {
        saveStories("1", "2", "3");
        observed.getAll(Story.class, List.of(key("3"), key("1"), key("0"), key("1")));
        assertThat(result("getAll", "Story")).isEqualTo(complete(3, 0));
    }

    @Test
    void aParallelScanIsToldOnce() {
        saveNumbered(200);
        KeyValues mine = partition();
        assertThat(observed.scan(Story.class, mine).list()).hasSize(200);
        assertThat(result("scan", "Story").items()).isEqualTo(200);

        RecordingListener parallel = new RecordingListener();
        List<Story> found = DefaultItemStore.builder(database.backend())
                .listener(parallel)
                .build()
                .table(table)
                .scan(Story.class)
                .parallelism(4)
                .list();
        assertThat(parallel.completed())
                .singleElement()
                .satisfies(ended -> assertThat(ended.result().items()).isEqualTo(found.size()))
                .satisfies(ended -> assertThat(ended.result().complete()).isTrue());
    }

    @Test
    void aCountIsTold() {
        saveStories("1");
        observed.admin().countItems(Story.class, Duration.ofHours(1));
        assertThat(result("countItems", "Story").pages()).isPositive();
    }

    @Test
    void theCreationOfATableIsTold() {
        observed.createTable();
        assertThat(listener.completed())
                .singleElement()
                .satisfies(ended -> assertThat(ended.operation())
                        .isEqualTo(new StoreListener.Operation(
                                "createTable", database.backend().name(), "none", table)));
    }

    @Test
    void aPingIsNotTold() {
        observed.admin().ping(table);
        assertThat(listener.started()).isEmpty();
    }
}
