package io.dynawrap.engine;

import static io.dynawrap.Condition.field;
import static io.dynawrap.Condition.itemExists;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.Condition;
import io.dynawrap.DbItem;
import io.dynawrap.InvalidConditionException;
import io.dynawrap.engine.ConditionBinderTest.Level;
import io.dynawrap.engine.ConditionBinderTest.Status;
import io.dynawrap.engine.ConditionBinderTest.Street;
import io.dynawrap.engine.ConditionBinderTest.Thing;
import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.BoundCondition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conditions that do not fit their model are refused before any I/O. */
class ConditionRefusalTest {

    private static BoundCondition bind(Condition condition) {
        return ConditionBinder.bind(ItemType.of(Thing.class), condition, null);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    record Refusal(Condition condition, @Nullable String field, String message) {}

    static List<Refusal> refusals() {
        return List.of(
                new Refusal(field("titel").isPresent(), "titel", "there is no field 'titel'"),
                new Refusal(field("address", "town").isPresent(), "address", "in 'address': there is no field 'town'"),
                new Refusal(
                        field("street").is(new Street("x")),
                        "street",
                        "@JsonUnwrapped and @JsonAnyGetter have no paths"),
                new Refusal(
                        field("tags", "0").isPresent(),
                        "tags",
                        "'tags' of a condition is a list. Its elements have no paths"),
                new Refusal(field("title", "x").isPresent(), "title", "Compare the whole field."),
                new Refusal(field("counts", "").isPresent(), "counts", "has a name that no field can have"),
                new Refusal(field("any", "\0").isAbsent(), "any", "has a name that no field can have"),
                new Refusal(
                        field(Collections.nCopies(33, "any").toArray(String[]::new))
                                .isPresent(),
                        "any",
                        "more than 32 names"),
                new Refusal(field("schema_version").is("7"), "schema_version", "holds the schema version"),
                new Refusal(field("title").is(null), "title", "is compared with null. Use isAbsent()"),
                new Refusal(field("title").isNot(null), "title", "is compared with null. Use isAbsent()"),
                new Refusal(field("note").is(Optional.empty()), "note", "is compared with null. Use isAbsent()"),
                new Refusal(field("likes").is("secret"), "likes", "is a long, but its operand is a String"),
                new Refusal(field("likes").lessThan(5.5), "likes", "a number that this type does not have"),
                new Refusal(field("count").is(1L << 40), "count", "a number that this type does not have"),
                new Refusal(
                        field("rate").is(number("0.12345678901234567890")),
                        "rate",
                        "a number that this type does not have"),
                new Refusal(field("status").is("DRAFT"), "status", "is a Status, but its operand is a String"),
                new Refusal(field("at").is("2026-11-23T19:40:23Z"), "at", "is an Instant, but its operand is a String"),
                new Refusal(field("status").lessThan(Status.DRAFT), "status", "has no order in its stored form"),
                new Refusal(field("level").lessThan(Level.LOW), "level", "has no order in its stored form"),
                new Refusal(field("draft").lessThan(true), "draft", "has no order in its stored form"),
                new Refusal(field("photo").atMost(new byte[] {1}), "photo", "has no order in its stored form"),
                new Refusal(field("tags").atLeast(List.of("a")), "tags", "has no order in its stored form"),
                new Refusal(field("asText").greaterThan(5), "asText", "has no order in its stored form"),
                new Refusal(field("zoned").lessThan(OffsetDateTime.MIN), "zoned", "has no order in its stored form"),
                new Refusal(field("at").lessThan(Instant.parse("+10000-01-01T00:00:00Z")), "at", "years 0000 to 9999"),
                new Refusal(field("likes").between(3, 1), "likes", "whose first value is not before its last"),
                new Refusal(field("any").between(1, "a"), "any", "whose first value is not before its last"),
                new Refusal(field("likes").beginsWith("1"), "likes", "is a long, but its operand is a String"),
                new Refusal(field("title").beginsWith(""), "title", "is compared with the empty text"),
                new Refusal(field("title").contains(""), "title", "is compared with the empty text"),
                new Refusal(field("title").contains(1), "title", "is a String, but its operand is an Integer"),
                new Refusal(field("likes").contains(1), "likes", "is no list, set or text"),
                new Refusal(field("photo").contains((byte) 1), "photo", "is no list, set or text"),
                new Refusal(field("groups").is(List.of(Set.of("a", "b"))), "groups", "a set inside of another value"),
                new Refusal(field("rate").is(Double.NaN), "rate", "NaN or infinite"),
                new Refusal(field("title").is("\0"), "title", "U+0000"),
                new Refusal(field("price").is(number("1E400")), "price", "outside of 1E-130"),
                new Refusal(field("any").is(new Object()), "any", "cannot be serialised"),
                new Refusal(field("title").isIn(Collections.nCopies(101, "a")), "title", "more than the 100"),
                new Refusal(Condition.unchanged("x"), null, "unchanged(..) has a String"),
                new Refusal(Condition.field().isPresent(), null, "names no field"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatDoesNotFitIsRefusedWithModelAndFieldAndWithoutTheValue(Refusal refusal) {
        assertThatThrownBy(() -> bind(refusal.condition)).isInstanceOfSatisfying(InvalidConditionException.class, e -> {
            assertThat(e.field()).isEqualTo(Optional.ofNullable(refusal.field));
            assertThat(e.getMessage())
                    .contains("Thing")
                    .contains(refusal.message)
                    .doesNotContain("secret");
        });
    }

    @Test
    void aConditionThatDynamoDbCouldNotEvaluateIsRefused() {
        Condition comparisons = field("title").is("a");
        Condition texts = field("title").isIn(Collections.nCopies(100, "a"));
        for (int i = 0; i < 100; i++) {
            comparisons = comparisons.or(field("title").is("a"));
        }
        for (int i = 0; i < 5; i++) {
            texts = texts.or(field("title").isIn(Collections.nCopies(100, "a")));
        }
        Condition nested = field("title").is("a");
        for (int i = 0; i < 60; i++) {
            nested = nested.and(itemExists()).or(itemExists());
        }
        Condition large = field("title").isIn("x".repeat(300_000), "y".repeat(300_000));
        assertRefused(comparisons, "more than 100 comparisons");
        assertRefused(texts, "too long for DynamoDB");
        assertRefused(nested, "nested more than 100 levels deep");
        assertRefused(large, "409600 bytes together");
        Condition atMost = field("title")
                .isIn(Collections.nCopies(100, "a"))
                .or(field("likes").isIn(Collections.nCopies(100, 1)));
        assertThat(bind(atMost)).isInstanceOf(BoundCondition.All.class);
    }

    @DbItem(pk = "TITLED#{id}", sk = "X")
    record Titled(String id, String title) {}

    @Test
    void theFieldsOfUnchangedCountAsValues() {
        ItemType<Titled> type = ItemType.of(Titled.class);
        Condition unchanged = Condition.unchanged(new Titled("1", "x".repeat(250_000)));
        assertThat(ConditionBinder.bind(type, unchanged, null)).isInstanceOf(BoundCondition.All.class);
        for (Condition other : List.of(unchanged, field("title").isNot("y".repeat(250_000)))) {
            assertThatThrownBy(() -> ConditionBinder.bind(type, unchanged.and(other), null))
                    .isInstanceOf(InvalidConditionException.class)
                    .hasMessageContaining("Titled")
                    .hasMessageContaining("409600 bytes together");
        }
    }

    /** DynamoDB allows 2 MB for all names and values of an expression. */
    @Test
    void longNamesCountAsValuesDo() {
        List<Condition> names = IntStream.range(0, 10)
                .mapToObj(i -> field("any", i + "n".repeat(45_000)).isAbsent())
                .toList();
        assertRefused(names.stream().reduce(Condition::and).orElseThrow(), "409600 bytes together, with names");
        assertThat(bind(Stream.concat(names.subList(0, 8).stream(), names.subList(0, 8).stream())
                        .reduce(Condition::and)
                        .orElseThrow()))
                .isInstanceOf(BoundCondition.All.class);
    }

    private static void assertRefused(Condition condition, String message) {
        assertThatThrownBy(() -> bind(condition))
                .isInstanceOf(InvalidConditionException.class)
                .hasMessageContaining("Thing")
                .hasMessageContaining(message);
    }
}
