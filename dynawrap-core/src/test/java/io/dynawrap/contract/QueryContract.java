package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.InvalidArgumentException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.ItemQuery;
import io.dynawrap.KeyValues;
import io.dynawrap.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class QueryContract extends Contract {

    private ItemQuery<Story> stories() {
        return store.query(Story.class, partition());
    }

    @Test
    void aQueryReturnsTheItemsOfOnePartitionOnly() {
        saveStories("1", "2");
        store.save(new Story(owner + "x", "3", "t"));
        assertThat(ids(stories().list())).containsExactly("1", "2");
    }

    @Test
    void aPartitionWithoutItemsGivesNone() {
        assertThat(stories().list()).isEmpty();
        assertThat(stories().first()).isEmpty();
    }

    @Test
    void aStringInTheLastPlaceholderMatchesAsAPrefix() {
        saveStories("1", "12", "1234", "13", "2");
        assertThat(ids(store.query(Story.class, key("12")).list())).containsExactly("12", "1234");
    }

    @Test
    void valuesBeforeTheLastPlaceholderMatchWhole() {
        store.batchWrite(List.of(
                new Comment(owner, "1", 1, "a"), new Comment(owner, "1", 2, "b"), new Comment(owner, "12", 1, "c")));
        assertThat(store.query(Comment.class, partition().and("story", "1")).list())
                .extracting(Comment::text)
                .containsExactly("a", "b");
    }

    @Test
    void aNumberInTheLastPlaceholderMatchesWhole() {
        store.batchWrite(List.of(new Comment(owner, "1", 1, "a"), new Comment(owner, "1", 12, "b")));
        assertThat(store.query(Comment.class, partition().and("story", "1").and("n", 1))
                        .list())
                .extracting(Comment::text)
                .containsExactly("a");
    }

    @Test
    void paddedNumbersSortAsNumbers() {
        store.batchWrite(IntStream.of(10, 9, 100, 1)
                .mapToObj(n -> new Comment(owner, "1", n, "t"))
                .toList());
        assertThat(store.query(Comment.class, partition()).list())
                .extracting(Comment::n)
                .containsExactly(1, 9, 10, 100);
    }

    @Test
    void aPatternWithoutPlaceholdersIsOneItem() {
        store.save(new Profile(owner, "a@b"));
        saveStories("1");
        assertThat(store.query(Profile.class, partition()).list()).containsExactly(new Profile(owner, "a@b"));
    }

    @Test
    void itemsOfOtherModelsInThePartitionArePassedOver() {
        store.save(new Profile(owner, "a@b"));
        store.save(new Comment(owner, "1", 1, "c"));
        saveStories("1", "2");
        database.putRaw(table, "USER#" + owner, "STORY#1#x", null, "{\"some\": 1}");
        database.putRaw(table, "USER#" + owner, "STORY#", null, "{\"some\": 1}");
        assertThat(ids(stories().onError(io.dynawrap.OnError.RAISE).list())).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "_",
                "\\",
                "a%",
                "a_",
                "a\\",
                "'",
                "\"",
                "a'",
                "Ü",
                "e\u0301",
                "a\uFFFD",
                "😀",
                "\uDBFF\uDFFF"
            })
    void aPrefixIsExactText(String prefix) {
        List<String> ids = List.of(
                "%",
                "%x",
                "_",
                "_x",
                "\\",
                "\\x",
                "'",
                "'x",
                "\"",
                "\"x",
                "A",
                "a",
                "a b",
                "a%",
                "a%b",
                "a_",
                "a_b",
                "a\\",
                "a\\b",
                "a'",
                "a'b",
                "axb",
                "ü",
                "Ü",
                "Üx",
                "é",
                "e\u0301",
                "e\u0301x",
                "a\uFFFD",
                "a\uFFFDx",
                "a\uFFFE",
                "😀",
                "😀x",
                "😁",
                "\uDBFF\uDFFE",
                "\uDBFF\uDFFF",
                "\uDBFF\uDFFFx");
        saveStories(ids.toArray(String[]::new));
        assertThat(ids(store.query(Story.class, key(prefix)).list()))
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().filter(id -> id.startsWith(prefix)).toList());
    }

    @Test
    void itemsComeInTheByteOrderOfTheSortKeyAndInReverse() {
        List<String> inOrder = List.of(
                "!",
                "-a",
                "10",
                "9",
                "A",
                "B",
                "Z",
                "_",
                "a",
                "a-",
                "a1",
                "aB",
                "ab",
                "b",
                "é",
                "e\u0301".replace("e\u0301", "\u0416"),
                "\u4e2d",
                "\ud7ff",
                "\ue000",
                "\uffee",
                "😀",
                "\uDBFF\uDFFF");
        List<String> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new java.util.Random(7));
        saveStories(shuffled.toArray(String[]::new));
        assertThat(ids(stories().list())).containsExactlyElementsOf(inOrder);
        List<String> reversed = new ArrayList<>(inOrder);
        Collections.reverse(reversed);
        assertThat(ids(stories().reverse().list())).containsExactlyElementsOf(reversed);
    }

    @Test
    void aLimitCountsReturnedItemsWhateverIsPassedOver() {
        for (int n = 0; n < 12; n++) {
            database.putRaw(table, "USER#" + owner, "STORY#" + n + "#other", null, "{}");
        }
        database.putRaw(table, "USER#" + owner, "STORY#00", null, "{\"owner\": {\"not\": \"text\"}}");
        saveStories("0", "1", "2", "3");
        assertThat(ids(stories().onError(io.dynawrap.OnError.SKIP).limit(3).list()))
                .containsExactly("0", "1", "2");
        assertThat(ids(stories().onError(io.dynawrap.OnError.SKIP).limit(100).list()))
                .containsExactly("0", "1", "2", "3");
        assertThat(ids(stories()
                        .onError(io.dynawrap.OnError.SKIP)
                        .reverse()
                        .limit(1)
                        .list()))
                .containsExactly("3");
    }

    @Test
    void aLimitBelowOneIsAnError() {
        assertThatThrownBy(() -> stories().limit(0))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> stories().limit(-1)).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void withoutALimitAllItemsComeAcrossManyPages() {
        List<String> ids = saveNumbered(1500);
        assertThat(ids(stories().list())).containsExactlyElementsOf(ids);
        List<String> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        assertThat(ids(stories().reverse().list())).containsExactlyElementsOf(reversed);
    }

    @Test
    void itemsOfManyKilobytesComeAcrossManyPages() {
        String content = "x".repeat(100_000);
        store.batchWrite(IntStream.range(0, 30)
                .mapToObj(n -> new Story(owner, "%02d".formatted(n), "t", content, null))
                .toList());
        assertThat(stories().list()).hasSize(30).allMatch(story -> content.equals(story.content()));
    }

    @Test
    void aStreamIsLazyAndMayBeGivenUp() {
        saveNumbered(300);
        try (Stream<Story> stream = stories().stream()) {
            assertThat(stream.map(Story::storyId).findFirst()).contains("0000");
        }
        assertThat(stories().first().map(Story::storyId)).contains("0000");
        assertThat(stories().reverse().first().map(Story::storyId)).contains("0299");
    }

    @Test
    void aQueryMayBeRunAgainAndItsSettingsDoNotChangeIt() {
        saveStories("1", "2");
        ItemQuery<Story> query = stories();
        assertThat(ids(query.limit(1).list())).containsExactly("1");
        assertThat(ids(query.reverse().list())).containsExactly("2", "1");
        assertThat(ids(query.list())).containsExactly("1", "2");
    }

    @Test
    void aQuerySeesEveryAcknowledgedWrite() {
        for (int n = 0; n < 20; n++) {
            store.save(story("%02d".formatted(n)));
            assertThat(stories().list()).hasSize(n + 1);
        }
    }

    @Test
    void anIncompletePartitionKeyIsAnErrorThatSaysWhatToDo() {
        assertThatThrownBy(() -> store.table(ABSENT).query(Story.class, KeyValues.of("storyId", "1")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("'owner'")
                .hasMessageContaining("USER#{owner}")
                .hasMessageContaining("sort key")
                .hasMessageContaining("scan");
    }

    @Test
    void aSortKeyFieldAfterAGapIsAnError() {
        assertThatThrownBy(() ->
                        store.table(ABSENT).query(Comment.class, partition().and("n", 1)))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("'n'")
                .hasMessageContaining("'story'");
    }

    @Test
    void aNameThatIsNotInThePatternsIsAnError() {
        assertThatThrownBy(
                        () -> store.table(ABSENT).query(Story.class, partition().and("title", "t")))
                .isInstanceOfSatisfying(
                        InvalidKeyException.class, e -> assertThat(e.field()).contains("title"));
    }

    @Test
    void aPrefixWithTheSeparatorOrWithoutCharactersIsAnError() {
        assertThatThrownBy(() -> store.table(ABSENT).query(Story.class, key("1#")))
                .isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> store.table(ABSENT).query(Story.class, key("")))
                .isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void onlyAScanIsReadInParallel() {
        assertThatThrownBy(() -> stories().parallelism(2)).isInstanceOf(IllegalStateException.class);
    }

    @DbItem(pk = "CUSTOMER#{customer}", sk = "ORDER#{order:04}")
    record Purchase(String customer, int order) {}

    @DbItem(pk = "CUSTOMER#{customer}", sk = "ORDER#{order:04}#LINE#{line:06}")
    record Line(String customer, int order, int line) {}

    /** An order between two orders with many lines, orders without lines, and a page after each of them. */
    @Test
    void itemsThatExtendOthersAreSkippedByKeyAndNoneIsMissed() {
        List<Object> items = new ArrayList<>();
        int[] lines = {700, 0, 0, 350, 1, 99, 100, 101, 1500, 0};
        for (int order = 0; order < lines.length; order++) {
            items.add(new Purchase(owner, order));
            for (int line = 0; line < lines[order]; line++) {
                items.add(new Line(owner, order, line));
            }
        }
        store.batchWrite(items);
        KeyValues customer = KeyValues.of("customer", owner);
        List<Integer> ascending = IntStream.range(0, lines.length).boxed().toList();
        List<Integer> descending =
                ascending.stream().sorted(Comparator.reverseOrder()).toList();

        ItemQuery<Purchase> orders = store.query(Purchase.class, customer);
        assertThat(orders.list()).extracting(Purchase::order).containsExactlyElementsOf(ascending);
        assertThat(orders.reverse().list()).extracting(Purchase::order).containsExactlyElementsOf(descending);
        for (int size = 1; size < 5; size++) {
            assertThat(inPages(orders, size)).containsExactlyElementsOf(ascending);
            assertThat(inPages(orders.reverse(), size)).containsExactlyElementsOf(descending);
        }
        assertThat(store.query(Line.class, customer.and("order", 8)).list()).hasSize(1500);
    }

    private static List<Integer> inPages(ItemQuery<Purchase> query, int size) {
        List<Integer> orders = new ArrayList<>();
        String cursor = null;
        do {
            Page<Purchase> page = query.page(size, cursor);
            page.items().forEach(order -> orders.add(order.order()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return orders;
    }
}
