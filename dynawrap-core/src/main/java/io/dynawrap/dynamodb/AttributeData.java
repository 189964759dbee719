package io.dynawrap.dynamodb;

import com.fasterxml.jackson.core.JsonParser;
import io.dynawrap.spi.ItemData;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item's fields as DynamoDB's attributes.
 *
 * @param attributes the attributes, with or without those of the key and the schema version; where they are to be
 *     written, a map that takes these too
 */
record AttributeData(Map<String, AttributeValue> attributes) implements ItemData {

    @Override
    public JsonParser parser() {
        return new AttributeValueParser(attributes);
    }
}
