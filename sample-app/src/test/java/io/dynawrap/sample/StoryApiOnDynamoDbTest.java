package io.dynawrap.sample;

import static io.dynawrap.sample.StoryClient.story;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.test.EmbeddedServers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ActiveProfiles("dynamodb")
@Import(EmbeddedServers.class)
class StoryApiOnDynamoDbTest extends StoryApiContract {

    @Test
    void theStoredItemHasTheKeyTheSchemaVersionAndTheFieldsAsAttributes(@Autowired DynamoDbClient database) {
        client.post("/stories", story(owner, "1234", "The Title", null));

        Map<String, AttributeValue> item = database.getItem(request ->
                        request.tableName("stories").key(Map.of("PK", s("USER#" + owner), "SK", s("STORY#1234"))))
                .item();
        assertThat(item)
                .isEqualTo(Map.of(
                        "PK", s("USER#" + owner),
                        "SK", s("STORY#1234"),
                        "owner", s(owner),
                        "storyId", s("1234"),
                        "title", s("The Title"),
                        "schema_version", s(StoredForm.SCHEMA_VERSION)));
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }
}
