package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.BatchWriteException;
import io.dynawrap.BatchWriteException.UndeletedKey;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.ItemBatch;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.engine.DefaultItemStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches that save and delete. */
abstract class MixedBatchContract extends Contract {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", table = "mixed-stories")
    record Tale(String owner, String storyId, String title) {}

    @DbItem(pk = "USER#{owner}", sk = "NOTE#{id}", table = "mixed-notes")
    record Note(String owner, String id) {}

    @DbItem(viewOf = Story.class, pk = "USER#{owner}", sk = "STORY#{storyId}")
    record Title(String owner, String storyId, String title) {}

    @DbItem(pk = "USER#{owner}", sk = "DRAFT#{id}")
    static final class Draft {
        public @Nullable String owner;
        public @Nullable String id;
        public @Nullable String text;
    }

    private List<String> stored() {
        return ids(store.query(Story.class, partition()).list());
    }

    @Test
    void itemsAreSavedAndDeletedByItemAndByKey() {
        saveStories("1", "2", "3");
        int executed = store.batch(b -> b.save(new Story(owner, "1", "new"))
                .delete(story("2"))
                .delete(Story.class, key("3"))
                .save(story("4")));
        assertThat(executed).isEqualTo(4);
        assertThat(stored()).containsExactly("1", "4");
        assertThat(store.get(Story.class, key("1")).map(Story::title)).contains("new");
    }

    @Test
    void theLastOperationOnAKeyWins() {
        saveStories("1", "2", "3");
        int executed = store.batch(b -> b.delete(story("1"))
                .save(new Story(owner, "2", "first"))
                .save(new Story(owner, "1", "saved after all"))
                .delete(Story.class, key("2"))
                .delete(story("3"))
                .delete(story("3")));
        assertThat(executed).isEqualTo(3);
        assertThat(store.query(Story.class, partition()).list())
                .extracting(Story::title)
                .containsExactly("saved after all");
    }

    @Test
    void deletingAbsentItemsIsNoError() {
        assertThat(store.batch(b -> b.delete(story("1")).delete(Story.class, key("2"))))
                .isEqualTo(2);
    }

    @Test
    void aBatchWithoutOperationsDoesNothing() {
        assertThat(store.table(ABSENT).batch(b -> {})).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 26, 1001, 5000})
    void anyNumberOfItemsIsDeleted(int size) {
        List<Story> stories = IntStream.range(0, size)
                .mapToObj(n -> story("%05d".formatted(n)))
                .toList();
        store.batchWrite(stories);
        store.save(story("stays"));
        assertThat(store.batch(b -> stories.forEach(b::delete))).isEqualTo(size);
        assertThat(stored()).containsExactly("stays");
    }

    @Test
    void savesAndDeletesOfManyItemsMix() {
        List<String> ids = saveNumbered(2400);
        int executed = store.batch(b -> ids.forEach(id -> {
            int n = Integer.parseInt(id);
            if (n % 3 == 0) {
                b.delete(Story.class, key(id));
            } else {
                b.save(new Story(owner, id, "new"));
            }
        }));
        assertThat(executed).isEqualTo(2400);
        assertThat(store.query(Story.class, partition()).list())
                .hasSize(1600)
                .allSatisfy(story -> assertThat(story.title()).isEqualTo("new"))
                .noneMatch(story -> Integer.parseInt(story.storyId()) % 3 == 0);
    }

    @Test
    void severalModelsGoInOneBatch() {
        store.batch(b -> b.save(story("1")).save(new Profile(owner, "a@b")).save(new Comment(owner, "1", 1, "c")));
        store.batch(b -> b.delete(Profile.class, partition())
                .delete(new Comment(owner, "1", 1, ""))
                .save(story("2")));
        assertThat(stored()).containsExactly("1", "2");
        assertThat(store.get(Profile.class, partition())).isEmpty();
        assertThat(store.query(Comment.class, partition()).list()).isEmpty();
    }

    @Test
    void itemsOfSeveralTablesGoInOneBatch() {
        DefaultItemStore models = DefaultItemStore.builder(database.backend())
                .tableNames(logical -> table + "-" + logical)
                .build();
        models.createTable("mixed-stories");
        models.createTable("mixed-notes");
        models.batch(b -> b.save(new Tale(owner, "1", "t")).save(new Note(owner, "1")));
        models.batch(b -> b.delete(new Tale(owner, "1", ""))
                .save(new Tale(owner, "2", "t"))
                .delete(Note.class, noteKey()));
        assertThat(models.query(Tale.class, partition()).list()).containsExactly(new Tale(owner, "2", "t"));
        assertThat(models.query(Note.class, partition()).list()).isEmpty();
    }

    private KeyValues noteKey() {
        return KeyValues.of("owner", owner, "id", "1");
    }

    @Test
    void allIsCheckedBeforeTheFirstIsWritten() {
        saveStories("1");
        assertThatThrownBy(() -> store.batch(b -> b.delete(story("1")).delete(new Story(owner, "2#3", "t"))))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("The item at index 1 of the batch");
        assertThatThrownBy(() -> store.batch(b -> b.delete(story("1")).delete(Story.class, partition())))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("The key at index 1 of the batch")
                .hasMessageContaining("storyId");
        assertThatThrownBy(() -> store.batch(b -> {
                    b.delete(story("1"));
                    throw new IllegalStateException("of the application");
                }))
                .hasMessage("of the application");
        assertThat(stored()).containsExactly("1");
    }

    @Test
    void viewsAreNeitherSavedNorDeleted() {
        assertThatThrownBy(() -> store.batch(b -> b.delete(new Title(owner, "1", "t"))))
                .isInstanceOf(InvalidModelException.class);
        assertThatThrownBy(() -> store.batch(b -> b.delete(Title.class, key("1"))))
                .isInstanceOf(InvalidModelException.class);
    }

    @Test
    void whatIsNoItemIsRefusedWithAdvice() {
        assertThatThrownBy(() -> store.batch(b -> b.delete(key("1"))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("delete(Story.class, key)");
        assertThatThrownBy(() -> store.batch(b -> b.save(List.of(story("1")))))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void anOperationAddedAfterTheBatchIsRefused() {
        AtomicReference<ItemBatch> kept = new AtomicReference<>();
        store.batch(kept::set);
        assertThatThrownBy(() -> kept.get().save(story("1"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> kept.get().delete(Story.class, partition())).isInstanceOf(IllegalStateException.class);
        assertThat(stored()).isEmpty();
    }

    @Test
    void anOperationAddedAfterAnExceptionOfTheCallerIsRefused() {
        AtomicReference<ItemBatch> kept = new AtomicReference<>();
        assertThatThrownBy(() -> store.batch(b -> {
                    kept.set(b);
                    throw new UnsupportedOperationException("of the application");
                }))
                .hasMessage("of the application");
        assertThatThrownBy(() -> kept.get().save(story("1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside the call of batch only");
        assertThatThrownBy(() -> kept.get().delete(story("1"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatMightNotHaveBeenExecutedIsReportedAndCompletesTheBatch() {
        saveStories("1", "2");
        ItemStore absent = store.table(ABSENT);
        BatchWriteException failure = catchThrowableOfType(
                BatchWriteException.class,
                () -> absent.batch(b -> b.save(new Story(owner, "1", "superseded"))
                        .delete(story("1"))
                        .delete(Story.class, key("2"))
                        .save(story("3"))));
        assertThat(failure.unwrittenItems()).containsExactly(story("3"));
        assertThat(failure.undeletedKeys())
                .containsExactlyInAnyOrder(
                        new UndeletedKey(Story.class, key("1")), new UndeletedKey(Story.class, key("2")));
        assertThat(failure.written()).isZero();
        assertThat(failure)
                .hasMessageContaining("1 items of the batch might not have been written and 2 not deleted")
                .hasCauseInstanceOf(TableNotFoundException.class);

        assertThat(store.batch(failure.remaining())).isEqualTo(3);
        assertThat(stored()).containsExactly("3");
    }

    @Test
    void anObjectThatIsChangedAndAddedAgainIsReportedAsEachItem() {
        BatchWriteException failure = catchThrowableOfType(
                BatchWriteException.class,
                () -> store.table(ABSENT).batch(b -> {
                    Draft draft = new Draft();
                    draft.owner = owner;
                    for (String id : List.of("1", "2", "3")) {
                        draft.id = id;
                        draft.text = "text of " + id;
                        b.save(draft);
                    }
                    draft.id = null;
                }));
        assertThat(failure.unwrittenItems()).extracting("id").containsExactly("1", "2", "3");

        assertThat(store.batch(failure.remaining())).isEqualTo(3);
        assertThat(store.query(Draft.class, partition()).list())
                .extracting(draft -> draft.text)
                .containsExactly("text of 1", "text of 2", "text of 3");
    }

    @Test
    void overlappingBatchesInOppositeOrdersAllSucceed() throws Exception {
        List<String> ids = saveNumbered(200);
        List<String> opposite = new ArrayList<>(ids);
        Collections.reverse(opposite);
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> writers = new ArrayList<>();
            for (int n = 0; n < 16; n++) {
                int writer = n;
                List<String> order = n % 2 == 0 ? ids : opposite;
                writers.add(() -> store.batch(b -> order.forEach(id -> {
                    if ((Integer.parseInt(id) + writer) % 2 == 0) {
                        b.delete(Story.class, key(id));
                    } else {
                        b.save(story(id));
                    }
                })));
            }
            for (Future<Integer> writer : executor.invokeAll(writers)) {
                assertThat(writer.get()).isEqualTo(200);
            }
        } finally {
            executor.shutdown();
        }
        assertThat(ids).containsAll(stored());
    }
}
