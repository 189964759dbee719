package io.dynawrap.dynamodb;

import io.dynawrap.backend.KeyRange;
import io.dynawrap.mapping.KeyMatch;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A range of keys as an expression for Query or Scan, which write it alike.
 *
 * @param expression the expression, or {@code null} when every key is in the range
 * @param names the attribute names that stand behind its placeholders
 * @param values the values that stand behind its placeholders
 */
record KeyCondition(@Nullable String expression, Map<String, String> names, Map<String, AttributeValue> values) {

    static KeyCondition of(KeyRange range) {
        return every().and(StoredItems.PARTITION_KEY, "pk", range.partition())
                .and(StoredItems.SORT_KEY, "sk", range.sort());
    }

    private static KeyCondition every() {
        return new KeyCondition(null, Map.of(), Map.of());
    }

    private KeyCondition and(String attribute, String placeholder, KeyMatch match) {
        if (match.text().isEmpty() && !match.exact()) {
            return this;
        }
        String term = (match.exact() ? "#%1$s = :%1$s" : "begins_with(#%1$s, :%1$s)").formatted(placeholder);
        Map<String, String> moreNames = new HashMap<>(names);
        moreNames.put("#" + placeholder, attribute);
        Map<String, AttributeValue> moreValues = new HashMap<>(values);
        moreValues.put(":" + placeholder, AttributeValue.fromS(match.text()));
        return new KeyCondition(expression == null ? term : expression + " AND " + term, moreNames, moreValues);
    }
}
