package io.dynawrap.sample;

import static io.dynawrap.sample.StoryClient.story;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.test.EmbeddedServers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Import(EmbeddedServers.class)
class StoryApiOnPostgresTest extends StoryApiContract {

    @Test
    void theStoredRowHasTheKeyTheSchemaVersionAndTheFieldsAsJson(@Autowired JdbcClient database) {
        client.post("/stories", story(owner, "1234", "The Title", null));

        Map<String, Object> row = database.sql(
                        "SELECT pk, sk, schema_version, data::text AS data FROM stories WHERE pk = ?")
                .param("USER#" + owner)
                .query()
                .singleRow();
        assertThat(row)
                .containsEntry("pk", "USER#" + owner)
                .containsEntry("sk", "STORY#1234")
                .containsEntry("schema_version", StoredForm.SCHEMA_VERSION);
        assertThat(JsonMapper.shared().readValue((String) row.get("data"), Map.class))
                .isEqualTo(Map.of(
                        "owner",
                        owner,
                        "storyId",
                        "1234",
                        "title",
                        "The Title",
                        "schema_version",
                        StoredForm.SCHEMA_VERSION));
    }

    @Test
    void theTableHasIndexesForKeysAndForExpiryOnlyAndSortsKeysByBytes(@Autowired JdbcClient database) {
        assertThat(database.sql("SELECT indexdef FROM pg_indexes WHERE tablename = 'stories'")
                        .query(String.class)
                        .list())
                .satisfiesExactlyInAnyOrder(
                        index -> assertThat(index).endsWith("(pk, sk)"),
                        index -> assertThat(index).contains("'expiresAt'").contains(" WHERE "));
        assertThat(database.sql("""
                                SELECT column_name || ' ' || data_type || ' ' || coalesce(collation_name, 'default')
                                FROM information_schema.columns WHERE table_name = 'stories' ORDER BY ordinal_position""").query(String.class).list())
                .containsExactly("pk text C", "sk text C", "schema_version text default", "data jsonb default");
    }
}
