package io.dynawrap.dynamodb;

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
        return every().and(StoredItems.PARTITION_KEY, ":pk", range.partition())
                .and(StoredItems.SORT_KEY, ":sk", range.sort());
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
        Map<String, AttributeValue> more = new HashMap<>(values);
        more.put(placeholder, AttributeValue.fromS(match.text()));
        return new KeyCondition(expression == null ? term : expression + " AND " + term, more);
    }
}
