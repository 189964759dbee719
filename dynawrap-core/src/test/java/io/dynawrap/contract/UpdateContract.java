package io.dynawrap.contract;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemAbsent;
import static io.dynawrap.contract.CheckedWriteContract.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dynawrap.ConditionFailedException;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.InapplicableUpdateException;
import io.dynawrap.InvalidItemException;
import io.dynawrap.InvalidKeyException;
import io.dynawrap.InvalidModelException;
import io.dynawrap.InvalidUpdateException;
import io.dynawrap.ItemNotFoundException;
import io.dynawrap.ItemStore;
import io.dynawrap.ItemUpdate;
import io.dynawrap.ItemVersion;
import io.dynawrap.KeyValues;
import io.dynawrap.SchemaVersion;
import io.dynawrap.StaleItemException;
import io.dynawrap.UnreadableItemException;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.spi.TableSpec;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates of fields of one item. */
abstract class UpdateContract extends Contract {

    @DbItem(pk = "USER#{owner}", sk = "POST#{id}")
    record Post(
            String owner,
            String id,
            @Nullable String title,
            @Nullable Instant firstSeen,
            int likes,
            @Nullable Long views,
            @Nullable BigDecimal price,
            @Nullable List<String> tags,
            @Nullable Boolean draft,
            byte @Nullable [] data,
            @SchemaVersion @Nullable String schemaVersion) {}

    @DbItem(pk = "USER#{owner}", sk = "POST#{id}", viewOf = Post.class)
    record PostTitle(String owner, String id, String title) {}

    @DbItem(pk = "USER#{owner}", sk = "COUNTED#{id}")
    record Counted(
            String owner,
            String id,
            @Nullable String text,
            @ItemVersion @Nullable Integer version) {}

    @DbItem(pk = "USER#{owner}", sk = "SESSION#{id}")
    record Session(
            String owner, String id, @ExpiresAt @Nullable Instant until, int visits) {}

    @DbItem(pk = "USER#{owner}", sk = "STRICT#{id}")
    record Strict(String owner, String id, int n) {
        Strict {
            if (n > 10) {
                throw new IllegalArgumentException("too many");
            }
        }
    }

    private Post post(String title) {
        return new Post(owner, "1", title, null, 1, 2L, new BigDecimal("1.50"), List.of("a"), true, null, null);
    }

    private KeyValues id(String id) {
        return KeyValues.of("owner", owner, "id", id);
    }

    private Post update(Consumer<ItemUpdate<Post>> changes) {
        return store.update(Post.class, id("1"), changes);
    }

    private void putPost(String fields) {
        putRaw("POST#1", "old", fields);
    }

    private void putRaw(String sortKey, @Nullable String schemaVersion, String fields) {
        database.putRaw(
                table,
                "USER#" + owner,
                sortKey,
                schemaVersion,
                "{\"owner\": \"" + owner + "\", \"id\": \"1\"" + fields + "}");
    }

    private Database.RawItem raw(String sortKey) {
        return database.raw(table, "USER#" + owner, sortKey);
    }

    private InapplicableUpdateException inapplicable(Consumer<ItemUpdate<Post>> changes) {
        return catchThrowableOfType(InapplicableUpdateException.class, () -> update(changes));
    }

    @Test
    void updateChangesTheNamedFieldsAndReturnsWhatAGetReturns() {
        store.save(post("Old"));
        Instant now = Instant.parse("2026-11-30T01:02:03.5Z");
        Post updated = update(u -> u.set("title", "New")
                .setIfAbsent("firstSeen", now)
                .setIfAbsent("views", 9)
                .add("likes", 1)
                .add("price", new BigDecimal("0.25"))
                .append("tags", List.of("sea", "sky"))
                .remove("draft"));

        assertThat(updated)
                .usingRecursiveComparison()
                .ignoringFields("schemaVersion")
                .isEqualTo(new Post(
                        owner,
                        "1",
                        "New",
                        now,
                        2,
                        2L,
                        new BigDecimal("1.75"),
                        List.of("a", "sea", "sky"),
                        null,
                        null,
                        null));
        assertThat(store.get(Post.class, id("1"))).contains(updated);
    }

    @Test
    void aFieldThatIsAbsentOrNullIsSetOrStartsEmpty() {
        for (String fields : List.of("", ", \"views\": null, \"tags\": null, \"firstSeen\": null, \"price\": null")) {
            putPost(fields);
            Post updated = update(u -> u.setIfAbsent("firstSeen", Instant.EPOCH)
                    .add("views", 5)
                    .append("tags", List.of("a"))
                    .set("title", "T"));
            assertThat(updated.views()).isEqualTo(5);
            assertThat(updated.firstSeen()).isEqualTo(Instant.EPOCH);
            assertThat(updated.tags()).containsExactly("a");
            assertThat(store.get(Post.class, id("1"))).contains(updated);
            store.delete(Post.class, id("1"));
        }
    }

    @Test
    void aNullRemovesTheField() {
        store.save(post("Old"));
        assertThat(update(u -> u.set("title", null).remove("tags")).title()).isNull();
        assertThat(raw("POST#1").fields().has("title")).isFalse();
        assertThat(raw("POST#1").fields().has("tags")).isFalse();
    }

    @Test
    void fieldsThatTheModelDoesNotHaveAndTheSchemaVersionAreKept() {
        putPost(", \"likes\": 1, \"other\": {\"a\": [1, null]}, \"schema_version\": \"old\"");
        assertThat(update(u -> u.add("likes", 1)).schemaVersion()).isEqualTo("old");
        Database.RawItem raw = raw("POST#1");
        assertThat(raw.schemaVersion()).isEqualTo("old");
        assertThat(raw.fields().get("other").toString()).isEqualTo("{\"a\":[1,null]}");
        assertThat(raw.fields().get("schema_version").textValue()).isEqualTo("old");
        assertThat(raw.fields().get("likes").intValue()).isEqualTo(2);
    }

    /** There are no operations on sets: a list without repetitions is appended to on a condition. */
    @Test
    void anElementIsAppendedOnlyIfTheListDoesNotContainIt() {
        putPost("");
        Consumer<ItemUpdate<Post>> addSea = u -> u.append("tags", List.of("sea"))
                .onlyIf(field("tags").contains("sea").not());
        assertThat(update(addSea).tags()).containsExactly("sea");
        assertThat(update(u -> u.append("tags", List.of("seaside", "sky"))).tags())
                .hasSize(3);
        ConditionFailedException refused = catchThrowableOfType(ConditionFailedException.class, () -> update(addSea));
        assertThat(refused.current(Post.class).orElseThrow().tags()).containsExactly("sea", "seaside", "sky");
        update(u -> u.set("tags", List.of("seaside")));
        assertThat(update(addSea).tags()).containsExactly("seaside", "sea");
    }

    @Test
    void anUpdateOfAnAbsentItemIsRefusedAndCreatesNone() {
        for (Consumer<ItemUpdate<Post>> changes : List.<Consumer<ItemUpdate<Post>>>of(
                u -> u.set("title", "x"),
                u -> u.add("likes", 1),
                u -> u.remove("title"),
                u -> u.set("title", "x").onlyIf(itemAbsent()))) {
            ItemNotFoundException refused = catchThrowableOfType(ItemNotFoundException.class, () -> update(changes));
            assertThat(refused)
                    .hasMessage("Post 'USER#" + owner + "', 'POST#1' does not exist. Create it with create, or give the"
                            + " update orCreate(..).");
            assertThat(refused.current(Post.class)).isEmpty();
            assertThat(raw("POST#1")).isNull();
        }
    }

    @Test
    void anUpdateIsExecutedOnlyIfItsConditionsHold() {
        Post saved = store.save(post("Old"));
        assertThat(update(u -> u.add("likes", 1).onlyIf(field("likes").lessThan(2)))
                        .likes())
                .isEqualTo(2);
        ConditionFailedException refused = catchThrowableOfType(
                ConditionFailedException.class,
                () -> update(u -> u.add("likes", 1)
                        .onlyIf(field("likes").lessThan(2))
                        .onlyIf(field("title").is("Old"))));
        assertThat(refused).isExactlyInstanceOf(ConditionFailedException.class);
        assertThat(refused.current(Post.class).orElseThrow().likes()).isEqualTo(2);
        assertThat(refused)
                .hasMessageContaining("The condition on 'likes' does not hold for Post 'USER#" + owner + "', 'POST#1'")
                .hasMessageNotContaining("Old");
        assertThatThrownBy(() -> update(u -> u.remove("tags").onlyIf(itemAbsent())))
                .isExactlyInstanceOf(ConditionFailedException.class);
        assertThat(store.get(Post.class, id("1")).orElseThrow().tags()).isEqualTo(saved.tags());
    }

    @Test
    void aNumberOrAListOfAnotherWriterIsChangedAsStored() {
        putPost(", \"likes\": 1.0, \"price\": 1.50, \"tags\": []");
        Post updated = update(
                u -> u.add("likes", 1).add("price", new BigDecimal("0.50")).append("tags", List.of()));
        assertThat(updated.likes()).isEqualTo(2);
        assertThat(updated.price()).isEqualTo("2");
        assertThat(updated.tags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "true", "[1]", "{\"a\": 1}"})
    void nothingIsAddedToAValueThatIsNoNumber(String stored) {
        putPost(", \"views\": " + stored + ", \"price\": " + stored);
        for (String name : List.of("views", "price")) {
            InapplicableUpdateException refused =
                    inapplicable(u -> u.add(name, 1).set("title", "x"));
            assertThat(refused.field()).contains(name);
            assertThat(refused)
                    .hasMessage("Post 'USER#" + owner + "', 'POST#1': the field '" + name
                            + "' holds no number, so nothing can be added to it. Set it, or correct the item.");
        }
        assertThat(raw("POST#1").fields().has("title")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "1", "{\"a\": 1}", "false"})
    void nothingIsAppendedToAValueThatIsNoList(String stored) {
        putPost(", \"tags\": " + stored);
        InapplicableUpdateException refused = inapplicable(u -> u.append("tags", List.of("x")));
        assertThat(refused.field()).contains("tags");
        assertThat(raw("POST#1").fields().get("tags").toString()).isEqualTo(stored.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "likes, 2147483647, 1", "likes, -2147483648, -1", "views, 9223372036854775807, 1",
        "views, -9223372036854775808, -1", "likes, 1, 2147483647", "views, 9223372036854775800, 8"
    })
    void aSumOutsideOfTheRangeOfItsJavaTypeIsRefused(String name, String stored, long number) {
        putPost(", \"" + name + "\": " + stored);
        InapplicableUpdateException refused = inapplicable(u -> u.add(name, number));
        assertThat(refused.field()).contains(name);
        assertThat(refused).hasMessageContaining("would leave the range of its type");
        assertThat(raw("POST#1").fields().get(name).decimalValue()).isEqualByComparingTo(stored);
    }

    @Test
    void aSumAtTheEndOfTheRangeIsStored() {
        putPost(", \"likes\": 2147483646, \"views\": -9223372036854775807");
        Post updated = update(u -> u.add("likes", 1).add("views", -1));
        assertThat(updated.likes()).isEqualTo(Integer.MAX_VALUE);
        assertThat(updated.views()).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "12345678901234567890123456789012345678, 0.1",
        "9.9999999999999999999999999999999999999E125, 9E125",
        "1E100, 1",
    })
    void aSumThatIsNoNumberOfDynamoDbIsRefused(BigDecimal stored, BigDecimal number) {
        putPost(", \"price\": " + stored);
        InapplicableUpdateException refused = inapplicable(u -> u.add("price", number));
        assertThat(refused.field()).contains("price");
        assertThat(refused).hasMessageContaining("the field 'price' would get a number that");
        assertThat(raw("POST#1").fields().get("price").decimalValue()).isEqualByComparingTo(stored);
    }

    @Test
    void anItemNeverHasMoreThan400Kilobytes() {
        Post empty = new Post(owner, "1", "", null, 1, null, null, null, null, null, null);
        int left = 0;
        int most = 410_000;
        while (most - left > 1) {
            int middle = (left + most) / 2;
            try {
                store.save(new Post(owner, "1", "t".repeat(middle), null, 1, null, null, null, null, null, null));
                left = middle;
            } catch (InvalidItemException e) {
                most = middle;
            }
        }
        int longest = left;
        store.save(empty);
        update(u -> u.set("title", "t".repeat(longest - 1)));
        assertThat(update(u -> u.set("title", "t".repeat(longest))).title()).hasSize(longest);
        InapplicableUpdateException refused = inapplicable(u -> u.setIfAbsent("views", 1));
        assertThat(refused.field()).isEmpty();
        assertThat(refused)
                .hasMessage(
                        "Post 'USER#" + owner + "', 'POST#1' would have more than the 409600 bytes (400 KB) an item can"
                                + " have as DynamoDB counts. Store less, or store large values elsewhere and keep a reference.");
        assertThat(inapplicable(u -> u.append("tags", List.of())).field()).isEmpty();
        assertThat(update(u -> u.add("likes", 5)).likes()).isEqualTo(6);
        assertThat(update(u -> u.set("title", "t").setIfAbsent("views", 1)).views())
                .isEqualTo(1);
    }

    /** PostgreSQL stores bytes as the text of their base64, which is longer. */
    @Test
    void bytesCountAsBytes() {
        byte[] data = new byte[405_000];
        Arrays.fill(data, (byte) 7);
        store.save(post("Old"));
        assertThat(update(u -> u.set("data", data)).data()).isEqualTo(data);
        assertThat(update(u -> u.set("title", "t".repeat(4_000))).data()).isEqualTo(data);
        assertThat(inapplicable(u -> u.set("title", "t".repeat(5_000))).field()).isEmpty();
        assertThat(update(u -> u.add("likes", 1)).likes()).isEqualTo(2);
    }

    @Test
    void anUpdateIncreasesTheVersion() {
        Counted created = store.create(new Counted(owner, "1", "a", null));
        Counted updated = store.update(Counted.class, id("1"), u -> u.set("text", "b"));
        assertThat(updated.version()).isEqualTo(2);
        assertThatThrownBy(() -> store.save(created)).isInstanceOf(StaleItemException.class);
        assertThat(store.save(updated).version()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"version\": null", ", \"version\": 0"})
    void aVersionThatIsNotStoredStartsAtZero(String version) {
        putRaw("COUNTED#1", "v", version);
        assertThat(store.update(Counted.class, id("1"), u -> u.set("text", "b")).version())
                .isEqualTo(1);
        assertThat(raw("COUNTED#1").fields().get("version").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483647", "-1", "\"1\""})
    void aVersionWithoutANextOneRefusesTheUpdate(String version) {
        putRaw("COUNTED#1", "v", ", \"version\": " + version);
        assertThat(catchThrowableOfType(
                                InapplicableUpdateException.class,
                                () -> store.update(Counted.class, id("1"), u -> u.set("text", "b")))
                        .field())
                .contains("version");
        assertThat(raw("COUNTED#1").fields().has("text")).isFalse();
    }

    @Test
    void orCreateCreatesTheItemWithTheChangesIfThereIsNone() {
        Consumer<ItemUpdate<Post>> like = u -> u.add("likes", 1)
                .setIfAbsent("title", "no")
                .setIfAbsent("views", 7)
                .append("tags", List.of("b"))
                .remove("draft")
                .onlyIf(field("likes").lessThan(3))
                .orCreate(new Post(owner, "1", "New", null, 0, null, null, List.of("a"), true, new byte[] {1}, null));
        Post created = update(like);
        assertThat(created.likes()).isEqualTo(1);
        assertThat(created.title()).isEqualTo("New");
        assertThat(created.views()).isEqualTo(7);
        assertThat(created.tags()).containsExactly("a", "b");
        assertThat(created.draft()).isNull();
        assertThat(created.data()).containsExactly(1);
        assertThat(created.schemaVersion())
                .isEqualTo(raw("POST#1").schemaVersion())
                .isNotNull();
        assertThat(store.get(Post.class, id("1")).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(created);
        assertThat(update(like).likes()).isEqualTo(2);
        assertThat(update(like).likes()).isEqualTo(3);
        assertThatThrownBy(() -> update(like)).isExactlyInstanceOf(ConditionFailedException.class);

        Counted counted =
                store.update(Counted.class, id("1"), u -> u.set("text", "b").orCreate(new Counted(owner, "1", "a", 9)));
        assertThat(counted).isEqualTo(new Counted(owner, "1", "b", 1));
    }

    @Test
    void orCreateChecksItsItemBeforeAnyIo() {
        Post other = new Post(owner, "2", null, null, 0, null, null, null, null, null, null);
        Post last =
                new Post(owner, "1", "t".repeat(409_000), null, Integer.MAX_VALUE, null, null, null, null, null, null);
        ItemStore nowhere = store.table(ABSENT);
        assertThatThrownBy(() -> nowhere.update(
                        Post.class, id("1"), u -> u.add("likes", 1).orCreate(other)))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining("the item of orCreate has the key");
        assertThatThrownBy(() -> nowhere.update(
                        Post.class, id("1"), u -> u.add("likes", 1).orCreate(last)))
                .isInstanceOfSatisfying(
                        InvalidUpdateException.class, e -> assertThat(e.field()).contains("likes"));
        assertThatThrownBy(() -> nowhere.update(
                        Post.class,
                        id("1"),
                        u -> u.append("tags", List.of("t".repeat(900))).orCreate(last)))
                .isInstanceOf(InvalidItemException.class);
    }

    @Test
    void ofManyCallersThatUpdateOrCreateNoneIsLost() throws Exception {
        atOnce(8, caller -> () -> {
            for (int i = 0; i < 5; i++) {
                update(u -> u.add("likes", 1)
                        .orCreate(new Post(owner, "1", null, null, 0, null, null, null, null, null, null)));
            }
            return true;
        });
        assertThat(store.get(Post.class, id("1")).orElseThrow().likes()).isEqualTo(40);
    }

    @Test
    void sixteenCallersAddAndAppendAndNothingIsLost() throws Exception {
        putPost(", \"likes\": null, \"tags\": null");
        AtomicInteger refused = new AtomicInteger();
        atOnce(16, caller -> () -> {
            for (int i = 0; i < 10; i++) {
                String tag = caller + "/" + i;
                try {
                    update(u -> u.add("likes", 1)
                            .append("tags", List.of(tag))
                            .onlyIf(field("likes").isAbsent().or(field("likes").lessThan(150))));
                } catch (ConditionFailedException e) {
                    assertThat(e.current(Post.class).orElseThrow().likes()).isEqualTo(150);
                    refused.incrementAndGet();
                }
            }
            return true;
        });
        Post post = store.get(Post.class, id("1")).orElseThrow();
        assertThat(post.likes()).isEqualTo(150);
        assertThat(Set.copyOf(post.tags())).hasSize(150);
        assertThat(refused.get()).isEqualTo(10);
    }

    @Test
    void anItemThatHasExpiredIsAbsent() {
        Instant now = Instant.parse("2001-02-03T12:00:00Z");
        ItemStore expiring = DefaultItemStore.builder(database.backend())
                .clock(() -> now)
                .build()
                .table(table);
        expiring.save(new Session(owner, "1", now, 5));
        ItemNotFoundException refused = catchThrowableOfType(
                ItemNotFoundException.class, () -> expiring.update(Session.class, id("1"), u -> u.add("visits", 1)));
        assertThat(refused.current(Session.class)).isEmpty();

        Session created = expiring.update(
                Session.class,
                id("1"),
                u -> u.add("visits", 1).orCreate(new Session(owner, "1", now.plusSeconds(9), 0)));
        assertThat(created.visits()).isEqualTo(1);
        Session prolonged = expiring.update(Session.class, id("1"), u -> u.set("until", now.plusMillis(60_900)));
        assertThat(prolonged).isEqualTo(new Session(owner, "1", now.plusSeconds(60), 1));
        assertThat(raw("SESSION#1").fields().get("until").decimalValue())
                .isEqualByComparingTo(BigDecimal.valueOf(now.getEpochSecond() + 60));
        assertThat(expiring.update(Session.class, id("1"), u -> u.set("until", now.minusSeconds(1)))
                        .until())
                .isEqualTo(now.minusSeconds(1));
        assertThat(expiring.get(Session.class, id("1"))).isEmpty();
    }

    @Test
    void anUpdateAfterWhichTheItemCannotBeReadStands() {
        store.save(new Strict(owner, "1", 10));
        UnreadableItemException unreadable = catchThrowableOfType(
                UnreadableItemException.class, () -> store.update(Strict.class, id("1"), u -> u.add("n", 1)));
        assertThat(unreadable)
                .hasMessageContaining("cannot be read as Strict")
                .hasMessageContaining("The update was executed");
        assertThat(raw("STRICT#1").fields().get("n").intValue()).isEqualTo(11);
        assertThat(store.update(Strict.class, id("1"), u -> u.set("n", 3)).n()).isEqualTo(3);
    }

    @Test
    void namesThatMeanSomethingInALanguageAreNames() {
        Odd odd = new Odd(owner, "1", Map.of("a", 1), "x", 5);
        store.save(odd);
        Odd updated = store.update(
                Odd.class,
                id("1"),
                u -> u.set("size.of \"?'", Map.of("b", 2)).set("#u0", "y").add(":u0", 1));
        assertThat(updated).isEqualTo(new Odd(owner, "1", Map.of("b", 2), "y", 6));
    }

    @DbItem(pk = "USER#{owner}", sk = "ODD#{id}")
    record Odd(
            String owner,
            String id,

            @JsonProperty("size.of \"?'") Map<String, Integer> size,

            @JsonProperty("#u0") String text,

            @JsonProperty(":u0") int number) {}

    @Test
    void viewsAreNotUpdated() {
        assertThatThrownBy(() -> store.table(ABSENT).update(PostTitle.class, id("1"), u -> u.set("title", "x")))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("read-only view");
    }

    @Test
    void anUpdateUsesTheTableOfItsStore() {
        String other = table + "2";
        database.backend().createTable(new TableSpec(other));
        store.table(other).save(post("There"));
        assertThat(store.table(other)
                        .update(Post.class, id("1"), u -> u.add("likes", 1))
                        .likes())
                .isEqualTo(2);
        assertThatThrownBy(() -> update(u -> u.add("likes", 1))).isInstanceOf(ItemNotFoundException.class);
    }
}
