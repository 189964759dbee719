package io.dynawrap.dynamodb;

import io.dynawrap.SchemaVersion;
import io.dynawrap.key.ItemKey;
import io.dynawrap.spi.StoredItem;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The stored form of an item: its fields as top-level attributes, the key and the schema version beside them. */
final class StoredItems {

    static final String PARTITION_KEY = "PK";
    static final String SORT_KEY = "SK";

    private StoredItems() {}

    /** Whether a top-level attribute belongs to the key, and so is no field of the model. */
    static boolean isKey(String attribute) {
        return attribute.equals(PARTITION_KEY) || attribute.equals(SORT_KEY);
    }

    static Map<String, AttributeValue> keyAttributes(ItemKey key) {
        return Map.of(
                PARTITION_KEY, AttributeValue.fromS(key.partitionKey()),
                SORT_KEY, AttributeValue.fromS(key.sortKey()));
    }

    /** The key among attributes of which the service promises that it is there. */
    static ItemKey key(Map<String, AttributeValue> attributes) {
        AttributeValue partitionKey = Objects.requireNonNull(attributes.get(PARTITION_KEY), PARTITION_KEY);
        AttributeValue sortKey = Objects.requireNonNull(attributes.get(SORT_KEY), SORT_KEY);
        return new ItemKey(partitionKey.s(), sortKey.s());
    }

    /** Completes the item's own attributes: they were made for this one write, and the client copies them once more. */
    static Map<String, AttributeValue> toAttributes(StoredItem item) {
        Map<String, AttributeValue> attributes = ((AttributeData) item.data()).attributes();
        attributes.put(PARTITION_KEY, AttributeValue.fromS(item.key().partitionKey()));
        attributes.put(SORT_KEY, AttributeValue.fromS(item.key().sortKey()));
        attributes.remove(SchemaVersion.FIELD_NAME);
        if (item.schemaVersion() != null) {
            attributes.put(SchemaVersion.FIELD_NAME, AttributeValue.fromS(item.schemaVersion()));
        }
        return attributes;
    }

    static StoredItem fromAttributes(Map<String, AttributeValue> attributes) {
        return new StoredItem(key(attributes), schemaVersion(attributes), new AttributeData(attributes));
    }

    /** The schema version an item was stored with, or {@code null} if another writer stored none that is a text. */
    static @Nullable String schemaVersion(Map<String, AttributeValue> attributes) {
        AttributeValue version = attributes.get(SchemaVersion.FIELD_NAME);
        return version == null ? null : version.s();
    }
}
