package io.dynawrap.dynamodb;

import io.dynawrap.SchemaVersion;
import io.dynawrap.key.ItemKey;
import io.dynawrap.key.ModelKeys;
import io.dynawrap.spi.StoredItem;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The stored form of an item: its fields as top-level attributes, the key and the schema version beside them. */
final class StoredItems {

    static final String PARTITION_KEY = "PK";
    static final String SORT_KEY = "SK";

    private StoredItems() {}

    /** Reports whether a top-level attribute belongs to the key, so that it is not a field of the model. */
    static boolean isKey(String attribute) {
        return attribute.equals(PARTITION_KEY) || attribute.equals(SORT_KEY);
    }

    /** Reports whether an item may have a key. U+0000 is a character like any other. */
    static boolean isAllowed(ItemKey key) {
        return isAllowed(key.partitionKey(), ModelKeys.MAX_PARTITION_KEY_BYTES)
                && isAllowed(key.sortKey(), ModelKeys.MAX_SORT_KEY_BYTES);
    }

    private static boolean isAllowed(String text, int maxBytes) {
        return !text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length <= maxBytes;
    }

    static Map<String, AttributeValue> keyAttributes(ItemKey key) {
        return Map.of(
                PARTITION_KEY, AttributeValue.fromS(key.partitionKey()),
                SORT_KEY, AttributeValue.fromS(key.sortKey()));
    }

    /** Returns the key from attributes that always contain it, as the service guarantees. */
    static ItemKey key(Map<String, AttributeValue> attributes) {
        AttributeValue partitionKey = Objects.requireNonNull(attributes.get(PARTITION_KEY), "'PK' must not be null");
        AttributeValue sortKey = Objects.requireNonNull(attributes.get(SORT_KEY), "'SK' must not be null");
        return new ItemKey(partitionKey.s(), sortKey.s());
    }

    /**
     * Adds the key and the schema version to the item's own attributes. These were created for this write only, and the
     * client copies them.
     */
    static Map<String, AttributeValue> toAttributes(StoredItem item) {
        Map<String, AttributeValue> attributes = ((AttributeData) item.data()).attributes();
        attributes.put(PARTITION_KEY, AttributeValue.fromS(item.key().partitionKey()));
        attributes.put(SORT_KEY, AttributeValue.fromS(item.key().sortKey()));
        if (item.schemaVersion() == null) {
            attributes.remove(SchemaVersion.FIELD_NAME);
        } else {
            attributes.put(SchemaVersion.FIELD_NAME, AttributeValue.fromS(item.schemaVersion()));
        }
        return attributes;
    }

    static StoredItem fromAttributes(Map<String, AttributeValue> attributes) {
        return new StoredItem(key(attributes), schemaVersion(attributes), new AttributeData(attributes));
    }

    /**
     * Returns the schema version stored with an item: a text, or a number or boolean as the text that PostgreSQL's column
     * holds for it. Returns {@code null} if another writer stored no version, or a value that no text column can hold.
     */
    static @Nullable String schemaVersion(Map<String, AttributeValue> attributes) {
        AttributeValue version = attributes.get(SchemaVersion.FIELD_NAME);
        if (version == null) {
            return null;
        }
        // a record of a stream may set several types, or no type
        if (version.s() != null) {
            return version.s();
        }
        return version.n() != null
                ? version.n()
                : version.bool() != null ? version.bool().toString() : null;
    }
}
