package io.dynawrap.autoconfigure.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynawrap.autoconfigure.dynamodb.DynamoDbConnectionDetails;
import io.dynawrap.autoconfigure.models.stories.StoriesApplication;
import io.dynawrap.embedded.DynamoDbLocalServer;
import io.dynawrap.spi.Backend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.test.annotation.DirtiesContext;

/** A container in a field: its image says what it is, and so which backend the application has. */
@SpringBootTest(classes = StoriesApplication.class)
@DirtiesContext
class ServiceConnectionFieldTest {

    private static final DynamoDbLocalServer SERVER = DynamoDbLocalServer.start();

    @ServiceConnection
    static final DynamoDbContainer CONTAINER =
            new DynamoDbContainer("public.ecr.aws/aws-dynamodb-local/aws-dynamodb-local:3.3.0", SERVER);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void theImageTellsWhatIsConnected(@Autowired DynamoDbConnectionDetails details, @Autowired Backend backend) {
        assertThat(details.endpoint()).isEqualTo(SERVER.endpoint());
        assertThat(backend.name()).isEqualTo("dynamodb");
    }
}
