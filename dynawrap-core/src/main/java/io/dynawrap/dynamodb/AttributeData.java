package io.dynawrap.dynamodb;

import com.fasterxml.jackson.core.JsonParser;
import io.dynawrap.spi.ItemData;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item's fields as DynamoDB's attributes.
 *
 * @param attributes the attributes, with or without those of the key and the schema version; where they are to be
 *     written, a map that takes these too
 */
record AttributeData(Map<String, AttributeValue> attributes) implements ItemData {

    /** What AWS documents that a list or a map takes, beside one byte for each element. */
    private static final int CONTAINER_BYTES = 3;

    @Override
    public JsonParser parser() {
        return new AttributeValueParser(attributes);
    }

    /** Follows what AWS documents under "DynamoDB item sizes and formats", with text of other than ASCII undercounted. */
    @Override
    public int bytes() {
        return bytes(attributes);
    }

    private static int bytes(Map<String, AttributeValue> map) {
        int sum = 0;
        for (Map.Entry<String, AttributeValue> entry : map.entrySet()) {
            sum += entry.getKey().length() + bytes(entry.getValue());
        }
        return sum;
    }

    private static int bytes(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().length();
            case N -> value.n().length() / 2 + 1;
            case B -> value.b().asByteArrayUnsafe().length;
            case SS -> value.ss().stream().mapToInt(String::length).sum();
            case NS ->
                value.ns().stream().mapToInt(text -> text.length() / 2 + 1).sum();
            case BS -> value.bs().stream().mapToInt(AttributeData::bytes).sum();
            case M -> CONTAINER_BYTES + value.m().size() + bytes(value.m());
            case L ->
                CONTAINER_BYTES
                        + value.l().size()
                        + value.l().stream().mapToInt(AttributeData::bytes).sum();
            default -> 1;
        };
    }

    private static int bytes(SdkBytes bytes) {
        return bytes.asByteArrayUnsafe().length;
    }
}
