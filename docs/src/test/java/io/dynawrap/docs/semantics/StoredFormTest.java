package io.dynawrap.docs.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.backend.DefaultItemStore;
import io.dynawrap.docs.Server;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.postgres.PostgresBackend;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The stored form is the one that docs/semantics.md shows. */
class StoredFormTest {

    private static final Story STORY = new Story("johndoe", "12", "Twelve", "");
    private static final String VERSION = "57924b99b4d265ebaf05be69df33784d";

    @Test
    void dynamoDbHoldsTheFieldsAsAttributes() {
        DynamoDbClient client = Server.dynamoDb().build();
        DefaultItemStore store = new DefaultItemStore(new DynamoDbBackend(client));
        store.createTable("stories");

        store.save(STORY);

        Map<String, String> stored = new HashMap<>();
        Map<String, AttributeValue> item =
                client.scan(scan -> scan.tableName("stories")).items().get(0);
        item.forEach((name, value) -> stored.put(name, value.s()));
        assertThat(stored)
                .isEqualTo(Map.of(
                        "PK", "USER#johndoe",
                        "SK", "STORY#12",
                        "schema_version", VERSION,
                        "owner", "johndoe",
                        "storyId", "12",
                        "title", "Twelve"));
    }

    @Test
    void postgresHoldsTheFieldsAsOneDocument() {
        JdbcTemplate jdbc = Server.jdbc();
        DefaultItemStore store = new DefaultItemStore(new PostgresBackend(jdbc));
        store.createTable("stories");

        store.save(STORY);

        assertThat(jdbc.queryForList("SELECT pk, sk, schema_version, data::text FROM stories"))
                .containsExactly(Map.of(
                        "pk",
                        "USER#johndoe",
                        "sk",
                        "STORY#12",
                        "schema_version",
                        VERSION,
                        "data",
                        "{\"owner\": \"johndoe\", \"title\": \"Twelve\", \"storyId\": \"12\","
                                + " \"schema_version\": \"" + VERSION + "\"}"));
    }
}
