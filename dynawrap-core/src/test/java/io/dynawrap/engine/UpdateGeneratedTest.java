package io.dynawrap.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.dynamodb.ConditionsOnDynamoDb;
import io.dynawrap.engine.StoredValues.StoredSet;
import io.dynawrap.engine.Updates.Outcome;
import io.dynawrap.key.ItemKey;
import io.dynawrap.postgres.ConditionsOnPostgres;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.BoundUpdate;
import io.dynawrap.spi.StoredItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Both databases and the evaluator make the same of random items by random updates of 1 to 3 fields. The property {@code
 * dynawrap.updates} says how many updates at least, {@code dynawrap.updates.seed} which seed the first items have; other items
 * have the seed after that.
 */
class UpdateGeneratedTest {

    private static final String TABLE = "generated-updates";
    private static final long UPDATES = Long.getLong("dynawrap.updates", 1_000);
    private static final long FIRST_SEED = Long.getLong("dynawrap.updates.seed", 1);

    private static final int UPDATES_PER_SEED = 100;

    /** Items of 400 KB take longer than all others. */
    private static final int LARGE_PER_SEED = 2;

    private final ConditionsOnDynamoDb dynamoDb = new ConditionsOnDynamoDb(TABLE);
    private final ConditionsOnPostgres postgres = new ConditionsOnPostgres(TABLE);
    private final Updates onDynamoDb = new Updates(dynamoDb.backend(), TABLE);
    private final Updates onPostgres = new Updates(postgres.backend(), TABLE);
    private final List<String> differences = new ArrayList<>();
    private long executed;
    private long inapplicable;
    private long refused;

    @Test
    void randomUpdatesMakeTheSameOfAnItemOnBothDatabasesAndInJava() {
        long done = 0;
        for (long seed = FIRST_SEED; done < UPDATES && differences.isEmpty(); seed++) {
            UpdateGenerator generator = new UpdateGenerator(seed);
            Map<String, Map<String, Object>> items = items(generator);
            dynamoDb.putAll(items);
            Map<String, StoredItem> stored = dynamoDb.all();
            for (String name : items.keySet()) {
                compare(seed, generator, stored.get(name), postgres.put(name, items.get(name)));
                done++;
            }
        }
        assertThat(differences).isEmpty();
        assertThat(List.of(executed, inapplicable, refused)).allMatch(number -> number > UPDATES / 20);
    }

    private static Map<String, Map<String, Object>> items(UpdateGenerator generator) {
        Map<String, Map<String, Object>> items = new LinkedHashMap<>();
        for (int i = 0; i < UPDATES_PER_SEED; i++) {
            String name = "item" + i;
            items.put(
                    name,
                    i < UPDATES_PER_SEED - LARGE_PER_SEED
                            ? generator.item()
                            : generator.largeItem(new ItemKey("p", name)));
        }
        return items;
    }

    private void compare(long seed, UpdateGenerator generator, StoredItem dynamoDbItem, StoredItem postgresItem) {
        BoundUpdate update = generator.update();
        List<BoundCondition> conditions = generator.conditions();
        String what = "-Ddynawrap.updates.seed=" + seed + " "
                + dynamoDbItem.key().sortKey() + ": " + update + " if " + conditions;

        Outcome expectedOnDynamoDb = onDynamoDb.evaluate(dynamoDbItem, update, conditions);
        Outcome expectedOnPostgres = onPostgres.evaluate(postgresItem, update, conditions);
        check(what + ", DynamoDB", onDynamoDb.execute(dynamoDbItem.key(), update, conditions), expectedOnDynamoDb);
        check(what + ", PostgreSQL", onPostgres.execute(postgresItem.key(), update, conditions), expectedOnPostgres);
        Set<String> sets = sets(dynamoDbItem);
        boolean appends = update.actions().stream()
                .anyMatch(action -> action instanceof BoundUpdate.Append && sets.contains(action.field()));
        if (!appends) {
            check(
                    what + ", in Java on both items",
                    without(sets, expectedOnDynamoDb),
                    without(sets, expectedOnPostgres));
        }
        count(expectedOnDynamoDb);
    }

    /** PostgreSQL has no sets. What is one on DynamoDB is a list there, in another order, to which elements can be appended. */
    private static Set<String> sets(StoredItem item) {
        Map<String, Object> fields = StoredValues.allOf(item);
        fields.values().removeIf(value -> !hasSet(value));
        return fields.keySet();
    }

    private static boolean hasSet(Object value) {
        return value instanceof StoredSet
                || (value instanceof Map<?, ?> map && map.values().stream().anyMatch(UpdateGeneratedTest::hasSet));
    }

    private static Outcome without(Set<String> names, Outcome outcome) {
        if (!(outcome.fields() instanceof Map<?, ?> fields)) {
            return outcome;
        }
        Map<Object, Object> others = new LinkedHashMap<>(fields);
        others.keySet().removeAll(names);
        return new Outcome(outcome.refusal(), others);
    }

    private void check(String what, Outcome actual, Outcome expected) {
        if (!actual.equals(expected)) {
            differences.add(what + ": " + shortened(actual) + ", expected " + shortened(expected));
        }
    }

    private static String shortened(Outcome outcome) {
        return outcome.toString().replaceAll("f{100,}", "f...");
    }

    private void count(Outcome outcome) {
        if (outcome.refusal() == null) {
            executed++;
        } else if (outcome.refusal().startsWith("Inapplicable")) {
            inapplicable++;
        } else {
            refused++;
        }
    }
}
