package io.dynawrap.contract;

import static io.dynawrap.Condition.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.InvalidModelException;
import io.dynawrap.ItemQuery;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.TableNotFoundException;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.spi.DelegatingBackend;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

abstract class DeleteAllContract extends Contract {

    @DbItem(pk = "USER#{owner}", sk = "ACCOUNT#{id}")
    record Account(
            String owner,
            String id,
            int balance,
            @ItemVersion long version) {}

    @DbItem(pk = "USER#{owner}", sk = "LEASE#{id}")
    record Lease(
            String owner, String id, @ExpiresAt @Nullable Instant end) {}

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", viewOf = Story.class)
    record StoryTitle(
            String owner, String storyId, @Nullable String title) {}

    private ItemQuery<Story> stories() {
        return store.query(Story.class, partition());
    }

    /** A store on which another writer acts once, between the read of a page and what follows. */
    private DefaultItemStore withWriterAfterTheRead(Runnable writer) {
        AtomicBoolean done = new AtomicBoolean();
        return new DefaultItemStore(new DelegatingBackend(database.backend()) {
                    @Override
                    public RangePage read(RangeRequest request) {
                        RangePage page = super.read(request);
                        if (!done.getAndSet(true)) {
                            writer.run();
                        }
                        return page;
                    }
                })
                .table(table);
    }

    @Test
    void deleteAllDeletesWhatTheQueryFindsAndReturnsTheirNumber() {
        saveNumbered(1234);
        store.save(new Profile(owner, "a@b"));
        database.putRaw(table, "USER#" + owner, "STORY#0001#PART#1", null, "{}");
        assertThat(store.query(Story.class, key("000")).deleteAll()).isEqualTo(10);
        assertThat(stories().from("0100").before("0200").deleteAll()).isEqualTo(100);
        assertThat(ids(stories().limit(91).list())).startsWith("0010").endsWith("0200");
        assertThat(stories().deleteAll()).isEqualTo(1124);
        assertThat(stories().list()).isEmpty();
        assertThat(stories().deleteAll()).isZero();
        assertThat(store.get(Profile.class, partition())).isPresent();
        assertThat(database.raw(table, "USER#" + owner, "STORY#0001#PART#1")).isNotNull();
    }

    @Test
    void aLimitIsTheLargestNumberOfDeletedItemsInTheOrderOfTheQuery() {
        saveNumbered(10);
        assertThat(stories().limit(3).deleteAll()).isEqualTo(3);
        assertThat(stories().reverse().limit(4).deleteAll()).isEqualTo(4);
        assertThat(ids(stories().list())).containsExactly("0003", "0004", "0005");
    }

    @Test
    void unreadableItemsAreDeletedToo() {
        saveStories("1");
        database.putRaw(table, "USER#" + owner, "STORY#2", null, "{\"storyId\": [1]}");
        assertThat(stories().deleteAll()).isEqualTo(2);
        assertThat(database.raw(table, "USER#" + owner, "STORY#2")).isNull();
    }

    @Test
    void withAFilterOnlyItemsThatStillPassAreDeleted() {
        saveNumbered(30);
        assertThat(stories().filter(field("title").beginsWith("Title of 000")).deleteAll())
                .isEqualTo(10);
        assertThat(stories().count()).isEqualTo(20);
        DefaultItemStore racing = withWriterAfterTheRead(() -> {
            store.save(new Story(owner, "0011", "Changed"));
            store.save(new Story(owner, "0012", "Title of 001x"));
            store.delete(Story.class, key("0013"));
        });
        assertThat(racing.query(Story.class, partition())
                        .filter(field("title").beginsWith("Title of 001"))
                        .deleteAll())
                .isEqualTo(8);
        assertThat(ids(stories().to("0019").list())).containsExactly("0011");
    }

    @Test
    void anItemWithAVersionIsDeletedInTheVersionThatWasRead() {
        for (int id = 1; id <= 4; id++) {
            store.save(new Account(owner, "" + id, id, 0));
        }
        database.putRaw(table, "USER#" + owner, "ACCOUNT#5", null, "{\"version\": \"x\"}");
        database.putRaw(table, "USER#" + owner, "ACCOUNT#6", null, "{\"version\": null}");
        database.putRaw(table, "USER#" + owner, "ACCOUNT#7", null, "{\"version\": [1]}");
        DefaultItemStore racing = withWriterAfterTheRead(() -> store.save(new Account(owner, "2", 100, 1)));
        ItemQuery<Account> accounts = racing.query(Account.class, partition());
        assertThat(accounts.deleteAll()).isEqualTo(6);
        assertThat(accounts.list()).containsExactly(new Account(owner, "2", 100, 2));
        assertThat(accounts.deleteAll()).isEqualTo(1);
    }

    @Test
    void expiredItemsAreNotDeletedAndDoNotCount() {
        Instant now = Instant.parse("2001-02-03T12:00:00Z");
        DefaultItemStore expiring = DefaultItemStore.builder(database.backend())
                .clock(() -> now)
                .build()
                .table(table);
        expiring.batchWrite(List.of(
                new Lease(owner, "1", now), new Lease(owner, "2", now.plusSeconds(1)), new Lease(owner, "3", null)));
        assertThat(expiring.query(Lease.class, partition()).deleteAll()).isEqualTo(2);
        assertThat(database.raw(table, "USER#" + owner, "LEASE#1")).isNotNull();
    }

    @Test
    void aScanEmptiesAModel() {
        saveNumbered(60);
        store.save(new Story(owner + "x", "1", "t"));
        assertThat(store.scan(Story.class, KeyValues.of("owner", owner + "x")).deleteAll())
                .isEqualTo(1);
        ItemQuery<Story> own = store.scan(Story.class).filter(field("owner").is(owner));
        assertThat(own.consistentReads(true).parallelism(3).deleteAll()).isEqualTo(60);
        assertThat(stories().count()).isZero();
    }

    @Test
    void largeItemsAreDeletedPageByPage() {
        String content = "x".repeat(350_000);
        store.batchWrite(IntStream.range(0, 12)
                .mapToObj(n -> new Story(owner, "%02d".formatted(n), "t", content, null))
                .toList());
        assertThat(stories().deleteAll()).isEqualTo(12);
    }

    @Test
    void aViewDeletesNothing() {
        saveStories("1");
        assertThatThrownBy(() -> store.query(StoryTitle.class, partition()).deleteAll())
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("read-only view");
        assertThat(stories().count()).isEqualTo(1);
    }

    @Test
    void deleteAllOfAnAbsentTableIsAnError() {
        assertThatThrownBy(() ->
                        store.table(ABSENT).query(Story.class, partition()).deleteAll())
                .isInstanceOf(TableNotFoundException.class);
    }
}
