package io.dynawrap.dynamodb;

import com.fasterxml.jackson.core.JsonParser;
import io.dynawrap.spi.ItemData;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item's fields as DynamoDB's attributes.
 *
 * @param attributes the attributes, with or without those of the key and the schema version; for a write, a mutable map
 *     to which these are added
 */
record AttributeData(Map<String, AttributeValue> attributes) implements ItemData {

    @Override
    public JsonParser parser() {
        return new AttributeValueParser(attributes);
    }
}
