package io.dynawrap.engine;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemAbsent;
import static io.dynawrap.Condition.itemExists;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.dynawrap.Condition;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.SchemaVersion;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundCondition.Operator;
import io.dynawrap.spi.StoredItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionBinderTest {

    enum Status {
        DRAFT,
        PUBLISHED
    }

    enum Level {
        LOW,
        HIGH;

        @JsonValue
        int number() {
            return ordinal() * 10;
        }
    }

    record Address(String city, Instant since) {}

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
            @Nullable Integer count,
            @Nullable BigDecimal price,
            double rate,
            float ratio,
            boolean draft,
            @Nullable Status status,
            @Nullable Level level,
            @Nullable Instant at,

            @JsonFormat(shape = JsonFormat.Shape.NUMBER) @Nullable Instant epoch,

            @Nullable LocalDate day,
            @Nullable LocalDateTime local,
            @Nullable OffsetDateTime zoned,
            byte @Nullable [] photo,
            @Nullable List<String> tags,
            @Nullable Set<String> labels,
            @Nullable List<Instant> visits,
            @Nullable List<Set<String>> groups,
            @Nullable Map<String, Integer> counts,
            @Nullable Address address,
            @Nullable Payment payment,
            Optional<Instant> note,
            @Nullable Object any,
            @JsonProperty("x.y") @Nullable String dotted,
            @JsonFormat(shape = JsonFormat.Shape.STRING) int asText,

            @JsonSerialize(using = Lowercase.class) @Nullable String mail,

            @JsonUnwrapped @Nullable Street street,
            @SchemaVersion @Nullable String version) {}

    private static final ItemType<Thing> THING = ItemType.of(Thing.class);
    private static final Instant TIME = Instant.parse("2026-11-23T19:40:23.5Z");
    private static final BoundCondition EXISTS = new BoundCondition.ItemExists(null);

    private static BoundCondition bind(Condition condition) {
        return ConditionBinder.bind(THING, condition, null);
    }

    /** Binds a condition on fields and takes away that the item exists. */
    private static BoundCondition bindField(Condition condition) {
        BoundCondition.All all = (BoundCondition.All) bind(condition);
        assertThat(all.conditions().get(0)).isEqualTo(EXISTS);
        return ConditionBinder.all(all.conditions().subList(1, all.conditions().size()));
    }

    private static BoundCondition compared(Operator operator, Object operand, String... path) {
        return new BoundCondition.Comparison(List.of(path), operator, operand);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static boolean holds(Condition condition, String json) {
        return ConditionEvaluator.holds(bind(condition), stored(json));
    }

    private static StoredItem stored(String json) {
        return new StoredItem(new ItemKey("p", "s"), null, () -> {
            try {
                return new JsonFactory().createParser(json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void operandsHaveTheFormOfTheirFields() {
        assertThat(bindField(field("title").is("a"))).isEqualTo(compared(Operator.EQUAL, "a", "title"));
        assertThat(bindField(field("likes").lessThan(1000)))
                .isEqualTo(compared(Operator.LESS, number("1000"), "likes"));
        assertThat(bindField(field("likes").atMost(10L))).isEqualTo(compared(Operator.AT_MOST, number("10"), "likes"));
        assertThat(bindField(field("count").greaterThan((short) 3)))
                .isEqualTo(compared(Operator.GREATER, number("3"), "count"));
        assertThat(bindField(field("price").atLeast(number("1.50"))))
                .isEqualTo(compared(Operator.AT_LEAST, number("1.5"), "price"));
        assertThat(bindField(field("price").is(7))).isEqualTo(compared(Operator.EQUAL, number("7"), "price"));
        assertThat(bindField(field("rate").is(10))).isEqualTo(compared(Operator.EQUAL, number("10"), "rate"));
        assertThat(bindField(field("ratio").is(0.1))).isEqualTo(compared(Operator.EQUAL, number("0.1"), "ratio"));
        assertThat(bindField(field("draft").isNot(true))).isEqualTo(compared(Operator.NOT_EQUAL, true, "draft"));
        assertThat(bindField(field("status").is(Status.DRAFT))).isEqualTo(compared(Operator.EQUAL, "DRAFT", "status"));
        assertThat(bindField(field("level").is(Level.HIGH))).isEqualTo(compared(Operator.EQUAL, number("10"), "level"));
        assertThat(bindField(field("epoch").is(TIME)))
                .isEqualTo(compared(Operator.EQUAL, number("1795462823.5"), "epoch"));
        assertThat(bindField(field("asText").is(5))).isEqualTo(compared(Operator.EQUAL, "5", "asText"));
        assertThat(bindField(field("mail").is("A@B"))).isEqualTo(compared(Operator.EQUAL, "a@b", "mail"));
        assertThat(bindField(field("mail").beginsWith("A@")))
                .isEqualTo(new BoundCondition.BeginsWith(List.of("mail"), "a@"));
        assertThat(bindField(field("x.y").is("a"))).isEqualTo(compared(Operator.EQUAL, "a", "x.y"));
        assertThat(bindField(field("tags").is(List.of("b", "a"))))
                .isEqualTo(compared(Operator.EQUAL, List.of("b", "a"), "tags"));
        assertThat(bindField(field("address").is(new Address("Rome", TIME))))
                .isEqualTo(compared(
                        Operator.EQUAL, Map.of("city", "Rome", "since", "2026-11-23T19:40:23.500Z"), "address"));
        assertThat(bindField(field("payment").is(new Card("1"))))
                .isEqualTo(compared(Operator.EQUAL, Map.of("kind", "card", "number", "1"), "payment"));
        assertThat(bindField(field("any").is(3))).isEqualTo(compared(Operator.EQUAL, number("3"), "any"));
        assertThat(bindField(field("day").lessThan(LocalDate.of(2026, 1, 2))))
                .isEqualTo(new BoundCondition.All(List.of(
                        new BoundCondition.Not(new BoundCondition.BeginsWith(List.of("day"), "+")),
                        compared(Operator.LESS, "2026-01-02", "day"))));
        BoundCondition photo = bindField(field("photo").is(new byte[] {1}));
        assertThat(((BoundCondition.Comparison) photo).operand()).isEqualTo(new byte[] {1});
    }

    @Test
    void pathsLeadIntoObjectsMapsAndSubtypes() {
        assertThat(bindField(field("address", "city").is("Rome")))
                .isEqualTo(compared(Operator.EQUAL, "Rome", "address", "city"));
        assertThat(bindField(field("counts", "any name").is(1)))
                .isEqualTo(compared(Operator.EQUAL, number("1"), "counts", "any name"));
        assertThat(bindField(field("payment", "number").is("1")))
                .isEqualTo(compared(Operator.EQUAL, "1", "payment", "number"));
        assertThat(bindField(field("payment", "kind").is("card")))
                .isEqualTo(compared(Operator.EQUAL, "card", "payment", "kind"));
        assertThat(bindField(field("any", "a", "b").is("c"))).isEqualTo(compared(Operator.EQUAL, "c", "any", "a", "b"));
        assertThat(bindField(field("address", "since").isPresent()))
                .isEqualTo(new BoundCondition.Present(List.of("address", "since")));
    }

    @Test
    void containsTakesElementsOfListsAndPartsOfTexts() {
        assertThat(bindField(field("tags").contains("a"))).isEqualTo(new BoundCondition.Contains(List.of("tags"), "a"));
        assertThat(bindField(field("labels").contains("a")))
                .isEqualTo(new BoundCondition.Contains(List.of("labels"), "a"));
        assertThat(bindField(field("visits").contains(TIME)))
                .isEqualTo(new BoundCondition.Contains(List.of("visits"), "2026-11-23T19:40:23.500Z"));
        assertThat(bindField(field("title").contains("a")))
                .isEqualTo(new BoundCondition.Contains(List.of("title"), "a"));
    }

    @Test
    void aJavaSetIsComparedInAnyOrder() {
        assertThat(bindField(field("labels").is(List.of("b", "a"))))
                .isEqualTo(new BoundCondition.SameElements(List.of("labels"), List.of("b", "a")));
        assertThat(bindField(field("labels").isNot(Set.of("a"))))
                .isEqualTo(new BoundCondition.Not(new BoundCondition.SameElements(List.of("labels"), List.of("a"))));
        assertThat(bindField(field("labels").is(Set.of()))).isEqualTo(compared(Operator.EQUAL, List.of(), "labels"));
    }

    @Test
    void isInWithoutValuesNeverHolds() {
        assertThat(holds(field("title").isIn(), "{\"title\": \"a\"}")).isFalse();
        assertThat(holds(field("title").isIn(List.of("b", "a")), "{\"title\": \"a\"}"))
                .isTrue();
        assertThat(holds(field("labels").isIn(Set.of("b"), Set.of("a", "c")), "{\"labels\": [\"c\", \"a\"]}"))
                .isTrue();
    }

    @Test
    void betweenIncludesBothEnds() {
        Condition condition = field("likes").between(1, 3);
        assertThat(IntStream.range(0, 5).mapToObj(n -> holds(condition, "{\"likes\": " + n + "}")))
                .containsExactly(false, true, true, true, false);
    }

    @Test
    void aConditionOnFieldsRequiresTheItemUnlessItNamesItsAbsence() {
        assertThat(ConditionEvaluator.holds(bind(field("title").isAbsent()), null))
                .isFalse();
        assertThat(ConditionEvaluator.holds(bind(field("title").is("a").not()), null))
                .isFalse();
        assertThat(ConditionEvaluator.holds(bind(field("title").is("a").or(itemAbsent())), null))
                .isTrue();
        assertThat(ConditionEvaluator.holds(bind(itemAbsent().or(field("title").isAbsent())), null))
                .isTrue();
        assertThat(ConditionEvaluator.holds(bind(field("title").is("a").and(itemAbsent())), null))
                .isFalse();
        assertThat(bind(itemExists())).isEqualTo(EXISTS);
        assertThat(bind(itemAbsent().not())).isEqualTo(new BoundCondition.Not(new BoundCondition.ItemAbsent(null)));
    }

    @Test
    void anExpiredItemHasNoFields() {
        BoundCondition.Expiry expiry = new BoundCondition.Expiry("likes", 10);
        String expired = "{\"likes\": 10, \"title\": \"a\"}";
        String alive = "{\"likes\": 11, \"title\": \"a\"}";
        for (Condition never : List.of(
                field("title").is("a"),
                field("title").isNot("b"),
                field("title").is("a").and(itemAbsent().not()),
                field("title").is("a").or(itemAbsent().not()))) {
            BoundCondition bound = ConditionBinder.bind(THING, never, expiry);
            assertThat(ConditionEvaluator.holds(bound, stored(expired)))
                    .as("%s", never)
                    .isFalse();
            assertThat(ConditionEvaluator.holds(bound, stored(alive)))
                    .as("%s", never)
                    .isTrue();
        }
        BoundCondition orAbsent =
                ConditionBinder.bind(THING, field("title").is("b").or(itemAbsent()), expiry);
        assertThat(ConditionEvaluator.holds(orAbsent, stored(expired))).isTrue();
        assertThat(ConditionEvaluator.holds(orAbsent, stored(alive))).isFalse();
        BoundCondition isNot = ConditionBinder.bind(
                THING, field("title").isNot("a").or(itemAbsent().and(itemExists())), expiry);
        assertThat(ConditionEvaluator.holds(isNot, stored(expired))).isTrue();
        assertThat(ConditionEvaluator.holds(isNot, stored(alive))).isFalse();
    }

    @Test
    void instantsOfAllWidthsAreComparedByTime() {
        List<String> fractions = List.of(
                "",
                "0",
                "000000000",
                "5",
                "50",
                "05",
                "500",
                "12",
                "120",
                "123",
                "123456",
                "123456789",
                "1",
                "999999999");
        TreeMap<Instant, Integer> order = new TreeMap<>();
        for (String second : List.of("22", "23", "24")) {
            for (String fraction : fractions) {
                order.put(instant(second, fraction), 0);
            }
        }
        for (Instant operand : order.keySet()) {
            for (String second : List.of("22", "23", "24")) {
                for (String fraction : fractions) {
                    String json = "{\"at\": \"" + text(second, fraction) + "\"}";
                    int compared = instant(second, fraction).compareTo(operand);
                    assertThat(holds(field("at").lessThan(operand), json)).isEqualTo(compared < 0);
                    assertThat(holds(field("at").atMost(operand), json)).isEqualTo(compared <= 0);
                    assertThat(holds(field("at").greaterThan(operand), json)).isEqualTo(compared > 0);
                    assertThat(holds(field("at").atLeast(operand), json)).isEqualTo(compared >= 0);
                    assertThat(holds(field("at").is(operand), json)).isEqualTo(compared == 0);
                    assertThat(holds(field("at").isNot(operand), json)).isEqualTo(compared != 0);
                    assertThat(holds(field("note").isIn(operand, Instant.EPOCH), json.replace("at", "note")))
                            .isEqualTo(compared == 0);
                }
            }
        }
    }

    private static String text(String second, String fraction) {
        return "2026-11-23T19:40:" + second + (fraction.isEmpty() ? "" : "." + fraction) + "Z";
    }

    private static Instant instant(String second, String fraction) {
        return Instant.parse(text(second, fraction));
    }

    @Test
    void localTimesAreComparedByTimeWithOrWithoutSeconds() {
        List<String> texts = List.of(
                "2026-11-23T19:40",
                "2026-11-23T19:40:00",
                "2026-11-23T19:40:00.000",
                "2026-11-23T19:40:00.5",
                "2026-11-23T19:40:00.500",
                "2026-11-23T19:40:01",
                "2026-11-23T19:39:59.9",
                "2026-11-23T19:41");
        for (String operand : texts) {
            LocalDateTime time = LocalDateTime.parse(operand);
            for (String text : texts) {
                String json = "{\"local\": \"" + text + "\"}";
                int compared = LocalDateTime.parse(text).compareTo(time);
                assertThat(holds(field("local").lessThan(time), json)).isEqualTo(compared < 0);
                assertThat(holds(field("local").atMost(time), json)).isEqualTo(compared <= 0);
                assertThat(holds(field("local").greaterThan(time), json)).isEqualTo(compared > 0);
                assertThat(holds(field("local").atLeast(time), json)).isEqualTo(compared >= 0);
                assertThat(holds(field("local").is(time), json)).isEqualTo(compared == 0);
            }
        }
    }

    @Test
    void theLastInstantOfTheYear9999HasAnOrder() {
        Instant last = Instant.parse("9999-12-31T23:59:59.999999999Z");
        assertThat(holds(field("at").atMost(last), "{\"at\": \"9999-12-31T23:59:59.999999999Z\"}"))
                .isTrue();
        assertThat(holds(field("at").greaterThan(last), "{\"at\": \"9999-12-31T23:59:59.999999999Z\"}"))
                .isFalse();
    }

    @DbItem(pk = "NOTE#{id}", sk = "{at}")
    record Note(
            String id,
            Instant at,
            @Nullable String text,
            int likes,
            Set<String> labels,
            @JsonUnwrapped @Nullable Street street,
            @SchemaVersion @Nullable String version) {}

    private static boolean unchanged(Note note, String json) {
        return ConditionEvaluator.holds(
                ConditionBinder.bind(ItemType.of(Note.class), Condition.unchanged(note), null), stored(json));
    }

    @Test
    void unchangedComparesEachFieldOfTheModel() {
        Note note = new Note("1", TIME, null, 0, Set.of("a", "b"), new Street("x"), "7");
        String stored = "{\"id\": \"1\", \"at\": \"2026-11-23T19:40:23.5Z\", \"likes\": 0, \"labels\": [\"b\", \"a\"],"
                + " \"street\": \"x\", \"schema_version\": \"6\", \"unknown\": 1}";
        assertThat(unchanged(note, stored)).isTrue();
        assertThat(unchanged(note, stored.replace("\"likes\": 0,", "")))
                .as("a default")
                .isTrue();
        assertThat(unchanged(note, stored.replace("\"id\": \"1\",", "")))
                .as("a field of the key")
                .isTrue();
        assertThat(unchanged(note, stored.replace("\"at\": \"2026-11-23T19:40:23.5Z\",", "")))
                .isTrue();
        assertThat(unchanged(note, stored.replace("{", "{\"text\": null, "))).isTrue();
        assertThat(unchanged(note, stored.replace("{", "{\"text\": \"t\", "))).isFalse();
        assertThat(unchanged(note, stored.replace("\"likes\": 0", "\"likes\": 1")))
                .isFalse();
        assertThat(unchanged(note, stored.replace("\"id\": \"1\"", "\"id\": \"2\"")))
                .isFalse();
        assertThat(unchanged(note, stored.replace("23.5Z", "23.6Z"))).isFalse();
        assertThat(unchanged(note, stored.replace("[\"b\", \"a\"]", "[\"b\"]"))).isFalse();
        assertThat(unchanged(note, stored.replace("\"street\": \"x\"", "\"street\": \"y\"")))
                .isFalse();
        assertThat(ConditionEvaluator.holds(
                        ConditionBinder.bind(ItemType.of(Note.class), Condition.unchanged(note), null), null))
                .isFalse();
    }

    @DbItem(pk = "OPEN#{id}", sk = "X")
    record Open(String id, @JsonAnyGetter Map<String, String> further) {}

    @Test
    void unchangedRefusesAModelWithFieldsThatAreNotKnown() {
        assertThatThrownBy(() -> ConditionBinder.bind(
                        ItemType.of(Open.class), Condition.unchanged(new Open("1", Map.of())), null))
                .isInstanceOf(InvalidConditionException.class)
                .hasMessageContaining("Open: unchanged(..) cannot compare a model with @JsonAnyGetter");
    }

    /** Its fields are stored under their own names, and nothing under the name of the getter. */
    @Test
    void anAnyGetterIsNoField() {
        assertThatThrownBy(() -> ConditionBinder.bind(
                        ItemType.of(Open.class), field("further").isAbsent(), null))
                .isInstanceOf(InvalidConditionException.class)
                .hasMessageContaining("Open: there is no field 'further' for a condition")
                .hasMessageEndingWith("Fields: [id]");
    }

    @Test
    void aConditionIsACopyOfItsParts() {
        List<Object> values = new ArrayList<>(List.of("a"));
        String[] path = {"title"};
        Condition condition = field(path).isIn(values);
        values.add("b");
        path[0] = "likes";
        assertThat(bindField(condition)).isEqualTo(new BoundCondition.In(List.of("title"), List.of("a")));
    }
}
