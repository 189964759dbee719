package io.dynawrap.sample;

import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.test.context.ActiveProfiles;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The same contract on the image that {@code compose.yaml} names; skipped where there is no Docker. */
@Testcontainers(disabledWithoutDocker = true)
@ActiveProfiles("dynamodb")
class StoryApiOnDynamoDbContainerIT extends StoryApiContract {

    @Container
    @ServiceConnection
    static final GenericContainer<?> DYNAMODB =
            new GenericContainer<>("amazon/dynamodb-local:3.3.0").withExposedPorts(8000);
}
