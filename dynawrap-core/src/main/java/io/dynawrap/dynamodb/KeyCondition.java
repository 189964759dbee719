package io.dynawrap.dynamodb;

import io.dynawrap.key.KeyInterval;
import io.dynawrap.key.KeyMatch;
import io.dynawrap.key.KeyRange;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A range of keys as an expression, which is the same for Query and Scan.
 *
 * @param expression the expression, or {@code null} if every key is in the range
 * @param values the values of its placeholders
 */
record KeyCondition(@Nullable String expression, Map<String, AttributeValue> values) {

    static KeyCondition of(KeyRange range) {
        KeyCondition partition = every().and(StoredItems.PARTITION_KEY, ":pk", range.partition());
        KeyInterval bounds = range.bounds();
        return bounds != null ? partition.within(bounds) : partition.and(StoredItems.SORT_KEY, ":sk", range.sort());
    }

    private static KeyCondition every() {
        return new KeyCondition(null, Map.of());
    }

    private KeyCondition and(String attribute, String placeholder, KeyMatch match) {
        if (match.text().isEmpty() && !match.exact()) {
            return this;
        }
        String term =
                match.exact() ? attribute + " = " + placeholder : "begins_with(" + attribute + ", " + placeholder + ")";
        return and(term, Map.of(placeholder, AttributeValue.fromS(match.text())));
    }

    /**
     * A Query has one condition on the sort key, and no condition excludes only the end of an interval. So the item under that key
     * is included; the engine drops it.
     */
    private KeyCondition within(KeyInterval bounds) {
        Map<String, AttributeValue> ends = new HashMap<>();
        if (!bounds.from().isEmpty()) {
            ends.put(":from", AttributeValue.fromS(bounds.from()));
        }
        if (bounds.until() != null) {
            ends.put(":until", AttributeValue.fromS(bounds.until()));
        }
        if (ends.isEmpty()) {
            return this;
        }
        String operator =
                ends.size() == 2 ? " BETWEEN :from AND :until" : bounds.until() == null ? " >= :from" : " < :until";
        return and(StoredItems.SORT_KEY + operator, ends);
    }

    private KeyCondition and(String term, Map<String, AttributeValue> terms) {
        Map<String, AttributeValue> more = new HashMap<>(values);
        more.putAll(terms);
        return new KeyCondition(expression == null ? term : expression + " AND " + term, more);
    }
}
