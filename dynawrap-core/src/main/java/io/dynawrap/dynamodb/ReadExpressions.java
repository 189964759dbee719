package io.dynawrap.dynamodb;

import io.dynawrap.spi.RangeRequest;
import java.util.ArrayList;
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
        ConditionExpression filter = request.filter() == null ? null : ConditionExpression.filterOf(request.filter());
        return of(keys.expression(), filter == null ? null : filter.expression(), keys, filter, request.fields());
    }

    /** Expressions of a Query that returns only sort keys. */
    static ReadExpressions ofCount(RangeRequest request) {
        ReadExpressions query = ofQuery(request);
        return new ReadExpressions(query.keys, query.filter, StoredItems.SORT_KEY, query.names, query.values);
    }

    static ReadExpressions ofScan(RangeRequest request) {
        KeyCondition keys = KeyCondition.of(request.range());
        ConditionExpression filter = request.filter() == null ? null : ConditionExpression.of(request.filter());
        String both = keys.expression();
        if (filter != null) {
            both = both == null ? filter.expression() : both + " AND (" + filter.expression() + ")";
        }
        return of(null, both, keys, filter, request.fields());
    }

    private static ReadExpressions of(
            @Nullable String keyCondition,
            @Nullable String filterExpression,
            KeyCondition keys,
            @Nullable ConditionExpression filter,
            @Nullable List<String> fields) {
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>(keys.values());
        if (filter != null) {
            names.putAll(filter.names());
            values.putAll(filter.values());
        }
        String projection = fields == null ? null : projection(fields, names);
        return new ReadExpressions(
                keyCondition,
                filterExpression,
                projection,
                names.isEmpty() ? null : names,
                values.isEmpty() ? null : values);
    }

    private static String projection(List<String> fields, Map<String, String> names) {
        List<String> attributes = new ArrayList<>(List.of(StoredItems.PARTITION_KEY, StoredItems.SORT_KEY));
        for (String field : fields) {
            String placeholder = "#p" + attributes.size();
            names.put(placeholder, field);
            attributes.add(placeholder);
        }
        return String.join(", ", attributes);
    }
}
