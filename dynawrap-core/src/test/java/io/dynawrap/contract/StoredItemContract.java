package io.dynawrap.contract;

import static io.dynawrap.Condition.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.InvalidCursorException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.ItemQuery;
import io.dynawrap.KeyValues;
import io.dynawrap.OnError;
import io.dynawrap.Page;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.RecordingListener;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.spi.StoredItem;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tools see that look at items as they are stored. */
abstract class StoredItemContract extends Contract {

    private static final JsonMapper JSON = new JsonMapper();

    private StoreAdmin stored;

    @BeforeEach
    void saveTwoAndOneThatCannotBeRead() {
        stored = new DefaultItemStore(database.backend()).table(table).admin();
        saveStories("1", "3");
        database.putRaw(table, "USER#" + owner, "STORY#2", "old", "{\"owner\": {\"no\": \"text\"}}");
        store.save(new Profile(owner, "mail"));
    }

    private ItemQuery<StoredItem> stories() {
        return stored.queryStored(Story.class, partition()).onError(OnError.RAISE);
    }

    @Test
    void aStoredQueryShowsKeysVersionsAndDataOfWhatCannotBeReadToo() throws IOException {
        List<StoredItem> items = stories().list();

        assertThat(sortKeys(items)).containsExactly("STORY#1", "STORY#2", "STORY#3");
        assertThat(items.get(1).key().partitionKey()).isEqualTo("USER#" + owner);
        assertThat(items.get(1).schemaVersion()).isEqualTo("old");
        assertThat(json(items.get(1))).hasToString("{\"owner\":{\"no\":\"text\"}}");
        assertThat(json(items.get(2)).get("title").textValue()).isEqualTo("Title of 3");
        assertThat(json(items.get(2)).has("schema_version")).isFalse();
    }

    @Test
    void aStoredQueryIsReversedLimitedAndNarrowedLikeAnyOther() {
        assertThat(sortKeys(stories().reverse().limit(2).list())).containsExactly("STORY#3", "STORY#2");
        assertThat(sortKeys(stored.queryStored(Story.class, key("2")).list())).containsExactly("STORY#2");
    }

    @Test
    void aStoredScanShowsThemToo() {
        ItemQuery<StoredItem> scan = stored.scanStored(Story.class, partition()).consistentReads(true);

        assertThat(sortKeys(scan.list())).containsExactlyInAnyOrder("STORY#1", "STORY#2", "STORY#3");
    }

    @Test
    void itsCursorsAreThoseOfTheQueryThatReadsTheModel() {
        Page<StoredItem> first = stories().page(1);

        assertThat(sortKeys(stories().page(1, first.nextCursor()).items())).containsExactly("STORY#2");
        assertThat(ids(store.query(Story.class, partition())
                        .onError(OnError.SKIP)
                        .page(1, first.nextCursor())
                        .items()))
                .containsExactly("3");
    }

    @Test
    void itsKeysAreCheckedLikeThoseOfAnyOther() {
        assertThatThrownBy(() -> stored.queryStored(Story.class, KeyValues.none()))
                .isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> stored.scanStored(Story.class, key("1"))).isInstanceOf(InvalidKeyException.class);
    }

    private ItemQuery<StoredItem> wholePartition() {
        return stored.queryStoredPartition(Story.class, partition());
    }

    @Test
    void aWholePartitionHasTheItemsOfEveryModelAndOfNoModelInTheOrderOfTheirKeys() throws IOException {
        database.putRaw(table, "USER#" + owner, "RAW", null, "{\"x\": 1}");
        database.putRaw(table, "USER#" + owner, "STORY#1#PART#1", null, "{}");

        List<StoredItem> items = wholePartition().list();

        List<String> keys = List.of("PROFILE", "RAW", "STORY#1", "STORY#1#PART#1", "STORY#2", "STORY#3");
        assertThat(sortKeys(items)).isEqualTo(keys);
        assertThat(json(items.get(1))).hasToString("{\"x\":1}");
        assertThat(json(items.get(2)).has("schema_version")).isFalse();
        assertThat(wholePartition().count()).isEqualTo(6);
        assertThat(sortKeys(wholePartition().reverse().limit(2).list())).containsExactly("STORY#3", "STORY#2");
        assertThat(stored.queryStoredPartition(Story.class, KeyValues.of("owner", owner + "x"))
                        .list())
                .isEmpty();
    }

    @Test
    void aPageOfAWholePartitionIsOneRequest() {
        database.putRaw(table, "USER#" + owner, "RAW", null, "{}");
        RecordingListener listener = new RecordingListener();
        StoreAdmin observed = DefaultItemStore.builder(database.backend())
                .listener(listener)
                .build()
                .table(table)
                .admin();
        observed.queryStored(Profile.class, partition()).list(); // examines the table
        int before = listener.requests();

        Page<StoredItem> first =
                observed.queryStoredPartition(Story.class, partition()).page(2);

        assertThat(listener.requests() - before).isEqualTo(1);
        assertThat(sortKeys(first.items())).containsExactly("PROFILE", "RAW");
        Page<StoredItem> second =
                observed.queryStoredPartition(Profile.class, partition()).page(3, first.nextCursor());
        assertThat(sortKeys(second.items()))
                .as("the cursor belongs to the partition, not to a model")
                .containsExactly("STORY#1", "STORY#2", "STORY#3");
        assertThat(second.nextCursor()).isNull();
        assertThatThrownBy(() -> observed.queryStored(Story.class, partition()).page(2, first.nextCursor()))
                .isInstanceOf(InvalidCursorException.class);
    }

    @Test
    void aCursorOfAWholePartitionWithATextThatNoKeyHasIsRefused() {
        byte[] cursor =
                Base64.getUrlDecoder().decode(wholePartition().page(1, null).nextCursor());
        cursor[cursor.length - 1] = 0;
        String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
        assertThatThrownBy(() -> wholePartition().page(1, forged)).isInstanceOf(InvalidCursorException.class);
    }

    @Test
    void aWholePartitionTakesThePartitionKeyAndNothingElse() {
        assertThatThrownBy(() -> stored.queryStoredPartition(Story.class, KeyValues.none()))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("'owner'");
        assertThatThrownBy(() -> stored.queryStoredPartition(Story.class, key("1")))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("'storyId' is not a field of the partition key");
        assertThatThrownBy(() -> wholePartition().from("1")).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> wholePartition().filter(field("title").is("x")))
                .isInstanceOf(InvalidConditionException.class);
        assertThatThrownBy(() -> wholePartition().deleteAll()).isInstanceOf(InvalidModelException.class);
        assertThat(wholePartition().count()).isEqualTo(4);
    }

    private static List<String> sortKeys(List<StoredItem> items) {
        return items.stream().map(item -> item.key().sortKey()).toList();
    }

    private static JsonNode json(StoredItem item) throws IOException {
        try (JsonParser data = item.data().parser()) {
            return JSON.readTree(data);
        }
    }
}
