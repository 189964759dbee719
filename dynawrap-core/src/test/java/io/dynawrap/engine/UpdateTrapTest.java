package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynawrap.UnreadableItemException;
import io.dynawrap.dynamodb.ConditionsOnDynamoDb;
import io.dynawrap.engine.Updates.Outcome;
import io.dynawrap.key.ItemKey;
import io.dynawrap.mapping.ItemCodec;
import io.dynawrap.postgres.ConditionsOnPostgres;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundUpdate;
import io.dynawrap.spi.GetRequest;
import io.dynawrap.spi.ItemOperation;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.WriteRequest;
import io.dynawrap.spi.WriteResult;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the databases differ if updates are printed without care: each is the same on both, and in Java. */
class UpdateTrapTest {

    private static final String TABLE = "single-updates";
    private static final ItemKey KEY = new ItemKey("p", "item");
    private static final ItemKey ABSENT = new ItemKey("p", "absent");

    private final ConditionsOnDynamoDb dynamoDb = new ConditionsOnDynamoDb(TABLE);
    private final ConditionsOnPostgres postgres = new ConditionsOnPostgres(TABLE);
    private final Updates onDynamoDb = new Updates(dynamoDb.backend(), TABLE);
    private final Updates onPostgres = new Updates(postgres.backend(), TABLE);

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static BoundUpdate.Action add(String field, String number) {
        return new BoundUpdate.Add(field, number(number), null);
    }

    private static BoundUpdate.Action append(String field, Object... elements) {
        return new BoundUpdate.Append(field, Arrays.asList(elements));
    }

    private static BoundUpdate update(BoundUpdate.Action... actions) {
        return new BoundUpdate(List.of(actions));
    }

    private static Outcome fields(Map<String, ?> fields) {
        return new Outcome(null, Updates.comparable(fields));
    }

    private static Outcome refused(String refusal) {
        return new Outcome(refusal, null);
    }

    private void check(Map<String, ?> stored, BoundUpdate update, Outcome expected) {
        StoredItem dynamoDbItem = dynamoDb.put("item", stored);
        StoredItem postgresItem = postgres.put("item", stored);
        assertThat(List.of(
                        onDynamoDb.execute(KEY, update, List.of()),
                        onPostgres.execute(KEY, update, List.of()),
                        onDynamoDb.evaluate(dynamoDbItem, update, List.of()),
                        onPostgres.evaluate(postgresItem, update, List.of())))
                .as("DynamoDB, PostgreSQL, in Java on both items: %s", update)
                .containsOnly(expected);
        if (expected.refusal() != null) {
            assertThat(fields(StoredValues.allOf(dynamoDb.backend()
                            .get(new GetRequest(TABLE, KEY, true, false))
                            .item())))
                    .isEqualTo(fields(StoredValues.allOf(dynamoDbItem)));
            assertThat(fields(StoredValues.allOf(postgres.backend()
                            .get(new GetRequest(TABLE, KEY, true, false))
                            .item())))
                    .isEqualTo(fields(StoredValues.allOf(postgresItem)));
        }
    }

    /** DynamoDB alone would create an item, for a removal one that has only its key. */
    @Test
    void noUpdateCreatesAnItem() {
        for (BoundUpdate update : List.of(
                update(new BoundUpdate.Remove("x")),
                update(new BoundUpdate.Set("x", "y")),
                update(add("n", "1")),
                update(append("l", "a")),
                update(new BoundUpdate.SetIfAbsent("x", true)))) {
            for (Updates updates : List.of(onDynamoDb, onPostgres)) {
                assertThat(updates.execute(ABSENT, update, List.of())).isEqualTo(refused("ItemNotFoundException"));
            }
            assertThat(dynamoDb.backend()
                            .get(new GetRequest(TABLE, ABSENT, true, false))
                            .item())
                    .isNull();
            assertThat(postgres.backend()
                            .get(new GetRequest(TABLE, ABSENT, true, false))
                            .item())
                    .isNull();
        }
    }

    @Test
    void aSumStartsAtZeroAndAListEmptyIfTheFieldIsAbsent() {
        check(Map.of(), update(add("n", "1"), append("l", "a")), fields(Map.of("n", number("1"), "l", List.of("a"))));
    }

    @Test
    void aStoredNullCountsAsAbsent() {
        Map<String, Object> nulls = new HashMap<>();
        List.of("n", "l", "s", "r", "x").forEach(name -> nulls.put(name, null));
        check(
                nulls,
                update(
                        add("n", "1"),
                        append("l", "a"),
                        new BoundUpdate.SetIfAbsent("s", "b"),
                        new BoundUpdate.Remove("r"),
                        new BoundUpdate.Set("x", false)),
                fields(Map.of("n", number("1"), "l", List.of("a"), "s", "b", "x", false)));
    }

    /** Without other changes, whose guards would refuse the NULL in place of this one. */
    @Test
    void aStoredNullCountsAsAbsentForEachChangeAlone() {
        Map<String, Object> stored = Collections.singletonMap("x", null);
        check(stored, update(add("x", "1")), fields(Map.of("x", number("1"))));
        check(stored, update(append("x", "a")), fields(Map.of("x", List.of("a"))));
        check(stored, update(new BoundUpdate.SetIfAbsent("x", "a")), fields(Map.of("x", "a")));
        check(stored, update(new BoundUpdate.Set("x", "a")), fields(Map.of("x", "a")));
        check(stored, update(new BoundUpdate.Remove("x")), fields(Map.of()));
    }

    @Test
    void aNullBesideAValueOfAnotherTypeIsNotTheReasonOfTheRefusal() {
        Map<String, Object> stored = new HashMap<>();
        stored.put("n", null);
        stored.put("l", "text");
        check(stored, update(add("n", "1"), append("l", "a")), refused("InapplicableUpdateException l"));
    }

    @Test
    void aNullInsideOfAValueIsKeptAndIsNoNullOfTheField() {
        Map<String, Object> map = Collections.singletonMap("a", null);
        check(
                Map.of("s", Arrays.asList((Object) null), "m", map),
                update(new BoundUpdate.SetIfAbsent("s", "b"), new BoundUpdate.SetIfAbsent("m", "b"), append("s2", "x")),
                fields(Map.of("s", Arrays.asList((Object) null), "m", map, "s2", List.of("x"))));
    }

    @Test
    void removalsAndSettingsLeaveTheRestOfTheDocument() {
        check(
                Map.of("a", "1", "b", List.of(true), "c", Map.of("a", "x")),
                update(new BoundUpdate.Remove("a"), new BoundUpdate.Remove("zz"), new BoundUpdate.Set("b", List.of())),
                fields(Map.of("b", List.of(), "c", Map.of("a", "x"))));
    }

    @Test
    void aMapIsReplacedAndNotMerged() {
        Map<String, ?> stored = Map.of("m", Map.of("a", number("1"), "b", number("2")), "n", Map.of("a", "x"));
        check(
                stored,
                update(new BoundUpdate.Set("m", Map.of("a", number("3"))), new BoundUpdate.SetIfAbsent("n", Map.of())),
                fields(Map.of("m", Map.of("a", number("3")), "n", Map.of("a", "x"))));
    }

    @Test
    void listsMapsAndNullsAreAppendedAsElements() {
        check(
                Map.of("l", List.of("a")),
                update(append("l", List.of("b", "c"), List.of(), Map.of("a", "x"), null), append("k", List.of())),
                fields(Map.of(
                        "l", Arrays.asList("a", List.of("b", "c"), List.of(), Map.of("a", "x"), null),
                        "k", List.of(List.of()))));
    }

    @Test
    void aNameThatIsADigitSelectsNoElement() {
        check(
                Map.of("0", List.of("a"), "1", "x"),
                update(append("0", "b"), new BoundUpdate.Remove("1"), add("2", "3")),
                fields(Map.of("0", List.of("a", "b"), "2", number("3"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.b", "#u0", ":u0", "#c0", "size", "?", "'", "\"", "\\", "{}", "[", "select", "\ud83d\ude00"})
    void namesThatMeanSomethingInALanguageAreNames(String name) {
        check(
                Map.of(name, number("1"), "other", "x"),
                update(add(name, "1"), new BoundUpdate.Remove("other"), append(name + "l", name)),
                fields(Map.of(name, number("2"), name + "l", List.of(name))));
    }

    @ParameterizedTest
    @CsvSource({
        "12345678901234567890123456789012345678, 1, 12345678901234567890123456789012345679",
        "12345678901234567890123456789012345678, 0.1,",
        "99999999999999999999999999999999999999, 1, 1E38",
        "1E125, 9E125,",
        "9E125, 9.999999999999999999999999999999999999E124, 9.9999999999999999999999999999999999999E125",
        "-9.9999999999999999999999999999999999999E125, -1E125,",
        "1E-130, 1E-130, 2E-130",
        "1E-130, -1.0000000000000000000000000000000000001E-130,",
        "0.5, -0.5, 0",
        "1E125, 1E-130,",
        "1E125, -1E125, 0",
        "-0.1, 0.3, 0.2",
    })
    void aSumIsExactOrRefused(String stored, String number, String sum) {
        check(
                Map.of("n", number(stored)),
                update(add("n", number)),
                sum == null ? refused("InapplicableUpdateException n") : fields(Map.of("n", number(sum))));
    }

    @ParameterizedTest
    @CsvSource({"126, 1, true", "127, 1, false", "-128, -1, false", "-128, 127, true", "126.5, 1, false", "0, 127, true"
    })
    void aSumStaysInItsRange(String stored, String number, boolean fits) {
        BoundUpdate.Range range = new BoundUpdate.Range(number("-128"), number("127"));
        check(
                Map.of("n", number(stored)),
                update(new BoundUpdate.Add("n", number(number), range)),
                fits
                        ? fields(Map.of("n", number(stored).add(number(number))))
                        : refused("InapplicableUpdateException n"));
    }

    /** The statement computes bounds of the stored number, and leaves it to Java to add numbers with many decimals. */
    @ParameterizedTest
    @CsvSource({
        "9223372036854775806, 1, 9223372036854775807",
        "9223372036854775807, 1,",
        "-9223372036854775807, -1, -9223372036854775808",
        "-9223372036854775808, -1,",
        "-9223372036854775808, 9223372036854775807, -1",
        "9223372036854775806.5, 1,",
        "12345678901234567890, 1,",
        "12345678901234567890, -9223372036854775807, 3122306864379792083",
        "1E125, 1,",
        "0.123456789012345678, 1, 1.123456789012345678",
        "0.1234567890123456789, 1, 1.1234567890123456789",
        "1.0000000000000000000000000000000000001, 1, 2.0000000000000000000000000000000000001",
        "9.9999999999999999999999999999999999999, 1,",
        "1E-130, 1,",
    })
    void aSumOfIntegersIsExactWhateverIsStored(String stored, String number, String sum) {
        BoundUpdate.Range range = new BoundUpdate.Range(number("-9223372036854775808"), number("9223372036854775807"));
        check(
                Map.of("n", number(stored)),
                update(new BoundUpdate.Add("n", number(number), range)),
                sum == null ? refused("InapplicableUpdateException n") : fields(Map.of("n", number(sum))));
    }

    @Test
    void nothingIsAddedToAnIntegerThatIsNoNumber() {
        BoundUpdate.Range range = new BoundUpdate.Range(number("-128"), number("127"));
        for (Object stored :
                List.of("1", "", true, List.of(), List.of(number("1")), Map.of(), Map.of("n", number("1")))) {
            check(
                    Map.of("n", stored),
                    update(new BoundUpdate.Add("n", number("1"), range)),
                    refused("InapplicableUpdateException n"));
        }
    }

    @Test
    void aRangeWithMoreDigitsThanANumberHasIsExact() {
        BoundUpdate.Range range = new BoundUpdate.Range(number("-1E38"), number("1E38"));
        String largest = "99999999999999999999999999999999999999";
        check(
                Map.of("n", number(largest)),
                update(new BoundUpdate.Add("n", number("1.5"), range)),
                refused("InapplicableUpdateException n"));
        check(
                Map.of("n", number(largest)),
                update(new BoundUpdate.Add("n", number("1"), range)),
                fields(Map.of("n", number("1E38"))));
    }

    @Test
    void theFirstChangeThatCannotBeMadeIsReported() {
        check(
                Map.of("a", "text", "b", "text", "ok", number("1")),
                update(add("ok", "1"), append("b", "x"), add("a", "1")),
                refused("InapplicableUpdateException b"));
    }

    @Test
    void theConditionIsJudgedBeforeTheChanges() {
        dynamoDb.put("item", Map.of("n", "text"));
        postgres.put("item", Map.of("n", "text"));
        for (Updates updates : List.of(onDynamoDb, onPostgres)) {
            assertThat(updates.execute(KEY, update(add("n", "1")), List.of(new BoundCondition.Present(List.of("zz")))))
                    .isEqualTo(refused("ConditionFailedException"));
        }
    }

    @Test
    void aSetOfAnotherWriterIsNoListOnDynamoDbAndOneOnPostgres() {
        Map<String, ?> stored = Map.of("s", new LinkedHashSet<>(List.of("a")));
        dynamoDb.put("item", stored);
        postgres.put("item", stored);
        BoundUpdate update = update(append("s", "b"));
        assertThat(onDynamoDb.execute(KEY, update, List.of())).isEqualTo(refused("InapplicableUpdateException s"));
        assertThat(onPostgres.execute(KEY, update, List.of())).isEqualTo(fields(Map.of("s", List.of("a", "b"))));
    }

    @Test
    void theTextOfManyNestedListsIsShorterThanItsSize() {
        Object nested = List.of();
        for (int i = 0; i < 20; i++) {
            nested = List.of(nested);
        }
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put("l", Collections.nCopies(4_500, nested));
        stored.put("t", "");
        long missing = ItemCodec.MAX_ITEM_BYTES - StoredSize.of(KEY, null, stored);
        stored.put("t", "t".repeat((int) missing - 2));
        Map<String, Object> changed = new LinkedHashMap<>(stored);
        changed.put("n", number("0"));
        check(stored, update(add("n", "0")), fields(changed));
        check(stored, update(add("n", "1")), refused("InapplicableUpdateException item"));
    }

    /** The new size is measured in Java, and another row might be too large by then. */
    @Test
    void aLargeItemIsChangedOnPostgresOnlyIfItIsTheOneThatWasMeasured() {
        StoredItem measured = postgres.put("item", Map.of("t", "t".repeat(409_500), "n", number("1")));
        StoredItem stored = postgres.put("item", Map.of("t", "t".repeat(409_500), "n", number("2")));
        ItemOperation.Update update = new ItemOperation.Update(
                TABLE, KEY, update(add("n", "1")), new BoundCondition.ItemExists(null), null, 0);
        for (ItemOperation.Update refused : List.of(update, update.seen(measured))) {
            assertThat(postgres.backend().write(new WriteRequest(refused, false)))
                    .isInstanceOf(WriteResult.Refused.class);
        }
        assertThat(postgres.backend().write(new WriteRequest(update.seen(stored), false)))
                .isInstanceOfSatisfying(
                        WriteResult.Updated.class,
                        updated -> assertThat(StoredValues.allOf(updated.item()).get("n"))
                                .isEqualTo(number("3")));
    }

    @Test
    void aRowWithoutADocumentGetsAValueOfAlmost400Kilobytes() {
        postgres.putNoDocument("item");
        String large = "t".repeat(409_500);
        assertThat(onPostgres.execute(KEY, update(new BoundUpdate.Set("t", large)), List.of()))
                .isEqualTo(fields(Map.of("t", large)));
    }

    /** Such an item is changed by one statement, without being read first. */
    @Test
    void anItemOfOrdinarySizeIsChangedByOneStatementHoweverWellItIsCompressed() {
        for (String text : List.of("t".repeat(380_000), "")) {
            postgres.put("item", Map.of("t", text));
            ItemOperation.Update update = new ItemOperation.Update(
                    TABLE, KEY, update(add("n", "1")), new BoundCondition.ItemExists(null), null, 0);
            assertThat(postgres.backend().write(new WriteRequest(update, false)))
                    .isInstanceOf(WriteResult.Updated.class);
        }
    }

    @Test
    void anItemOfThirdPartiesWithoutFieldsIsUpdated() {
        check(Map.of(), update(new BoundUpdate.Remove("x")), fields(Map.of()));
    }

    @Test
    void aDocumentThatIsNoObjectIsUnreadableOnPostgres() {
        for (String document : List.of("[1]", "5", "\"text\"", "null")) {
            postgres.putJson("item", document);
            assertThatThrownBy(() -> onPostgres.execute(KEY, update(new BoundUpdate.Set("x", "y")), List.of()))
                    .isInstanceOf(UnreadableItemException.class);
            assertThatThrownBy(() -> onPostgres.execute(
                            KEY,
                            update(add("x", "1"), append("l", "a"), new BoundUpdate.SetIfAbsent("s", "a")),
                            List.of()))
                    .isInstanceOf(UnreadableItemException.class);
        }
    }

    @Test
    void aNumberThatOnlyPostgresStoresIsNoNumberOfTheSum() {
        postgres.putJson("item", "{\"n\": 1e400, \"m\": 1.00}");
        assertThat(onPostgres.execute(KEY, update(add("n", "1")), List.of()))
                .isEqualTo(refused("InapplicableUpdateException n"));
        postgres.putJson("item", "{\"m\": 1.00}");
        assertThat(onPostgres.execute(KEY, update(add("m", "1.0")), List.of()))
                .isEqualTo(fields(Map.of("m", number("2"))));
    }

    @Test
    void theTextOfAStatementDependsOnTheShapeOfTheUpdateOnly() {
        BoundUpdate one = update(
                add("a", "1"), append("b", "x"), new BoundUpdate.Set("c", "y"), new BoundUpdate.SetIfAbsent("d", true));
        BoundUpdate other = update(
                add("?", "2"),
                append("'; --", "x", "y"),
                new BoundUpdate.Set("\"", List.of()),
                new BoundUpdate.SetIfAbsent("{}", "z"));
        assertThat(ConditionsOnPostgres.text(one))
                .isEqualTo(ConditionsOnPostgres.text(other))
                .doesNotContain("'; --");
    }
}
