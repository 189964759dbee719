package io.dynawrap.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynawrap.TestServers;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.spi.Backend;
import io.dynawrap.spi.TableSpec;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNodeParser;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract's view of DynamoDB Local, or of the real service with the profile {@code aws}. */
final class DynamoDbDatabase implements Database {

    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
    private static final Map<String, String> TABLES = new ConcurrentHashMap<>();

    private final DynamoDbClient client = AwsDynamoDb.CHOSEN ? AwsDynamoDb.client() : TestServers.dynamoDb();
    private final Backend backend = new DynamoDbBackend(client);

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public String table(Class<?> testClass) {
        return TABLES.computeIfAbsent(testClass.getName(), name -> {
            String table = "contract" + TABLES.size() + "_" + testClass.getSimpleName();
            backend.createTable(new TableSpec(table));
            return table;
        });
    }

    @Override
    public @Nullable RawItem raw(String table, String partitionKey, String sortKey) {
        Map<String, AttributeValue> item = new HashMap<>(client.getItem(request -> request.tableName(table)
                        .consistentRead(true)
                        .key(Map.of(
                                "PK", AttributeValue.fromS(partitionKey),
                                "SK", AttributeValue.fromS(sortKey))))
                .item());
        if (item.isEmpty()) {
            return null;
        }
        item.remove("PK");
        item.remove("SK");
        AttributeValue version = item.get("schema_version");
        return new RawItem(version == null ? null : version.s(), json(AttributeValue.fromM(item)));
    }

    @Override
    public void putRaw(String table, String partitionKey, String sortKey, @Nullable String schemaVersion, String json) {
        Map<String, AttributeValue> item = new HashMap<>();
        JsonNodeParser.create().parse(json).asObject().forEach((name, node) -> item.put(name, attribute(node)));
        item.put("PK", AttributeValue.fromS(partitionKey));
        item.put("SK", AttributeValue.fromS(sortKey));
        if (schemaVersion != null) {
            item.put("schema_version", AttributeValue.fromS(schemaVersion));
        }
        client.putItem(request -> request.tableName(table).item(item));
    }

    @Override
    public void putRawVersion(String table, String partitionKey, String sortKey, String version, String json) {
        String fields = json.substring(0, json.lastIndexOf('}')) + ", \"schema_version\": " + version + "}";
        putRaw(table, partitionKey, sortKey, null, fields);
    }

    private static JsonNode json(AttributeValue value) {
        return switch (value.type()) {
            case S -> JSON.textNode(value.s());
            case N -> JSON.numberNode(new BigDecimal(value.n()));
            case BOOL -> JSON.booleanNode(value.bool());
            case NUL -> JSON.nullNode();
            case B -> JSON.binaryNode(value.b().asByteArray());
            case L -> {
                ArrayNode array = JSON.arrayNode();
                value.l().forEach(element -> array.add(json(element)));
                yield array;
            }
            case M -> {
                ObjectNode object = JSON.objectNode();
                value.m().forEach((name, element) -> object.set(name, json(element)));
                yield object;
            }
            default -> throw new IllegalArgumentException("Written by nobody here: " + value.type());
        };
    }

    private static AttributeValue attribute(software.amazon.awssdk.protocols.jsoncore.JsonNode node) {
        if (node.isNull()) {
            return AttributeValue.fromNul(true);
        }
        if (node.isBoolean()) {
            return AttributeValue.fromBool(node.asBoolean());
        }
        if (node.isNumber()) {
            return AttributeValue.fromN(node.asNumber());
        }
        if (node.isString()) {
            return AttributeValue.fromS(node.asString());
        }
        if (node.isArray()) {
            return AttributeValue.fromL(
                    node.asArray().stream().map(DynamoDbDatabase::attribute).toList());
        }
        Map<String, AttributeValue> map = new HashMap<>();
        node.asObject().forEach((name, value) -> map.put(name, attribute(value)));
        return AttributeValue.fromM(map);
    }
}
