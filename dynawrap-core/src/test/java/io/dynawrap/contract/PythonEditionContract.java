package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.KeyValues;
import io.dynawrap.OnError;
import io.dynawrap.SchemaVersion;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyPattern;
import io.dynawrap.mapping.ItemType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Each feature of the Python edition, named as its documentation does, and each of its faults. What concerns streams,
 * configuration and switching is in the tests of the stream reader, of the auto-configuration and of the sample.
 */
abstract class PythonEditionContract extends Contract {

    @DbItem(pk = "USER#{owner}#STORY#{story_id}", sk = "STORY#{story_id}")
    record PythonStory(
            String owner,
            @JsonProperty("story_id") String storyId,
            @Nullable String title,
            @Nullable String content,
            @SchemaVersion @Nullable String version) {}

    @DbItem(pk = "EVENT#{owner}", sk = "AT#{id}")
    record Event(
            String owner,
            String id,
            @Nullable BigDecimal price,
            @Nullable Instant at,
            @Nullable LocalDateTime local,
            @Nullable List<String> tags) {}

    private PythonStory pythonStory() {
        return new PythonStory(owner, "1234", "Title", null, null);
    }

    private KeyValues pythonKey() {
        return KeyValues.of("owner", owner, "story_id", "1234");
    }

    @Test
    @DisplayName("feature: model with key patterns, on a plain record")
    void modelWithKeyPatterns() {
        store.save(pythonStory());
        assertThat(database.raw(table, "USER#" + owner + "#STORY#1234", "STORY#1234"))
                .isNotNull();
    }

    @Test
    @DisplayName("feature: save inserts or replaces, get returns it, nothing found is empty")
    void saveAndGet() {
        assertThat(store.get(PythonStory.class, pythonKey())).isEmpty();
        store.save(pythonStory());
        store.save(new PythonStory(owner, "1234", "Changed", null, null));
        assertThat(store.get(PythonStory.class, pythonKey()).map(PythonStory::title))
                .contains("Changed");
    }

    @Test
    @DisplayName("feature: query a partition, by sort-key prefix, with limit and reverse")
    void query() {
        saveStories("1233", "1234", "2000");
        assertThat(ids(store.query(Story.class, partition()).list())).containsExactly("1233", "1234", "2000");
        assertThat(ids(store.query(Story.class, key("12")).reverse().limit(1).list()))
                .containsExactly("1234");
    }

    @Test
    @DisplayName("feature: on_error warn, skip, raise")
    void onError() {
        saveStories("1");
        database.putRaw(table, "USER#" + owner, "STORY#2", null, "{\"owner\": []}");
        for (OnError lenient : new OnError[] {OnError.WARN, OnError.SKIP}) {
            assertThat(ids(store.query(Story.class, partition())
                            .onError(lenient)
                            .list()))
                    .containsExactly("1");
        }
        assertThatThrownBy(() -> store.query(Story.class, partition())
                        .onError(OnError.RAISE)
                        .list())
                .isInstanceOf(io.dynawrap.UnreadableItemException.class);
    }

    @Test
    @DisplayName("feature: update by a copy and save; delete by item")
    void updateAndDelete() {
        store.save(pythonStory());
        PythonStory read = store.get(PythonStory.class, pythonKey()).orElseThrow();
        store.save(new PythonStory(read.owner(), read.storyId(), read.title(), "new", read.version()));
        assertThat(store.get(PythonStory.class, pythonKey()).map(PythonStory::content))
                .contains("new");
        store.delete(read);
        assertThat(store.get(PythonStory.class, pythonKey())).isEmpty();
    }

    @Test
    @DisplayName("feature: batch_write of any size; create_table is idempotent; several models share a table")
    void batchTableAndModels() {
        store.createTable();
        assertThat(store.batchWrite(List.of(story("1"), new Profile(owner, "a@b"))))
                .isEqualTo(2);
        assertThat(store.get(Profile.class, partition())).isPresent();
    }

    @Test
    @DisplayName("feature: create_item_key, whole and with a partial sort key; partial_key_prefix; is_match")
    void keyUtilities() {
        ItemType<Comment> type = ItemType.of(Comment.class);
        KeyValues values = KeyValues.of("owner", "o", "story", "1", "n", 7);
        assertThat(type.key(values)).isEqualTo(new ItemKey("USER#o", "COMMENT#1#00007"));
        assertThat(type.partialKey(KeyValues.of("owner", "o", "story", "1")))
                .isEqualTo(new ItemKey("USER#o", "COMMENT#1#"));
        assertThat(KeyPattern.of("STORY#{id}#RUN#{run}").prefix(KeyValues.of("id", "1234")))
                .isEqualTo("STORY#1234#RUN#");
        assertThat(type.matches("USER#o", "COMMENT#1#00007")).isTrue();
        assertThat(type.matches("USER#o", "STORY#1")).isFalse();
        assertThat(type.parse(new ItemKey("USER#o", "COMMENT#1#00007"))).contains(values);
    }

    @Test
    @DisplayName("feature: to_dict and from_dict")
    void maps() {
        ItemType<Comment> type = ItemType.of(Comment.class);
        Comment comment = new Comment("o", "1", 7, "text");
        assertThat(type.toMap(comment)).isEqualTo(Map.of("owner", "o", "story", "1", "n", 7, "text", "text"));
        assertThat(type.fromMap(type.toMap(comment))).isEqualTo(comment);
    }

    @Test
    @DisplayName("feature: the schema version is the Python edition's hash, stored on every item")
    void schemaVersion() {
        store.save(pythonStory());
        assertThat(database.raw(table, "USER#" + owner + "#STORY#1234", "STORY#1234")
                        .schemaVersion())
                .isEqualTo("4ffe23c09b6daacf8d80b04247a953c0");
    }

    @Test
    @DisplayName("shared table: what the Python edition stores is read and replaced")
    void readsPythonItems() {
        database.putRaw(
                table,
                "USER#" + owner + "#STORY#1234",
                "STORY#1234",
                "written-by-python",
                "{\"owner\": \"" + owner + "\", \"story_id\": \"1234\", \"title\": \"T\", \"content\": null}");
        PythonStory read = store.get(PythonStory.class, pythonKey()).orElseThrow();
        assertThat(read).isEqualTo(new PythonStory(owner, "1234", "T", null, "written-by-python"));
        store.save(read);
        assertThat(database.raw(table, "USER#" + owner + "#STORY#1234", "STORY#1234")
                        .schemaVersion())
                .isEqualTo("4ffe23c09b6daacf8d80b04247a953c0");
    }

    @Test
    @DisplayName("shared table: date-times as Python's str() writes them are read")
    void readsPythonDateTimes() {
        database.putRaw(
                table,
                "EVENT#" + owner,
                "AT#1",
                null,
                "{\"owner\": \"" + owner + "\", \"id\": \"1\", \"price\": 1.10,"
                        + " \"at\": \"2026-11-23 12:00:00.123456+00:00\", \"local\": \"2026-11-23 13:00:00\", \"tags\": null}");
        Event event =
                store.get(Event.class, KeyValues.of("owner", owner, "id", "1")).orElseThrow();
        assertThat(event.price()).isEqualByComparingTo("1.1");
        assertThat(event.at()).isEqualTo(Instant.parse("2026-11-23T12:00:00.123456Z"));
        assertThat(event.local()).isEqualTo(LocalDateTime.parse("2026-11-23T13:00:00"));
        assertThat(event.tags()).isNull();
    }

    @Test
    @DisplayName("fault absent: a query whose partition key is incomplete says what to do")
    void quickstartQuery() {
        assertThatThrownBy(() -> store.query(PythonStory.class, KeyValues.of("owner", owner)))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("story_id")
                .hasMessageContaining("scan");
        store.save(pythonStory());
        assertThat(store.scan(PythonStory.class, KeyValues.of("owner", owner))
                        .consistentReads(true)
                        .list())
                .hasSize(1);
    }

    @Test
    @DisplayName("fault absent: prefix wildcards do not leak")
    void wildcards() {
        saveStories("a a", "a%b", "a_b", "axb");
        assertThat(ids(store.query(Story.class, key("a_")).list())).containsExactly("a_b");
        assertThat(ids(store.query(Story.class, key("a%")).list())).containsExactly("a%b");
    }

    @Test
    @DisplayName("fault absent: the same key twice in one batch is no error")
    void duplicates() {
        assertThat(store.batchWrite(List.of(story("1"), story("1")))).isEqualTo(1);
    }

    @Test
    @DisplayName("fault absent: floats are stored; a NUL in a string is refused")
    void floatsAndNul() {
        store.save(new Event(owner, "1", new BigDecimal("0.25"), null, null, null));
        assertThat(store.get(Event.class, KeyValues.of("owner", owner, "id", "1"))
                        .map(Event::price))
                .contains(new BigDecimal("0.25"));
        assertThatThrownBy(() -> store.save(new Story(owner, "1", "a\0b"))).isInstanceOf(InvalidItemException.class);
    }

    @Test
    @DisplayName("fault absent: get with a partial key is an error, not None")
    void partialGet() {
        assertThatThrownBy(() -> store.get(Story.class, partition())).isInstanceOf(InvalidKeyException.class);
    }

    @Test
    @DisplayName("fault absent: a value with # lands in no other partition, null is no text in a key")
    void forgedKeys() {
        assertThatThrownBy(() -> store.save(new PythonStory("x#STORY#y", "1", null, null, null)))
                .isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> store.save(new PythonStory(null, "1", null, null, null)))
                .isInstanceOf(InvalidKeyException.class);
        assertThat(database.raw(table, "USER#None#STORY#1", "STORY#1")).isNull();
    }

    @DbItem(pk = "A#{id}", sk = "B")
    record One(String id) {}

    @DbItem(pk = "A#{id}", sk = "B")
    record Two(String id, String more) {}

    @Test
    @DisplayName("fault absent: models that differ in a field have different schema versions")
    void hashHasTheFields() {
        assertThat(ItemType.of(One.class).schemaVersion())
                .isNotEqualTo(ItemType.of(Two.class).schemaVersion());
    }

    @Test
    @DisplayName("fault absent: order is that of bytes, and a limit counts returned items")
    void orderAndLimit() {
        saveStories("a", "B", "é", "Z");
        database.putRaw(table, "USER#" + owner, "STORY#C#x", null, "{}");
        assertThat(ids(store.query(Story.class, partition()).list())).containsExactly("B", "Z", "a", "é");
        assertThat(ids(store.query(Story.class, partition()).limit(2).list())).containsExactly("B", "Z");
    }
}
