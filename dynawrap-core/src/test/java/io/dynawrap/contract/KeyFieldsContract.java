package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonValue;
import io.dynawrap.DbItem;
import io.dynawrap.KeyValues;
import io.dynawrap.OnError;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.engine.StoreAdmin;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.StoredItem;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read under a key is the item of that key, whatever its fields say. */
abstract class KeyFieldsContract extends Contract {

    @DbItem(pk = "USER#{owner}", sk = "STORY#{storyId}", viewOf = Story.class)
    record StoryTitle(
            String owner, String storyId, @Nullable String title) {}

    enum Grade {
        LOW,
        HIGH;

        @JsonValue
        String shown() {
            return "grade " + name().toLowerCase(Locale.ROOT);
        }
    }

    @DbItem(
            pk = "EVERY#{owner}#{flag}#{tiny}#{small}#{count}",
            sk = "{big}#{n:05}#{grade}#{id}#{at}#{day}#{month}#{owner}#{shown}")
    record Every(
            String owner,
            boolean flag,
            byte tiny,
            Short small,
            long count,
            BigInteger big,
            int n,
            Grade grade,
            UUID id,
            Instant at,
            LocalDate day,
            YearMonth month,
            @JsonFormat(pattern = "dd.MM.uuuu") LocalDate shown,
            @Nullable String text) {}

    private Every every(@Nullable String text) {
        return new Every(
                owner,
                true,
                (byte) -7,
                (short) 300,
                Long.MIN_VALUE,
                BigInteger.TEN.pow(20),
                42,
                Grade.HIGH,
                UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
                Instant.parse("2026-01-02T03:04:05.100Z"),
                LocalDate.of(2026, 1, 2),
                YearMonth.of(2026, 1),
                LocalDate.of(2026, 3, 4),
                text);
    }

    private String everyPartition() {
        return "EVERY#" + owner + "#true#-7#300#-9223372036854775808";
    }

    private String everySort() {
        return "100000000000000000000#00042#HIGH#a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
                + "#2026-01-02T03:04:05.100000000Z#2026-01-02#2026-01#" + owner + "#2026-03-04";
    }

    private KeyValues everyKey() {
        return ItemType.of(Every.class)
                .parse(new ItemKey(everyPartition(), everySort()))
                .orElseThrow();
    }

    private void putStory(String sortKey, String json) {
        database.putRaw(table, "USER#" + owner, sortKey, null, json.replace('\'', '"'));
    }

    @Test
    void whatIsReadUnderAKeyDeletesNoOtherItem() {
        String other = owner + "-other";
        store.save(new Story(other, "9", "theirs"));
        putStory("STORY#2", "{'owner': '" + other + "', 'storyId': '9', 'title': 'forged'}");

        store.query(Story.class, partition()).onError(OnError.SKIP).stream().forEach(store::delete);

        assertThat(store.get(Story.class, KeyValues.of("owner", other, "storyId", "9")))
                .isPresent();
    }

    @Test
    void anItemWhoseFieldsAreThoseOfAnotherKeyIsUnreadableInEveryRead() {
        saveStories("1", "3");
        putStory("STORY#2", "{'owner': 'secret', 'storyId': '2', 'title': 'forged'}");
        String message =
                "The item at 'USER#" + owner + "', 'STORY#2' cannot be read as %s: its field 'owner' is not the"
                        + " one in the key, 'USER#{owner}'. Correct the field, or delete the item by its key.";

        assertThatThrownBy(() -> store.get(Story.class, key("2")))
                .isInstanceOfSatisfying(
                        UnreadableItemException.class, e -> assertThat(e.path()).contains("/owner"))
                .hasMessage(message.formatted("Story"));
        assertThatThrownBy(() -> store.get(StoryTitle.class, key("2"))).hasMessage(message.formatted("StoryTitle"));
        var query = store.query(Story.class, partition());
        assertThat(ids(query.list())).containsExactly("1", "3");
        assertThat(ids(query.page(5).items())).containsExactly("1", "3");
        assertThatThrownBy(() -> query.onError(OnError.RAISE).list()).hasMessage(message.formatted("Story"));
        assertThatThrownBy(() -> query.onError(OnError.RAISE).page(5))
                .isInstanceOfSatisfying(UnreadableItemException.class, e -> {
                    assertThat(e.itemsBefore()).hasSize(1);
                    assertThat(e.nextCursor()).isNotNull();
                });
        var scan = store.scan(Story.class, partition()).consistentReads(true);
        assertThat(ids(scan.list())).containsExactlyInAnyOrder("1", "3");
        assertThatThrownBy(() -> scan.onError(OnError.RAISE).list()).isInstanceOf(UnreadableItemException.class);
        assertThatThrownBy(() -> scan.parallelism(3).onError(OnError.RAISE).list())
                .isInstanceOf(UnreadableItemException.class);
        StoreAdmin admin = ((DefaultItemStore) store).admin();
        List<StoredItem> stored = admin.queryStored(Story.class, key("2")).list();
        assertThat(stored).hasSize(1);
        assertThatThrownBy(() -> admin.read(Story.class, stored.get(0))).hasMessage(message.formatted("Story"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'owner': 'OWNER', 'storyId': '1'}",
                "{'owner': 'OWNER', 'storyId': '22'}",
                "{'owner': 'OWNER', 'storyId': ''}",
                "{'owner': 'OWNER', 'storyId': '2#3'}",
                "{'storyId': '3'}",
                "{'owner': ' OWNER'}",
                "{'owner': 'OWNEr', 'storyId': '2'}",
            })
    void aFieldThatIsNotTheOneInTheKeyMakesTheItemUnreadable(String json) {
        putStory("STORY#2", json.replace("OWNER", owner));
        String field = json.contains("' ") || json.contains("OWNEr") ? "/owner" : "/storyId";
        assertThatThrownBy(() -> store.get(Story.class, key("2")))
                .isInstanceOfSatisfying(
                        UnreadableItemException.class, e -> assertThat(e.path()).contains(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'title': 't'}",
                "{'title': 't', 'owner': null, 'storyId': null}",
                "{'owner': null, 'title': 't'}",
                "{'storyId': '2', 'title': 't'}",
                "{'storyId': 2, 'title': 't', 'content': null}",
            })
    void fieldsOfTheKeyThatAreAbsentComeFromTheKey(String json) {
        putStory("STORY#2", json);
        Story story = new Story(owner, "2", "t");
        assertThat(store.get(Story.class, key("2"))).contains(story);
        assertThat(store.query(Story.class, partition()).onError(OnError.RAISE).list())
                .containsExactly(story);
        assertThat(store.get(StoryTitle.class, key("2"))).contains(new StoryTitle(owner, "2", "t"));
    }

    @Test
    void anItemWithoutAnyFieldHasThoseOfItsKey() {
        putStory("STORY#2", "{}");
        assertThat(store.get(Story.class, key("2"))).contains(new Story(owner, "2", null));
    }

    @Test
    void fieldsOfAllTypesComeFromTheKey() {
        database.putRaw(table, everyPartition(), everySort(), null, "{\"text\": \"t\"}");
        assertThat(store.get(Every.class, everyKey())).contains(every("t"));

        Every saved = store.save(every("u"));
        assertThat(saved).isEqualTo(every("u"));
        assertThat(store.get(Every.class, everyKey())).contains(saved);
    }

    @Test
    void theSameValueInAnotherFormIsTheOneInTheKey() {
        String json = """
                {"owner": "%s", "flag": true, "tiny": -7.0, "small": 300, "count": -9223372036854775808.0,
                "big": 100000000000000000000.00, "n": 42.0, "grade": "grade high",
                "id": "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "at": "2026-01-02T04:04:05.1+01:00",
                "day": "2026-01-02", "month": "2026-01", "shown": "04.03.2026"}""".formatted(owner);
        database.putRaw(table, everyPartition(), everySort(), null, json);
        assertThat(store.get(Every.class, everyKey())).contains(every(null));
    }

    @Test
    void anotherValueOfAnyTypeMakesTheItemUnreadable() {
        List<String> unlike = List.of(
                "\"owner\": \"x\"",
                "\"flag\": false",
                "\"tiny\": 7",
                "\"small\": 301",
                "\"count\": 0",
                "\"big\": 10",
                "\"n\": 420",
                "\"grade\": \"grade low\"",
                "\"id\": \"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12\"",
                "\"at\": \"2026-01-02T03:04:05.101Z\"",
                "\"day\": \"2026-01-03\"",
                "\"month\": \"2026-02\"",
                "\"shown\": \"05.03.2026\"");
        List<String> read = new ArrayList<>();
        for (String field : unlike) {
            database.putRaw(table, everyPartition(), everySort(), null, "{" + field + "}");
            try {
                store.get(Every.class, everyKey());
                read.add(field);
            } catch (UnreadableItemException e) {
                assertThat(field).startsWith("\"" + e.path().orElseThrow().substring(1) + "\"");
            }
            store.delete(Every.class, everyKey());
        }
        assertThat(read).isEmpty();
    }
}
