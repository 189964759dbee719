package io.dynawrap.sample;

import io.dynawrap.autoconfigure.DynamoDbConnectionDetails;
import java.net.URI;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ActiveProfiles;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The same contract on the image that {@code compose.yaml} names; skipped where there is no Docker. */
@Testcontainers(disabledWithoutDocker = true)
@ActiveProfiles("dynamodb")
class StoryApiOnDynamoDbContainerIT extends StoryApiContract {

    @Container
    static final GenericContainer<?> DYNAMODB =
            new GenericContainer<>("amazon/dynamodb-local:3.3.0").withExposedPorts(8000);

    @TestConfiguration(proxyBeanMethods = false)
    static class Connection {

        @Bean
        DynamoDbConnectionDetails container() {
            return new ContainerConnection(
                    URI.create("http://" + DYNAMODB.getHost() + ":" + DYNAMODB.getMappedPort(8000)),
                    "us-east-1",
                    "local",
                    "local");
        }
    }

    record ContainerConnection(URI endpoint, String region, String accessKeyId, String secretAccessKey)
            implements DynamoDbConnectionDetails {}
}
