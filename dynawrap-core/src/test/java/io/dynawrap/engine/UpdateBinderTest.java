package io.dynawrap.engine;

import static io.dynawrap.Condition.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dynawrap.Condition;
import io.dynawrap.DbItem;
import io.dynawrap.ExpiresAt;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.InvalidUpdateException;
import io.dynawrap.ItemUpdate;
import io.dynawrap.ItemVersion;
import io.dynawrap.SchemaVersion;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.BoundUpdate;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an update accepts, and what it stores. */
class UpdateBinderTest {

    enum Status {
        DRAFT,
        PUBLISHED
    }

    record Address(String city, @Nullable Instant since) {}

    record Street(String street) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = Card.class, name = "card")})
    sealed interface Payment {}

    record Card(String number) implements Payment {}

    static final class Lowercase extends JsonSerializer<String> {
        @Override
        public void serialize(String value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(value.toLowerCase(Locale.ROOT));
        }
    }

    @DbItem(pk = "THING#{id}", sk = "{n}")
    record Thing(
            String id,
            int n,
            @Nullable String title,
            long likes,
            byte small,
            @Nullable BigDecimal price,
            @Nullable BigInteger whole,
            double rate,
            float ratio,
            boolean draft,
            char letter,
            @Nullable Status status,
            @Nullable Instant at,
            @Nullable LocalDate day,
            byte @Nullable [] photo,
            int @Nullable [] scores,
            @Nullable List<String> tags,
            @Nullable Set<String> labels,
            @Nullable List<Long> numbers,
            @Nullable List<Set<String>> groups,
            @Nullable Map<String, Integer> counts,
            @Nullable Address address,
            @Nullable List<Payment> payments,
            Optional<Instant> note,
            Optional<List<String>> maybe,
            @Nullable Object any,
            @Nullable JsonNode node,
            @JsonProperty("x.y") @Nullable String dotted,
            @JsonFormat(shape = JsonFormat.Shape.STRING) int asText,

            @JsonSerialize(using = Lowercase.class) @Nullable String mail,

            @JsonUnwrapped @Nullable Street street,
            @ExpiresAt @Nullable Instant until,
            @ItemVersion int revision,
            @SchemaVersion @Nullable String version) {}

    private static final Thing THING = new Thing(
            "1",
            2,
            "T",
            3,
            (byte) 4,
            new BigDecimal("1.50"),
            BigInteger.TEN,
            0.25,
            1.5f,
            true,
            'x',
            Status.PUBLISHED,
            Instant.parse("2026-11-30T01:02:03.400Z"),
            LocalDate.parse("2026-11-30"),
            new byte[] {1, 2},
            new int[] {5, 6},
            Arrays.asList("a", null),
            Set.of("b"),
            List.of(7L),
            List.of(Set.of("c")),
            Map.of("k", 8),
            new Address("Oslo", Instant.EPOCH),
            List.of(new Card("9")),
            Optional.of(Instant.EPOCH),
            Optional.of(List.of("d")),
            List.of(1, "e"),
            JsonNodeFactory.instance.objectNode().put("f", 1),
            "dots",
            10,
            "MAIL",
            null,
            Instant.parse("2026-11-30T01:02:03.999Z"),
            1,
            null);

    private static final ItemCodec CODEC = ItemCodec.create();
    private static final ItemType<Thing> TYPE = CODEC.type(Thing.class);
    private static final ItemKey KEY = new ItemKey("THING#1", "2");

    private static UpdateBinder.Bound bind(Consumer<ItemUpdate<Thing>> changes) {
        return UpdateBinder.bind(TYPE, KEY, null, new ItemCoding(CODEC, new FaultyBackend(), false), changes);
    }

    private static BoundUpdate.Action first(Consumer<ItemUpdate<Thing>> changes) {
        return bind(changes).update().actions().get(0);
    }

    private static void refused(Consumer<ItemUpdate<Thing>> changes, @Nullable String field, String message) {
        InvalidUpdateException refused = catchThrowableOfType(InvalidUpdateException.class, () -> bind(changes));
        assertThat(refused)
                .as(message)
                .isNotNull()
                .hasMessageContaining("Thing")
                .hasMessageContaining(message);
        assertThat(refused.field()).isEqualTo(Optional.ofNullable(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title",
                "likes",
                "small",
                "price",
                "whole",
                "rate",
                "ratio",
                "draft",
                "letter",
                "status",
                "at",
                "day",
                "photo",
                "scores",
                "tags",
                "labels",
                "numbers",
                "groups",
                "counts",
                "address",
                "payments",
                "note",
                "maybe",
                "any",
                "node",
                "asText",
                "mail",
                "until"
            })
    void aValueIsStoredAsASaveStoresIt(String name) throws ReflectiveOperationException {
        Object value = Thing.class.getDeclaredMethod(name).invoke(THING);
        Object saved = CODEC.fields(TYPE, THING, KEY, 1).get(name);
        assertThat(first(u -> u.set(name, value)))
                .usingRecursiveComparison()
                .isEqualTo(new BoundUpdate.Set(name, saved));
        assertThat(first(u -> u.setIfAbsent(name, value)))
                .usingRecursiveComparison()
                .isEqualTo(new BoundUpdate.SetIfAbsent(name, saved));
    }

    @Test
    void aNumberOrACollectionIsConvertedToTheTypeOfItsField() {
        assertThat(first(u -> u.set("likes", 1))).isEqualTo(new BoundUpdate.Set("likes", BigDecimal.ONE));
        assertThat(first(u -> u.set("price", 1L))).isEqualTo(new BoundUpdate.Set("price", BigDecimal.ONE));
        assertThat(first(u -> u.set("numbers", List.of(1, 2))))
                .isEqualTo(new BoundUpdate.Set("numbers", List.of(BigDecimal.ONE, BigDecimal.valueOf(2))));
        assertThat(first(u -> u.set("labels", List.of("a")))).isEqualTo(new BoundUpdate.Set("labels", List.of("a")));
        assertThat(first(u -> u.set("note", Instant.EPOCH)))
                .isEqualTo(new BoundUpdate.Set("note", "1970-01-01T00:00:00Z"));
        assertThat(first(u -> u.append("maybe", Set.of("x")))).isEqualTo(new BoundUpdate.Append("maybe", List.of("x")));
        assertThat(first(u -> u.append("scores", List.of(1))))
                .isEqualTo(new BoundUpdate.Append("scores", List.of(BigDecimal.ONE)));
        assertThat(first(u -> u.append("any", List.of(1))))
                .isEqualTo(new BoundUpdate.Append("any", List.of(BigDecimal.ONE)));
        assertThat(first(u -> u.append("tags", Arrays.asList("x", null))))
                .isEqualTo(new BoundUpdate.Append("tags", Arrays.asList("x", null)));
    }

    @DbItem(pk = "SHELF#{id}", sk = "X")
    record Shelf(
            String id,
            Deque<Long> queue,
            EnumSet<Status> states,
            SortedSet<String> sorted,
            Optional<NavigableSet<String>> maybe,
            PriorityQueue<Integer> heap,
            EnumMap<Status, Long> byState,
            SortedMap<String, Integer> counts,
            List<Optional<String>> gaps,
            Map<String, OptionalInt> gapsByName,
            OptionalInt number,
            AtomicReference<@Nullable String> reference) {}

    private static @Nullable Object setInShelf(String name, @Nullable Object value) {
        ItemType<Shelf> type = CODEC.type(Shelf.class);
        BoundUpdate.Action action = UpdateBinder.bind(
                        type,
                        new ItemKey("SHELF#1", "X"),
                        null,
                        new ItemCoding(CODEC, new FaultyBackend(), false),
                        (ItemUpdate<Shelf> u) -> u.set(name, value))
                .update()
                .actions()
                .get(0);
        return action instanceof BoundUpdate.Set set ? set.value() : null;
    }

    @Test
    void aCollectionOrAMapIsConvertedToTheClassOfItsField() {
        BigDecimal one = BigDecimal.ONE;
        assertThat(setInShelf("queue", List.of(1))).isEqualTo(List.of(one));
        assertThat(setInShelf("queue", Set.of(1L))).isEqualTo(List.of(one));
        assertThat(setInShelf("states", List.of(Status.DRAFT))).isEqualTo(List.of("DRAFT"));
        assertThat(setInShelf("sorted", List.of("b", "a"))).isEqualTo(List.of("a", "b"));
        assertThat(setInShelf("maybe", Set.of("x"))).isEqualTo(List.of("x"));
        assertThat(setInShelf("heap", List.of(1))).isEqualTo(List.of(one));
        assertThat(setInShelf("byState", Map.of(Status.DRAFT, 1))).isEqualTo(Map.of("DRAFT", one));
        assertThat(setInShelf("counts", Map.of("a", 1))).isEqualTo(Map.of("a", one));
        assertThatThrownBy(() -> setInShelf("states", List.of("DRAFT")))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessage("Shelf: the field 'states' of an update is a Set, but its value is a List."
                        + " Give a value of the field's type.");
        assertThatThrownBy(() -> setInShelf("counts", Map.of(1, 1)))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessage("Shelf: the field 'counts' of an update is a Map, but its value has elements or keys of"
                        + " another type. Give a value of the field's type.");
    }

    @Test
    void emptyOptionalsAreNullsInsideOfValuesToo() {
        assertThat(setInShelf("gaps", List.of(Optional.empty(), Optional.of("x"))))
                .isEqualTo(Arrays.asList(null, "x"));
        assertThat(setInShelf("gapsByName", Map.of("a", OptionalInt.empty())))
                .isEqualTo(Collections.singletonMap("a", null));
        assertThat(setInShelf("number", OptionalInt.empty())).isNull();
        assertThat(setInShelf("reference", new AtomicReference<>())).isNull();
        assertThat(setInShelf("reference", new AtomicReference<>("x"))).isEqualTo("x");
    }

    @Test
    void nullAndAnEmptyOptionalRemoveAField() {
        for (Object value : new Object[] {null, Optional.empty(), JsonNodeFactory.instance.nullNode()}) {
            assertThat(first(u -> u.set("node", value))).isEqualTo(new BoundUpdate.Remove("node"));
        }
        refused(u -> u.setIfAbsent("note", Optional.empty()), "note", "is stored as NULL");
    }

    @Test
    void valuesAreFixedWhenTheyAreAdded() {
        List<String> tags = new ArrayList<>(List.of("a"));
        BoundUpdate.Action set = first(u -> {
            u.set("tags", tags);
            tags.add("b");
        });
        assertThat(set).isEqualTo(new BoundUpdate.Set("tags", List.of("a")));
    }

    @ParameterizedTest
    @CsvSource({
        "likes, -9223372036854775808, 9223372036854775807",
        "small, -128, 127",
        "price,,",
        "whole,,",
        "rate,,",
        "any,,"
    })
    void aSumHasTheRangeOfItsJavaType(String name, @Nullable BigDecimal lowest, @Nullable BigDecimal highest) {
        BoundUpdate.Range range = lowest == null ? null : new BoundUpdate.Range(lowest, highest);
        assertThat(first(u -> u.add(name, 1))).isEqualTo(new BoundUpdate.Add(name, BigDecimal.ONE, range));
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "draft", "letter", "status", "at", "until", "asText", "tags", "photo", "counts"})
    void nothingIsAddedToAFieldThatIsNoNumber(String name) {
        refused(u -> u.add(name, 1), name, "is not stored as a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "draft", "likes", "at", "address", "counts"})
    void nothingIsAppendedToAFieldThatIsNoList(String name) {
        refused(u -> u.append(name, List.of("a")), name, "is not stored as a list");
    }

    @Test
    void valuesOfOtherTypesAreRefused() {
        refused(u -> u.set("title", 1), "title", "is a String, but its value is an Integer");
        refused(u -> u.set("likes", 1.5), "likes", "or a number that this type does not have");
        refused(u -> u.add("small", 128), "small", "or a number that this type does not have");
        refused(u -> u.set("at", "2026-11-30T00:00:00Z"), "at", "is an Instant, but its value is a String");
        refused(u -> u.set("status", "DRAFT"), "status", "is a Status");
        refused(u -> u.set("tags", List.of(1)), "tags", "is a List");
        refused(u -> u.append("tags", List.of(1)), "tags", "is a List");
        refused(u -> u.append("numbers", List.of("1")), "numbers", "is a List");
        refused(u -> u.append("photo", List.of((byte) 1)), "photo", "is a byte[]");
        refused(u -> u.append("scores", Arrays.asList(1, null)), "scores", "is an int[]");
        refused(u -> u.set("counts", Map.of("a", "b")), "counts", "is a Map");
        refused(u -> u.set("counts", Map.of(1, 2)), "counts", "is a Map");
        refused(u -> u.set("groups", List.of(Set.of(1))), "groups", "is a List");
    }

    @Test
    void valuesThatNoItemCanHaveAreRefusedWithTheirField() {
        refused(u -> u.set("title", "a\u0000"), "title", "In an update of Thing");
        refused(u -> u.set("price", new BigDecimal("1E200")), "price", "is a number outside");
        refused(u -> u.add("price", new BigDecimal("1".repeat(39))), "price", "39 significant digits");
        refused(u -> u.set("rate", Double.NaN), "rate", "NaN");
        refused(u -> u.set("title", "x".repeat(410_000)), "title", "400 KB");
        refused(u -> u.set("title", "x".repeat(250_000)).set("mail", "x".repeat(250_000)), null, "400 KB");
        Condition title = field("title").isNot("x".repeat(250_000));
        bind(u -> u.set("mail", "x".repeat(250_000)).onlyIf(title));
        refused(u -> u.remove("mail").onlyIf(title).onlyIf(title), null, "in the conditions of an update");
        refused(
                u -> {
                    u.remove("mail");
                    for (int i = 0; i < 10; i++) {
                        u.onlyIf(field("counts", i + "n".repeat(45_000)).isAbsent());
                    }
                },
                null,
                "in the conditions of an update");
    }

    @Test
    void onlyFieldsOfTheModelAreChangedAndNoneOfTheKeyAndNotTheVersions() {
        refused(u -> u.set("nothing", 1), "nothing", "there is no field 'nothing' for an update");
        refused(u -> u.remove("street"), "street", "there is no field 'street'");
        refused(u -> u.remove(""), "", "has a name that no field can have");
        refused(u -> u.set("id", "2"), "id", "is part of the key, which never changes");
        refused(u -> u.add("n", 1), "n", "is part of the key");
        refused(u -> u.remove("n"), "n", "is part of the key");
        refused(u -> u.set("revision", 1), "revision", "is the version, which each update increases by itself");
        refused(u -> u.set("schema_version", "1"), "schema_version", "holds the schema version");
        refused(u -> u.set("address.city", "x"), "address.city", "there is no field");
    }

    @Test
    void aFieldIsChangedOnceAndAtLeastOneIs() {
        refused(u -> u.set("title", "a").remove("title"), "title", "is changed twice");
        refused(u -> u.add("likes", 1).add("likes", 2), "likes", "is changed twice");
        refused(u -> {}, null, "changes nothing");
        refused(u -> u.onlyIf(field("title").isAbsent()), null, "changes nothing");
    }

    @Test
    void theVersionIsIncreasedUpToItsLargestNumber() {
        assertThat(bind(u -> u.remove("title")).update().actions())
                .containsExactly(
                        new BoundUpdate.Remove("title"),
                        new BoundUpdate.Add(
                                "revision",
                                BigDecimal.ONE,
                                new BoundUpdate.Range(BigDecimal.ONE, BigDecimal.valueOf(Integer.MAX_VALUE))));
    }

    @Test
    void conditionsAreCheckedAgainstTheModel() {
        assertThatThrownBy(() ->
                        bind(u -> u.remove("title").onlyIf(field("nothing").isAbsent())))
                .isInstanceOf(InvalidConditionException.class);
        assertThat(bind(u -> u.remove("title").onlyIf(field("title").isAbsent()))
                        .conditions())
                .hasSize(1);
    }

    @Test
    void nullsAreRefused() {
        List<Consumer<ItemUpdate<Thing>>> calls = List.of(
                u -> u.set(null, 1),
                u -> u.setIfAbsent("title", null),
                u -> u.add("likes", null),
                u -> u.append("tags", null),
                u -> u.remove(null),
                u -> u.onlyIf(null),
                u -> u.orCreate(null));
        for (Consumer<ItemUpdate<Thing>> call : calls) {
            assertThatNullPointerException().isThrownBy(() -> bind(call)).withMessageContaining("must not be null");
        }
    }

    @Test
    void anUpdateIsUsableInItsCallOnly() {
        List<ItemUpdate<Thing>> kept = new ArrayList<>();
        bind(u -> kept.add(u.remove("title")));
        assertThatThrownBy(() -> kept.get(0).remove("mail"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside the call of update only");
    }

    @Test
    void anUpdateIsNotUsableAfterAnExceptionOfTheCaller() {
        List<ItemUpdate<Thing>> kept = new ArrayList<>();
        assertThatThrownBy(() -> bind(u -> {
                    kept.add(u.remove("title"));
                    throw new IllegalStateException("of the application");
                }))
                .hasMessage("of the application");
        assertThatThrownBy(() -> kept.get(0).remove("mail"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("inside the call of update only");
    }

    @DbItem(pk = "WIDE#{id}", sk = "W")
    record Wide(String id, @JsonAnyGetter Map<String, Object> more, List<String> list) {}

    @Test
    void fieldsOfAnAnyGetterAreNotUpdated() {
        ItemType<Wide> type = CODEC.type(Wide.class);
        for (String name : List.of("extra", "more")) {
            assertThatThrownBy(() -> UpdateBinder.bind(
                            type,
                            new ItemKey("WIDE#1", "W"),
                            null,
                            new ItemCoding(CODEC, new FaultyBackend(), false),
                            u -> u.remove(name)))
                    .isInstanceOf(InvalidUpdateException.class)
                    .hasMessageContaining("there is no field '" + name + "'")
                    .hasMessageEndingWith("Fields: [id, list]");
        }
    }

    @Test
    void anUpdateThatIsTooLongForDynamoDbIsRefused() {
        Condition condition = IntStream.range(0, 20)
                .mapToObj(i -> field("title").contains("x" + i))
                .reduce(Condition::or)
                .orElseThrow();
        assertThat(bind(u -> u.add("likes", 1).onlyIf(condition)).conditions()).hasSize(1);
        refused(
                u -> u.add("likes", 1).onlyIf(condition).onlyIf(condition).onlyIf(condition),
                null,
                "too long for DynamoDB");
    }
}
