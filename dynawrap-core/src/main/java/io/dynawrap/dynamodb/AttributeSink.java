package io.dynawrap.dynamodb;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dynawrap.spi.ItemData;
import io.dynawrap.spi.ItemSink;

/** Collects an item's fields as DynamoDB's attributes. */
final class AttributeSink implements ItemSink {

    private final AttributeValueGenerator generator = new AttributeValueGenerator();

    @Override
    public JsonGenerator generator() {
        return generator;
    }

    @Override
    public ItemData finish() {
        return new AttributeData(generator.attributes());
    }
}
