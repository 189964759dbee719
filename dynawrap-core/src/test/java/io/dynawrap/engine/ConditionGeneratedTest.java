package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.dynamodb.ConditionsOnDynamoDb;
import io.dynawrap.postgres.ConditionsOnPostgres;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.StoredItem;
import java.util.ArrayList;
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
 */
class ConditionGeneratedTest {

    private static final long CONDITIONS = Long.getLong("dynawrap.conditions", 2_000);
    private static final long FIRST_SEED = Long.getLong("dynawrap.conditions.seed", 1);

    private static final int CONDITIONS_PER_SEED = 500;
    private static final int CONDITIONS_PER_STATEMENT = 20;
    private static final int ITEMS = 20;

    private final ConditionsOnDynamoDb dynamoDb = new ConditionsOnDynamoDb("generated-conditions");
    private final ConditionsOnPostgres postgres = new ConditionsOnPostgres("generated-conditions");
    private final Map<String, StoredItem> onDynamoDb = new LinkedHashMap<>();
    private final Map<String, StoredItem> onPostgres = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();
    private long holding;

    @Test
    void randomConditionsHoldForTheSameItemsOnBothDatabasesAndInJava() {
        long done = 0;
        for (long seed = FIRST_SEED; done < CONDITIONS && differences.isEmpty(); seed++) {
            ConditionGenerator generator = new ConditionGenerator(seed);
            for (int i = 0; i < ITEMS; i++) {
                Map<String, Object> fields = generator.item();
                onDynamoDb.put("item" + i, dynamoDb.put("item" + i, fields));
                onPostgres.put("item" + i, postgres.put("item" + i, fields));
            }
            for (int i = 0; i < CONDITIONS_PER_SEED; i += CONDITIONS_PER_STATEMENT) {
                compare(seed, conditions(generator));
            }
            done += CONDITIONS_PER_SEED;
        }
        assertThat(differences).isEmpty();
        assertThat(holding).isGreaterThan(done * ITEMS / 10).isLessThan(done * ITEMS * 9 / 10);
    }

    private static List<BoundCondition> conditions(ConditionGenerator generator) {
        List<BoundCondition> conditions = new ArrayList<>();
        while (conditions.size() < CONDITIONS_PER_STATEMENT) {
            BoundCondition condition = generator.condition(3);
            if (ConditionLimits.maxLength(condition) <= 4096) {
                conditions.add(condition);
            }
        }
        return conditions;
    }

    private void compare(long seed, List<BoundCondition> conditions) {
        List<Set<String>> found = postgres.query(conditions);
        for (int i = 0; i < conditions.size(); i++) {
            BoundCondition condition = conditions.get(i);
            Set<String> expected = evaluate(condition, onPostgres);
            holding += expected.size();
            check(seed, condition, "PostgreSQL", found.get(i), expected);
            check(seed, condition, "in Java on DynamoDB's items", evaluate(condition, onDynamoDb), expected);
            Set<String> filtered = i % 2 == 0 ? dynamoDb.query(condition) : dynamoDb.scan(condition);
            check(seed, condition, "DynamoDB", filtered, expected);
            assertThat(ConditionsOnDynamoDb.length(condition))
                    .as("%s", condition)
                    .isLessThanOrEqualTo(ConditionLimits.maxLength(condition));
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
