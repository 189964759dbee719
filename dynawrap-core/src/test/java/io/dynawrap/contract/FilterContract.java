package io.dynawrap.contract;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemAbsent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynawrap.Condition;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.ItemQuery;
import io.dynawrap.KeyValues;
import io.dynawrap.OnError;
import io.dynawrap.Page;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.engine.DefaultItemStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

abstract class FilterContract extends Contract {

    @DbItem(pk = "USER#{owner}", sk = "POST#{id}")
    record Post(
            String owner,
            String id,
            int likes,
            @Nullable String tag,
            @Nullable String text) {}

    @DbItem(pk = "USER#{owner}", sk = "POST#{id}", viewOf = Post.class)
    record PostLikes(String owner, String id, int likes) {}

    @DbItem(pk = "USER#{owner}", sk = "LEASE#{id}")
    record Lease(
            String owner,
            String id,
            int size,
            @ExpiresAt @Nullable Instant end) {}

    private ItemQuery<Post> posts() {
        return store.query(Post.class, partition());
    }

    private void savePosts(int count) {
        store.batchWrite(IntStream.range(0, count)
                .mapToObj(n -> new Post(owner, "%04d".formatted(n), n % 10, n % 3 == 0 ? "sea" : null, "text"))
                .toList());
    }

    private static List<String> postIds(List<Post> posts) {
        return posts.stream().map(Post::id).toList();
    }

    @Test
    void aFilterLeavesOutItemsForWhichItDoesNotHold() {
        savePosts(20);
        assertThat(postIds(posts().filter(field("likes").atLeast(8)).list()))
                .containsExactly("0008", "0009", "0018", "0019");
        assertThat(postIds(posts().filter(
                                field("tag").isAbsent().and(field("likes").lessThan(2)))
                        .reverse()
                        .list()))
                .containsExactly("0011", "0010", "0001");
        assertThat(postIds(posts().filter(field("likes").isNot(3).not()).list()))
                .containsExactly("0003", "0013");
        assertThat(posts().filter(itemAbsent()).list()).isEmpty();
        assertThat(posts().filter(field("likes").isIn()).list()).isEmpty();
        assertThat(posts().filter(Condition.itemExists()).list()).hasSize(20);
    }

    @Test
    void severalFiltersMustAllHold() {
        savePosts(20);
        assertThat(postIds(posts().filter(field("likes").atLeast(8))
                        .filter(field("tag").is("sea"))
                        .list()))
                .containsExactly("0009", "0018");
    }

    @Test
    void limitsCountReturnedItemsAndPagesFillUp() {
        savePosts(300);
        ItemQuery<Post> rare = posts().filter(field("likes").is(7));
        assertThat(postIds(rare.limit(3).list())).containsExactly("0007", "0017", "0027");
        assertThat(rare.first()).map(Post::id).contains("0007");
        List<String> walked = new ArrayList<>();
        String cursor = null;
        do {
            Page<Post> page = rare.page(7, cursor);
            walked.addAll(postIds(page.items()));
            cursor = page.nextCursor();
            assertThat(page.items()).hasSize(cursor == null ? 30 % 7 : 7);
        } while (cursor != null);
        assertThat(walked).containsExactlyElementsOf(postIds(rare.list()));
        assertThat(rare.page(30).nextCursor()).isNull();
        assertThat(rare.page(29).nextCursor()).isNotNull();
    }

    @Test
    void aCursorIsValidWithAnotherFilter() {
        savePosts(30);
        String cursor = posts().filter(field("likes").is(4)).page(1).nextCursor(); // after 0004
        assertThat(postIds(posts().filter(field("likes").is(3)).page(5, cursor).items()))
                .containsExactly("0013", "0023");
        assertThat(posts().page(50, cursor).items()).hasSize(25);
    }

    @Test
    void aFilterAndBoundsHoldTogether() {
        savePosts(30);
        assertThat(postIds(posts().filter(field("likes").is(5))
                        .from("0005")
                        .before("0025")
                        .list()))
                .containsExactly("0005", "0015");
        assertThat(postIds(posts().after("0005")
                        .filter(field("likes").is(5))
                        .reverse()
                        .limit(1)
                        .list()))
                .containsExactly("0025");
    }

    @Test
    void aFilterOfAlternativesDoesNotWidenTheBoundsOfAScan() {
        savePosts(30);
        assertThat(postIds(store.scan(Post.class)
                        .consistentReads(true)
                        .filter(itemAbsent().or(field("owner").is(owner)))
                        .from("0010")
                        .before("0013")
                        .list()))
                .containsExactlyInAnyOrder("0010", "0011", "0012");
    }

    @Test
    void scansHaveFiltersToo() {
        savePosts(40);
        ItemQuery<Post> scan = store.scan(Post.class).consistentReads(true);
        Condition own = field("owner").is(owner).and(field("likes").is(2));
        assertThat(postIds(scan.filter(own).list())).containsExactlyInAnyOrder("0002", "0012", "0022", "0032");
        assertThat(scan.filter(own).parallelism(4).list()).hasSize(4);
        assertThat(scan.filter(own).limit(3).list()).hasSize(3);
        assertThat(scan.filter(own).page(3).items()).hasSize(3);
        assertThat(scan.filter(own).page(4).nextCursor()).isNull();
        assertThat(store.scan(Post.class, partition())
                        .filter(field("likes").is(2))
                        .list())
                .hasSize(4);
    }

    @Test
    void aViewIsFilteredByItsOwnFields() {
        savePosts(12);
        assertThat(store.query(PostLikes.class, partition())
                        .filter(field("likes").is(1))
                        .list())
                .containsExactly(new PostLikes(owner, "0001", 1), new PostLikes(owner, "0011", 1));
        assertThatThrownBy(() -> store.query(PostLikes.class, partition())
                        .filter(field("tag").is("sea")))
                .isInstanceOf(InvalidConditionException.class);
    }

    @Test
    void onlyUnreadableItemsThatPassAreReported() {
        savePosts(3);
        database.putRaw(
                table,
                "USER#" + owner,
                "POST#0001x",
                null,
                "{\"owner\": \"" + owner + "\", \"id\": \"0001x\", \"likes\": 5, \"text\": [1]}");
        ItemQuery<Post> passing = posts().filter(field("likes").atLeast(2));
        assertThat(postIds(passing.list())).containsExactly("0002");
        assertThat(catchThrowableOfType(
                        UnreadableItemException.class,
                        () -> passing.onError(OnError.RAISE).list()))
                .isNotNull();
        assertThat(postIds(posts().filter(field("likes").lessThan(2))
                        .onError(OnError.RAISE)
                        .list()))
                .containsExactly("0000", "0001");
    }

    @Test
    void expiredItemsArePassedByNoFilter() {
        Instant now = Instant.parse("2001-02-03T12:00:00Z");
        DefaultItemStore expiring = DefaultItemStore.builder(database.backend())
                .clock(() -> now)
                .build()
                .table(table);
        expiring.batchWrite(List.of(
                new Lease(owner, "1", 1, now.minusSeconds(1)),
                new Lease(owner, "2", 1, now),
                new Lease(owner, "3", 1, now.plusSeconds(1)),
                new Lease(owner, "4", 1, null),
                new Lease(owner, "5", 2, null)));
        ItemQuery<Lease> leases = expiring.query(Lease.class, partition());
        assertThat(leases.filter(field("size").is(1)).list())
                .extracting(Lease::id)
                .containsExactly("3", "4");
        assertThat(leases.filter(field("size").isNot(2).or(itemAbsent())).list())
                .extracting(Lease::id)
                .containsExactly("3", "4");
        assertThat(leases.filter(itemAbsent()).list()).isEmpty();
        assertThat(leases.filter(field("size").is(1)).limit(1).list())
                .extracting(Lease::id)
                .containsExactly("3");
    }

    @Test
    void aFilterThatDoesNotFitTheModelIsAnErrorBeforeAnyInput() {
        ItemQuery<Post> absent = store.table(ABSENT).query(Post.class, partition());
        assertThatThrownBy(() -> absent.filter(field("like").is(1)))
                .isInstanceOf(InvalidConditionException.class)
                .hasMessageContaining("like");
        assertThatThrownBy(() -> absent.filter(field("likes").is("many")))
                .isInstanceOf(InvalidConditionException.class);
        Condition large = field("text").is("x".repeat(300_000));
        assertThatThrownBy(() -> absent.filter(large).filter(large))
                .as("the limits are those of all filters together")
                .isInstanceOf(InvalidConditionException.class);
    }

    @Test
    void largeItemsAreFilteredWhenTheyAreFetched() {
        String text = "x".repeat(200_000);
        store.batchWrite(IntStream.range(0, 24)
                .mapToObj(n -> new Post(owner, "%04d".formatted(n), n % 2, null, n % 5 == 0 ? text : "small"))
                .toList());
        assertThat(postIds(posts().filter(field("likes").is(1)).list()))
                .containsExactly(
                        "0001", "0003", "0005", "0007", "0009", "0011", "0013", "0015", "0017", "0019", "0021", "0023");
        assertThat(posts().filter(field("text").is(text).and(field("likes").is(1)))
                        .list())
                .hasSize(2);
    }

    @Test
    void itemsOfOtherModelsInThePartitionAreSkippedWithAFilterToo() {
        savePosts(3);
        saveStories("1");
        database.putRaw(table, "USER#" + owner, "POST#0001#COMMENT#1", null, "{\"likes\": 1}");
        assertThat(postIds(posts().filter(field("likes").is(1)).list())).containsExactly("0001");
        assertThat(posts().filter(field("likes").is(1)).page(1).nextCursor()).isNull();
        assertThat(store.query(Post.class, KeyValues.of("owner", owner, "id", "0001"))
                        .filter(field("likes").is(1))
                        .count())
                .isEqualTo(1);
    }
}
