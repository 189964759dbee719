package io.dynawrap.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynawrap.dynamodb.FaultyHttp.Attempt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import software.amazon.awssdk.http.HttpExecuteResponse;

/** The faults of the service and of the network that tests put together. */
final class Faults {

    private Faults() {}

    /** The server takes those writes of a batch that a condition picks, and returns the rest as unprocessed. */
    static HttpExecuteResponse processOnly(Attempt attempt, Predicate<JsonNode> picked) throws IOException {
        ObjectNode request = attempt.body();
        Map.Entry<String, JsonNode> table =
                request.get("RequestItems").properties().iterator().next();
        ArrayNode processed = JsonNodeFactory.instance.arrayNode();
        ArrayNode unprocessed = JsonNodeFactory.instance.arrayNode();
        table.getValue().forEach(write -> (picked.test(write) ? processed : unprocessed).add(write));
        if (!processed.isEmpty()) {
            request.putObject("RequestItems").set(table.getKey(), processed);
            FaultyHttp.read(attempt.forward(request));
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode tables = answer.putObject("UnprocessedItems");
        if (!unprocessed.isEmpty()) {
            tables.set(table.getKey(), unprocessed);
        }
        return FaultyHttp.answer(200, answer.toString());
    }

    /** The server reads those keys that a condition picks, and returns the rest as unprocessed. */
    static HttpExecuteResponse readOnly(Attempt attempt, Predicate<JsonNode> picked) throws IOException {
        ObjectNode request = attempt.body();
        Map.Entry<String, JsonNode> table =
                request.get("RequestItems").properties().iterator().next();
        ArrayNode processed = JsonNodeFactory.instance.arrayNode();
        ArrayNode unprocessed = JsonNodeFactory.instance.arrayNode();
        table.getValue().get("Keys").forEach(key -> (picked.test(key) ? processed : unprocessed).add(key));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("Responses").putArray(table.getKey());
        if (!processed.isEmpty()) {
            ((ObjectNode) table.getValue()).set("Keys", processed);
            answer = FaultyHttp.read(attempt.forward(request));
        }
        ObjectNode tables = answer.putObject("UnprocessedKeys");
        if (!unprocessed.isEmpty()) {
            tables.putObject(table.getKey()).set("Keys", unprocessed);
        }
        return FaultyHttp.answer(200, answer.toString());
    }

    /** The server ends the page after a few items, as it does where they are large. */
    static HttpExecuteResponse cutShort(Attempt attempt, int items) throws IOException {
        ObjectNode request = attempt.body();
        int limit = request.path("Limit").asInt(Integer.MAX_VALUE);
        return attempt.forward(request.put("Limit", Math.min(limit, items)));
    }

    /** The server returns a page without items that goes on where it began, where there is such a place. */
    static HttpExecuteResponse emptyPage(Attempt attempt) throws IOException {
        JsonNode start = attempt.body().get("ExclusiveStartKey");
        if (start == null) {
            return attempt.forward();
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("Items");
        answer.put("Count", 0).put("ScannedCount", 0).set("LastEvaluatedKey", start);
        return FaultyHttp.answer(200, answer.toString());
    }

    /** The connection is lost in the middle of the answer. */
    static HttpExecuteResponse brokenOff(Attempt attempt) throws IOException {
        byte[] body = FaultyHttp.read(attempt.forward()).toString().getBytes(StandardCharsets.UTF_8);
        InputStream half = new ByteArrayInputStream(body, 0, body.length / 2);
        InputStream loss = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new SocketException("Connection reset");
            }
        };
        return FaultyHttp.answer(200, new SequenceInputStream(half, loss));
    }

    /** An answer of which the second half is missing, although it ends as it should. */
    static HttpExecuteResponse truncated(Attempt attempt) throws IOException {
        String body = FaultyHttp.read(attempt.forward()).toString();
        return FaultyHttp.answer(200, body.substring(0, body.length() / 2));
    }

    /** One of the faults that end by themselves, by chance before or after the server has done what it was asked. */
    static HttpExecuteResponse passing(Attempt attempt, Random random) throws IOException {
        return switch (random.nextInt(9)) {
            case 0 -> FaultyHttp.error(400, "ProvisionedThroughputExceededException");
            case 1 -> FaultyHttp.error(400, "ThrottlingException");
            case 2 -> FaultyHttp.error(500, "InternalServerError");
            case 3 -> FaultyHttp.error(503, "ServiceUnavailable");
            case 4 -> throw new SocketTimeoutException("Read timed out");
            case 5 -> throw new SocketException("Connection reset");
            case 6 -> attempt.forwardAndLose(new SocketTimeoutException("Read timed out"));
            case 7 -> attempt.forwardAndLose(new SocketException("Connection reset"));
            default -> brokenOff(attempt);
        };
    }
}
