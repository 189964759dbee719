package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.InvalidKeyException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.UnreadableItemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class GetAllContract extends Contract {

    private List<KeyValues> keys(String... storyIds) {
        return Arrays.stream(storyIds).map(this::key).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 99, 100, 101, 250, 251, 1001})
    void itemsComeInTheOrderOfTheKeysHoweverManyThereAre(int size) {
        List<String> ids = new ArrayList<>(saveNumbered(size));
        Collections.reverse(ids);
        assertThat(ids(store.getAll(Story.class, ids.stream().map(this::key).toList())))
                .isEqualTo(ids);
    }

    @Test
    void anItemIsWhatGetReturns() {
        Story saved = store.save(new Story(owner, "1", "One", "content", null));
        assertThat(store.getAll(Story.class, keys("1"))).containsExactly(saved);
    }

    @Test
    void aKeyThatIsGivenTwiceReturnsItsItemTwice() {
        saveStories("1", "2");
        assertThat(ids(store.getAll(Story.class, keys("2", "1", "2", "2")))).containsExactly("2", "1", "2", "2");
    }

    @Test
    void keysThatAreGivenManyTimesAreReadOnce() {
        saveStories("1", "2");
        List<KeyValues> keys = IntStream.range(0, 5000)
                .mapToObj(n -> key(n % 2 == 0 ? "1" : "2"))
                .toList();
        assertThat(store.getAll(Story.class, keys)).hasSize(5000);
    }

    @Test
    void absentItemsAreLeftOut() {
        saveStories("1", "3");
        assertThat(ids(store.getAll(Story.class, keys("0", "3", "2", "1", "4"))))
                .containsExactly("3", "1");
        assertThat(store.getAll(Story.class, keys("0", "2"))).isEmpty();
    }

    @Test
    void withoutKeysNothingIsRead() {
        assertThat(store.table(ABSENT).getAll(Story.class, List.of())).isEmpty();
    }

    @Test
    void aKeyThatIsIncompleteIsAnErrorWithItsIndexBeforeAnyInput() {
        assertThatThrownBy(() -> store.table(ABSENT).getAll(Story.class, List.of(key("1"), partition())))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("The key at index 1")
                .hasMessageContaining("storyId");
        List<KeyValues> withNull = Arrays.asList(key("1"), null);
        assertThatThrownBy(() -> store.getAll(Story.class, withNull)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void anAbsentTableIsReported() {
        assertThatThrownBy(() -> store.table(ABSENT).getAll(Story.class, keys("1")))
                .isInstanceOf(TableNotFoundException.class);
    }

    @Test
    void theFirstItemThatCannotBeReadIsReportedWhicheverIsReadFirst() {
        List<String> ids = saveNumbered(300);
        store.batch(b -> b.delete(story("0280")).delete(story("0020")));
        database.putRaw(table, "USER#" + owner, "STORY#0280", null, "{\"content\": [1]}");
        database.putRaw(table, "USER#" + owner, "STORY#0020", null, "{\"title\": [1]}");
        List<KeyValues> keys = new ArrayList<>(ids.stream().map(this::key).toList());
        assertThatThrownBy(() -> store.getAll(Story.class, keys))
                .isInstanceOfSatisfying(
                        UnreadableItemException.class, e -> assertThat(e.path()).contains("/title"))
                .hasMessageContaining("STORY#0020");
        Collections.reverse(keys);
        assertThatThrownBy(() -> store.getAll(Story.class, keys))
                .isInstanceOf(UnreadableItemException.class)
                .hasMessageContaining("STORY#0280");
    }

    @Test
    void eachTableHasItsOwnItems() {
        ItemStore other = store.table(table + "-2");
        other.createTable();
        saveStories("1", "2");
        other.save(new Story(owner, "1", "in the other table"));
        assertThat(other.getAll(Story.class, keys("1", "2")))
                .extracting(Story::title)
                .containsExactly("in the other table");
        assertThat(store.getAll(Story.class, keys("1", "2")))
                .extracting(Story::title)
                .containsExactly("Title of 1", "Title of 2");
    }

    @Test
    void eachModelIsReadByItsKeys() {
        store.batch(b -> b.save(story("1"))
                .save(new Profile(owner, "a@b"))
                .save(new Comment(owner, "1", 1, "first"))
                .save(new Comment(owner, "1", 2, "second")));
        assertThat(store.getAll(Profile.class, List.of(partition()))).containsExactly(new Profile(owner, "a@b"));
        assertThat(store.getAll(
                        Comment.class,
                        List.of(
                                KeyValues.of("owner", owner, "story", "1", "n", 2),
                                KeyValues.of("owner", owner, "story", "1", "n", 3),
                                KeyValues.of("owner", owner, "story", "1", "n", 1))))
                .extracting(Comment::text)
                .containsExactly("second", "first");
    }

    @Test
    void readsMayBeRelaxed() {
        saveStories("1", "2");
        assertThat(ids(store.consistentReads(false).getAll(Story.class, keys("2", "1"))))
                .containsExactly("2", "1");
    }

    /** An answer of a database has about 16 MB at most. */
    @Test
    void itemsThatDoNotFitOneAnswerAreAllRead() {
        String content = "x".repeat(300_000);
        List<Story> stories = IntStream.range(0, 70)
                .mapToObj(n -> new Story(owner, "%03d".formatted(n), "t", content, null))
                .toList();
        store.batchWrite(stories);
        List<KeyValues> keys = stories.stream().map(s -> key(s.storyId())).toList();
        assertThat(store.getAll(Story.class, keys))
                .allSatisfy(story -> assertThat(story.content()).hasSize(300_000))
                .extracting(Story::storyId)
                .containsExactlyElementsOf(stories.stream().map(Story::storyId).toList());
    }
}
