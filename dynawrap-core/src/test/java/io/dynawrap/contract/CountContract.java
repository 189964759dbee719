package io.dynawrap.contract;

import static io.dynawrap.Condition.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.ItemQuery;
import io.dynawrap.OnError;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.engine.DefaultItemStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

abstract class CountContract extends Contract {

    @DbItem(pk = "USER#{owner}", sk = "LEASE#{id}")
    record Lease(
            String owner,
            String id,
            int size,
            @ExpiresAt @Nullable Instant end) {}

    private ItemQuery<Story> stories() {
        return store.query(Story.class, partition());
    }

    @Test
    void countIsTheNumberOfItemsThatAQueryFinds() {
        assertThat(stories().count()).isZero();
        saveNumbered(1234);
        store.save(new Profile(owner, "a@b"));
        database.putRaw(table, "USER#" + owner, "STORY#0001#PART#1", null, "{}");
        assertThat(stories().count()).isEqualTo(1234);
        assertThat(stories().reverse().count()).isEqualTo(1234);
        assertThat(store.query(Story.class, key("00")).count()).isEqualTo(100);
        assertThat(stories().from("0100").before("0200").count()).isEqualTo(100);
        assertThat(stories().filter(field("title").beginsWith("Title of 000")).count())
                .isEqualTo(10);
        assertThat(stories().from("5").to("4").count()).isZero();
    }

    @Test
    void aLimitIsTheLargestCount() {
        saveNumbered(30);
        assertThat(stories().limit(10).count()).isEqualTo(10);
        assertThat(stories().limit(31).count()).isEqualTo(30);
        assertThat(stories()
                        .filter(field("title").beginsWith("Title of 000"))
                        .limit(3)
                        .count())
                .isEqualTo(3);
    }

    @Test
    void unreadableItemsCount() {
        saveStories("1");
        database.putRaw(table, "USER#" + owner, "STORY#2", null, "{\"storyId\": [1]}");
        assertThat(stories().list()).hasSize(1);
        assertThat(stories().count()).isEqualTo(2);
        assertThat(stories().onError(OnError.RAISE).count()).isEqualTo(2);
    }

    @Test
    void expiredItemsDoNotCount() {
        Instant now = Instant.parse("2001-02-03T12:00:00Z");
        DefaultItemStore expiring = DefaultItemStore.builder(database.backend())
                .clock(() -> now)
                .build()
                .table(table);
        expiring.batchWrite(List.of(
                new Lease(owner, "1", 1, now.minusSeconds(1)),
                new Lease(owner, "2", 1, now),
                new Lease(owner, "3", 1, now.plusSeconds(1)),
                new Lease(owner, "4", 2, null)));
        database.putRaw(table, "USER#" + owner, "LEASE#5", null, "{\"end\": \"never\"}");
        database.putRaw(table, "USER#" + owner, "LEASE#6", null, "{\"end\": null}");
        assertThat(expiring.query(Lease.class, partition()).count()).isEqualTo(4);
        assertThat(expiring.query(Lease.class, partition())
                        .filter(field("size").is(1))
                        .count())
                .isEqualTo(1);
        assertThat(expiring.scan(Lease.class, partition()).count()).isEqualTo(4);
        assertThat(expiring.query(Lease.class, partition()).limit(2).count()).isEqualTo(2);
    }

    @Test
    void largeItemsAreCountedInConstantMemory() {
        String content = "x".repeat(350_000);
        store.batchWrite(IntStream.range(0, 12)
                .mapToObj(n -> new Story(owner, "%02d".formatted(n), "t", content, null))
                .toList());
        assertThat(stories().count()).isEqualTo(12);
        assertThat(stories().filter(field("content").is(content)).count()).isEqualTo(12);
    }

    @Test
    void scansAreCountedByOneOrSeveralThreads() {
        saveNumbered(150);
        assertThat(store.scan(Story.class, partition()).count()).isEqualTo(150);
        ItemQuery<Story> own = store.scan(Story.class)
                .consistentReads(true)
                .filter(field("owner").is(owner));
        assertThat(own.count()).isEqualTo(150);
        assertThat(own.parallelism(4).count()).isEqualTo(150);
        assertThat(own.parallelism(4).limit(20).count()).isEqualTo(20);
    }

    @Test
    void countOfAnAbsentTableIsAnError() {
        assertThatThrownBy(() ->
                        store.table(ABSENT).query(Story.class, partition()).count())
                .isInstanceOf(TableNotFoundException.class);
    }
}
