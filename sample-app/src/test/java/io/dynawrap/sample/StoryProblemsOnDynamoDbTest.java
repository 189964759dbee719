package io.dynawrap.sample;

import io.dynawrap.test.EmbeddedServers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ActiveProfiles("dynamodb")
@Import(EmbeddedServers.class)
class StoryProblemsOnDynamoDbTest extends StoryProblemsContract {

    @Autowired
    private DynamoDbClient database;

    @Override
    void dropTable() {
        database.deleteTable(request -> request.tableName("stories"));
        database.waiter().waitUntilTableNotExists(request -> request.tableName("stories"));
    }
}
