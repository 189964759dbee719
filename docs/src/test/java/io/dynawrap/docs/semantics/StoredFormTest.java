package io.dynawrap.docs.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynawrap.docs.Guides;
import io.dynawrap.docs.Server;
import io.dynawrap.dynamodb.DynamoDbBackend;
import io.dynawrap.engine.DefaultItemStore;
import io.dynawrap.postgres.PostgresBackend;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The stored form is the one that docs/semantics.md shows. */
class StoredFormTest {

    private static final Story STORY = new Story("johndoe", "12", "Twelve", "");

    @Test
    void dynamoDbHoldsTheFieldsAsAttributes() throws IOException {
        DynamoDbClient client = Server.dynamoDb().build();
        DefaultItemStore store = new DefaultItemStore(new DynamoDbBackend(client));
        store.createTable("stories");

        store.save(STORY);

        Map<String, AttributeValue> item =
                client.scan(scan -> scan.tableName("stories")).items().get(0);
        Map<String, String> shown = new HashMap<>();
        new JsonMapper()
                .readTree(Guides.blocks("semantics.md", "json").get(0))
                .properties()
                .forEach(attribute -> shown.put(
                        attribute.getKey(), attribute.getValue().get("S").textValue()));
        assertThat(shown)
                .hasSize(6)
                .allSatisfy((name, text) -> assertThat(item).containsEntry(name, AttributeValue.fromS(text)));
        assertThat(item).hasSameSizeAs(shown);
    }

    @Test
    void postgresHoldsTheFieldsAsOneDocument() {
        JdbcTemplate jdbc = Server.jdbc();
        DefaultItemStore store = new DefaultItemStore(new PostgresBackend(jdbc));
        store.createTable("stories");

        store.save(STORY);

        Map<String, Object> row = jdbc.queryForMap("SELECT pk, sk, schema_version, data::text FROM stories");
        String shown = Guides.blocks("semantics.md", "").get(0);
        assertThat(shown.lines().map(line -> line.split(" +[|] ", 2)))
                .hasSize(4)
                .allSatisfy(column -> assertThat(row).containsEntry(column[0], column[1]));
    }
}
