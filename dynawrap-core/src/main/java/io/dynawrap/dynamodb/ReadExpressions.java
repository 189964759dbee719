package io.dynawrap.dynamodb;

import io.dynawrap.spi.RangeRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The expressions of a Query or Scan. What a request does not need is {@code null}: it must not have empty expressions, names or
 * values.
 *
 * @param keys the condition on the keys of a Query
 * @param filter what items must meet to be returned; the condition of a Scan on the keys is part of it
 * @param projection the attributes to return
 * @param names the attribute names by placeholder
 * @param values the values by placeholder
 */
record ReadExpressions(
        @Nullable String keys,
        @Nullable String filter,
        @Nullable String projection,
        @Nullable Map<String, String> names,
        @Nullable Map<String, AttributeValue> values) {

    static ReadExpressions ofQuery(RangeRequest request) {
        KeyCondition keys = KeyCondition.of(request.range());
        Placeholders placeholders = new Placeholders();
        String filter = request.filter() == null ? null : ConditionExpression.filterOf(request.filter(), placeholders);
        return of(keys.expression(), filter, keys, placeholders, request.fields());
    }

    /** Expressions of a Query that returns only sort keys. */
    static ReadExpressions ofCount(RangeRequest request) {
        ReadExpressions query = ofQuery(request);
        return new ReadExpressions(query.keys, query.filter, StoredItems.SORT_KEY, query.names, query.values);
    }

    static ReadExpressions ofScan(RangeRequest request) {
        KeyCondition keys = KeyCondition.of(request.range());
        Placeholders placeholders = new Placeholders();
        String filter = request.filter() == null ? null : ConditionExpression.of(request.filter(), placeholders);
        String both = keys.expression();
        if (filter != null) {
            both = both == null ? filter : both + " AND (" + filter + ")";
        }
        return of(null, both, keys, placeholders, request.fields());
    }

    private static ReadExpressions of(
            @Nullable String keyCondition,
            @Nullable String filterExpression,
            KeyCondition keys,
            Placeholders placeholders,
            @Nullable List<String> fields) {
        String projection = projection(fields, placeholders);
        return new ReadExpressions(
                keyCondition, filterExpression, projection, placeholders.names(), values(keys, placeholders));
    }

    private static @Nullable Map<String, AttributeValue> values(KeyCondition keys, Placeholders placeholders) {
        if (placeholders.values() == null) {
            return keys.values().isEmpty() ? null : keys.values();
        }
        Map<String, AttributeValue> values = new HashMap<>(keys.values());
        values.putAll(placeholders.values());
        return values;
    }

    /** Returns the attributes to return: those of the key and some fields, or {@code null} for the whole item. */
    static @Nullable String projection(@Nullable List<String> fields, Placeholders placeholders) {
        if (fields == null) {
            return null;
        }
        StringBuilder attributes = new StringBuilder(StoredItems.PARTITION_KEY + ", " + StoredItems.SORT_KEY);
        for (String field : fields) {
            attributes.append(", ").append(placeholders.name(field));
        }
        return attributes.toString();
    }
}
