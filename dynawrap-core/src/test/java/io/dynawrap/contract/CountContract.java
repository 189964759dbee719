package io.dynawrap.contract;

import static io.dynawrap.Condition.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.ItemQuery;
import io.dynawrap.KeyValues;
import io.dynawrap.OnError;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.RecordingListener;
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

    /** Its separator and its texts have a meaning in patterns of SQL. */
    @DbItem(pk = "100%{owner}", sk = "A_B\\%{id}", separator = '%')
    record Odd(String owner, String id) {}

    @DbItem(pk = "USER#{owner}", sk = "PART#{of}#{id}")
    record Part(String owner, String of, String id) {}

    @Test
    void keysThatAreNotOfTheModelDoNotCount() {
        saveStories("1", "12", "2");
        for (String key :
                List.of("STORY#", "STORY#1#", "STORY#1#2", "STORY##", "STORY#12##", "STORY", "STORX#1", "story#1")) {
            database.putRaw(table, "USER#" + owner, key, null, "{}");
        }
        assertThat(stories().count()).isEqualTo(3);
        assertThat(store.query(Story.class, key("1")).count()).isEqualTo(2);
        assertThat(stories().from("1").to("12").count()).isEqualTo(2);
        assertThat(stories().after("1").count()).isEqualTo(2);
        assertThat(stories().limit(2).count()).isEqualTo(2);
        assertThat(stories().limit(3).count()).isEqualTo(3);
    }

    @Test
    void separatorsAndTextsThatAreWildcardsCountAsThemselves() {
        store.batchWrite(
                List.of(new Odd(owner, "1"), new Odd(owner, "2"), new Odd(owner, "a_b"), new Odd(owner, "\\")));
        for (String key : List.of("AxB\\%1", "A_B%1", "A_B\\%1%2", "A_B\\%", "A_B\\\\%1", "A_B\\%%")) {
            database.putRaw(table, "100%" + owner, key, null, "{}");
        }
        assertThat(store.query(Odd.class, partition()).list()).hasSize(4);
        assertThat(store.query(Odd.class, partition()).count()).isEqualTo(4);
        assertThat(store.query(Odd.class, partition().and("id", "a_")).count()).isEqualTo(1);
    }

    @Test
    void keysThatAreTooLongForTheModelDoNotCount() {
        String longOwner = owner + "x".repeat(1700);
        KeyValues longPartition = KeyValues.of("owner", longOwner);
        store.save(new Story(longOwner, "x".repeat(800), null));
        database.putRaw(table, "USER#" + longOwner, "STORY#" + "x".repeat(1000), null, "{}");
        assertThat(store.query(Story.class, longPartition).list()).hasSize(1);
        assertThat(store.query(Story.class, longPartition).count()).isEqualTo(1);
    }

    @Test
    void aTextBehindOtherFieldsIsCountedWithAndWithoutTheirValues() {
        store.batchWrite(List.of(
                new Part(owner, "a", "1"),
                new Part(owner, "a", "2"),
                new Part(owner, "b", "1"),
                new Part(owner, "b", "12")));
        for (String key : List.of("PART#a#", "PART#a#1#2", "PART##1", "PART#a")) {
            database.putRaw(table, "USER#" + owner, key, null, "{}");
        }
        assertThat(store.query(Part.class, partition()).count()).isEqualTo(4);
        assertThat(store.query(Part.class, partition().and("of", "a")).count()).isEqualTo(2);
        assertThat(store.query(Part.class, partition().and("of", "b").and("id", "1"))
                        .count())
                .isEqualTo(2);
    }

    @Test
    void numbersInKeysAreCountedOnlyIfTheyAreOfTheModel() {
        store.batchWrite(List.of(
                new Comment(owner, "1", 1, "a"), new Comment(owner, "1", 22, "b"), new Comment(owner, "2", 3, "c")));
        for (String key : List.of("COMMENT#1#1", "COMMENT#1#0000x", "COMMENT#1#000001", "COMMENT#1#")) {
            database.putRaw(table, "USER#" + owner, key, null, "{}");
        }
        assertThat(store.query(Comment.class, partition()).count()).isEqualTo(3);
        assertThat(store.query(Comment.class, partition().and("story", "1")).count())
                .isEqualTo(2);
    }

    @Test
    void aCountIsOneRequest() {
        saveNumbered(40);
        RecordingListener listener = new RecordingListener();
        DefaultItemStore observed = DefaultItemStore.builder(database.backend())
                .listener(listener)
                .build()
                .table(table);
        assertThat(observed.query(Story.class, partition()).count()).isEqualTo(40);
        assertThat(listener.requests()).isEqualTo(1);
        assertThat(listener.completed().get(0).operation().name()).isEqualTo("count");
        assertThat(listener.completed().get(0).result().pages()).isEqualTo(1);
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

    /** Its keys end with a number, so they are read to be counted. */
    @DbItem(pk = "USER#{owner}", sk = "SLOT#{n:03}")
    record Slot(String owner, int n, @ExpiresAt @Nullable Instant end) {}

    @Test
    void expiredItemsWhoseKeysAreReadDoNotCount() {
        Instant now = Instant.parse("2001-02-03T12:00:00Z");
        DefaultItemStore expiring = DefaultItemStore.builder(database.backend())
                .clock(() -> now)
                .build()
                .table(table);
        expiring.batchWrite(
                List.of(new Slot(owner, 1, now), new Slot(owner, 2, now.plusSeconds(1)), new Slot(owner, 3, null)));
        assertThat(expiring.query(Slot.class, partition()).count()).isEqualTo(2);
        assertThat(expiring.query(Slot.class, partition()).from(2).limit(1).count())
                .isEqualTo(1);
        assertThat(expiring.query(Slot.class, partition())
                        .filter(field("n").atMost(2))
                        .count())
                .isEqualTo(1);
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
