package io.dynawrap.explorer;

import io.dynawrap.embedded.DynamoDbLocalServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ExplorerOnDynamoDbTest extends ExplorerContract {

    private DynamoDbLocalServer server;
    private DynamoDbClient database;

    @Override
    List<String> startServer() {
        server = DynamoDbLocalServer.start();
        database = DynamoDbClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .endpointOverride(server.endpoint())
                .region(Region.of(server.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())))
                .build();
        System.setProperty("aws.accessKeyId", server.accessKeyId());
        System.setProperty("aws.secretAccessKey", server.secretAccessKey());
        return List.of(
                "dynawrap.backend=dynamodb",
                "dynawrap.dynamodb.endpoint=" + server.endpoint(),
                "dynawrap.dynamodb.region=" + server.region());
    }

    @Override
    void stopServer() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        database.close();
        server.close();
    }

    @Override
    void putRaw(String partitionKey, String sortKey, String schemaVersion, String json) {
        Map<String, AttributeValue> item = new HashMap<>();
        JsonNode.parser().parse(json).asObject().forEach((name, value) -> item.put(name, attribute(value)));
        item.put("PK", AttributeValue.fromS(partitionKey));
        item.put("SK", AttributeValue.fromS(sortKey));
        if (schemaVersion != null) {
            item.put("schema_version", AttributeValue.fromS(schemaVersion));
        }
        database.putItem(request -> request.tableName("explored").item(item));
    }

    private static AttributeValue attribute(JsonNode json) {
        if (json.isObject()) {
            Map<String, AttributeValue> fields = new HashMap<>();
            json.asObject().forEach((name, value) -> fields.put(name, attribute(value)));
            return AttributeValue.fromM(fields);
        }
        if (json.isArray()) {
            return AttributeValue.fromL(json.asArray().stream()
                    .map(ExplorerOnDynamoDbTest::attribute)
                    .toList());
        }
        if (json.isNumber()) {
            return AttributeValue.fromN(json.asNumber());
        }
        if (json.isBoolean()) {
            return AttributeValue.fromBool(json.asBoolean());
        }
        return json.isNull() ? AttributeValue.fromNul(true) : AttributeValue.fromS(json.asString());
    }

    @Override
    void dropTable(String table) {
        database.deleteTable(request -> request.tableName(table));
    }
}
