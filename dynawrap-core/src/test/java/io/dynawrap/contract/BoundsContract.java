package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.InvalidCursorException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.ItemQuery;
import io.dynawrap.KeyValues;
import io.dynawrap.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

abstract class BoundsContract extends Contract {

    enum Level {
        LOW,
        LOWER,
        MIDDLE
    }

    @DbItem(pk = "USER#{owner}", sk = "VISIT#{at}#{page}")
    record Visit(String owner, Instant at, String page) {}

    @DbItem(pk = "USER#{owner}", sk = "DAY#{day}")
    record Day(String owner, LocalDate day) {}

    @DbItem(pk = "USER#{owner}", sk = "MONTH#{month}#{n:02}")
    record Month(String owner, YearMonth month, int n) {}

    @DbItem(pk = "USER#{owner}", sk = "LEVEL#{level}#{n:02}")
    record Graded(String owner, Level level, int n) {}

    @DbItem(pk = "USER#{owner}", sk = "ID#{id}")
    record Identified(String owner, UUID id) {}

    @DbItem(pk = "BARE#{owner}", sk = "{n:03}")
    record Bare(String owner, int n) {}

    @DbItem(pk = "USER#{owner}", sk = "PLAIN#{n}")
    record Plain(String owner, long n) {}

    @DbItem(pk = "USER|{owner}", sk = "LEVEL|{level}|{n:02}", separator = '|')
    record Piped(String owner, Level level, int n) {}

    private ItemQuery<Comment> comments() {
        return store.query(Comment.class, partition().and("story", "1"));
    }

    private void saveComments(int... numbers) {
        store.batchWrite(IntStream.of(numbers)
                .mapToObj(n -> new Comment(owner, "1", n, "t"))
                .toList());
        store.save(new Comment(owner, "0", 99_999, "of another story"));
        store.save(new Comment(owner, "10", 3, "of another story"));
    }

    private static List<Integer> numbers(ItemQuery<Comment> query) {
        return query.list().stream().map(Comment::n).toList();
    }

    @Test
    void fromAndToIncludeTheirValuesAndAfterAndBeforeDoNot() {
        saveComments(1, 2, 3, 9, 10, 11);
        assertThat(numbers(comments().from(3))).containsExactly(3, 9, 10, 11);
        assertThat(numbers(comments().after(3))).containsExactly(9, 10, 11);
        assertThat(numbers(comments().to(10))).containsExactly(1, 2, 3, 9, 10);
        assertThat(numbers(comments().before(10))).containsExactly(1, 2, 3, 9);
        assertThat(numbers(comments().from(2).before(10))).containsExactly(2, 3, 9);
        assertThat(numbers(comments().after(2).to(10))).containsExactly(3, 9, 10);
        assertThat(numbers(comments().from("00003").to("00009"))).containsExactly(3, 9);
        assertThat(numbers(comments().from(4L).to((byte) 8))).isEmpty();
    }

    @Test
    void boundsHoldInReverseOrderToo() {
        saveComments(1, 2, 3, 9, 10, 11);
        assertThat(numbers(comments().reverse().after(2).before(11))).containsExactly(10, 9, 3);
        assertThat(numbers(comments().after(2).to(10).reverse().limit(2))).containsExactly(10, 9);
        assertThat(comments().reverse().before(10).first()).map(Comment::n).contains(9);
    }

    @Test
    void aBoundIsOnTheFirstPlaceholderWithoutAValue() {
        store.batchWrite(List.of(
                new Visit(owner, Instant.parse("2024-01-31T23:59:59.999999999Z"), "a"),
                new Visit(owner, Instant.parse("2024-02-01T00:00:00Z"), "b"),
                new Visit(owner, Instant.parse("2024-02-01T00:00:00Z"), "c"),
                new Visit(owner, Instant.parse("2024-02-01T00:00:00.000000001Z"), "d"),
                new Visit(owner, Instant.parse("2024-02-29T12:00:00.5Z"), "e")));
        ItemQuery<Visit> visits = store.query(Visit.class, partition());
        Instant february = Instant.parse("2024-02-01T00:00:00Z");
        assertThat(visits.from(february).list()).extracting(Visit::page).containsExactly("b", "c", "d", "e");
        assertThat(visits.after(february).list()).extracting(Visit::page).containsExactly("d", "e");
        assertThat(visits.to(february).list()).extracting(Visit::page).containsExactly("a", "b", "c");
        assertThat(visits.before(february).list()).extracting(Visit::page).containsExactly("a");
        assertThat(store.query(Visit.class, partition().and("at", february))
                        .after("b")
                        .list())
                .extracting(Visit::page)
                .containsExactly("c");
    }

    @Test
    void datesMonthsEnumsAndIdsHaveBounds() {
        List<UUID> ids = List.of(
                UUID.fromString("10000000-0000-0000-0000-000000000000"),
                UUID.fromString("70000000-0000-0000-0000-000000000000"),
                UUID.fromString("f0000000-0000-0000-0000-000000000000"));
        List<Object> items = new ArrayList<>();
        ids.forEach(id -> items.add(new Identified(owner, id)));
        for (int day = 27; day < 30; day++) {
            items.add(new Day(owner, LocalDate.of(2024, 2, day)));
            items.add(new Month(owner, YearMonth.of(2024, day - 20), day));
        }
        for (Level level : Level.values()) {
            items.add(new Graded(owner, level, 1));
        }
        store.batchWrite(items);
        assertThat(store.query(Day.class, partition())
                        .after(LocalDate.of(2024, 2, 27))
                        .to("2024-02-28")
                        .list())
                .containsExactly(new Day(owner, LocalDate.of(2024, 2, 28)));
        assertThat(store.query(Month.class, partition())
                        .from(YearMonth.of(2024, 8))
                        .list())
                .extracting(Month::n)
                .containsExactly(28, 29);
        assertThat(store.query(Graded.class, partition()).to(Level.LOW).list())
                .extracting(Graded::level)
                .containsExactly(Level.LOW);
        assertThat(store.query(Graded.class, partition()).after("LOW").list())
                .extracting(Graded::level)
                .containsExactly(Level.LOWER, Level.MIDDLE);
        assertThat(store.query(Identified.class, partition()).after(ids.get(1)).list())
                .as("the order is that of texts, not that of UUID.compareTo")
                .containsExactly(new Identified(owner, ids.get(2)));
    }

    @Test
    void aTextAtTheEndHasBoundsByItsUtf8Bytes() {
        saveStories("a", "aa", "b", "é", "\uffff", "\ud83d\ude00");
        ItemQuery<Story> stories = store.query(Story.class, partition());
        assertThat(ids(stories.from("aa").list())).containsExactly("aa", "b", "é", "\uffff", "\ud83d\ude00");
        assertThat(ids(stories.after("a").to("b").list())).containsExactly("aa", "b");
        assertThat(ids(stories.to("a").list())).containsExactly("a");
        assertThat(ids(stories.after("\uffff").list())).containsExactly("\ud83d\ude00");
        assertThat(ids(stories.before("\ud83d\ude00").list())).containsExactly("a", "aa", "b", "é", "\uffff");
    }

    @Test
    void textsOfTheGreatestLengthAreBounds() {
        String longest = "x".repeat(1018);
        saveStories("x", longest, "y");
        ItemQuery<Story> stories = store.query(Story.class, partition());
        assertThat(ids(stories.after(longest).list())).containsExactly("y");
        assertThat(ids(stories.from(longest).to(longest).list())).containsExactly(longest);
        assertThat(ids(stories.after("\u007f".repeat(1018)).list())).isEmpty();
        assertThat(ids(stories.to("\u007f".repeat(1018)).list())).containsExactly("x", longest, "y");
        assertThatThrownBy(() -> stories.from(longest + "x"))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("1024 bytes");
    }

    @Test
    void valuesThatNoKeyCanHoldAreBounds() {
        saveComments(0, 5, 99_999);
        assertThat(numbers(comments().from(-1))).containsExactly(0, 5, 99_999);
        assertThat(numbers(comments().after(Long.MIN_VALUE).to(100_000))).containsExactly(0, 5, 99_999);
        assertThat(numbers(comments().before(Long.MAX_VALUE))).containsExactly(0, 5, 99_999);
        assertThat(numbers(comments().from(100_000))).isEmpty();
        assertThat(numbers(comments().to(-1))).isEmpty();
        store.save(new Visit(owner, Instant.EPOCH, "a"));
        ItemQuery<Visit> visits = store.query(Visit.class, partition());
        assertThat(visits.from(Instant.MIN).to(Instant.MAX).list()).hasSize(1);
        assertThat(visits.after(Instant.MAX).list()).isEmpty();
        assertThat(visits.before(Instant.MIN).list()).isEmpty();
        store.save(new Day(owner, LocalDate.EPOCH));
        assertThat(store.query(Day.class, partition())
                        .after(LocalDate.MIN)
                        .before(LocalDate.MAX)
                        .list())
                .hasSize(1);
    }

    @Test
    void aPatternWithoutTextBeforeTheFieldHasBounds() {
        store.batchWrite(List.of(new Bare(owner, 0), new Bare(owner, 7), new Bare(owner, 999)));
        ItemQuery<Bare> bare = store.query(Bare.class, partition());
        assertThat(bare.from(7).list()).extracting(Bare::n).containsExactly(7, 999);
        assertThat(bare.to(7).list()).extracting(Bare::n).containsExactly(0, 7);
        assertThat(bare.reverse().before(7).list()).extracting(Bare::n).containsExactly(0);
        assertThat(bare.to(1000).list()).extracting(Bare::n).containsExactly(0, 7, 999);
        assertThat(bare.from(1000).list()).isEmpty();
        assertThat(bare.from(-1).before(999).list()).extracting(Bare::n).containsExactly(0, 7);
    }

    @Test
    void theSameSideSetTwiceHasTheLaterValue() {
        saveComments(1, 2, 3, 4);
        assertThat(numbers(comments().from(4).after(2))).containsExactly(3, 4);
        assertThat(numbers(comments().to(1).before(3))).containsExactly(1, 2);
        assertThat(numbers(comments().from(9).to(3).from(2))).containsExactly(2, 3);
    }

    @Test
    void boundsThatExcludeEachOtherSendNoRequest() {
        ItemQuery<Comment> query =
                store.table(ABSENT).query(Comment.class, partition().and("story", "1"));
        for (ItemQuery<Comment> empty : List.of(
                query.from(5).before(5),
                query.after(5).to(5),
                query.from(6).to(5),
                query.to(-1).reverse())) {
            assertThat(empty.list()).isEmpty();
            assertThat(empty.first()).isEmpty();
            assertThat(empty.page(3)).isEqualTo(new Page<>(List.of(), null));
        }
        assertThat(store.table(ABSENT)
                        .scan(Graded.class)
                        .after(Level.LOW)
                        .to(Level.LOW)
                        .parallelism(4)
                        .list())
                .isEmpty();
    }

    @Test
    void theItemAtTheEndOfTheRangeIsLeftOut() {
        // DynamoDB's BETWEEN includes it
        store.save(new Bare(owner, 6));
        store.save(new Bare(owner, 7));
        ItemQuery<Bare> before = store.query(Bare.class, partition()).from(0).before(7);
        assertThat(before.list()).extracting(Bare::n).containsExactly(6);
        assertThat(before.reverse().limit(1).list()).extracting(Bare::n).containsExactly(6);
        assertThat(before.page(1)).isEqualTo(new Page<>(List.of(new Bare(owner, 6)), null));
    }

    @Test
    void pagesAndCursorsKeepToTheBounds() {
        saveComments(IntStream.range(0, 25).toArray());
        ItemQuery<Comment> query = comments().after(3).before(20);
        for (boolean reverse : new boolean[] {false, true}) {
            List<Integer> walked = new ArrayList<>();
            String cursor = null;
            do {
                Page<Comment> page = query.reverse(reverse).page(4, cursor);
                page.items().forEach(item -> walked.add(item.n()));
                cursor = page.nextCursor();
            } while (cursor != null);
            assertThat(walked).containsExactlyElementsOf(numbers(query.reverse(reverse)));
            assertThat(walked).hasSize(16);
        }
    }

    @Test
    void aCursorIsValidWithOtherBoundsAndOutsideOfThemBeginsAtTheBound() {
        saveComments(IntStream.range(0, 25).toArray());
        String cursor = comments().page(5).nextCursor(); // after 4
        assertThat(page(comments().from(10), cursor)).containsExactly(10, 11, 12);
        assertThat(page(comments().after(1), cursor)).containsExactly(5, 6, 7);
        assertThat(page(comments().to(5), cursor)).containsExactly(5);
        assertThat(page(comments().to(4), cursor)).isEmpty();
        assertThat(page(comments().to(2), cursor)).isEmpty();
        String backwards = comments().reverse().page(5).nextCursor(); // after 20
        assertThat(page(comments().reverse().before(10), backwards)).containsExactly(9, 8, 7);
        assertThat(page(comments().reverse().to(20), backwards)).containsExactly(19, 18, 17);
        assertThat(page(comments().reverse().before(20), backwards)).containsExactly(19, 18, 17);
        assertThat(page(comments().reverse().from(19), backwards)).containsExactly(19);
        assertThat(page(comments().reverse().from(22), backwards)).isEmpty();
        ItemQuery<Comment> empty =
                store.table(ABSENT).query(Comment.class, partition().and("story", "1"));
        assertThatThrownBy(() -> empty.from(3).to(2).page(3, cursor))
                .as("a cursor is checked all the same")
                .isInstanceOf(InvalidCursorException.class);
    }

    private static List<Integer> page(ItemQuery<Comment> query, String cursor) {
        return query.page(3, cursor).items().stream().map(Comment::n).toList();
    }

    @Test
    void aScanHasTheSameBounds() {
        store.batchWrite(List.of(
                new Graded(owner + "a", Level.LOW, 31),
                new Graded(owner + "a", Level.MIDDLE, 32),
                new Graded(owner + "b", Level.LOWER, 33)));
        assertThat(store.scan(Graded.class, KeyValues.of("owner", owner + "a"))
                        .after(Level.LOW)
                        .list())
                .extracting(Graded::n)
                .containsExactly(32);
        ItemQuery<Graded> all = store.scan(Graded.class).consistentReads(true);
        assertThat(all.from(Level.LOWER).before(Level.MIDDLE).list())
                .extracting(Graded::n)
                .contains(33)
                .doesNotContain(31, 32);
        assertThat(all.to(Level.LOWER).parallelism(3).list())
                .allMatch(graded -> graded.level() != Level.MIDDLE)
                .extracting(Graded::n)
                .contains(31, 33);
    }

    @Test
    void fieldsWhoseKeysHaveAnotherOrderHaveNoBounds() {
        assertThatThrownBy(() ->
                        store.table(ABSENT).query(Plain.class, partition()).from(5))
                .isInstanceOfSatisfying(
                        InvalidKeyException.class, e -> assertThat(e.field()).contains("n"))
                .hasMessageContaining("integer without padding")
                .hasMessageContaining("{n:08}");
        assertThatThrownBy(() ->
                        store.table(ABSENT).query(Comment.class, partition()).to("1"))
                .isInstanceOfSatisfying(
                        InvalidKeyException.class, e -> assertThat(e.field()).contains("story"))
                .hasMessageContaining("a String before other parts of the key");
        assertThatThrownBy(() -> store.table("absent-piped")
                        .query(Piped.class, partition())
                        .before(Level.LOW))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("names that start with each other");
    }

    @Test
    void aBoundWithoutAFieldForItIsAnError() {
        assertThatThrownBy(() ->
                        store.table(ABSENT).query(Profile.class, partition()).from("x"))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("this sort key has no fields");
        assertThatThrownBy(
                        () -> store.table(ABSENT).query(Story.class, key("1")).from("12"))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("each field has one")
                .hasMessageContaining("Leave out the bound");
    }

    @Test
    void aBoundThatIsNoValueOfTheFieldIsAnError() {
        ItemQuery<Comment> comments =
                store.table(ABSENT).query(Comment.class, partition().and("story", "1"));
        for (Object wrong : List.of("3", "-0001", 2.5, true, Instant.EPOCH, List.of(1))) {
            assertThatThrownBy(() -> comments.from(wrong))
                    .as("%s", wrong)
                    .isInstanceOfSatisfying(
                            InvalidKeyException.class,
                            e -> assertThat(e.field()).contains("n"));
        }
        ItemQuery<Story> stories = store.table(ABSENT).query(Story.class, partition());
        for (Object wrong : List.of("", "a#b", "a\u0000", "\ud800", 5)) {
            assertThatThrownBy(() -> stories.before(wrong)).isInstanceOf(InvalidKeyException.class);
        }
        assertThatThrownBy(() -> stories.after(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("'value' must not be null");
    }

    @Test
    void boundsBetweenLongRunsOfOtherItemsAreReadWhole() {
        store.batchWrite(IntStream.range(0, 6).mapToObj(n -> new Bare(owner, n)).toList());
        for (int n = 0; n < 6; n++) {
            int order = n;
            store.batchWrite(IntStream.range(0, 300)
                    .mapToObj(line -> new BareLine(owner, order, line))
                    .toList());
        }
        ItemQuery<Bare> query = store.query(Bare.class, partition());
        assertThat(query.from(1).to(4).list()).extracting(Bare::n).containsExactly(1, 2, 3, 4);
        assertThat(query.after(1).before(4).reverse().list())
                .extracting(Bare::n)
                .containsExactly(3, 2);
    }

    @DbItem(pk = "BARE#{owner}", sk = "{n:03}#LINE#{line:04}")
    record BareLine(String owner, int n, int line) {}
}
