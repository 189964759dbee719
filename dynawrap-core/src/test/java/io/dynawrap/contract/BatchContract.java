package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.BatchWriteException;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.TableNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class BatchContract extends Contract {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 24, 25, 26, 51, 999, 1001, 2500})
    void batchesOfAnySizeAreWritten(int size) {
        List<Story> stories = IntStream.range(0, size)
                .mapToObj(n -> story("%05d".formatted(n)))
                .toList();
        assertThat(store.batchWrite(stories)).isEqualTo(size);
        assertThat(store.query(Story.class, partition()).list())
                .extracting(Story::storyId)
                .containsExactlyElementsOf(stories.stream().map(Story::storyId).toList());
    }

    @Test
    void ofTheSameKeyTwiceTheLastWins() {
        int written = store.batchWrite(
                List.of(new Story(owner, "1", "first"), new Story(owner, "2", "other"), new Story(owner, "1", "last")));
        assertThat(written).isEqualTo(2);
        assertThat(store.get(Story.class, key("1")).map(Story::title)).contains("last");
    }

    @Test
    void theLastWinsAcrossRequestsToo() {
        List<Story> stories = new ArrayList<>();
        for (int n = 0; n < 3000; n++) {
            stories.add(new Story(owner, Integer.toString(n % 30), "title " + n));
        }
        assertThat(store.batchWrite(stories)).isEqualTo(30);
        assertThat(store.query(Story.class, partition()).list())
                .extracting(Story::title)
                .allMatch(title -> Integer.parseInt(title.substring(6)) >= 2970);
    }

    @Test
    void severalModelsGoInOneBatch() {
        store.batchWrite(List.of(story("1"), new Profile(owner, "a@b"), new Comment(owner, "1", 1, "c")));
        assertThat(store.get(Story.class, key("1"))).isPresent();
        assertThat(store.get(Profile.class, partition())).isPresent();
        assertThat(store.query(Comment.class, partition()).list()).hasSize(1);
    }

    @Test
    void allItemsAreCheckedBeforeTheFirstIsWritten() {
        assertThatThrownBy(() -> store.batchWrite(List.of(story("1"), new Story(owner, "2#3", "t"))))
                .isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> store.batchWrite(List.of(story("1"), new Story(owner, "2", "\0"))))
                .isInstanceOf(InvalidItemException.class);
        assertThat(store.query(Story.class, partition()).list()).isEmpty();
    }

    @Test
    void aBatchReplacesWholeItemsAndStoresTheVersion() {
        store.save(new Story(owner, "1", "One", "content", null));
        store.batchWrite(List.of(new Story(owner, "1", "Two", null, "mine")));
        Database.RawItem raw = database.raw(table, "USER#" + owner, "STORY#1");
        assertThat(raw.fields().has("content")).isFalse();
        assertThat(raw.schemaVersion()).matches("[0-9a-f]{32}");
        assertThat(raw.fields().get("schema_version").textValue()).isEqualTo(raw.schemaVersion());
    }

    @Test
    void largeItemsAreWrittenInOneBatch() {
        String content = "x".repeat(380_000);
        store.batchWrite(IntStream.range(0, 30)
                .mapToObj(n -> new Story(owner, "%02d".formatted(n), "t", content, null))
                .toList());
        assertThat(store.query(Story.class, partition()).stream().count()).isEqualTo(30);
    }

    @Test
    void whatCouldNotBeWrittenIsThrownWithItsItems() {
        List<Story> stories = List.of(story("1"), story("2"));
        assertThatThrownBy(() -> store.table(ABSENT).batchWrite(stories))
                .isInstanceOfSatisfying(BatchWriteException.class, e -> {
                    assertThat(e.unwrittenItems()).containsExactlyElementsOf(new ArrayList<Object>(stories));
                    assertThat(e.written()).isZero();
                    assertThat(e.isTransient()).isFalse();
                })
                .hasCauseInstanceOf(TableNotFoundException.class);
    }

    @Test
    void overlappingBatchesInOppositeOrdersAllSucceed() throws Exception {
        List<Story> stories = IntStream.range(0, 200)
                .mapToObj(n -> story("%03d".formatted(n)))
                .toList();
        List<Story> opposite = new ArrayList<>(stories);
        java.util.Collections.reverse(opposite);
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> writers = new ArrayList<>();
            for (int n = 0; n < 16; n++) {
                List<Story> batch = n % 2 == 0 ? stories : opposite;
                writers.add(() -> store.batchWrite(batch));
            }
            for (Future<Integer> writer : executor.invokeAll(writers)) {
                assertThat(writer.get()).isEqualTo(200);
            }
        } finally {
            executor.shutdown();
        }
        assertThat(store.query(Story.class, partition()).list()).hasSize(200);
    }
}
