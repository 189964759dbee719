package io.dynawrap.docs.testing;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Compiled only: it would need Docker. */
final class ContainersExample {

    @Testcontainers
    @SpringBootTest
    class ApplicationOnContainersTest {

        @Container
        @ServiceConnection
        static final GenericContainer<?> DYNAMODB =
                new GenericContainer<>("amazon/dynamodb-local:3.3.0").withExposedPorts(8000);
    }
}
