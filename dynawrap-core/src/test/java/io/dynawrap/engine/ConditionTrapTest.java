package io.dynawrap.engine;

import static io.dynawrap.engine.Conditions.compare;
import static io.dynawrap.engine.Conditions.is;
import static io.dynawrap.engine.Conditions.not;
import static io.dynawrap.engine.Conditions.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.dynamodb.ConditionsOnDynamoDb;
import io.dynawrap.postgres.ConditionsOnPostgres;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundCondition.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the databases differ if conditions are printed without care: each is the same on both, and in Java. */
class ConditionTrapTest {

    private static final Map<String, Object> NO_FIELDS = Map.of();

    private final Conditions conditions = new Conditions();

    @ParameterizedTest
    @EnumSource
    void aComparisonWithAnAbsentFieldIsFalseButForNotEqual(Operator operator) {
        BoundCondition condition = compare(operator, number("1"), "zz");
        conditions.check(NO_FIELDS, condition, operator == Operator.NOT_EQUAL);
        conditions.check(NO_FIELDS, not(condition), operator != Operator.NOT_EQUAL);
        conditions.checkOfNoItem(condition, operator == Operator.NOT_EQUAL);
    }

    @ParameterizedTest
    @EnumSource
    void aComparisonWithAValueOfAnotherTypeIsFalseButForNotEqual(Operator operator) {
        for (Object stored : List.of("1", true, List.of(), Map.of(), new byte[] {1})) {
            conditions.check(Map.of("n", stored), compare(operator, number("1"), "n"), operator == Operator.NOT_EQUAL);
        }
        conditions.check(Map.of("n", number("1")), compare(operator, "1", "n"), operator == Operator.NOT_EQUAL);
    }

    @Test
    void aStoredNullIsAbsent() {
        Map<String, Object> fields = Collections.singletonMap("x", null);
        conditions.check(fields, new BoundCondition.Present(List.of("x")), false);
        conditions.check(fields, is("null", "x"), false);
        conditions.check(fields, compare(Operator.LESS, "z", "x"), false);
        conditions.check(fields, compare(Operator.NOT_EQUAL, "a", "x"), true);
        conditions.check(Map.of("x", false), new BoundCondition.Present(List.of("x")), true);
    }

    @Test
    void anAbsentItemHasNoFields() {
        conditions.checkOfNoItem(not(is(number("1"), "zz")), true);
        conditions.checkOfNoItem(new BoundCondition.Present(List.of("zz")), false);
        conditions.checkOfNoItem(new BoundCondition.ItemExists(null), false);
        conditions.checkOfNoItem(new BoundCondition.ItemAbsent(null), true);
        conditions.checkOfNoItem(new BoundCondition.ItemExists(new BoundCondition.Expiry("until", 10)), false);
        conditions.checkOfNoItem(new BoundCondition.ItemAbsent(new BoundCondition.Expiry("until", 10)), true);
    }

    @Test
    void anItemHasExpiredFromItsSecondOnAndOnlyByANumber() {
        BoundCondition.Expiry expiry = new BoundCondition.Expiry("until", 10);
        for (Object alive : List.of(number("11"), number("10.5"), "9", List.of(number("9")), true)) {
            conditions.check(Map.of("until", alive), new BoundCondition.ItemExists(expiry), true);
            conditions.check(Map.of("until", alive), new BoundCondition.ItemAbsent(expiry), false);
        }
        conditions.check(Collections.singletonMap("until", null), new BoundCondition.ItemExists(expiry), true);
        conditions.check(NO_FIELDS, new BoundCondition.ItemExists(expiry), true);
        for (Object expired : List.of(number("10"), number("9.5"), number("-1"))) {
            conditions.check(Map.of("until", expired), new BoundCondition.ItemExists(expiry), false);
            conditions.check(Map.of("until", expired), new BoundCondition.ItemAbsent(expiry), true);
        }
    }

    @Test
    void textsHaveTheOrderOfTheirBytesWhateverTheCollation() {
        conditions.check(Map.of("t", "B"), compare(Operator.LESS, "a", "t"), true);
        conditions.check(Map.of("t", "\u00e9"), compare(Operator.GREATER, "z", "t"), true);
        conditions.check(Map.of("t", "\ud83d\ude00"), compare(Operator.GREATER, "\uffee", "t"), true);
        conditions.check(Map.of("t", ""), compare(Operator.AT_MOST, "", "t"), true);
    }

    @Test
    void numbersAreEqualByValueAlsoInsideOfLists() {
        conditions.check(Map.of("n", number("10.00")), is(number("1E+1"), "n"), true);
        conditions.check(
                Map.of("l", List.of(number("1.0"), number("2"))), is(List.of(number("1"), number("2")), "l"), true);
        conditions.check(
                Map.of("n", number("12345678901234567890123456789012345678")),
                compare(Operator.LESS, number("12345678901234567890123456789012345679"), "n"),
                true);
        conditions.check(Map.of("n", number("9")), compare(Operator.LESS, number("10"), "n"), true);
    }

    @Test
    void containsFindsWholeElementsAndNoSubsets() {
        Map<String, ?> fields = Map.of("l", List.of(Map.of("a", number("1"), "b", number("2")), List.of("x", "y")));
        conditions.check(fields, contains(Map.of("a", number("1")), "l"), false);
        conditions.check(fields, contains(Map.of("a", number("1"), "b", number("2")), "l"), true);
        conditions.check(fields, contains(List.of("x"), "l"), false);
        conditions.check(fields, contains(List.of("x", "y"), "l"), true);
        conditions.check(fields, contains("x", "l"), false);
    }

    @Test
    void containsFindsPartsOfTextsWhateverTheirCharacters() {
        conditions.check(Map.of("t", "50%_\\\"\ud83d\ude00"), contains("%_\\\"", "t"), true);
        conditions.check(Map.of("t", "50"), contains("%", "t"), false);
        conditions.check(Map.of("t", "\u00c9"), contains("\u00e9", "t"), false);
        conditions.check(Map.of("t", number("50")), contains("5", "t"), false);
        conditions.check(Map.of("t", "50%"), new BoundCondition.BeginsWith(List.of("t"), "50%"), true);
        conditions.check(Map.of("t", "a"), new BoundCondition.BeginsWith(List.of("t"), "A"), false);
    }

    @Test
    void aNameThatIsADigitSelectsNoElement() {
        conditions.check(Map.of("l", List.of("x")), is("x", "l", "0"), false);
        conditions.check(Map.of("l", Map.of("0", "x")), is("x", "l", "0"), true);
        conditions.check(Map.of("0", "x"), is("x", "0"), true);
        conditions.check(Map.of("l", List.of("x")), is("x", "l", "-1"), false);
        conditions.check(Map.of("l", Map.of("-1", "x", "00", "y")), is("x", "l", "-1"), true);
    }

    @Test
    void aPathThroughAScalarLeadsToNoField() {
        for (Object scalar : List.of("x", number("5"), true)) {
            conditions.check(Map.of("s", scalar), new BoundCondition.Present(List.of("s", "0")), false);
            conditions.check(Map.of("s", scalar), new BoundCondition.Present(List.of("s", "a", "b")), false);
        }
    }

    @Test
    void namesThatMeanSomethingInALanguageAreNames() {
        for (String name :
                List.of("size", "x.y", "a b", "#c0", ":c0", "\"", "\\", "'", "?", "select", "\ud83d\ude00")) {
            conditions.check(Map.of(name, "v"), is("v", name), true);
            conditions.check(Map.of("m", Map.of(name, "v")), is("v", "m", name), true);
        }
        conditions.check(Map.of("m", Map.of("PK", "v")), is("v", "m", "PK"), true);
    }

    @Test
    void bytesAreEqualToTheTextOfTheirBase64() {
        byte[] bytes = {-1, 0, 1};
        String base64 = Base64.getEncoder().encodeToString(bytes);
        for (Object stored : List.of(bytes, base64)) {
            conditions.check(Map.of("b", stored), is(bytes, "b"), true);
            conditions.check(Map.of("b", stored), is(new byte[] {-1, 0}, "b"), false);
            conditions.check(Map.of("b", stored), compare(Operator.NOT_EQUAL, bytes, "b"), false);
            conditions.check(Map.of("b", List.of(stored)), is(List.of(bytes), "b"), true);
            conditions.check(Map.of("b", List.of(stored)), contains(bytes, "b"), true);
            conditions.check(Map.of("b", stored), contains(new byte[] {0}, "b"), false);
        }
    }

    @Test
    void aSetOfAnotherWriterIsEqualToAListOfItsElements() {
        Map<String, ?> texts = Map.of("s", new LinkedHashSet<>(List.of("a", "b")));
        conditions.check(texts, is(List.of("a", "b"), "s"), true);
        conditions.check(texts, is(List.of("a"), "s"), false);
        conditions.check(texts, contains("a", "s"), true);
        conditions.check(texts, new BoundCondition.SameElements(List.of("s"), List.of("b", "a")), true);
        Map<String, ?> numbers = Map.of("s", new LinkedHashSet<>(List.of(number("1"), number("2"))));
        conditions.check(numbers, is(List.of(number("1"), number("2")), "s"), true);
        conditions.check(numbers, contains(number("2"), "s"), true);
        Map<String, ?> bytes = Map.of("s", new LinkedHashSet<>(List.of(new byte[] {1})));
        conditions.check(bytes, is(List.of(new byte[] {1}), "s"), true);
        conditions.check(bytes, contains(new byte[] {1}, "s"), true);
    }

    @Test
    void sameElementsComparesWithoutAnOrderAndTakesNoTextForAList() {
        BoundCondition condition = new BoundCondition.SameElements(List.of("s"), List.of("b", "a"));
        conditions.check(Map.of("s", List.of("a", "b")), condition, true);
        conditions.check(Map.of("s", List.of("a", "b", "b")), condition, false);
        conditions.check(Map.of("s", List.of("a", "c")), condition, false);
        conditions.check(Map.of("s", "ab"), condition, false);
        conditions.check(Map.of("s", Map.of("a", "a", "b", "b")), condition, false);
        conditions.check(NO_FIELDS, condition, false);
        conditions.check(NO_FIELDS, not(condition), true);
        conditions.check(Map.of("s", List.of()), condition, false);
        List<Object> mixed = List.of(number("1"), List.of("x"), true);
        conditions.check(
                Map.of("s", List.of(true, number("1.0"), List.of("x"))),
                new BoundCondition.SameElements(List.of("s"), mixed),
                true);
    }

    @Test
    void nullsInsideOfAValueAreCompared() {
        conditions.check(Map.of("l", Arrays.asList("a", null)), is(Arrays.asList("a", null), "l"), true);
        conditions.check(Map.of("l", List.of("a")), is(Arrays.asList("a", null), "l"), false);
        conditions.check(Map.of("m", Collections.singletonMap("a", null)), is(Map.of(), "m"), false);
    }

    @Test
    void moreOperandsThanOneInHasAreCompared() {
        List<Object> operands = new ArrayList<>();
        IntStream.range(0, 250).forEach(i -> operands.add(number(Integer.toString(i))));
        conditions.check(Map.of("n", number("249")), new BoundCondition.In(List.of("n"), operands), true);
        conditions.check(Map.of("n", number("250")), new BoundCondition.In(List.of("n"), operands), false);
    }

    @Test
    void withoutPartsAllHoldsAndAnyDoesNot() {
        conditions.check(NO_FIELDS, new BoundCondition.All(List.of()), true);
        conditions.check(NO_FIELDS, new BoundCondition.Any(List.of()), false);
        conditions.check(NO_FIELDS, not(new BoundCondition.Any(List.of())), true);
        conditions.check(
                NO_FIELDS,
                new BoundCondition.All(List.of(new BoundCondition.Any(List.of()), new BoundCondition.All(List.of()))),
                false);
    }

    @Test
    void itemsOfAlmost400KilobytesAreCompared() {
        ConditionsOnDynamoDb dynamoDb = new ConditionsOnDynamoDb("large-conditions");
        ConditionsOnPostgres postgres = new ConditionsOnPostgres("large-conditions");
        String large = "x".repeat(390_000);
        Map<String, Object> fields = Map.of("text", large, "n", number("1"), "l", List.of("a", "b"));
        for (BoundCondition condition : List.of(
                is(large, "text"),
                compare(Operator.GREATER, large.substring(1), "text"),
                not(is(large + "x", "text")),
                contains(large.substring(10), "text"),
                is(number("1"), "n"),
                is(List.of("a", "b"), "l"))) {
            assertThat(ConditionEvaluator.holds(condition, dynamoDb.put("large", fields)))
                    .isTrue();
            assertThat(ConditionEvaluator.holds(condition, postgres.put("large", fields)))
                    .isTrue();
            assertThat(dynamoDb.query(condition)).isEqualTo(Set.of("large"));
            assertThat(postgres.query(List.of(condition)).get(0)).isEqualTo(Set.of("large"));
        }
    }

    @Test
    void numbersThatOnlyPostgresStoresAreCompared() {
        ConditionsOnPostgres postgres = new ConditionsOnPostgres("large-numbers");
        postgres.putJson("huge", "{\"n\": 1e400}");
        assertThat(postgres.query(List.of(
                        compare(Operator.GREATER, number("1"), "n"),
                        compare(Operator.AT_MOST, number("9.9E125"), "n"),
                        new BoundCondition.ItemExists(new BoundCondition.Expiry("n", 10)))))
                .containsExactly(Set.of("huge"), Set.of(), Set.of("huge"));
    }

    @Test
    void theTextOfAStatementDependsOnTheShapeOfTheConditionOnly() {
        BoundCondition one = new BoundCondition.All(List.of(
                is("a", "x"),
                new BoundCondition.In(List.of("y"), List.of("b")),
                compare(Operator.LESS, number("1"), "n")));
        BoundCondition other = new BoundCondition.All(List.of(
                is("?", "'; --"),
                new BoundCondition.In(List.of("z"), List.of("b", number("2"))),
                compare(Operator.LESS, number("2"), "?")));
        assertThat(ConditionsOnPostgres.text(one))
                .isEqualTo(ConditionsOnPostgres.text(other))
                .doesNotContain("'; --");
    }

    private static BoundCondition contains(Object element, String... path) {
        return new BoundCondition.Contains(List.of(path), element);
    }
}
