package io.dynawrap.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.mapping.ItemType;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was saved is what is read: an item that would change is refused before it is written. */
abstract class UnchangedContract extends Contract {

    private static final Timestamp IN_NANOS = Timestamp.from(Instant.parse("2026-01-02T03:04:05.123456789Z"));
    private static final Timestamp IN_MILLIS = Timestamp.from(Instant.parse("2026-01-02T03:04:05.123Z"));

    @DbItem(pk = "CHANGING#{owner}", sk = "STAMPED#{id}")
    record Stamped(String owner, String id, @Nullable Timestamp at) {}

    @DbItem(pk = "CHANGING#{owner}", sk = "UNTYPED#{id}")
    record Untyped(String owner, String id, String text, Object value) {}

    record Part(Optional<Timestamp> at, List<Timestamp> more) {}

    @DbItem(pk = "CHANGING#{owner}", sk = "NESTED#{id}")
    record NestedStamp(String owner, String id, Map<String, Part> parts) {}

    @DbItem(pk = "CHANGING#{owner}", sk = "FORMATTED#{id}")
    record Formatted(
            String owner,
            String id,
            @JsonFormat(pattern = "uuuu-MM-dd HH:mm") LocalDateTime at) {}

    @DbItem(pk = "CHANGING#{owner}", sk = "SET#{id}")
    record Collapsing(
            String owner,
            String id,
            @JsonDeserialize(as = LinkedHashSet.class) java.util.Collection<String> words) {}

    @DbItem(pk = "CHANGING#{owner}", sk = "READONLY#{id}")
    static final class ReadOnlyKey {
        public @Nullable String owner;

        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        public @Nullable String id;
    }

    @DbItem(pk = "CHANGING#{owner}", sk = "READONLYFIELD#{id}")
    static final class ReadOnlyField {
        public @Nullable String owner;
        public @Nullable String id;

        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        public @Nullable String text;
    }

    @DbItem(pk = "CHANGING#{owner}", sk = "LOWER#{id}")
    record Lower(String owner, String id) {
        @JsonCreator
        static Lower of(@JsonProperty("owner") String owner, @JsonProperty("id") String id) {
            return new Lower(owner, id.toLowerCase(java.util.Locale.ROOT));
        }
    }

    @DbItem(pk = "CHANGING#{owner}", sk = "PICKY#{id}")
    record Picky(String owner, String id, int n) {
        @JsonCreator
        static Picky of(@JsonProperty("owner") String owner, @JsonProperty("id") String id, @JsonProperty("n") int n) {
            if (n < 0) {
                throw new IllegalArgumentException("negative");
            }
            return new Picky(owner, id, n);
        }
    }

    private ItemStore fresh() {
        return new DefaultItemStore(database.backend()).table(table);
    }

    private ItemStore checking() {
        return DefaultItemStore.builder(database.backend())
                .checkEveryItem(true)
                .build()
                .table(table);
    }

    private KeyValues id(String id) {
        return KeyValues.of("owner", owner, "id", id);
    }

    private void assertRefused(ItemStore store, Object item, String path) {
        String field = path.split("/")[1];
        assertThatThrownBy(() -> store.save(item))
                .isInstanceOfSatisfying(
                        InvalidItemException.class, e -> assertThat(e.field()).contains(field))
                .hasMessage(item.getClass().getSimpleName() + ": the value at '" + path
                        + "' changes when it is written and read back. Use a type that keeps it, or leave the field out"
                        + " with @JsonIgnore.");
    }

    /** Untyped bytes are read as the longer text of their base64, which is not stored. */
    @Test
    void anItemIsNotTooLargeForWhatIsReadBackOfIt() {
        String text = "x".repeat(ItemCodec.MAX_ITEM_BYTES - 1000);
        byte[] bytes = new byte[800];

        Untyped saved = store.save(new Untyped(owner, "1", text, bytes));

        assertThat(saved.value()).isEqualTo(Base64.getEncoder().encodeToString(bytes));
        assertThat(store.get(Untyped.class, KeyValues.of("owner", owner, "id", "1")))
                .contains(saved);
    }

    @Test
    void aValueThatLosesAPartOfItselfIsRefusedWithItsPath() {
        ItemStore absent = new DefaultItemStore(database.backend()).table(ABSENT);
        assertRefused(absent, new Stamped(owner, "1", IN_NANOS), "/at");
        Part part = new Part(Optional.empty(), List.of(IN_MILLIS, IN_NANOS));
        assertRefused(absent, new NestedStamp(owner, "1", Map.of("a", part)), "/parts/a/more/1");
        part = new Part(Optional.of(IN_NANOS), List.of());
        assertRefused(absent, new NestedStamp(owner, "1", Map.of("a", part)), "/parts/a/at");
        assertRefused(absent, new Formatted(owner, "1", LocalDateTime.of(2026, 1, 2, 3, 4, 5)), "/at");
        assertRefused(absent, new Collapsing(owner, "1", List.of("a", "b", "a")), "/words");
        ReadOnlyField readOnly = new ReadOnlyField();
        readOnly.owner = owner;
        readOnly.id = "1";
        readOnly.text = "gone";
        assertRefused(absent, readOnly, "/text");
    }

    @Test
    void theSameClassesAreSavedWithValuesThatStay() {
        assertThat(store.save(new Stamped(owner, "1", IN_MILLIS))).isEqualTo(new Stamped(owner, "1", IN_MILLIS));
        Formatted formatted = new Formatted(owner, "1", LocalDateTime.of(2026, 1, 2, 3, 4));
        assertThat(store.save(formatted)).isEqualTo(formatted);
        assertThat(store.save(new Collapsing(owner, "1", List.of("b", "a"))).words())
                .containsExactly("b", "a");
        assertThat(store.get(Stamped.class, id("1"))).isPresent();
    }

    @Test
    void aFieldOfTheKeyThatChangesIsRefusedForEveryItem() {
        ReadOnlyKey unread = new ReadOnlyKey();
        unread.owner = owner;
        unread.id = "1";
        String message =
                ": the field 'id' of the key changes when it is written and read back, so the item would be read"
                        + " with another key. Let Jackson read the field, and keep its value.";
        assertThatThrownBy(() -> store.save(unread))
                .isInstanceOfSatisfying(
                        InvalidItemException.class, e -> assertThat(e.field()).contains("id"))
                .hasMessage("ReadOnlyKey" + message);
        assertThat(database.raw(table, "CHANGING#" + owner, "READONLY#1")).isNull();
        store.save(new Lower(owner, "a"));
        assertThatThrownBy(() -> store.save(new Lower(owner, "B"))).hasMessage("Lower" + message);
        assertThatThrownBy(() -> store.batchWrite(List.of(new Lower(owner, "c"), new Lower(owner, "D"))))
                .isInstanceOf(InvalidItemException.class)
                .hasMessage("The item at index 1 of the batch, 'CHANGING#" + owner + "', 'LOWER#D': Lower" + message);
        assertThat(store.query(Lower.class, KeyValues.of("owner", owner)).list())
                .containsExactly(new Lower(owner, "a"));
    }

    @Test
    void theFirstItemOfEachClassIsComparedAndEveryOneWhereTheStoreIsToldTo() {
        ItemStore first = fresh();
        first.save(new Stamped(owner, "1", null));
        first.save(new Stamped(owner, "2", IN_NANOS));
        assertThat(first.get(Stamped.class, id("2"))).contains(new Stamped(owner, "2", IN_MILLIS));

        ItemStore checking = checking();
        checking.save(new Stamped(owner, "3", null));
        assertRefused(checking, new Stamped(owner, "4", IN_NANOS), "/at");
        assertThatThrownBy(() -> checking.batchWrite(
                        List.of(new Stamped(owner, "5", IN_MILLIS), new Stamped(owner, "6", IN_NANOS))))
                .isInstanceOf(InvalidItemException.class)
                .hasMessageStartingWith(
                        "The item at index 1 of the batch, 'CHANGING#" + owner + "', 'STAMPED#6': Stamped");
        assertThat(checking.get(Stamped.class, id("5"))).isEmpty();
    }

    @Test
    void everyItemOfABatchIsReadBackBeforeTheFirstIsWritten() {
        List<Object> items = new ArrayList<>();
        for (int n = 0; n < 1200; n++) {
            items.add(new Picky(owner, "%04d".formatted(n), n));
        }
        items.add(1100, new Picky(owner, "bad", -1));
        assertThatThrownBy(() -> store.batchWrite(items))
                .isInstanceOf(InvalidItemException.class)
                .hasMessageStartingWith("The item at index 1100 of the batch, 'CHANGING#" + owner
                        + "', 'PICKY#bad': Picky can be written but not read back");
        assertThat(store.query(Picky.class, KeyValues.of("owner", owner)).list())
                .isEmpty();
        items.remove(1100);
        assertThat(store.batchWrite(items)).isEqualTo(1200);
    }

    @Test
    void aFaultInABatchIsToldWithItsIndex() {
        assertThatThrownBy(() -> store.batchWrite(List.of(story("1"), story("2"), new Story(owner, "", "t"))))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageStartingWith("The item at index 2 of the batch: Story: field 'storyId'");
        assertThatThrownBy(() -> store.batchWrite(List.of(story("1"), new Story(owner, "2", "\0"))))
                .isInstanceOfSatisfying(
                        InvalidItemException.class, e -> assertThat(e.field()).contains("title"))
                .hasMessageStartingWith("The item at index 1 of the batch, 'USER#" + owner + "', 'STORY#2': Story: ");
        assertThat(store.query(Story.class, partition()).list()).isEmpty();
    }

    @DbItem(pk = "CHANGING#{owner}", sk = "SETS#{id}")
    record Sets(String owner, String id, Set<String> words, Set<List<Integer>> lists) {}

    @Test
    void theOrderOfASetIsItsOwn() {
        Set<String> words = new LinkedHashSet<>(List.of("zebra", "apple", "mango", "kiwi", "x", "y"));
        Set<List<Integer>> lists = new LinkedHashSet<>(List.of(List.of(3, 1), List.of(2), List.of()));
        Sets sets = new Sets(owner, "1", words, lists);
        assertThat(checking().save(sets)).isEqualTo(sets);
    }

    @DbItem(pk = "CHANGING#{owner}", sk = "DEFAULTS#{id}")
    static final class Defaults {
        public @Nullable String owner;
        public @Nullable String id;
        public @Nullable String status = "new";
        public @Nullable String plain;
        public @Nullable Optional<String> note = Optional.of("x");
        public @Nullable Optional<String> unset;
        public Map<String, Inner> inner = Map.of();
    }

    static final class Inner {
        public @Nullable String country = "DE";
    }

    @Test
    void aNullInAFieldWithADefaultComesBackAsNull() {
        Defaults item = new Defaults();
        item.owner = owner;
        item.id = "1";
        item.status = null;
        item.note = Optional.empty();
        item.unset = Optional.empty();
        Inner inner = new Inner();
        inner.country = null;
        item.inner = Map.of("a", inner, "b", new Inner());

        Defaults saved = store.save(item);
        assertThat(saved).usingRecursiveComparison().isEqualTo(item);
        assertThat(store.get(Defaults.class, id("1")).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(item);
        JsonNode raw = database.raw(table, "CHANGING#" + owner, "DEFAULTS#1").fields();
        assertThat(raw.get("status").isNull()).isTrue();
        assertThat(raw.get("note").isNull()).isTrue();
        assertThat(raw.has("plain")).isFalse();
        assertThat(raw.at("/inner/a/country").isNull()).isTrue();
        item.id = "2";
        store.batchWrite(List.of(item));
        assertThat(store.get(Defaults.class, id("2")).orElseThrow().status).isNull();
    }

    @Test
    void aFieldThatWasNotStoredHasItsDefaultWhateverTheVersion() {
        String current = ItemType.of(Defaults.class).schemaVersion();
        database.putRaw(table, "CHANGING#" + owner, "DEFAULTS#1", "old", "{\"inner\": {\"a\": {}}}");
        database.putRaw(table, "CHANGING#" + owner, "DEFAULTS#2", current, "{\"status\": null}");
        database.putRaw(table, "CHANGING#" + owner, "DEFAULTS#3", null, "{}");

        Defaults old = store.get(Defaults.class, id("1")).orElseThrow();
        assertThat(old.status).isEqualTo("new");
        assertThat(old.note).contains("x");
        assertThat(old.inner.get("a").country).isEqualTo("DE");
        assertThat(store.get(Defaults.class, id("2")).orElseThrow().status).isNull();
        assertThat(store.get(Defaults.class, id("3")).orElseThrow().status).isEqualTo("new");
        assertThat(store.save(old)).usingRecursiveComparison().isEqualTo(old);
    }

    @DbItem(pk = "CHANGING#{owner}", sk = "NAMES#{id}")
    record Names(
            String owner,
            String id,
            @JsonProperty("a/b~c") @Nullable Timestamp at,
            @JsonProperty("d/e") @Nullable Date date,
            @JsonProperty("f/g") @Nullable Map<String, Timestamp> more) {}

    @Test
    void thePathIsAJsonPointerWhateverTheNames() {
        assertThatThrownBy(() -> fresh().save(new Names(owner, "1", IN_NANOS, null, null)))
                .isInstanceOfSatisfying(
                        InvalidItemException.class, e -> assertThat(e.field()).contains("a/b~c"))
                .hasMessageStartingWith("Names: the value at '/a~1b~0c' changes");
        assertThatThrownBy(() -> fresh().save(new Names(owner, "1", null, null, Map.of("x/y", IN_NANOS))))
                .isInstanceOfSatisfying(
                        InvalidItemException.class, e -> assertThat(e.field()).contains("f/g"))
                .hasMessageStartingWith("Names: the value at '/f~1g/x~1y' changes");
        Date never = new Date(Long.MAX_VALUE);
        assertThatThrownBy(() -> store.save(new Names(owner, "1", null, never, null)))
                .isInstanceOfSatisfying(
                        InvalidItemException.class, e -> assertThat(e.field()).contains("d/e"))
                .hasMessage(
                        "Names can be written but not read back, because of the value at '/d~1e'. Store a value that its"
                                + " type reads, or give Jackson a way to read what it writes there; the cause says what is wrong.");
    }
}
