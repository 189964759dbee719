package io.dynawrap.benchmarks.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynawrap.benchmarks.model.Story;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What DynamoDB would answer, in its own JSON. */
final class Answers {

    private Answers() {}

    /** Answers of a table that holds the stories and takes all that is written. */
    static Map<String, byte[]> of(List<Story> stories) {
        ObjectNode item = object();
        item.set("Item", item(stories.get(0)));
        ObjectNode updated = object();
        updated.set("Attributes", item(stories.get(0)));
        ObjectNode page = object().put("Count", stories.size()).put("ScannedCount", stories.size());
        stories.forEach(story -> page.withArray("Items").add(item(story)));
        ObjectNode batch = object();
        batch.set("UnprocessedItems", object());
        ObjectNode read = object();
        ArrayNode items = read.putObject("Responses").putArray("stories");
        stories.forEach(story -> items.add(item(story)));
        read.putObject("UnprocessedKeys");
        return Map.of(
                "BatchGetItem", bytes(read),
                "PutItem", bytes(object()),
                "UpdateItem", bytes(updated),
                "TransactWriteItems", bytes(object()),
                "GetItem", bytes(item),
                "Query", bytes(page),
                "BatchWriteItem", bytes(batch));
    }

    /**
     * The answer of a query that has one page.
     *
     * @param items the items on it
     * @param scanned how many were read for it
     */
    static Map<String, byte[]> ofQuery(List<Map<String, AttributeValue>> items, int scanned) {
        ObjectNode page = object().put("Count", items.size()).put("ScannedCount", scanned);
        items.forEach(item -> page.withArray("Items").add(item(item)));
        return Map.of("Query", bytes(page));
    }

    private static ObjectNode item(Story story) {
        return item(LowLevelStories.attributes(story));
    }

    private static ObjectNode item(Map<String, AttributeValue> attributes) {
        ObjectNode item = object();
        attributes.forEach((name, value) -> item.set(name, value(value)));
        return item;
    }

    private static JsonNode value(AttributeValue value) {
        return switch (value.type()) {
            case S -> object().put("S", value.s());
            case N -> object().put("N", value.n());
            case BOOL -> object().put("BOOL", value.bool());
            case L -> {
                ObjectNode list = object();
                value.l().forEach(element -> list.withArray("L").add(value(element)));
                yield list;
            }
            default -> throw new IllegalArgumentException("A story has no " + value.type());
        };
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static byte[] bytes(ObjectNode document) {
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }
}
