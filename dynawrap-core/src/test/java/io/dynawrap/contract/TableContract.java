package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.engine.DefaultItemStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class TableContract extends Contract {

    private static final AtomicInteger TABLES = new AtomicInteger();

    @DbItem(pk = "USER#{owner}", sk = "STORY#{id}")
    record AlsoStories(String owner, String id) {}

    @DbItem(pk = "USER/{owner}", sk = "NOTE/{id}", separator = '/')
    record Note(String owner, String id) {}

    private String freshName() {
        return "Fresh.table-" + TABLES.incrementAndGet() + "_" + getClass().getSimpleName();
    }

    @Test
    void createTableIsIdempotentAndKeepsTheItems() {
        String name = freshName();
        store.createTable(name);
        store.save(name, story("1"));
        store.createTable(name);
        assertThat(store.get(name, Story.class, key("1"))).isPresent();
    }

    @Test
    void manyInstancesMayCreateTheSameTableAtOnce() throws Exception {
        String name = freshName();
        int instances = 16;
        CyclicBarrier start = new CyclicBarrier(instances);
        ExecutorService executor = Executors.newFixedThreadPool(instances);
        try {
            List<Callable<Boolean>> creators = new ArrayList<>();
            for (int n = 0; n < instances; n++) {
                String id = Integer.toString(n);
                creators.add(() -> {
                    DefaultItemStore instance = new DefaultItemStore(database.backend());
                    start.await();
                    instance.createTable(name);
                    instance.save(name, story(id));
                    return instance.get(name, Story.class, key(id)).isPresent();
                });
            }
            for (Future<Boolean> creator : executor.invokeAll(creators)) {
                assertThat(creator.get()).isTrue();
            }
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void everyOperationOnAnAbsentTableSaysSo() {
        var absent = store.table(ABSENT);
        assertThatThrownBy(() -> absent.save(story("1")))
                .isInstanceOf(TableNotFoundException.class)
                .hasMessageContaining(ABSENT)
                .hasMessageContaining("createTable");
        assertThatThrownBy(() -> absent.get(Story.class, key("1"))).isInstanceOf(TableNotFoundException.class);
        assertThatThrownBy(() -> absent.getAll(Story.class, List.of(key("1"))))
                .isInstanceOf(TableNotFoundException.class);
        assertThatThrownBy(() -> absent.delete(Story.class, key("1"))).isInstanceOf(TableNotFoundException.class);
        assertThatThrownBy(() -> absent.query(Story.class, partition()).list())
                .isInstanceOf(TableNotFoundException.class);
        assertThatThrownBy(() -> absent.scan(Story.class).list()).isInstanceOf(TableNotFoundException.class);
        assertThatThrownBy(
                        () -> new DefaultItemStore(database.backend()).admin().ping(ABSENT))
                .isInstanceOf(TableNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a;b", "a\"b", "stories\"; DROP TABLE x; --", "täble", "a/b", "a\0b"})
    void aNameThatCannotBeATablesIsAnError(String name) {
        assertThatThrownBy(() -> store.table(name)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> store.save(name, story("1"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.createTable(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void logicalNamesBecomePhysicalOnes() {
        String physical = freshName();
        DefaultItemStore mapped = DefaultItemStore.builder(database.backend())
                .tableNames(logical -> logical.equals("stories") ? physical : logical)
                .build();
        mapped.createTable("stories");
        mapped.save("stories", story("1"));
        assertThat(database.raw(physical, "USER#" + owner, "STORY#1")).isNotNull();
        assertThat(store.get(physical, Story.class, key("1"))).isPresent();
    }

    @Test
    void modelsWhoseKeysOverlapCannotShareATable() {
        store.save(story("1"));
        assertThatThrownBy(() -> store.save(new AlsoStories(owner, "1")))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("Story")
                .hasMessageContaining("AlsoStories")
                .hasMessageContaining("STORY#{id}");
        assertThat(store.get(Story.class, key("1"))).isPresent();
    }

    @Test
    void modelsThatShareATableHaveOneSeparator() {
        store.save(story("1"));
        assertThatThrownBy(() -> store.save(new Note(owner, "1")))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("separator");
    }

    @Test
    void createTableOfAnUnboundStoreIsAnError() {
        DefaultItemStore unbound = new DefaultItemStore(database.backend());
        assertThatThrownBy(unbound::createTable).isInstanceOf(IllegalStateException.class);
    }
}
