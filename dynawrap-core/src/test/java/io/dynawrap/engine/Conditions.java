package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.dynamodb.ConditionsOnDynamoDb;
import io.dynawrap.postgres.ConditionsOnPostgres;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundCondition.Operator;
import io.dynawrap.spi.StoredItem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Evaluates conditions on one item, on both databases and in Java. */
final class Conditions {

    private static final String ITEM = "item";

    private final ConditionsOnDynamoDb dynamoDb = new ConditionsOnDynamoDb("single-conditions");
    private final ConditionsOnPostgres postgres = new ConditionsOnPostgres("single-conditions");

    static BoundCondition is(Object operand, String... path) {
        return compare(Operator.EQUAL, operand, path);
    }

    static BoundCondition compare(Operator operator, Object operand, String... path) {
        return new BoundCondition.Comparison(List.of(path), operator, operand);
    }

    static BoundCondition not(BoundCondition condition) {
        return new BoundCondition.Not(condition);
    }

    static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    /** Checks for an item, given as its fields, whether a condition holds, the same everywhere. */
    void check(Map<String, ?> fields, BoundCondition condition, boolean expected) {
        StoredItem onDynamoDb = dynamoDb.put(ITEM, fields);
        StoredItem onPostgres = postgres.put(ITEM, fields);
        assertThat(List.of(
                        dynamoDb.query(condition).contains(ITEM),
                        dynamoDb.scan(condition).contains(ITEM),
                        postgres.query(List.of(condition)).get(0).contains(ITEM),
                        ConditionEvaluator.holds(condition, onDynamoDb),
                        ConditionEvaluator.holds(condition, onPostgres)))
                .as("query, scan, PostgreSQL, in Java on both items: %s", condition)
                .containsOnly(expected);
    }

    /** Checks whether a condition holds for an absent item. */
    void checkOfNoItem(BoundCondition condition, boolean expected) {
        assertThat(List.of(dynamoDb.holds("absent", condition), ConditionEvaluator.holds(condition, null)))
                .as("DynamoDB, in Java: %s", condition)
                .containsOnly(expected);
    }
}
