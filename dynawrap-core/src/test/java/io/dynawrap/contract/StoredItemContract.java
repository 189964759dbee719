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
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.StorableText;
import io.dynawrap.spi.DelegatingBackend;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tools see that look at items as they are stored. */
abstract class StoredItemContract extends Contract {

    private static final JsonMapper JSON = new JsonMapper();

    private StoreAdmin stored;

    /** Sort keys that this database allows and that no model can have. */
    abstract List<String> keysOfOtherWriters();

    /** Sort keys that this database does not allow. */
    abstract List<String> keysOfNoItem();

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
    void pagesOfAWholePartitionGoOnAfterKeysThatOnlyOtherWritersHave() {
        List<String> all = new ArrayList<>(List.of("PROFILE", "STORY#1", "STORY#2", "STORY#3", "x".repeat(1024)));
        all.addAll(keysOfOtherWriters());
        all.sort(StorableText::compare);
        all.stream()
                .filter(sortKey -> !sortKey.startsWith("STORY#") && !sortKey.equals("PROFILE"))
                .forEach(sortKey -> database.putRaw(table, "USER#" + owner, sortKey, null, "{}"));

        List<String> found = new ArrayList<>();
        String cursor = null;
        do {
            Page<StoredItem> page = wholePartition().page(1, cursor);
            found.addAll(sortKeys(page.items()));
            cursor = page.nextCursor();
        } while (cursor != null);

        assertThat(found).isEqualTo(all);
    }

    @Test
    void aCursorOfAWholePartitionWithAKeyThatNoItemHasIsRefusedBeforeAnyInput() {
        String cursor = wholePartition().page(1, null).nextCursor();
        String reversed = wholePartition().reverse().page(1, null).nextCursor();
        ItemQuery<StoredItem> unread = new DefaultItemStore(new DelegatingBackend(database.backend()) {
                    @Override
                    public RangePage read(RangeRequest request) {
                        throw new AssertionError("a request was sent");
                    }
                })
                .table(table)
                .admin()
                .queryStoredPartition(Story.class, partition());
        List<ItemKey> keys = new ArrayList<>();
        keysOfNoItem().forEach(sortKey -> keys.add(new ItemKey("USER#" + owner, sortKey)));
        for (String partitionKey : List.of("", "USER#", "USER#" + owner + "x", "USER#" + "x".repeat(2044))) {
            keys.add(new ItemKey(partitionKey, "STORY#1"));
        }
        for (ItemKey key : keys) {
            for (ItemQuery<StoredItem> query : List.of(unread, unread.reverse())) {
                assertThatThrownBy(() -> query.page(1, forged(query == unread ? cursor : reversed, key)))
                        .as("%s", key)
                        .isInstanceOf(InvalidCursorException.class)
                        .hasMessage("Invalid cursor: the text is malformed. Pass Page.nextCursor() unchanged.");
            }
        }
    }

    /** Returns a cursor of the same query with another key. */
    private static String forged(String cursor, ItemKey key) {
        byte[] header = Base64.getUrlDecoder().decode(cursor);
        byte[] partition = key.partitionKey().getBytes(StandardCharsets.UTF_8);
        byte[] sort = key.sortKey().getBytes(StandardCharsets.UTF_8);
        byte[] forged = ByteBuffer.allocate(15 + partition.length + sort.length)
                .put(header, 0, 13)
                .putShort((short) partition.length)
                .put(partition)
                .put(sort)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(forged);
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
