package io.dynawrap.engine;

import io.dynawrap.SchemaVersion;
import io.dynawrap.engine.StoredValues.StoredSet;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.StorableText;
import io.dynawrap.mapping.NumberLimits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The size of a stored item as DynamoDB counts it, by the rules that the codec has for items that are written. */
final class StoredSize {

    private static final int CONTAINER_BYTES = 3;

    private StoredSize() {}

    /** Returns the size of an item with its key, its schema version and the names of its fields. */
    static long of(ItemKey key, @Nullable String schemaVersion, Map<String, ? extends @Nullable Object> fields) {
        long bytes = ("PK" + "SK").length() + bytes(key.partitionKey()) + bytes(key.sortKey());
        if (schemaVersion != null) {
            bytes += SchemaVersion.FIELD_NAME.length() + bytes(schemaVersion);
        }
        for (Map.Entry<String, ? extends @Nullable Object> field : fields.entrySet()) {
            bytes += bytes(field.getKey()) + of(field.getValue());
        }
        return bytes;
    }

    /** Returns the size of a value. */
    static long of(@Nullable Object value) {
        if (value instanceof String text) {
            return bytes(text);
        } else if (value instanceof BigDecimal number) {
            return NumberLimits.bytes(number);
        } else if (value instanceof byte[] data) {
            return data.length;
        } else if (value instanceof List<?> list) {
            return CONTAINER_BYTES + list.size() + sum(list);
        } else if (value instanceof StoredSet set) {
            return sum(set.elements());
        } else if (value instanceof Map<?, ?> map) {
            long bytes = CONTAINER_BYTES;
            for (Map.Entry<?, ?> field : map.entrySet()) {
                bytes += bytes((String) field.getKey()) + 1 + of(field.getValue());
            }
            return bytes;
        }
        return 1;
    }

    private static long sum(List<?> values) {
        long bytes = 0;
        for (Object value : values) {
            bytes += of(value);
        }
        return bytes;
    }

    private static int bytes(String text) {
        return Math.max(0, StorableText.utf8Length(text));
    }
}
