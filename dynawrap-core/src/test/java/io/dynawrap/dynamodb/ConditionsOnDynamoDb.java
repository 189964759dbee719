package io.dynawrap.dynamodb;

import io.dynawrap.TestServers;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.KeyMatch;
import io.dynawrap.key.KeyRange;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.BoundCondition;
import io.dynawrap.spi.RangePage;
import io.dynawrap.spi.RangeRequest;
import io.dynawrap.spi.StoredItem;
import io.dynawrap.spi.TableSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A table of DynamoDB Local in which conditions are evaluated. */
public final class ConditionsOnDynamoDb {

    private static final String PARTITION = "p";
    private static final int MAX_BATCH = 25;

    private final DynamoDbClient client = TestServers.dynamoDb();
    private final String table;

    /** Returns the backend, for tests that store items with Dynawrap. */
    public Backend backend() {
        return new DynamoDbBackend(client);
    }

    /** Creates the table, empty if it is new. */
    public ConditionsOnDynamoDb(String table) {
        this.table = table;
        backend().createTable(new TableSpec(table));
    }

    /**
     * Stores an item past Dynawrap and returns it as the backend reads it. A {@code Set} becomes a set of the type of its first
     * element.
     */
    public StoredItem put(String sortKey, Map<String, ?> fields) {
        Map<String, AttributeValue> item = attributes(sortKey, fields);
        client.putItem(request -> request.tableName(table).item(item));
        return StoredItems.fromAttributes(client.getItem(request -> request.tableName(table)
                        .consistentRead(true)
                        .key(StoredItems.keyAttributes(new ItemKey(PARTITION, sortKey))))
                .item());
    }

    /** Stores items by their sort keys, past Dynawrap. */
    public void putAll(Map<String, Map<String, Object>> items) {
        List<WriteRequest> writes = new ArrayList<>();
        items.forEach((sortKey, fields) -> {
            Map<String, AttributeValue> item = attributes(sortKey, fields);
            writes.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
        });
        for (int i = 0; i < writes.size(); i += MAX_BATCH) {
            List<WriteRequest> batch = writes.subList(i, Math.min(i + MAX_BATCH, writes.size()));
            client.batchWriteItem(request -> request.requestItems(Map.of(table, batch)));
        }
    }

    /** Returns all items by their sort keys, as the backend reads them. */
    public Map<String, StoredItem> all() {
        Map<String, StoredItem> items = new LinkedHashMap<>();
        client.queryPaginator(request -> request.tableName(table)
                        .keyConditionExpression("PK = :p")
                        .expressionAttributeValues(Map.of(":p", AttributeValue.fromS(PARTITION)))
                        .consistentRead(true))
                .items()
                .forEach(item -> {
                    StoredItem stored = StoredItems.fromAttributes(item);
                    items.put(stored.key().sortKey(), stored);
                });
        return items;
    }

    private static Map<String, AttributeValue> attributes(String sortKey, Map<String, ?> fields) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        fields.forEach((name, value) -> item.put(name, attribute(value)));
        item.putAll(StoredItems.keyAttributes(new ItemKey(PARTITION, sortKey)));
        return item;
    }

    /** Returns the sort keys of the items that pass a condition, by the filter of a query. */
    public Set<String> query(BoundCondition condition) {
        return read(KeyMatch.exactly(PARTITION), condition);
    }

    /** Returns the sort keys of the items that pass a condition, by the filter of a scan. */
    public Set<String> scan(BoundCondition condition) {
        return read(KeyMatch.prefix(""), condition);
    }

    private Set<String> read(KeyMatch partition, BoundCondition condition) {
        RangeRequest first = RangeRequest.of(table, new KeyRange(partition, KeyMatch.prefix("")));
        return sortKeys(backend(), first.consistent(true).filter(condition).fields(List.of()));
    }

    /** Returns the sort keys of all pages. */
    public static Set<String> sortKeys(Backend backend, RangeRequest first) {
        Set<String> keys = new TreeSet<>();
        for (RangeRequest next = first; next != null; ) {
            RangePage page = backend.read(next);
            page.items().forEach(item -> keys.add(item.key().sortKey()));
            next = page.next();
        }
        return keys;
    }

    /** Reports whether a delete with a condition is executed, of an item that may be absent. */
    public boolean holds(String sortKey, BoundCondition condition) {
        Placeholders placeholders = new Placeholders();
        try {
            client.deleteItem(request -> request.tableName(table)
                    .key(StoredItems.keyAttributes(new ItemKey(PARTITION, sortKey)))
                    .conditionExpression(ConditionExpression.of(condition, placeholders))
                    .expressionAttributeNames(placeholders.names())
                    .expressionAttributeValues(placeholders.values()));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Returns the length of the longer of the two expressions of a condition. */
    public static int length(BoundCondition condition) {
        return Math.max(
                ConditionExpression.of(condition, new Placeholders()).length(),
                ConditionExpression.filterOf(condition, new Placeholders()).length());
    }

    private static AttributeValue attribute(@Nullable Object value) {
        if (value instanceof Set<?> set) {
            List<AttributeValue> elements =
                    set.stream().map(ConditionsOnDynamoDb::attribute).toList();
            return switch (elements.get(0).type()) {
                case N ->
                    AttributeValue.fromNs(
                            elements.stream().map(AttributeValue::n).toList());
                case B ->
                    AttributeValue.fromBs(
                            elements.stream().map(AttributeValue::b).toList());
                default ->
                    AttributeValue.fromSs(
                            elements.stream().map(AttributeValue::s).toList());
            };
        } else if (value instanceof List<?> list) {
            return AttributeValue.fromL(
                    list.stream().map(ConditionsOnDynamoDb::attribute).toList());
        } else if (value instanceof Map<?, ?> map) {
            Map<String, AttributeValue> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put((String) name, attribute(field)));
            return AttributeValue.fromM(fields);
        }
        return AttributeForms.of(value);
    }
}
