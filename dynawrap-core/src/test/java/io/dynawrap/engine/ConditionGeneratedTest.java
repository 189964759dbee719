package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.dynamodb.ConditionsOnDynamoDb;
import io.dynawrap.postgres.ConditionsOnPostgres;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundCondition.Operator;
import io.dynawrap.spi.StoredItem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Both databases and the evaluator give the same answers to random conditions on random items. The property
 * {@code dynawrap.conditions} says how many conditions at least, {@code dynawrap.conditions.seed} which seed the first items have;
 * other items have the seed after that.
 *
 * <p>DynamoDB Local takes some milliseconds for a request. So it stores each item several times, as numbered copies, and one filter
 * has a condition for each number.
 */
class ConditionGeneratedTest {

    private static final long CONDITIONS = Long.getLong("dynawrap.conditions", 2_000);
    private static final long FIRST_SEED = Long.getLong("dynawrap.conditions.seed", 1);

    private static final int CONDITIONS_PER_SEED = 500;
    private static final int ITEMS = 8;
    private static final int COPIES = 16;
    private static final String COPY = "copy";
    private static final int MAX_LENGTH = 4096;
    private static final int LARGE_CONDITIONS = 25;

    private final ConditionsOnDynamoDb dynamoDb = new ConditionsOnDynamoDb("generated-conditions");
    private final ConditionsOnPostgres postgres = new ConditionsOnPostgres("generated-conditions");
    private final Map<String, StoredItem> onDynamoDb = new LinkedHashMap<>();
    private final Map<String, StoredItem> onPostgres = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();
    private int requests;
    private long holding;

    @Test
    void randomConditionsHoldForTheSameItemsOnBothDatabasesAndInJava() {
        long done = 0;
        for (long seed = FIRST_SEED; done < CONDITIONS && differences.isEmpty(); seed++) {
            ConditionGenerator generator = new ConditionGenerator(seed);
            store(generator);
            BoundCondition next = generator.condition(3);
            for (int i = 0; i < CONDITIONS_PER_SEED; ) {
                List<BoundCondition> conditions = new ArrayList<>();
                while (conditions.size() < COPIES && length(conditions, next) <= MAX_LENGTH) {
                    conditions.add(next);
                    next = generator.condition(3);
                }
                if (conditions.isEmpty()) {
                    next = generator.condition(3); // longer than an expression can be
                    continue;
                }
                compare(seed, conditions);
                i += conditions.size();
                done += conditions.size();
            }
        }
        assertThat(differences).isEmpty();
        assertThat(holding).isBetween(done * ITEMS / 10, done * ITEMS * 9 / 10);
    }

    @Test
    void randomConditionsHoldForAnItemOfAlmost400Kilobytes() {
        ConditionsOnDynamoDb largeOnDynamoDb = new ConditionsOnDynamoDb("generated-large");
        ConditionsOnPostgres largeOnPostgres = new ConditionsOnPostgres("generated-large");
        ConditionGenerator generator = new ConditionGenerator(FIRST_SEED);
        Map<String, Object> fields = generator.item();
        fields.put("t", "a".repeat(370_000));
        fields.put("l", Collections.nCopies(5_000, "a"));
        StoredItem dynamoDbItem = largeOnDynamoDb.put("large", fields);
        StoredItem postgresItem = largeOnPostgres.put("large", fields);
        for (int i = 0; i < LARGE_CONDITIONS; i++) {
            BoundCondition condition = generator.condition(1);
            boolean expected = ConditionEvaluator.holds(condition, postgresItem);
            assertThat(List.of(
                            ConditionEvaluator.holds(condition, dynamoDbItem),
                            largeOnPostgres.query(List.of(condition)).get(0).contains("large"),
                            largeOnDynamoDb.query(condition).contains("large")))
                    .as("in Java on DynamoDB's item, PostgreSQL, DynamoDB: %s", condition)
                    .containsOnly(expected);
        }
    }

    private void store(ConditionGenerator generator) {
        Map<String, Map<String, Object>> copies = new LinkedHashMap<>();
        for (int i = 0; i < ITEMS; i++) {
            String name = "item" + i;
            Map<String, Object> fields = generator.item();
            onPostgres.put(name, postgres.put(name, fields));
            for (int copy = 0; copy < COPIES; copy++) {
                Map<String, Object> numbered = new LinkedHashMap<>(fields);
                numbered.put(COPY, BigDecimal.valueOf(copy));
                copies.put(name + "/" + copy, numbered);
            }
            onDynamoDb.put(name, dynamoDb.put(name + "/0", copies.get(name + "/0")));
        }
        dynamoDb.putAll(copies);
    }

    private static int length(List<BoundCondition> conditions, BoundCondition next) {
        List<BoundCondition> all = new ArrayList<>(conditions);
        all.add(next);
        return ConditionLimits.of(eachOnItsCopy(all)).maxLength();
    }

    private static BoundCondition eachOnItsCopy(List<BoundCondition> conditions) {
        List<BoundCondition> parts = new ArrayList<>();
        for (int copy = 0; copy < conditions.size(); copy++) {
            BoundCondition isCopy =
                    new BoundCondition.Comparison(List.of(COPY), Operator.EQUAL, BigDecimal.valueOf(copy));
            parts.add(new BoundCondition.All(List.of(isCopy, conditions.get(copy))));
        }
        return new BoundCondition.Any(parts);
    }

    private void compare(long seed, List<BoundCondition> conditions) {
        BoundCondition onCopies = eachOnItsCopy(conditions);
        assertThat(ConditionsOnDynamoDb.length(onCopies))
                .isLessThanOrEqualTo(ConditionLimits.of(onCopies).maxLength());
        Set<String> copies = requests++ % 2 == 0 ? dynamoDb.query(onCopies) : dynamoDb.scan(onCopies);
        List<Set<String>> found = postgres.query(conditions);
        for (int i = 0; i < conditions.size(); i++) {
            BoundCondition condition = conditions.get(i);
            Set<String> expected = evaluate(condition, onPostgres);
            holding += expected.size();
            check(seed, condition, "PostgreSQL", found.get(i), expected);
            check(seed, condition, "a query on PostgreSQL", postgres.query(condition), expected);
            check(seed, condition, "in Java on DynamoDB's items", evaluate(condition, onDynamoDb), expected);
            String copy = "/" + i;
            Set<String> filtered = copies.stream()
                    .filter(name -> name.endsWith(copy))
                    .map(name -> name.substring(0, name.indexOf('/')))
                    .collect(Collectors.toCollection(TreeSet::new));
            check(seed, condition, "DynamoDB", filtered, expected);
        }
    }

    private static Set<String> evaluate(BoundCondition condition, Map<String, StoredItem> items) {
        return items.entrySet().stream()
                .filter(item -> ConditionEvaluator.holds(condition, item.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void check(long seed, BoundCondition condition, String where, Set<String> actual, Set<String> expected) {
        if (!actual.equals(expected)) {
            differences.add("-Ddynawrap.conditions.seed=" + seed + ": " + where + " " + actual
                    + ", in Java on PostgreSQL's items " + expected + ": " + condition);
        }
    }
}
